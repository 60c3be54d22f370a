"""The office names bodies, units, goals, indicators and funding of a process."""

from datetime import date
from uuid import UUID

import msgspec

from domain import funding, goals, organisation
from domain.codes import BodyId, Cents, FieldId, GoalId, IndicatorId, TerritoryKey, UnitId
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.office import Refs, perform


class NewBody(msgspec.Struct, frozen=True, kw_only=True):
    """With an id that is there, the body is changed."""

    name: str
    kind: organisation.BodyKind
    seats: organisation.Seats
    territory: TerritoryKey | None = None
    body_id: BodyId | None = None


class NewUnit(msgspec.Struct, frozen=True, kw_only=True):
    """With an id that is there, the unit is renamed."""

    name: str
    territory: TerritoryKey | None = None
    unit_id: UnitId | None = None


class NewIndicator(msgspec.Struct, frozen=True, kw_only=True):
    goal_id: GoalId
    name: str
    unit: str
    decimals: goals.Decimals = 0
    baseline: int
    target: int
    by_day: date
    indicator_id: IndicatorId | None = None


class NewFunding(msgspec.Struct, frozen=True, kw_only=True):
    """With an id that is there, the notice is replaced."""

    programme: str
    number: str
    amount: Cents
    starts: date
    ends: date
    publicity: str
    notice_id: UUID | None = None


def define_body(platform: Platform, asking: Asking, process_id: ProcessId, new: NewBody) -> Outcome:
    """Name a council or committee, or change it."""
    body_id = new.body_id or BodyId(platform.new_id())

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = organisation.DefineBody(
            body_id=body_id,
            name=refs.need("name"),
            kind=new.kind,
            seats=new.seats,
            territory=new.territory,
            by=by,
        )
        _organise(histories, process_id, command)
        return body_id

    return perform(platform, asking, "configure", process_id, {"name": new.name}, do)


def define_unit(platform: Platform, asking: Asking, process_id: ProcessId, new: NewUnit) -> Outcome:
    """Name a unit of the administration, or rename it."""
    unit_id = new.unit_id or UnitId(platform.new_id())

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = organisation.DefineUnit(
            unit_id=unit_id, name=refs.need("name"), territory=new.territory, by=by
        )
        _organise(histories, process_id, command)
        return unit_id

    return perform(platform, asking, "configure", process_id, {"name": new.name}, do)


def _organise(
    histories: Histories, process_id: ProcessId, command: organisation.OrganisationCommand
) -> None:
    present = folding.bodies(histories, process_id)
    events = organisation.decide(present, process_id, command)
    histories.add(organisation.history_of(process_id), events)


def _aim(histories: Histories, process_id: ProcessId, command: goals.GoalCommand) -> None:
    events = goals.decide(folding.aims(histories, process_id), process_id, command)
    histories.add(goals.history_of(process_id), events)


def define_goal(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    field_id: FieldId,
    text: str,
    goal_id: GoalId | None = None,
) -> Outcome:
    """Set an action field a goal, or word one anew that is there."""
    chosen = goal_id or GoalId(platform.new_id())

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        field = histories.process(process_id).field(field_id)
        command = goals.DefineGoal(goal_id=chosen, field_id=field, text=refs.need("text"), by=by)
        _aim(histories, process_id, command)
        return chosen

    return perform(platform, asking, "configure", process_id, {"text": text}, do)


def define_indicator(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewIndicator
) -> Outcome:
    """Say how one will know that a goal is reached."""
    chosen = new.indicator_id or IndicatorId(platform.new_id())

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = goals.DefineIndicator(
            indicator_id=chosen,
            goal_id=new.goal_id,
            name=refs.need("name"),
            unit=refs.need("unit"),
            decimals=new.decimals,
            baseline=new.baseline,
            target=new.target,
            by_day=new.by_day,
            by=by,
        )
        _aim(histories, process_id, command)
        return chosen

    texts = {"name": new.name, "unit": new.unit}
    return perform(platform, asking, "configure", process_id, texts, do)


def report_value(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    indicator_id: IndicatorId,
    value: int,
    as_of: date,
    source: str,
) -> Outcome:
    """Report what was measured on a day."""

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = goals.ReportIndicatorValue(
            indicator_id=indicator_id,
            value=value,
            as_of=as_of,
            source=refs.need("source"),
            today=asking.at.astimezone(BERLIN).date(),
            by=by,
        )
        _aim(histories, process_id, command)
        return indicator_id

    return perform(platform, asking, "configure", process_id, {"source": source}, do)


def register_funding(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewFunding
) -> Outcome:
    """Enter a funding notice, or replace one that is there."""
    notice_id = new.notice_id or platform.new_id()

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = funding.RegisterFunding(
            notice_id=notice_id,
            programme=refs.need("programme"),
            number=refs.need("number"),
            amount=new.amount,
            starts=new.starts,
            ends=new.ends,
            publicity=refs.need("publicity"),
            by=by,
        )
        stream = funding.history_of(process_id)
        present = histories.fold(
            stream, funding.FundingNoticeRegistered, funding.evolve, funding.Register()
        )
        histories.add(stream, funding.decide(present, process_id, command))
        return notice_id

    texts = {"programme": new.programme, "number": new.number, "publicity": new.publicity}
    return perform(platform, asking, "configure", process_id, texts, do)
