"""The council's secretary schedules, records, confirms, corrects and repeals decisions.

What a confirmed authoritative decision changes is appended together with it (P9, I13).
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec

from domain import decisions, measures
from domain.codes import BodyId, DecisionId, Hex32, MeasureId, TerritoryKey
from domain.decisions import ConsultationRole, DecisionSubject, ItemNumber, Paper, Record
from domain.measures import MeasureNotSubmitted
from domain.messages import ContentRef
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import DECISIONS
from domain.use_cases.strategy.office import Refs, Texts, perform
from domain.use_cases.strategy.taking_effect import take_effect


class WrittenPaper(msgspec.Struct, frozen=True, kw_only=True):
    reference: str
    url: str | None = None
    sha256: Hex32 | None = None


class NewAgendaItem(msgspec.Struct, frozen=True, kw_only=True):
    body_id: BodyId
    session: date
    number: ItemNumber
    title: str
    paper: WrittenPaper | None = None
    role: ConsultationRole = "decision"
    authoritative: bool = True
    public: bool = True
    subjects: tuple[DecisionSubject, ...] = ()
    territory: TerritoryKey | None = None
    decision_id: DecisionId | None = None


class NewRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the minutes say, with the wording of the decision."""

    record: Record
    text: str
    conditions: str | None = None
    minutes: str | None = None


Make = Callable[[Histories, Refs, Actor], decisions.DecisionCommand]


def _on_decision(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    texts: Texts,
    make: Make,
) -> Outcome:
    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = make(histories, refs, by)
        events = DECISIONS.carry(histories, process_id, decision_id, command)
        take_effect(histories, process_id, events, by)
        return decision_id

    return perform(platform, asking, "record_decision", process_id, texts, do)


def schedule(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewAgendaItem
) -> Outcome:
    """Put something on a body's agenda.

    Raises:
        MeasureNotSubmitted: the decision id is none under which one of its measures waits,
            or it would decide on a version that was not handed in for it, or for another area.
    """
    decision_id = new.decision_id or DecisionId(platform.new_id())

    def make(histories: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        folding.bodies(histories, process_id).body(new.body_id)
        _require_submitted(histories, process_id, new)
        written = new.paper
        paper = Paper(refs.need("reference"), refs.get("url"), written.sha256) if written else None
        return decisions.ScheduleAgendaItem(
            decision_id=decision_id,
            process_id=process_id,
            body_id=new.body_id,
            territory=new.territory,
            session=new.session,
            number=new.number,
            public=new.public,
            title=refs.need("title"),
            paper=paper,
            role=new.role,
            authoritative=new.authoritative,
            subjects=new.subjects,
            by=by,
        )

    texts: dict[str, str | None] = {"title": new.title}
    if new.paper is not None:
        texts |= {"reference": new.paper.reference, "url": new.paper.url}
    return _on_decision(platform, asking, process_id, decision_id, texts, make)


def _require_submitted(histories: Histories, process_id: ProcessId, new: NewAgendaItem) -> None:
    """Refuse what could not be confirmed after the session.

    A decision id that no submission gave out could be that of anything. And what decides
    does so only on versions that were handed in for exactly this item (I13), and for the area
    that they were handed in for: what a partner decides for itself is never the lead's decision.
    """
    handed_in = {
        each: _handed_in(histories, process_id, MeasureId(each.id), new.decision_id)
        for each in new.subjects
        if each.kind == "measure"
    }
    if new.decision_id is not None and not any(handed_in.values()):
        raise MeasureNotSubmitted(decision=new.decision_id)
    if new.authoritative and new.role == "decision":
        for subject, handed in handed_in.items():
            if handed != (subject.version, new.territory):
                raise MeasureNotSubmitted(decision=new.decision_id, version=subject.version)


def _handed_in(
    histories: Histories,
    process_id: ProcessId,
    measure_id: MeasureId,
    decision_id: DecisionId | None,
) -> tuple[int, TerritoryKey | None] | None:
    """Return which version of a measure waits for a decision, and for which area; else None."""
    pending = folding.measure(histories, process_id, measure_id).pending
    if decision_id is None or decision_id not in pending:
        return None
    [*_, last] = [
        event
        for event in histories.events(measures.history_of(measure_id))
        if isinstance(event, measures.MeasureSubmittedForDecision)
        and event.decision_id == decision_id
    ]
    return pending[decision_id], last.territory


def postpone(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    to: date | None,
    reason: str,
) -> Outcome:
    """Take it off this session; None where no other is known."""

    def make(_: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.PostponeAgendaItem(to=to, reason=refs.need("reason"), by=by)

    return _on_decision(platform, asking, process_id, decision_id, {"reason": reason}, make)


def _seats(histories: Histories, process_id: ProcessId, decision_id: DecisionId) -> int:
    decision = folding.decision(histories, process_id, decision_id)
    if decision.body_id is None:
        raise decisions.DecisionUnknown
    return folding.bodies(histories, process_id).body(decision.body_id).seats


def record(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    new: NewRecord,
) -> Outcome:
    """Write down what the minutes say; without effect until a second person confirms."""

    def make(histories: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.RecordDecision(
            record=new.record,
            seats=_seats(histories, process_id, decision_id),
            today=asking.at.astimezone(BERLIN).date(),
            text=refs.need("text"),
            conditions=refs.get("conditions"),
            minutes=refs.get("minutes"),
            by=by,
        )

    texts = {"text": new.text, "conditions": new.conditions, "minutes": new.minutes}
    return _on_decision(platform, asking, process_id, decision_id, texts, make)


def confirm(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    seen: ContentRef | None = None,
) -> Outcome:
    """Confirm it as a second person; an authoritative decision now takes effect.

    `seen` is the reference of the wording that was compared with the minutes.
    """

    def make(_histories: Histories, _: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.ConfirmDecision(seen=seen, by=by)

    return _on_decision(platform, asking, process_id, decision_id, {}, make)


def discard_record(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    reason: str,
) -> Outcome:
    """Find a record wrong; it is to be written anew."""

    def make(_: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.DiscardRecord(reason=refs.need("reason"), by=by)

    return _on_decision(platform, asking, process_id, decision_id, {"reason": reason}, make)


def publish(
    platform: Platform, asking: Asking, process_id: ProcessId, decision_id: DecisionId
) -> Outcome:
    """Let everybody read a confirmed decision."""

    def make(_histories: Histories, _: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.PublishDecision(by=by)

    return _on_decision(platform, asking, process_id, decision_id, {}, make)


def propose_correction(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    corrected: Record,
    reason: str,
    minutes: str,
) -> Outcome:
    """Say that the minutes read otherwise; without effect until confirmed."""

    def make(histories: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.ProposeCorrection(
            record=corrected,
            seats=_seats(histories, process_id, decision_id),
            reason=refs.need("reason"),
            minutes=refs.need("minutes"),
            by=by,
        )

    texts = {"reason": reason, "minutes": minutes}
    return _on_decision(platform, asking, process_id, decision_id, texts, make)


def confirm_correction(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    seen: ContentRef | None = None,
) -> Outcome:
    """Confirm a correction as a second person; its effects follow the new record.

    `seen` is the reference of the reason that was read with the correction.
    """

    def make(_histories: Histories, _: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.ConfirmCorrection(seen=seen, by=by)

    return _on_decision(platform, asking, process_id, decision_id, {}, make)


def discard_correction(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    reason: str,
) -> Outcome:
    """Find a correction wrong; the record stays."""

    def make(_: Histories, refs: Refs, by: Actor) -> decisions.DecisionCommand:
        return decisions.DiscardCorrection(reason=refs.need("reason"), by=by)

    return _on_decision(platform, asking, process_id, decision_id, {"reason": reason}, make)


def repeal(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    decision_id: DecisionId,
    repealed_by: DecisionId,
) -> Outcome:
    """Take a decision back by a later one that is in force and was adopted."""

    def make(histories: Histories, _: Refs, by: Actor) -> decisions.DecisionCommand:
        later = folding.decision(histories, process_id, repealed_by)
        return decisions.RepealDecision(
            repealed_by=repealed_by, adopts=later.adopts, session=later.session, by=by
        )

    return _on_decision(platform, asking, process_id, decision_id, {}, make)
