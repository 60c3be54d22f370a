"""Processes with their phases, action fields and places."""

from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.codes import (
    ModerationMode,
    ParticipationLevel,
    PhaseKind,
    Question,
    Slug,
    TerritoryKey,
)
from projections.processes import PhaseStatus


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A phase. `open_now` says whether the public may act in it at the moment shown.

    `announced_end` is what was promised first, `ends` what holds. `features` are what
    the public may do while it is open. `title` and what is (not) negotiable are null
    where nothing was said.
    """

    id: UUID
    kind: PhaseKind
    title: str | None
    status: PhaseStatus
    open_now: bool
    starts: Time
    ends: Time
    announced_end: Time
    level: ParticipationLevel
    negotiable: str | None
    not_negotiable: str | None
    features: list[str]
    moderation: ModerationMode


class ActionField(msgspec.Struct, frozen=True, kw_only=True):
    """A thematic area. If `merged_into` is set, that field stands for it today."""

    id: UUID
    name: str | None
    description: str | None
    merged_into: UUID | None


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """A place by its official key; `parent` is the place it lies in."""

    key: TerritoryKey
    name: str | None
    parent: TerritoryKey | None


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """A process with what it asks, and what is open now.

    `question` tells whether people support proposals or agree, disagree and pass.
    `open_features` joins the features of all phases that are open now. `as_of`, `mask`
    and `incomplete` are those of a page.
    """

    id: UUID
    slug: Slug
    title: str | None
    summary: str | None
    question: Question
    opened_at: Time
    open_features: list[str]
    phases: list[Phase]
    action_fields: list[ActionField]
    territories: list[Territory]
    as_of: int
    mask: int
    incomplete: bool = False


class ProcessPage(Page, frozen=True, kw_only=True):
    """A part of the list of processes."""

    items: list[Process]
