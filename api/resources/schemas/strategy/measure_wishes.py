"""What the office sends about a measure until a council has decided on it. Money is in cents."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, Request, Title
from api.resources.schemas.strategy.wishes import Day, Id, Key, Line, Money, Note, Reason, Version
from domain.codes import MeasureNumber, Priority, Share
from domain.measures import Group, Origin, Score, SourceKind, Weight

Staff = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Goal = Annotated[int, msgspec.Meta(ge=1, le=17)]
Stance = Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]
_MANY = msgspec.Meta(max_length=100)


class NewFunding(Request, frozen=True, kw_only=True):
    """Money from outside; `notice` names the grant in the funding register."""

    source: Line
    amount: Money
    notice: UUID | None = None


class NewProfile(Request, frozen=True, kw_only=True):
    """A profile, whole: what is left out is not known. `staff` in hundredths of a post."""

    title: Title
    summary: Body
    action_field: Id
    goals: Annotated[tuple[UUID, ...], _MANY] = ()
    indicators: Annotated[tuple[UUID, ...], _MANY] = ()
    problem: Note | None = None
    target_group: Note | None = None
    benefit: Note | None = None
    approach: Note | None = None
    present_state: Note | None = None
    lead: UUID | None = None
    partners: Note | None = None
    territories: Annotated[tuple[Key, ...], _MANY] = ()
    steps: Note | None = None
    starts: Day | None = None
    ends: Day | None = None
    cost_once: Money | None = None
    cost_yearly: Money | None = None
    funding: Annotated[tuple[NewFunding, ...], _MANY] = ()
    own_share: Money | None = None
    staff: Staff | None = None
    risks: Note | None = None
    dependencies: Annotated[tuple[UUID, ...], _MANY] = ()
    sustainability: Annotated[tuple[Goal, ...], _MANY] = ()
    superior_strategy: Note | None = None
    privacy: Note | None = None
    transferability: Note | None = None


class NewSource(Request, frozen=True, kw_only=True):
    """What a measure takes up; `share` is how much of a proposal goes into it."""

    kind: Annotated[SourceKind, msgspec.Meta(examples=["proposal"])]
    id: Id
    share: Share | None = None


class NewMeasure(Request, frozen=True, kw_only=True):
    """A measure of the office; it gets the next number unless one is given."""

    origin: Annotated[Origin, msgspec.Meta(examples=["new"])]
    profile: NewProfile
    sources: Annotated[tuple[NewSource, ...], _MANY] = ()
    number: MeasureNumber | None = None


class ChangedProfile(Request, frozen=True, kw_only=True):
    """A new version. `seen` is the version it was written on, the reason is published."""

    seen: Version
    profile: NewProfile
    reason: Reason


class NewScores(Request, frozen=True, kw_only=True):
    """Tenths of a point from 10 to 50; more is better, except for `effort`."""

    benefit: Annotated[Score, msgspec.Meta(examples=[44])]
    reach: Annotated[Score, msgspec.Meta(examples=[40])]
    urgency: Annotated[Score, msgspec.Meta(examples=[30])]
    feasibility: Annotated[Score, msgspec.Meta(examples=[40])]
    transfer: Annotated[Score, msgspec.Meta(examples=[50])]
    effort: Annotated[Score, msgspec.Meta(examples=[21])]


class NewWeights(Request, frozen=True, kw_only=True):
    """How much each score counts; at least one is above zero."""

    benefit: Weight = 30
    reach: Weight = 15
    urgency: Weight = 15
    feasibility: Weight = 15
    transfer: Weight = 10
    effort: Weight = 15


class NewMeasureAssessment(Request, frozen=True, kw_only=True):
    """How a group scored the version that holds; its last word counts."""

    group: Annotated[Group, msgspec.Meta(examples=["office"])]
    scores: NewScores
    weights: NewWeights = NewWeights()
    workshop: UUID | None = None


class NewPriority(Request, frozen=True, kw_only=True):
    """How soon a measure is to come, its rank among others, and on what that is based."""

    priority: Annotated[Priority, msgspec.Meta(examples=["high"])]
    rank: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None
    reason: Note | None = None


class NewMeasureSubmission(Request, frozen=True, kw_only=True):
    """The body that is to decide; `territory` names a municipality that decides for itself.

    `together` is another measure that waits for the same body and stands on no agenda yet:
    one vote then decides on both, under the same decision.
    """

    body: Id
    territory: Key | None = None
    together: UUID | None = None


class NewStatementRequest(Request, frozen=True, kw_only=True):
    """Who is asked for a formal position: either a unit or the administration of a place."""

    due: Day
    unit: UUID | None = None
    territory: Key | None = None


class FiledStatement(Request, frozen=True, kw_only=True):
    """The formal position that came in; published."""

    stance: Annotated[Stance, msgspec.Meta(examples=["agrees"])]
    text: Body
