"""How agenda items, decisions and corrections follow from the log."""

from typing import Any, get_args
from uuid import UUID

from msgspec.structs import replace

from domain import missions, strategies
from domain.decisions import (
    AgendaItemImported,
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
    Record,
    ResultImported,
)
from domain.decisions.events import SubjectKind
from domain.measures import MeasureProfileUpdated, MeasureProposed, MeasureSubmittedForDecision
from domain.messages import Event, Recorded, topic_of
from domain.missions import MissionDrafted
from domain.strategies import StrategyPublished
from projections.decisions.received import imported, no_record, of_no_source, reported
from projections.decisions.rows import (
    CorrectionRow,
    DecidableRow,
    DecisionRow,
    StepRow,
    SubmissionRow,
    place_of,
    stored_record,
    written,
)
from projections.model import Batch, Sheet, Work

_EVENTS: tuple[type[Event], ...] = get_args(DecisionEvent)
_WITHOUT_EFFECT = (DecisionCorrectionProposed, DecisionCorrectionDiscarded)
_CORRECTIONS = (*_WITHOUT_EFFECT, DecisionCorrected)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    work.insert("decidable", [_decidable(each) for each in _named(batch)])
    submitted = batch.of(MeasureSubmittedForDecision)
    work.insert("submissions", [_submission(each) for each in submitted])
    events = batch.of(*_EVENTS)
    if not events:
        return
    touched = {_decision(each) for each in events}
    decisions = work.sheet(DecisionRow, "decisions", touched)
    corrections = work.sheet(CorrectionRow, "decision_corrections")
    corrections.add_where(work.table("decision_corrections").c.decision_id.in_(touched))
    for recorded in events:
        if isinstance(recorded.event, AgendaItemScheduled):
            decisions.put(_scheduled(recorded, recorded.event), recorded.position)
            continue
        if isinstance(recorded.event, AgendaItemImported):
            decisions.put(imported(recorded, recorded.event), recorded.position)
            continue
        row = decisions.get(_decision(recorded))
        if row is None:
            raise LookupError(f"position {recorded.position}: the item was never scheduled")
        if isinstance(recorded.event, _CORRECTIONS):
            corrections.put(_correction(row, recorded, corrections), recorded.position)
        if not isinstance(recorded.event, _WITHOUT_EFFECT):
            decisions.put(_moved(row, recorded), recorded.position)
    decisions.save()
    corrections.save()
    work.insert("decision_steps", [_step(each) for each in events])


def _decision(recorded: Recorded) -> Any:  # noqa: ANN401 - all of these events have one
    event: Any = recorded.event
    return event.decision_id


def _named(batch: Batch) -> list[Recorded]:
    return batch.of(MeasureProposed, MeasureProfileUpdated, MissionDrafted, StrategyPublished)


def _decidable(recorded: Recorded) -> DecidableRow:
    """Return a version and its name, which mission and strategy have none of."""
    event: Any = recorded.event
    kind: SubjectKind = "measure"
    about: UUID
    if isinstance(event, MissionDrafted):
        kind, about = "mission", missions.history_of(event.process_id)
    elif isinstance(event, StrategyPublished):
        kind, about = "strategy", strategies.strategy_id_of(event.process_id)
    else:
        about = event.measure_id
    return DecidableRow(
        subject_id=about,
        version=1 if isinstance(event, MeasureProposed) else event.version,
        process_id=event.process_id,
        kind=kind,
        number=event.number if isinstance(event, MeasureProposed) else None,
        title=event.profile.title if kind == "measure" else None,
        position=recorded.position,
    )


def _submission(recorded: Recorded) -> SubmissionRow:
    event: Any = recorded.event
    return SubmissionRow(
        measure_id=event.measure_id,
        position=recorded.position,
        process_id=event.process_id,
        version=event.version,
        body_id=event.body_id,
        decision_id=event.decision_id,
        territory=event.territory,
        at=recorded.recorded_at,
    )


def _scheduled(recorded: Recorded, event: AgendaItemScheduled) -> DecisionRow:
    paper = event.paper
    return DecisionRow(
        decision_id=event.decision_id,
        process_id=event.process_id,
        body_id=event.body_id,
        territory=event.territory,
        session=event.session,
        number=event.number,
        place=place_of(event.number),
        public=event.public,
        title=event.title,
        reference=paper.reference if paper else None,
        url=paper.url if paper else None,
        sha256=paper.sha256 if paper else None,
        role=event.role,
        authoritative=event.authoritative,
        subjects=written(event.subjects),
        status="scheduled",
        version=0,
        published=False,
        **no_record(),
        confirmed_at=None,
        published_at=None,
        repealed_by=None,
        repealed_at=None,
        **of_no_source(),
        position=recorded.position,
    )


def _said(record: Record) -> dict[str, Any]:
    vote = record.vote
    return {
        "result": record.result,
        "present": record.present,
        "yes": vote.yes if vote else None,
        "no": vote.no if vote else None,
        "abstain": vote.abstain if vote else None,
        "method": vote.method if vote else None,
    }


def _moved(row: DecisionRow, recorded: Recorded) -> DecisionRow:
    at = recorded.recorded_at
    row = replace(row, position=recorded.position)
    match recorded.event:
        case AgendaItemPostponed() as event:
            return replace(row, session=event.to)
        case DecisionRecorded() as event:
            return replace(
                row,
                status="recorded",
                **_said(event.record),
                text=event.text,
                conditions=event.conditions,
                minutes=event.minutes,
                recorded_by=event.by.pseudonym,
                recorded_at=at,
            )
        case DecisionRecordDiscarded():
            return replace(row, status="scheduled", **no_record())
        case DecisionConfirmed():
            return replace(row, status="confirmed", version=1, confirmed_at=at)
        case DecisionPublished():
            return replace(row, published=True, published_at=at)
        case DecisionCorrected() as event:
            return replace(row, version=event.version, **_said(event.new))
        case ResultImported() as event:
            return reported(row, event)
        case DecisionRepealed() as event:
            return replace(row, status="repealed", repealed_by=event.repealed_by, repealed_at=at)
        case _:
            return row


def _correction(
    row: DecisionRow, recorded: Recorded, corrections: Sheet[CorrectionRow]
) -> CorrectionRow:
    event = recorded.event
    if isinstance(event, DecisionCorrectionProposed):
        return _proposed(row, recorded, event)
    waiting = next(
        each
        for each in corrections.values()
        if each.decision_id == row.decision_id and each.state == "waiting"
    )
    if isinstance(event, DecisionCorrectionDiscarded):
        refused = replace(waiting, state="discarded", refusal=event.reason)
        return replace(refused, settled_at=recorded.recorded_at)
    return replace(waiting, state="confirmed", settled_at=recorded.recorded_at)


def _proposed(
    row: DecisionRow, recorded: Recorded, event: DecisionCorrectionProposed
) -> CorrectionRow:
    if row.record is None:
        raise LookupError(f"position {recorded.position}: nothing was recorded to correct")
    return CorrectionRow(
        decision_id=event.decision_id,
        position=recorded.position,
        process_id=event.process_id,
        version=event.version,
        state="waiting",
        old=stored_record(row.record),
        new=stored_record(event.record),
        reason=event.reason,
        minutes=event.minutes,
        refusal=None,
        proposed_by=event.by.pseudonym,
        proposed_at=recorded.recorded_at,
        settled_at=None,
    )


def _step(recorded: Recorded) -> StepRow:
    event: Any = recorded.event
    return StepRow(
        decision_id=event.decision_id,
        position=recorded.position,
        process_id=event.process_id,
        kind=topic_of(type(event)).partition("/")[0],
        reason=getattr(event, "reason", None),
        until=getattr(event, "to", None),
        at=recorded.recorded_at,
    )
