"""Setting up processes: what the project office sends, and what stands there."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, GivenDay, GivenTime, Page, Request, Title
from domain.codes import (
    BODY_MAXIMUM,
    Feature,
    ModerationMode,
    ParticipationLevel,
    PhaseKind,
    Question,
    Slug,
    TerritoryKey,
)
from domain.goals import Decimals
from domain.organisation import BodyKind, Seats
from domain.processes import Colour

Key = Annotated[TerritoryKey, msgspec.Meta(examples=["07231"])]
Id = Annotated[UUID, msgspec.Meta(examples=["0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1001"])]
Note = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)]
Number = Annotated[int, msgspec.Meta(ge=-(10**15), le=10**15)]


class NewProcess(Request, frozen=True, kw_only=True):
    """A process under a name in addresses that nobody has used."""

    slug: Annotated[Slug, msgspec.Meta(examples=["heimat-digital"])]
    title: Title
    summary: Body
    territory: Key | None = None
    question: Question = "support"


class NewDescription(Request, frozen=True, kw_only=True):
    """How a process presents itself from now on; what is left out is not said any more."""

    title: Title
    summary: Body
    lead: Note | None = None
    contractors: Note | None = None
    funding: Note | None = None


class NewTerritory(Request, frozen=True, kw_only=True):
    """A place by its official key; `parent` takes part already."""

    key: Key
    name: Title
    parent: Key | None = None


class NewActionField(Request, frozen=True, kw_only=True):
    """A thematic area that proposals and measures are sorted into."""

    name: Title
    description: Note | None = None
    colour: Colour = "blue"


class NewFieldName(Request, frozen=True, kw_only=True):
    """Another name for a field, and why; both are public."""

    name: Title
    reason: Body


class NewMerge(Request, frozen=True, kw_only=True):
    """Everything in the field of the address belongs to `into` then."""

    into: Id


class NewPhase(Request, frozen=True, kw_only=True):
    """A time window; `ends` is the moment after it. It opens and closes by itself."""

    kind: Annotated[PhaseKind, msgspec.Meta(examples=["measures"])]
    title: Title
    starts: Annotated[GivenTime, msgspec.Meta(examples=["2026-06-01T00:00:00+02:00"])]
    ends: Annotated[GivenTime, msgspec.Meta(examples=["2026-07-15T00:00:00+02:00"])]
    level: Annotated[ParticipationLevel, msgspec.Meta(examples=["involve"])]
    features: Annotated[tuple[Feature, ...], msgspec.Meta(max_length=5)] = ()
    moderation: ModerationMode = "pre"
    negotiable: Note | None = None
    not_negotiable: Note | None = None


class NewEnd(Request, frozen=True, kw_only=True):
    """Until when a phase goes on, and why; the reason is published."""

    until: Annotated[GivenTime, msgspec.Meta(examples=["2026-07-31T00:00:00+02:00"])]
    reason: Body


class NewBody(Request, frozen=True, kw_only=True):
    """A council or committee; `territory` is null where it decides for the whole area."""

    name: Title
    kind: Annotated[BodyKind, msgspec.Meta(examples=["council"])]
    seats: Annotated[Seats, msgspec.Meta(examples=[43])]
    territory: Key | None = None


class NewUnit(Request, frozen=True, kw_only=True):
    """A department or office; `territory` is null where it works for the whole area."""

    name: Title
    territory: Key | None = None


class NewGoal(Request, frozen=True, kw_only=True):
    """What an action field is to reach."""

    action_field: Id
    text: Body


class NewIndicator(Request, frozen=True, kw_only=True):
    """Whole numbers with `decimals` digits behind the point: 125 with 1 is 12.5."""

    name: Title
    unit: Title
    decimals: Decimals = 0
    baseline: Annotated[Number, msgspec.Meta(examples=[120])]
    target: Annotated[Number, msgspec.Meta(examples=[400])]
    by_day: Annotated[GivenDay, msgspec.Meta(examples=["2026-12-31"])]


class NewValue(Request, frozen=True, kw_only=True):
    """What was measured on a day, with the digits of its indicator."""

    value: Annotated[Number, msgspec.Meta(examples=[190])]
    as_of: Annotated[GivenDay, msgspec.Meta(examples=["2026-06-30"])]
    source: Body


class NewArchive(Request, frozen=True, kw_only=True):
    """Why a process ends; published."""

    reason: Body


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What was made or changed."""

    id: UUID


class PhaseStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where a phase stands after a command: defined, open or closed."""

    id: UUID
    state: str


class CouncilBody(msgspec.Struct, frozen=True, kw_only=True):
    """A council or committee; `seats` with the chair's, null where they are unknown."""

    id: UUID
    name: str | None
    kind: BodyKind
    seats: int | None
    territory: TerritoryKey | None


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A department or office."""

    id: UUID
    name: str | None
    territory: TerritoryKey | None


class IndicatorValue(msgspec.Struct, frozen=True, kw_only=True):
    """The last report of each day counts; `source` says where the number is from."""

    value: int
    as_of: date
    source: str | None


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """Whole numbers with `decimals` digits behind the point; `values` by their days."""

    id: UUID
    name: str | None
    unit: str | None
    decimals: int
    baseline: int
    target: int
    by_day: date
    values: list[IndicatorValue]


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """What an action field is to reach, and how one will know."""

    id: UUID
    action_field: UUID
    text: str | None
    indicators: list[Indicator]


class GoalList(Page, frozen=True, kw_only=True):
    """All goals of a process with their indicators; `next` is always null."""

    items: list[Goal]


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides and who answers in a process. `as_of`, `mask`, `incomplete` as on pages."""

    bodies: list[CouncilBody]
    units: list[Unit]
    as_of: int
    mask: int
    incomplete: bool = False
