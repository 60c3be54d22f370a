"""Answers to remark commands; each rule is one function."""

from datetime import timedelta
from typing import assert_never

import msgspec

from domain.codes import CaseId, RemarkId
from domain.missions import MissionChangedMeanwhile
from domain.people import Actor, ProcessId
from domain.phases import NotOfferedInThisPhase
from domain.remarks import refusals as no
from domain.remarks.commands import (
    EditRemark,
    EndRemarkHold,
    HideRemark,
    HoldRemark,
    PostRemark,
    RefuseRemark,
    ReleaseRemark,
    RemarkCommand,
    RestoreRemark,
    WithdrawRemark,
)
from domain.remarks.events import (
    RemarkEdited,
    RemarkEvent,
    RemarkHeld,
    RemarkHidden,
    RemarkPosted,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from domain.remarks.state import Remark

EDIT_WINDOW = timedelta(minutes=15)
"""How long an author may correct a remark."""


class Ids(msgspec.Struct, frozen=True):
    """Where a remark belongs; every event of its stream repeats it."""

    remark_id: RemarkId
    process_id: ProcessId


def decide(remark: Remark, command: RemarkCommand) -> list[RemarkEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, PostRemark):
        return _post(remark, command)
    if remark.id is None or remark.process_id is None:
        raise no.RemarkUnknown
    ids = Ids(remark.id, remark.process_id)
    match command:
        case EditRemark():
            return _edit(remark, ids, command)
        case WithdrawRemark():
            return _withdraw(remark, ids, command)
        case HoldRemark():
            return _hold(remark, ids, command)
        case EndRemarkHold():
            return _end_hold(remark, ids, command)
        case ReleaseRemark():
            return _release(remark, ids, command)
        case RefuseRemark() | HideRemark():
            return _take_away(remark, ids, command)
        case RestoreRemark():
            return _restore(remark, ids, command)
        case _:
            assert_never(command)


def _post(remark: Remark, command: PostRemark) -> list[RemarkEvent]:
    if remark.status != "absent":
        raise no.RemarkAlreadyPosted
    _require_open(command)
    ids = Ids(command.remark_id, command.process_id)
    posted = RemarkPosted(
        remark_id=ids.remark_id,
        process_id=ids.process_id,
        paragraph_id=command.paragraph_id,
        mission_version=command.seen,
        phase_id=command.phase_id,
        text=command.text,
        level=command.level,
        author=command.author,
        posted_at=command.at,
    )
    if command.post_moderated:
        return [posted]
    return [posted, _held(ids, command.case_id)]


def _require_open(command: PostRemark) -> None:
    """Let pass what is about a paragraph that stands in the version everybody comments on."""
    if command.phase_kind != "mission":
        raise NotOfferedInThisPhase(feature="comment")
    command.phase.require("comment", command.at)
    if command.seen != command.mission.version:
        raise MissionChangedMeanwhile(version=command.mission.version)
    if command.paragraph_id not in {each.id for each in command.mission.paragraphs}:
        raise no.ParagraphUnknown


def _held(ids: Ids, case_id: CaseId) -> RemarkHeld:
    return RemarkHeld(
        remark_id=ids.remark_id, process_id=ids.process_id, case_id=case_id, until=None
    )


def _edit(remark: Remark, ids: Ids, command: EditRemark) -> list[RemarkEvent]:
    if command.by.pseudonym != remark.author:
        raise no.NotTheAuthorOfTheRemark
    if remark.status not in {"visible", "held"} or remark.interim:
        raise no.RemarkCannotBeChanged(state=remark.status)
    command.phase.require("comment", command.at)
    if remark.posted_at is None or command.at - remark.posted_at > EDIT_WINDOW:
        raise no.RemarkWindowIsOver(minutes=EDIT_WINDOW // timedelta(minutes=1))
    edited = RemarkEdited(
        remark_id=ids.remark_id,
        process_id=ids.process_id,
        version=remark.version + 1,
        text=command.text,
        by=command.by,
    )
    # Released was the text before; this one nobody has read (P1).
    if remark.status == "visible" and not command.post_moderated:
        return [edited, _held(ids, command.case_id)]
    return [edited]


def _withdraw(remark: Remark, ids: Ids, command: WithdrawRemark) -> list[RemarkEvent]:
    if command.by.pseudonym != remark.author:
        raise no.NotTheAuthorOfTheRemark
    if remark.status not in {"visible", "held"}:
        raise no.RemarkCannotBeChanged(state=remark.status)
    return [RemarkWithdrawn(remark_id=ids.remark_id, process_id=ids.process_id, by=command.by)]


def _hold(remark: Remark, ids: Ids, command: HoldRemark) -> list[RemarkEvent]:
    # Once only: reports must not be a means to keep a remark covered (P3).
    if remark.status != "visible" or remark.once_held:
        return []
    return [
        msgspec.structs.replace(_held(ids, command.case_id), until=command.until),
    ]


def _released(ids: Ids, case_id: CaseId, by: Actor | None) -> list[RemarkEvent]:
    return [
        RemarkReleased(remark_id=ids.remark_id, process_id=ids.process_id, case_id=case_id, by=by)
    ]


def _end_hold(remark: Remark, ids: Ids, command: EndRemarkHold) -> list[RemarkEvent]:
    if remark.held_by != command.case_id or not remark.interim:
        return []
    return _released(ids, command.case_id, None)


def _release(remark: Remark, ids: Ids, command: ReleaseRemark) -> list[RemarkEvent]:
    if remark.status != "held":
        raise no.RemarkNotHeld(state=remark.status)
    return _released(ids, command.case_id, command.by)


def _take_away(remark: Remark, ids: Ids, command: RefuseRemark | HideRemark) -> list[RemarkEvent]:
    if isinstance(command, RefuseRemark):
        if remark.status != "held":
            raise no.RemarkNotHeld(state=remark.status)
        kind: type[RemarkRefused | RemarkHidden] = RemarkRefused
    else:
        if remark.status not in {"visible", "held"}:
            raise no.RemarkNotVisible(state=remark.status)
        kind = RemarkHidden
    return [
        kind(
            remark_id=ids.remark_id,
            process_id=ids.process_id,
            case_id=command.case_id,
            rules=command.rules,
            explanation=command.explanation,
            appeal_until=command.appeal_until,
            by=command.by,
        )
    ]


def _restore(remark: Remark, ids: Ids, command: RestoreRemark) -> list[RemarkEvent]:
    if remark.status not in {"hidden", "refused"}:
        raise no.RemarkNotHidden(state=remark.status)
    return [
        RemarkRestored(
            remark_id=ids.remark_id,
            process_id=ids.process_id,
            case_id=command.case_id,
            by=command.by,
        )
    ]
