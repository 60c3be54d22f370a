"""Plans of years, and the grants behind them.

Money is in cents, staff and capacity in hundredths of a full-time post.
"""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time


class PlannedMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure's quarters, money and posts in a year.

    `released` says that the plan in force names it; else the office gave it the place alone.
    """

    measure: UUID
    first: int
    last: int
    budget: int
    staff: int
    released: bool


class YearPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a year holds and takes. `version` is that of the plan in force.

    The plan's values are null where nothing was released for the year yet.
    """

    year: int
    version: int | None
    budget: int | None
    capacity: int | None
    money: int
    staff: int
    measures: list[PlannedMeasure]


class YearPlanList(Page, frozen=True, kw_only=True):
    """The years that have a plan or a measure in them; `next` is always null."""

    items: list[YearPlan]


class PlanRelease(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a plan: `overrun` says why it needs too much, `reason` what changed."""

    version: int
    budget: int
    capacity: int
    overrun: str | None
    reason: str | None
    at: Time


class PlanMove(msgspec.Struct, frozen=True, kw_only=True):
    """A place that was given, changed or taken away; what was there before stays readable."""

    measure: UUID
    kind: Literal["placed", "moved", "removed"]
    first: int | None
    last: int | None
    budget: int | None
    old_first: int | None
    old_last: int | None
    old_budget: int | None
    to_year: int | None
    reason: str | None
    at: Time


class YearPlanDetails(YearPlan, frozen=True, kw_only=True):
    """A year with every version of its plan and every move in it, oldest first."""

    releases: list[PlanRelease]
    moves: list[PlanMove]
    as_of: int
    mask: int
    incomplete: bool = False


class FundingNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A grant in its last form; `publicity` is the line that must stand wherever it pays."""

    id: UUID
    programme: str | None
    number: str | None
    amount: int
    starts: date
    ends: date
    publicity: str | None
    changed: Time


class FundingRegister(Page, frozen=True, kw_only=True):
    """The grants of a process in the order they were registered; `next` is always null."""

    items: list[FundingNotice]
