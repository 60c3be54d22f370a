"""How bodies, units, goals and indicators follow from the log."""

from typing import Any, TypeVar

from domain.goals import GoalDefined, IndicatorDefined, IndicatorValueReported
from domain.messages import Event
from domain.organisation import BodyDefined, BodyImported, UnitDefined
from projections.model import Batch, Work
from projections.organisation.rows import BodyRow, GoalRow, IndicatorRow, UnitRow, ValueRow

R = TypeVar("R", BodyRow, UnitRow, GoalRow)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _defined(batch, work, BodyRow, "bodies", BodyDefined, BodyImported)
    _defined(batch, work, UnitRow, "units", UnitDefined)
    _defined(batch, work, GoalRow, "goals", GoalDefined)
    _indicators(batch, work)


def _defined(
    batch: Batch,
    work: Work,
    kind: type[R],
    table: str,
    *events: type[Event],
) -> None:
    """Keep the last definition of each thing, and the position of the first.

    A row has the fields of its event by their names, its own key first; what an event
    does not say is None.
    """
    found = batch.of(*events)
    key, *names = (name for name in kind.__struct_fields__ if name != "position")
    sheet = work.sheet(kind, table, [getattr(each.event, key) for each in found])
    for each in found:
        before = sheet.get(getattr(each.event, key))
        said: dict[str, Any] = {name: getattr(each.event, name, None) for name in (key, *names)}
        position = before.position if before else each.position
        sheet.put(kind(**said, position=position), each.position)
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
