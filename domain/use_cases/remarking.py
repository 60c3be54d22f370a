"""Remarks: what everybody may say about a paragraph of the mission statement."""

from functools import cache
from uuid import UUID

import msgspec

from domain import moderation, phases, processes, remarks
from domain.codes import PhaseId, RemarkId, Subject
from domain.messages import Refusal
from domain.people import ProcessId
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.finding import case_of_edit, open_case
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding


class Remarked(msgspec.Struct, frozen=True):
    """The answer to a new remark."""

    id: RemarkId
    state: remarks.RemarkStatus


def post_remark(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    paragraph_id: UUID,
    text: str,
    *,
    seen: int,
    suspicious: bool = False,
) -> Outcome:
    """Comment on a paragraph of the mission in the version one has read; result: `Remarked`.

    Raises:
        Refusal: phase, role, a newer version or a paragraph that fell away forbid it.
    """
    remark_id = RemarkId(platform.new_id())

    @cache
    def sealed() -> Sealed:
        if asking.person is not None:
            platform.vault.own(remark_id, asking.person)
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        phase_id, phase = mission_phase(histories, process_id, asking)
        author = actor(platform, histories, asking, "comment", process_id)
        command = remarks.PostRemark(
            remark_id=remark_id,
            process_id=process_id,
            paragraph_id=paragraph_id,
            seen=seen,
            mission=folding.mission(histories, process_id),
            phase_id=phase_id,
            phase_kind="mission",
            phase=phase,
            text=sealed().ref,
            level=asking.level,
            author=author,
            post_moderated=moderation.post_moderated(
                phase.moderation, asking.at, platform.days, suspicious=suspicious
            ),
            case_id=moderation.case_id_of(remark_id, 1),
            at=asking.at,
        )
        events = remarks.decide(histories.remark(remark_id), command)
        histories.add(remarks.history_of(remark_id), events)
        histories.sealed = [sealed()]
        trigger: moderation.Trigger = "filter" if suspicious else "submission"
        subject = Subject("remark", remark_id)
        open_case(platform, histories, asking, process_id, subject, trigger, author.pseudonym)
        return _answer(histories, remark_id)

    return carry_out(platform, asking, decide)


def mission_phase(
    histories: Histories, process_id: ProcessId, asking: Asking
) -> tuple[PhaseId, phases.Phase]:
    """Return the phase about the mission in which one may comment now (I2).

    Raises:
        ProcessUnknown: there is no such process.
        Refusal: the reason of the phase that comes nearest.
    """
    process = histories.process(process_id)
    if process.id is None:
        raise processes.ProcessUnknown
    about = [each for each in process.phases.values() if each.kind == "mission"]
    refusal: Refusal = phases.NotOfferedInThisPhase(feature="comment")
    for announced in sorted(about, key=lambda each: each.starts):
        phase = histories.phase(announced.phase_id)
        try:
            phase.require("comment", asking.at)
        except phases.PhaseNotStartedYet:
            refusal = phases.PhaseNotStartedYet(starts=announced.starts)
        except Refusal as no:
            refusal = no
        else:
            return announced.phase_id, phase
    raise refusal


def edit_remark(
    platform: Platform,
    asking: Asking,
    remark_id: RemarkId,
    text: str,
    *,
    suspicious: bool = False,
) -> Outcome:
    """Correct one's own remark within the edit window, as long as its phase is open.

    The new text is moderated as a new remark would be.
    """

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        remark, process_id, phase_id = _own_remark(platform, histories, asking, remark_id)
        by = actor(platform, histories, asking, "comment", process_id)
        phase = histories.phase(phase_id)
        command = remarks.EditRemark(
            text=sealed().ref,
            phase=phase,
            post_moderated=moderation.post_moderated(
                phase.moderation, asking.at, platform.days, suspicious=suspicious
            ),
            case_id=case_of_edit(
                platform,
                histories,
                asking,
                process_id,
                Subject("remark", remark_id),
                by.pseudonym,
                suspicious=suspicious,
            ),
            by=by,
            at=asking.at,
        )
        histories.add(remarks.history_of(remark_id), remarks.decide(remark, command))
        histories.sealed = [sealed()]
        return _answer(histories, remark_id)

    return carry_out(platform, asking, decide)


def withdraw_remark(platform: Platform, asking: Asking, remark_id: RemarkId) -> Outcome:
    """Take one's own remark back; a stub stays at the paragraph."""

    def decide(histories: Histories) -> bytes:
        remark, process_id, _ = _own_remark(platform, histories, asking, remark_id)
        by = actor(platform, histories, asking, "comment", process_id)
        events = remarks.decide(remark, remarks.WithdrawRemark(by=by))
        histories.add(remarks.history_of(remark_id), events)
        return _answer(histories, remark_id)

    return carry_out(platform, asking, decide)


def _answer(histories: Histories, remark_id: RemarkId) -> bytes:
    return msgspec.json.encode(Remarked(remark_id, histories.remark(remark_id).status))


def _own_remark(
    platform: Platform, histories: Histories, asking: Asking, remark_id: RemarkId
) -> tuple[remarks.Remark, ProcessId, PhaseId]:
    remark = histories.remark(remark_id)
    if remark.process_id is None or remark.phase_id is None:
        raise remarks.RemarkUnknown
    if asking.person is None or platform.vault.owner(remark_id) != asking.person:
        raise remarks.NotTheAuthorOfTheRemark
    return remark, remark.process_id, remark.phase_id
