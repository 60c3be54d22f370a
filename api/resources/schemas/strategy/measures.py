"""Measures as programs read them. Money is in cents."""

from datetime import date
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.codes import Light, MeasureNumber, Priority, Share, TerritoryKey
from domain.measures import (
    Effect,
    Group,
    Licence,
    Missing,
    Origin,
    Quadrant,
    Scores,
    SourceKind,
    Status,
    Weights,
)


class MeasurePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a measure stands in the plans: year, first and last quarter, money of that year."""

    year: int
    first: int
    last: int
    budget: int


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure as it stands, in the version of its profile that holds.

    `percent`, `light` and `reported` are those of the last report, also once the work is
    over, `parked_until` how long it may wait for a place, `benefit` what it brought.
    """

    id: UUID
    process: UUID
    number: MeasureNumber
    title: str | None
    summary: str | None
    state: Status
    version: int
    origin: Origin
    action_field: UUID
    lead: UUID | None
    territories: list[TerritoryKey]
    starts: date | None
    ends: date | None
    cost_once: int | None
    priority: Priority | None
    rank: int | None
    place: MeasurePlace | None
    parked_until: date | None
    percent: int | None
    light: Light | None
    reported: date | None
    usable_from: date | None
    benefit: str | None
    changed: Time


class MeasurePage(Page, frozen=True, kw_only=True):
    """Some measures of a process, in the order of their numbers."""

    items: list[Measure]


class MeasureFunding(msgspec.Struct, frozen=True, kw_only=True):
    """Money from outside; `notice` is the grant in the funding register, once there is one."""

    source: str | None
    amount: int
    notice: UUID | None


class MeasureProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a profile. What nobody knows yet is null or empty.

    `cost_once` is for the whole term, `cost_yearly` for each year; `own_share` and all
    funding together pay `cost_once`. `sustainability` are numbers of the development goals
    of the United Nations.
    """

    title: str | None
    summary: str | None
    action_field: UUID
    goals: list[UUID]
    indicators: list[UUID]
    problem: str | None
    target_group: str | None
    benefit: str | None
    approach: str | None
    present_state: str | None
    lead: UUID | None
    partners: str | None
    territories: list[TerritoryKey]
    steps: str | None
    starts: date | None
    ends: date | None
    cost_once: int | None
    cost_yearly: int | None
    funding: list[MeasureFunding]
    own_share: int | None
    staff: int | None
    risks: str | None
    dependencies: list[UUID]
    sustainability: list[int]
    superior_strategy: str | None
    privacy: str | None
    transferability: str | None


class MeasureSource(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure comes from; `share` is how much of a proposal went into it."""

    kind: SourceKind
    id: UUID
    share: Share | None


class MeasureSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed to a body, and what became of it; `outcome` is null while it waits.

    `territory` is null where it is decided for the lead. `revoked` has no effect any more.
    """

    decision: UUID
    version: int
    body: UUID | None
    territory: TerritoryKey | None
    submitted: Time
    outcome: Effect | None
    conditions: str | None
    at: Time | None
    revoked: Time | None


class MeasurePlacing(msgspec.Struct, frozen=True, kw_only=True):
    """A place that was given; `reason` says why it is another one than before."""

    place: MeasurePlace
    reason: str | None
    at: Time


class MeasureMilestone(msgspec.Struct, frozen=True, kw_only=True):
    """`announced` is the day promised first, `due` the one that holds, `moved` why it moved."""

    id: UUID
    title: str | None
    announced: date
    due: date
    moved: str | None
    reached: date | None
    evidence: str | None


class MeasureReport(msgspec.Struct, frozen=True, kw_only=True):
    """How far it was on a day."""

    percent: int
    light: Light
    text: str | None
    next_step: str | None
    day: date
    at: Time


class MeasureDetails(Measure, frozen=True, kw_only=True):
    """A measure with its profile and everything that was decided on it and done for it.

    `missing` is what the profile lacks before a council can decide. Sources that are not
    public are left out. Lists are in the order things happened; the last one holds.
    """

    profile: MeasureProfile
    missing: list[Missing]
    sources: list[MeasureSource]
    submissions: list[MeasureSubmission]
    places: list[MeasurePlacing]
    milestones: list[MeasureMilestone]
    reports: list[MeasureReport]
    stop_reason: str | None
    lessons: str | None
    licence: Licence | None
    preconditions: str | None
    as_of: int
    mask: int
    incomplete: bool = False


class MeasureVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the profile, and why it was written; the first one needs no reason."""

    number: int
    profile: MeasureProfile
    reason: str | None
    at: Time


class MeasureVersions(Page, frozen=True, kw_only=True):
    """All versions of the profile, oldest first; `next` is always null."""

    items: list[MeasureVersion]


class MeasureAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """The last word of a group on a version: tenths of a point, `result` in hundredths."""

    group: Group
    version: int
    scores: Scores
    weights: Weights
    result: int
    quadrant: Quadrant
    at: Time


class MeasureAssessments(msgspec.Struct, frozen=True, kw_only=True):
    """How a measure was scored. `together` and `result` are means in which each group counts once.

    All three are null until a group has scored it.
    """

    groups: list[MeasureAssessment]
    together: Scores | None
    result: int | None
    quadrant: Quadrant | None
    as_of: int
    mask: int


class MeasureStatement(msgspec.Struct, frozen=True, kw_only=True):
    """A formal position of a unit or of a place; `stance` is null until it came in."""

    id: UUID
    unit: UUID | None
    territory: TerritoryKey | None
    due: date
    overdue: bool
    asked: Time
    stance: str | None
    text: str | None
    filed: Time | None


class MeasureStatements(Page, frozen=True, kw_only=True):
    """All that were asked for, by the day they are due; `next` is always null."""

    items: list[MeasureStatement]
