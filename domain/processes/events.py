"""What happens to a process."""

from datetime import datetime
from typing import Literal

from domain.codes import (
    Feature,
    FieldId,
    ModerationMode,
    ParticipationLevel,
    PhaseId,
    PhaseKind,
    Question,
    Slug,
    TerritoryKey,
)
from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId

Colour = Literal["blue", "amber", "violet", "rose", "green", "teal", "grey"]


class ProcessOpened(Event, frozen=True, tag="process.opened/1"):
    """A district started working on a strategy with its people."""

    process_id: ProcessId
    slug: Slug
    title: ContentRef
    summary: ContentRef
    territory: TerritoryKey | None
    question: Question
    by: Actor


class ProcessDescribed(Event, frozen=True, tag="process.described/1"):
    """How the process presents itself from now on: what it is called, who leads it.

    `lead` is the contact of the project's lead, `contractors` who helps, `funding` who pays.
    """

    process_id: ProcessId
    title: ContentRef
    summary: ContentRef
    lead: ContentRef | None
    contractors: ContentRef | None
    funding: ContentRef | None
    by: Actor


class TerritoryAdded(Event, frozen=True, tag="process.territory-added/1"):
    """A district, association or municipality takes part; `parent` contains it."""

    process_id: ProcessId
    key: TerritoryKey
    name: ContentRef
    parent: TerritoryKey | None
    by: Actor


class ActionFieldDefined(Event, frozen=True, tag="process.action-field-defined/1"):
    """A thematic area that proposals can be sorted into."""

    process_id: ProcessId
    field_id: FieldId
    name: ContentRef
    description: ContentRef | None
    colour: Colour
    by: Actor


class ActionFieldRenamed(Event, frozen=True, tag="process.action-field-renamed/1"):
    """The field has another name from now on; its proposals stay in it."""

    process_id: ProcessId
    field_id: FieldId
    old: ContentRef
    new: ContentRef
    reason: ContentRef
    by: Actor


class ActionFieldMerged(Event, frozen=True, tag="process.action-field-merged/1"):
    """One field went into another; proposals of the first count for the second."""

    process_id: ProcessId
    from_id: FieldId
    into_id: FieldId
    by: Actor


class PhaseDefined(Event, frozen=True, tag="process.phase-defined/1"):
    """A time window with what the public may do in it was announced."""

    process_id: ProcessId
    phase_id: PhaseId
    kind: PhaseKind
    title: ContentRef
    starts: datetime
    ends: datetime
    level: ParticipationLevel
    negotiable: ContentRef | None
    not_negotiable: ContentRef | None
    features: tuple[Feature, ...]
    moderation: ModerationMode
    by: Actor


ProcessEvent = (
    ProcessOpened
    | ProcessDescribed
    | TerritoryAdded
    | ActionFieldDefined
    | ActionFieldRenamed
    | ActionFieldMerged
    | PhaseDefined
)
