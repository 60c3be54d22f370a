"""Formal positions on measures: the office asks for them, and records what came in."""

from datetime import date
from typing import Literal
from uuid import UUID

from domain import measures
from domain.codes import MeasureId, TerritoryKey, UnitId
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.processes import TerritoryUnknown
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import MEASURES
from domain.use_cases.strategy.measuring import on_measure
from domain.use_cases.strategy.office import Refs, perform


def request_statement(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    due: date,
    unit: UnitId | None = None,
    territory: TerritoryKey | None = None,
    statement_id: UUID | None = None,
) -> Outcome:
    """Ask a unit, or the administration of a territory, for its formal position.

    Raises:
        UnitUnknown, TerritoryUnknown: the process has none of this name.
    """
    chosen = statement_id or platform.new_id()

    def do(histories: Histories, _: Refs, by: Actor) -> UUID:
        if unit is not None:
            folding.bodies(histories, process_id).unit(unit)
        if territory is not None and territory not in histories.process(process_id).territories:
            raise TerritoryUnknown(territory=territory)
        command = measures.RequestStatement(
            statement_id=chosen,
            unit=unit,
            territory=territory,
            due=due,
            today=asking.at.astimezone(BERLIN).date(),
            by=by,
        )
        MEASURES.carry(histories, process_id, measure_id, command)
        return chosen

    return perform(platform, asking, "plan", process_id, {}, do)


def file_statement(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    statement_id: UUID,
    stance: Literal["agrees", "agrees_with_conditions", "objects", "no_objection"],
    text: str,
) -> Outcome:
    """Record the formal position that came in."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.FileStatement(
            statement_id=statement_id, stance=stance, text=refs.need("text"), by=by
        )

    return on_measure(platform, asking, process_id, measure_id, {"text": text}, make)
