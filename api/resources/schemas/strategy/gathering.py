"""Labs and formats on site: what is tried where, and what came out of meetings."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.labs import LabOutcome
from domain.workshops import FormatKind


class Lab(msgspec.Struct, frozen=True, kw_only=True):
    """Something tried in a place for a time. `area` is GeoJSON as text.

    `announced` is the end promised first; `outcome` is null until it was evaluated.
    """

    id: UUID
    process: UUID
    measure: UUID | None
    title: str | None
    hypothesis: str | None
    area: str | None
    starts: date
    ends: date
    announced: date
    outcome: LabOutcome | None
    evidence: str | None
    evaluated: Time | None
    opened: Time


class LabList(Page, frozen=True, kw_only=True):
    """The labs of a process, the one that begins last first; `next` is always null."""

    items: list[Lab]


class LabStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a lab; `reason` says why it lasts longer."""

    kind: Literal["opened", "extended", "evaluated"]
    old_end: date | None
    new_end: date | None
    reason: str | None
    at: Time


class LabDetails(Lab, frozen=True, kw_only=True):
    """A lab with what happened to it, oldest first."""

    steps: list[LabStep]
    as_of: int
    mask: int
    incomplete: bool = False


class WorkshopDots(msgspec.Struct, frozen=True, kw_only=True):
    """How many dots people stuck to a measure."""

    measure: UUID
    dots: int


class Workshop(msgspec.Struct, frozen=True, kw_only=True):
    """A format on site. What came out of it is there once a second person has confirmed it.

    `reason` says why it was cancelled.
    """

    id: UUID
    process: UUID
    kind: FormatKind
    title: str | None
    place: str | None
    day: date
    state: Literal["scheduled", "cancelled", "confirmed"]
    attendance: int | None
    summary: str | None
    protocol: str | None
    dots: list[WorkshopDots]
    reason: str | None
    announced: Time


class WorkshopList(Page, frozen=True, kw_only=True):
    """The formats of a process by their days; `next` is always null."""

    items: list[Workshop]


class WorkshopDetails(Workshop, frozen=True, kw_only=True):
    """A format with the measures that name it as their source."""

    measures: list[UUID]
    as_of: int
    mask: int
    incomplete: bool = False
