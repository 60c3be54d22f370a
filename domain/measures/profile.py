"""The profile (Steckbrief) of a measure: what it is, costs, needs and brings."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from domain.codes import (
    Cents,
    FieldId,
    GoalId,
    IndicatorId,
    MeasureId,
    TerritoryKey,
    UnitId,
)
from domain.messages import ContentRef

SustainabilityGoal = Annotated[int, msgspec.Meta(ge=1, le=17)]
"""Number of a sustainable development goal of the United Nations."""

Missing = Literal[
    "problem",
    "target_group",
    "benefit",
    "goals",
    "lead",
    "steps",
    "period",
    "cost",
    "funding_gap",
    "funding_surplus",
    "staff",
    "indicators",
    "risks",
    "transferability",
    "assessment",
]
"""What still has to be said before a council can decide (I11)."""


class Funding(msgspec.Struct, frozen=True):
    """Money from outside; `notice` names the entry in the funding register, if granted."""

    source: ContentRef
    amount: Cents
    notice: UUID | None = None


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a profile. Missing parts are None or empty until somebody knows them.

    Money is in cents: `cost_once` over the whole term, `cost_yearly` a year. The own share
    and all funding together pay `cost_once`. `staff` is in hundredths of a full-time post.
    """

    title: ContentRef
    summary: ContentRef
    field_id: FieldId
    goals: tuple[GoalId, ...] = ()
    indicators: tuple[IndicatorId, ...] = ()
    problem: ContentRef | None = None
    target_group: ContentRef | None = None
    benefit: ContentRef | None = None
    approach: ContentRef | None = None
    present_state: ContentRef | None = None
    lead: UnitId | None = None
    partners: ContentRef | None = None
    territories: tuple[TerritoryKey, ...] = ()
    steps: ContentRef | None = None
    starts: date | None = None
    ends: date | None = None
    cost_once: Cents | None = None
    cost_yearly: Cents | None = None
    funding: tuple[Funding, ...] = ()
    own_share: Cents | None = None
    staff: Annotated[int, msgspec.Meta(ge=0)] | None = None
    risks: ContentRef | None = None
    dependencies: tuple[MeasureId, ...] = ()
    sustainability: tuple[SustainabilityGoal, ...] = ()
    superior_strategy: ContentRef | None = None
    privacy: ContentRef | None = None
    transferability: ContentRef | None = None

    @property
    def funded(self) -> Cents:
        """All money from outside, in cents."""
        return sum(each.amount for each in self.funding)

    @property
    def gap(self) -> int:
        """What is missing to pay the cost, in cents; negative if more is paid than costs."""
        return (self.cost_once or 0) - self.funded - (self.own_share or 0)


def missing(profile: Profile, *, assessed: bool) -> list[Missing]:
    """Name what a profile still lacks before it can be decided on; empty if complete (I11)."""
    gap = profile.gap
    lacks: dict[Missing, bool] = {
        "problem": profile.problem is None,
        "target_group": profile.target_group is None,
        "benefit": profile.benefit is None,
        "goals": not profile.goals,
        "lead": profile.lead is None,
        "steps": profile.steps is None,
        "period": profile.starts is None or profile.ends is None,
        "cost": profile.cost_once is None or profile.own_share is None,
        "funding_gap": gap > 0,
        "funding_surplus": gap < 0,
        "staff": profile.staff is None,
        "indicators": not profile.indicators,
        "risks": profile.risks is None,
        "transferability": profile.transferability is None,
        "assessment": not assessed,
    }
    return [name for name, lacking in lacks.items() if lacking]
