"""What the office types into the form of a year's plan, and what it says."""

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from api.pages.amounts import NotWritten, cents, hundredths
from api.pages.formatting import number
from api.pages.framing import Frame
from api.pages.measures.typing import ids
from api.pages.views import FieldError
from api.pages.vocabulary.amounts import NO_AMOUNT, NO_POSTS
from api.pages.vocabulary.terms import N_
from domain.codes import MeasureId
from domain.measures import Slot
from domain.plans import PlanEntry
from domain.use_cases.strategy.implementing import NewPlan
from projections.measures import MeasureRow


class TypedPlan(msgspec.Struct):
    """The form: one row for each measure, in the same order in all lists; `chosen` are ids."""

    seen: str = ""
    budget: str = ""
    capacity: str = ""
    overrun: str = ""
    reason: str = ""
    chosen: list[str] | str = msgspec.field(default_factory=list)
    measure: list[str] | str = msgspec.field(default_factory=list)
    first: list[str] | str = msgspec.field(default_factory=list)
    last: list[str] | str = msgspec.field(default_factory=list)
    money: list[str] | str = msgspec.field(default_factory=list)
    posts: list[str] | str = msgspec.field(default_factory=list)


class Row(NamedTuple):
    """What was typed for one measure."""

    chosen: bool
    first: str
    last: str
    money: str
    posts: str


def rows_of(data: TypedPlan) -> dict[MeasureId, Row]:
    """Return what was typed, by measure; rows that do not belong to any are passed over."""
    columns = ([each] if isinstance(each, str) else each for each in _lists(data))
    chosen = set(ids(data.chosen))
    found = {}
    for typed, *values in zip(*columns, strict=False):
        for key in ids(typed):
            found[MeasureId(key)] = Row(key in chosen, *values)
    return found


def _lists(data: TypedPlan) -> tuple[list[str] | str, ...]:
    return data.measure, data.first, data.last, data.money, data.posts


def written(
    frame: Frame, year: int, plannable: Collection[MeasureRow], data: TypedPlan
) -> NewPlan | tuple[FieldError, ...]:
    """Return the plan that was typed, or what cannot be read of it."""
    rows = rows_of(data)
    errors: list[FieldError] = []
    budget = _amount(frame, "budget", data.budget, errors)
    capacity = _posts(frame, "capacity", data.capacity, errors)
    entries = [
        _entry(frame, year, row, rows[row.measure_id], errors)
        for row in plannable
        if row.measure_id in rows and rows[row.measure_id].chosen
    ]
    if errors:
        return tuple(errors)
    return NewPlan(
        year=year,
        budget=budget,
        capacity=capacity,
        entries=tuple(entries),
        seen=number(data.seen) or 0,
        overrun=data.overrun,
        reason=data.reason,
    )


def _entry(
    frame: Frame, year: int, row: MeasureRow, typed: Row, errors: list[FieldError]
) -> PlanEntry:
    quarters = [number(each) for each in (typed.first, typed.last)]
    first, last = (each if each in {1, 2, 3, 4} else None for each in quarters)
    if first is None or last is None or last < first:
        text = N_("%(number)s: Das letzte Quartal liegt vor dem ersten.")
        errors.append(frame.error(f"first-{row.measure_id}", text, number=row.number))
        first = last = 1
    money = _amount(frame, f"money-{row.measure_id}", typed.money, errors, row.number)
    posts = _posts(frame, f"posts-{row.measure_id}", typed.posts or "0", errors, row.number)
    return PlanEntry(row.measure_id, Slot(year, first, last, money), posts)


def _amount(frame: Frame, field: str, typed: str, errors: list[FieldError], about: str = "") -> int:
    try:
        found = cents(typed, frame.language)
    except NotWritten:
        found = None
    if found is None:
        text = frame.say(NO_AMOUNT)
        errors.append(FieldError(field=field, message=f"{about}: {text}" if about else text))
    return found or 0


def _posts(frame: Frame, field: str, typed: str, errors: list[FieldError], about: str = "") -> int:
    try:
        found = hundredths(typed)
    except NotWritten:
        found = None
    if found is None:
        text = frame.say(NO_POSTS)
        errors.append(FieldError(field=field, message=f"{about}: {text}" if about else text))
    return found or 0
