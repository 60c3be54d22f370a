"""Answers to decision commands; each rule is one function (I12, I13)."""

from typing import assert_never

from domain.codes import BodyId, DecisionId
from domain.decisions.arithmetic import Record, check
from domain.decisions.commands import (
    ConfirmCorrection,
    ConfirmDecision,
    DecisionCommand,
    DiscardCorrection,
    DiscardRecord,
    ImportAgendaItem,
    ImportResult,
    PostponeAgendaItem,
    ProposeCorrection,
    PublishDecision,
    RecordDecision,
    RepealDecision,
    ScheduleAgendaItem,
)
from domain.decisions.events import (
    AgendaItemPostponed,
    AgendaItemScheduled,
    DecisionConfirmed,
    DecisionCorrected,
    DecisionCorrectionDiscarded,
    DecisionCorrectionProposed,
    DecisionEvent,
    DecisionPublished,
    DecisionRecordDiscarded,
    DecisionRecorded,
    DecisionRepealed,
)
from domain.decisions.importing import import_item, import_result
from domain.decisions.refusals import (
    AgendaItemAlreadyScheduled,
    AuthorityNeedsDecisionRole,
    CannotRepealItself,
    CorrectionAlreadyProposed,
    CorrectionChangesNothing,
    DecisionAlreadyPublished,
    DecisionAlreadyRecorded,
    DecisionAlreadyRepealed,
    DecisionNotConfirmed,
    DecisionNotRecorded,
    DecisionUnknown,
    NoCorrectionProposed,
    RepealingDecisionIsOlder,
    RepealingDecisionNotInForce,
    SecondPersonNeeded,
    SessionNotYetHeld,
)
from domain.decisions.state import Decision
from domain.messages import ContentRef, require_seen
from domain.people import Actor, ProcessId, Pseudonym

Ids = tuple[DecisionId, ProcessId]


def decide(decision: Decision, command: DecisionCommand) -> list[DecisionEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, ScheduleAgendaItem):
        return _schedule(decision, command)
    if isinstance(command, ImportAgendaItem):
        return [*import_item(decision, command)]
    if isinstance(command, ImportResult):
        return [*import_result(decision, command)]
    if decision.id is None or decision.process_id is None:
        raise DecisionUnknown
    if decision.status == "repealed":
        raise DecisionAlreadyRepealed
    ids = (decision.id, decision.process_id)
    match command:
        case PostponeAgendaItem():
            return _postpone(decision, ids, command)
        case RecordDecision():
            return _record(decision, ids, command)
        case ConfirmDecision():
            return _confirm(decision, ids, command)
        case DiscardRecord():
            return _discard(decision, ids, command)
        case PublishDecision():
            return _publish(decision, ids, command)
        case ProposeCorrection():
            return _propose_correction(decision, ids, command)
        case ConfirmCorrection():
            return _correct(decision, ids, command)
        case DiscardCorrection():
            return _discard_correction(decision, ids, command)
        case RepealDecision():
            return _repeal(decision, ids, command)
        case _:
            assert_never(command)


def _schedule(decision: Decision, command: ScheduleAgendaItem) -> list[DecisionEvent]:
    if decision.status != "absent":
        raise AgendaItemAlreadyScheduled
    if command.authoritative and command.role != "decision":
        raise AuthorityNeedsDecisionRole(role=command.role)
    return [
        AgendaItemScheduled(
            decision_id=command.decision_id,
            process_id=command.process_id,
            body_id=command.body_id,
            territory=command.territory,
            session=command.session,
            number=command.number,
            public=command.public,
            title=command.title,
            paper=command.paper,
            role=command.role,
            authoritative=command.authoritative,
            subjects=command.subjects,
            by=command.by,
        )
    ]


def _postpone(decision: Decision, ids: Ids, command: PostponeAgendaItem) -> list[DecisionEvent]:
    if decision.status != "scheduled":
        raise DecisionAlreadyRecorded
    return [
        AgendaItemPostponed(
            decision_id=ids[0],
            process_id=ids[1],
            to=command.to,
            reason=command.reason,
            by=command.by,
        )
    ]


def _record(decision: Decision, ids: Ids, command: RecordDecision) -> list[DecisionEvent]:
    if decision.status != "scheduled":
        raise DecisionAlreadyRecorded
    if decision.session is None or command.today < decision.session:
        raise SessionNotYetHeld(session=decision.session)
    check(command.record, seats=command.seats, authoritative=decision.authoritative)
    return [
        DecisionRecorded(
            decision_id=ids[0],
            process_id=ids[1],
            record=command.record,
            text=command.text,
            conditions=command.conditions,
            minutes=command.minutes,
            by=command.by,
        )
    ]


def _require_second_person(first: Pseudonym | None, second: Actor) -> None:
    if first == second.pseudonym:
        raise SecondPersonNeeded


def _confirm(decision: Decision, ids: Ids, command: ConfirmDecision) -> list[DecisionEvent]:
    if decision.status != "recorded":
        raise DecisionNotRecorded
    _require_second_person(decision.written_by, command.by)
    body_id, record, text = _said(decision)
    require_seen(command.seen, text)
    return [
        DecisionConfirmed(
            decision_id=ids[0],
            process_id=ids[1],
            body_id=body_id,
            territory=decision.territory,
            public=decision.public,
            authoritative=decision.authoritative,
            subjects=decision.subjects,
            record=record,
            text=text,
            conditions=decision.conditions,
            minutes=decision.minutes,
            by=command.by,
        )
    ]


def _said(decision: Decision) -> tuple[BodyId, Record, ContentRef]:
    """Return who decided, and what was recorded; a decision without it was not recorded."""
    if decision.body_id is None or decision.record is None or decision.text is None:
        raise DecisionNotRecorded
    return decision.body_id, decision.record, decision.text


def _discard(decision: Decision, ids: Ids, command: DiscardRecord) -> list[DecisionEvent]:
    if decision.status != "recorded":
        raise DecisionNotRecorded
    return [
        DecisionRecordDiscarded(
            decision_id=ids[0], process_id=ids[1], reason=command.reason, by=command.by
        )
    ]


def _publish(decision: Decision, ids: Ids, command: PublishDecision) -> list[DecisionEvent]:
    if decision.status != "confirmed":
        raise DecisionNotConfirmed
    if decision.published:
        raise DecisionAlreadyPublished
    body_id, record, text = _said(decision)
    return [
        DecisionPublished(
            decision_id=ids[0],
            process_id=ids[1],
            version=decision.version,
            body_id=body_id,
            territory=decision.territory,
            authoritative=decision.authoritative,
            subjects=decision.subjects,
            record=record,
            text=text,
            conditions=decision.conditions,
            minutes=decision.minutes,
            by=command.by,
        )
    ]


def _propose_correction(
    decision: Decision, ids: Ids, command: ProposeCorrection
) -> list[DecisionEvent]:
    if decision.status != "confirmed":
        raise DecisionNotConfirmed
    if decision.correction is not None:
        raise CorrectionAlreadyProposed
    if command.record == decision.record:
        raise CorrectionChangesNothing
    check(command.record, seats=command.seats, authoritative=decision.authoritative)
    return [
        DecisionCorrectionProposed(
            decision_id=ids[0],
            process_id=ids[1],
            version=decision.version + 1,
            record=command.record,
            reason=command.reason,
            minutes=command.minutes,
            by=command.by,
        )
    ]


def _correct(decision: Decision, ids: Ids, command: ConfirmCorrection) -> list[DecisionEvent]:
    correction = decision.correction
    if correction is None or decision.record is None:
        raise NoCorrectionProposed
    _require_second_person(correction.by.pseudonym, command.by)
    require_seen(command.seen, correction.reason)
    return [
        DecisionCorrected(
            decision_id=ids[0],
            process_id=ids[1],
            version=correction.version,
            public=decision.public or decision.published,
            old=decision.record,
            new=correction.record,
            reason=correction.reason,
            minutes=correction.minutes,
            by=command.by,
        )
    ]


def _discard_correction(
    decision: Decision, ids: Ids, command: DiscardCorrection
) -> list[DecisionEvent]:
    if decision.correction is None:
        raise NoCorrectionProposed
    return [
        DecisionCorrectionDiscarded(
            decision_id=ids[0],
            process_id=ids[1],
            version=decision.correction.version,
            reason=command.reason,
            by=command.by,
        )
    ]


def _repeal(decision: Decision, ids: Ids, command: RepealDecision) -> list[DecisionEvent]:
    if decision.status != "confirmed":
        raise DecisionNotConfirmed
    if command.repealed_by == decision.id:
        raise CannotRepealItself
    if not command.adopts:
        raise RepealingDecisionNotInForce(decision=command.repealed_by)
    if decision.session and command.session and command.session < decision.session:
        raise RepealingDecisionIsOlder(session=command.session)
    return [
        DecisionRepealed(
            decision_id=ids[0],
            process_id=ids[1],
            repealed_by=command.repealed_by,
            by=command.by,
        )
    ]
