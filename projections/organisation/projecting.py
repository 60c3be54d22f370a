"""How bodies, units, goals and indicators follow from the log."""

from domain.goals import GoalDefined, IndicatorDefined, IndicatorValueReported
from domain.organisation import BodyDefined, BodyImported, UnitDefined
from projections.model import Batch, Work
from projections.organisation.rows import BodyRow, GoalRow, IndicatorRow, UnitRow, ValueRow


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _bodies(batch, work)
    _units(batch, work)
    _goals(batch, work)
    _indicators(batch, work)


def _bodies(batch: Batch, work: Work) -> None:
    found = [(each.event, each.position) for each in batch.of(BodyDefined, BodyImported)]
    events = [(event, at) for event, at in found if isinstance(event, BodyDefined | BodyImported)]
    sheet = work.sheet(BodyRow, "bodies", [event.body_id for event, _ in events])
    for event, at in events:
        before = sheet.get(event.body_id)
        row = BodyRow(
            body_id=event.body_id,
            process_id=event.process_id,
            name=event.name,
            kind=event.kind,
            seats=event.seats if isinstance(event, BodyDefined) else None,
            territory=event.territory if isinstance(event, BodyDefined) else None,
            position=before.position if before else at,
        )
        sheet.put(row, at)
    sheet.save()


def _units(batch: Batch, work: Work) -> None:
    found = [(each.event, each.position) for each in batch.of(UnitDefined)]
    events = [(event, at) for event, at in found if isinstance(event, UnitDefined)]
    sheet = work.sheet(UnitRow, "units", [event.unit_id for event, _ in events])
    for event, at in events:
        before = sheet.get(event.unit_id)
        row = UnitRow(
            unit_id=event.unit_id,
            process_id=event.process_id,
            name=event.name,
            territory=event.territory,
            position=before.position if before else at,
        )
        sheet.put(row, at)
    sheet.save()


def _goals(batch: Batch, work: Work) -> None:
    found = [(each.event, each.position) for each in batch.of(GoalDefined)]
    events = [(event, at) for event, at in found if isinstance(event, GoalDefined)]
    sheet = work.sheet(GoalRow, "goals", [event.goal_id for event, _ in events])
    for event, at in events:
        before = sheet.get(event.goal_id)
        row = GoalRow(
            goal_id=event.goal_id,
            process_id=event.process_id,
            field_id=event.field_id,
            text=event.text,
            position=before.position if before else at,
        )
        sheet.put(row, at)
    sheet.save()


def _indicators(batch: Batch, work: Work) -> None:
    sheet = work.sheet(IndicatorRow, "indicators")
    values: list[ValueRow] = []
    for recorded in batch.of(IndicatorDefined, IndicatorValueReported):
        match recorded.event:
            case IndicatorDefined() as event:
                row = IndicatorRow(
                    indicator_id=event.indicator_id,
                    process_id=event.process_id,
                    goal_id=event.goal_id,
                    name=event.name,
                    unit=event.unit,
                    decimals=event.decimals,
                    baseline=event.baseline,
                    target=event.target,
                    by_day=event.by_day,
                    position=recorded.position,
                )
                sheet.put(row, recorded.position)
            case IndicatorValueReported() as event:
                value = ValueRow(
                    indicator_id=event.indicator_id,
                    position=recorded.position,
                    process_id=event.process_id,
                    value=event.value,
                    as_of=event.as_of,
                    source=event.source,
                    at=recorded.occurred_at,
                )
                values.append(value)
    sheet.save()
    work.insert("indicator_values", values)
