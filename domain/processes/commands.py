"""What the project office can ask of a process."""

from datetime import datetime

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
from domain.messages import Command, ContentRef
from domain.people import Actor
from domain.processes.events import (
    Colour,
)


class OpenProcess(Command, frozen=True, kw_only=True):
    slug: Slug
    title: ContentRef
    summary: ContentRef
    territory: TerritoryKey | None
    question: Question
    by: Actor


class DescribeProcess(Command, frozen=True, kw_only=True):
    """Texts that may be missing are missing from then on."""

    title: ContentRef
    summary: ContentRef
    lead: ContentRef | None
    contractors: ContentRef | None
    funding: ContentRef | None
    by: Actor


class AddTerritory(Command, frozen=True, kw_only=True):
    key: TerritoryKey
    name: ContentRef
    parent: TerritoryKey | None
    by: Actor


class DefineActionField(Command, frozen=True, kw_only=True):
    field_id: FieldId
    name: ContentRef
    description: ContentRef | None
    colour: Colour
    by: Actor


class RenameActionField(Command, frozen=True, kw_only=True):
    field_id: FieldId
    name: ContentRef
    reason: ContentRef
    by: Actor


class MergeActionFields(Command, frozen=True, kw_only=True):
    from_id: FieldId
    into_id: FieldId
    by: Actor


class DefinePhase(Command, frozen=True, kw_only=True):
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


ProcessCommand = (
    OpenProcess
    | DescribeProcess
    | AddTerritory
    | DefineActionField
    | RenameActionField
    | MergeActionFields
    | DefinePhase
)
