"""How measures follow from the log."""

from typing import Any, get_args

import msgspec
from msgspec.structs import replace

from domain import measures
from domain.measures import (
    Measure,
    MeasureCompleted,
    MeasureDecisionRevoked,
    MeasureEvent,
    MeasureParked,
    MeasurePlanned,
    MeasurePrioritised,
    MeasureProfileUpdated,
    MeasureProposed,
    MeasureReplanned,
    MeasureSourceLinked,
    MeasureSourceUnlinked,
    Profile,
    ProgressReported,
    Slot,
)
from domain.messages import Recorded, topic_of
from projections.measures.rows import MeasureRow, SourceRow, StepRow
from projections.model import Batch, Sheet, Work

_EVENTS = get_args(MeasureEvent)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_EVENTS)
    if not found:
        return
    rows = work.sheet(MeasureRow, "measures", [_event(each).measure_id for each in found])
    links = [(each, _event(each)) for each in batch.of(MeasureSourceLinked, MeasureSourceUnlinked)]
    keys = [(event.measure_id, event.source.id) for _, event in links]
    sources = work.sheet(SourceRow, "measure_sources", keys)
    for recorded in found:
        row = _after(rows, recorded, _event(recorded))
        if row is not None:
            rows.put(replace(row, changed=recorded.occurred_at), recorded.position)
    for recorded, event in links:
        sources.put(_source(sources, recorded, event), recorded.position)
    rows.save()
    sources.save()
    work.insert("measure_steps", [_step(each) for each in found])


def _event(recorded: Recorded) -> Any:  # noqa: ANN401 - any event of a measure
    return recorded.event


def _step(recorded: Recorded) -> StepRow:
    event = _event(recorded)
    facts: dict[str, Any] = msgspec.to_builtins(event)
    kind = topic_of(type(event)).partition("/")[0]
    return StepRow(
        measure_id=event.measure_id,
        position=recorded.position,
        process_id=event.process_id,
        kind=kind,
        at=recorded.occurred_at,
        facts=facts,
    )


def _source(sheet: Sheet[SourceRow], recorded: Recorded, event: Any) -> SourceRow:  # noqa: ANN401 - linked or unlinked
    before = sheet.get((event.measure_id, event.source.id))
    return SourceRow(
        measure_id=event.measure_id,
        source_id=event.source.id,
        process_id=event.process_id,
        kind=event.source.kind,
        share=event.source.share,
        linked=isinstance(event, MeasureSourceLinked),
        position=before.position if before else recorded.position,
    )


def _after(rows: Sheet[MeasureRow], recorded: Recorded, event: MeasureEvent) -> MeasureRow | None:
    if isinstance(event, MeasureProposed):
        return _proposed(recorded, event)
    row = rows.get(event.measure_id)
    if row is None:
        return None
    # The rules' own function says how a state follows; nothing here repeats it.
    after = measures.evolve(Measure(status=row.status, slot=_slot(row)), event)
    row = replace(row, status=after.status)
    match event:
        case MeasureProfileUpdated():
            return replace(row, version=event.version, **_listed(event.profile))
        case MeasurePrioritised():
            return replace(row, priority=event.priority, rank=event.rank)
        case MeasurePlanned():
            return _placed(row, event.slot)
        case MeasureReplanned():
            return _placed(row, event.new)
        case MeasureDecisionRevoked() if after.status == "assessed":
            return replace(row, year=None, first=None, last=None, budget=None, parked=None)
        case MeasureParked():
            return replace(row, parked=event.until)
        case ProgressReported():
            return replace(row, percent=event.percent, light=event.light, reported=event.as_of)
        case MeasureCompleted():
            return replace(row, usable_from=event.usable_from, benefit=event.benefit)
        case _:
            return row


def _slot(row: MeasureRow) -> Slot | None:
    if row.year is None or row.first is None or row.last is None or row.budget is None:
        return None
    return Slot(row.year, row.first, row.last, row.budget)


def _placed(row: MeasureRow, slot: Slot) -> MeasureRow:
    return replace(
        row, year=slot.year, first=slot.first, last=slot.last, budget=slot.budget, parked=None
    )


def _listed(profile: Profile) -> dict[str, Any]:
    """Return what lists show of a profile."""
    names = ("title", "summary", "field_id", "lead", "territories", "starts", "ends", "cost_once")
    return {name: getattr(profile, name) for name in names}


def _proposed(recorded: Recorded, event: MeasureProposed) -> MeasureRow:
    return MeasureRow(
        measure_id=event.measure_id,
        process_id=event.process_id,
        number=event.number,
        origin=event.origin,
        status="proposed",
        version=1,
        **_listed(event.profile),
        priority=None,
        rank=None,
        year=None,
        first=None,
        last=None,
        budget=None,
        parked=None,
        percent=None,
        light=None,
        reported=None,
        usable_from=None,
        benefit=None,
        position=recorded.position,
        changed=recorded.occurred_at,
    )
