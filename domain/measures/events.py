"""What can happen to a measure. Stored names are for ever (ruling 25)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from domain.codes import (
    BodyId,
    Cents,
    DecisionId,
    Light,
    MeasureId,
    MeasureNumber,
    MilestoneId,
    Priority,
    Share,
    TerritoryKey,
    UnitId,
    WorkshopId,
)
from domain.measures.assessment import Group, Scores, Weights
from domain.measures.profile import Profile
from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId

Origin = Literal["existing_concept", "recommendation", "citizen_idea", "workshop", "copied", "new"]
SourceKind = Literal["proposal", "inventory", "recommendation", "workshop", "measure"]
RevocationCause = Literal["repeal", "correction"]
Effect = Literal["adopted", "adopted_with_changes", "rejected", "deferred", "referred_back"]
Licence = Literal["CC0-1.0", "CC-BY-4.0", "DL-DE-BY-2.0", "DL-DE-ZERO-2.0", "EUPL-1.2"]
Quarter = Annotated[int, msgspec.Meta(ge=1, le=4)]
Year = Annotated[int, msgspec.Meta(ge=2000, le=2199)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Source(msgspec.Struct, frozen=True):
    """Where a measure comes from; `share` is how much of a proposal went into it."""

    kind: SourceKind
    id: UUID
    share: Share | None = None


class Slot(msgspec.Struct, frozen=True):
    """When a measure is to be worked on, and with how much money in that year."""

    year: Year
    first: Quarter
    last: Quarter
    budget: Cents


class MeasureProposed(Event, frozen=True, tag="measure.proposed/1"):
    """The office made a measure out of ideas, recommendations or its own plans."""

    measure_id: MeasureId
    process_id: ProcessId
    number: MeasureNumber
    origin: Origin
    profile: Profile
    by: Actor


class MeasureSourceLinked(Event, frozen=True, tag="measure.source-linked/1"):
    """The measure takes something up; shown on both sides."""

    measure_id: MeasureId
    process_id: ProcessId
    source: Source
    by: Actor


class MeasureSourceUnlinked(Event, frozen=True, tag="measure.source-unlinked/1"):
    """The link was a mistake, for a published reason."""

    measure_id: MeasureId
    process_id: ProcessId
    source: Source
    reason: ContentRef
    by: Actor


class MeasureProfileUpdated(Event, frozen=True, tag="measure.profile-updated/1"):
    """A new version of the profile; former ones stay readable."""

    measure_id: MeasureId
    process_id: ProcessId
    version: int
    profile: Profile
    reason: ContentRef
    by: Actor


class MeasureAssessed(Event, frozen=True, tag="measure.assessed/1"):
    """A group scored a profile version. `result` is in hundredths of a point."""

    measure_id: MeasureId
    process_id: ProcessId
    version: int
    group: Group
    scores: Scores
    weights: Weights
    result: int
    workshop_id: WorkshopId | None
    by: Actor


class MeasurePrioritised(Event, frozen=True, tag="measure.prioritised/1"):
    """How soon it is to come; `rank` orders measures of one priority, 1 first."""

    measure_id: MeasureId
    process_id: ProcessId
    priority: Priority
    rank: int | None
    reason: ContentRef | None
    by: Actor


class MeasureStatementRequested(Event, frozen=True, tag="measure.statement-requested/1"):
    """A unit, or the administration of a territory, is asked for its formal position."""

    measure_id: MeasureId
    process_id: ProcessId
    statement_id: UUID
    unit: UnitId | None
    territory: TerritoryKey | None
    due: date
    by: Actor


class MeasureStatementFiled(Event, frozen=True, tag="measure.statement-filed/1"):
    """The position came in, maybe after its time."""

    measure_id: MeasureId
    process_id: ProcessId
    statement_id: UUID
    stance: Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]
    text: ContentRef
    by: Actor


class MeasureSubmittedForDecision(Event, frozen=True, tag="measure.submitted/1"):
    """The complete profile in this version goes to a body (I11)."""

    measure_id: MeasureId
    process_id: ProcessId
    version: int
    body_id: BodyId
    decision_id: DecisionId
    territory: TerritoryKey | None
    by: Actor


class MeasureDecisionApplied(Event, frozen=True, tag="measure.decision-applied/1"):
    """A confirmed authoritative decision took effect (I13).

    `territory` names the municipality that decided for itself on a shared measure;
    None is the decision of the lead, which alone changes the state.
    """

    measure_id: MeasureId
    process_id: ProcessId
    version: int
    decision_id: DecisionId
    outcome: Effect
    conditions: ContentRef | None
    territory: TerritoryKey | None
    by: Actor


class MeasureDecisionRevoked(Event, frozen=True, tag="measure.decision-revoked/1"):
    """The decision has no effect any more: it was repealed, or is about to take another.

    After a repeal the measure can be submitted again; a correction lets the corrected
    decision take effect in the same append.
    """

    measure_id: MeasureId
    process_id: ProcessId
    decision_id: DecisionId
    version: int
    cause: RevocationCause
    territory: TerritoryKey | None
    by: Actor


class MeasurePlanned(Event, frozen=True, tag="measure.planned/1"):
    """It has a place in a year, and money."""

    measure_id: MeasureId
    process_id: ProcessId
    slot: Slot
    by: Actor


class MeasureReplanned(Event, frozen=True, tag="measure.replanned/1"):
    """Its place changed; the former one and the reason stay visible."""

    measure_id: MeasureId
    process_id: ProcessId
    old: Slot
    new: Slot
    reason: ContentRef
    by: Actor


class MeasureParked(Event, frozen=True, tag="measure.parked/1"):
    """Adopted but not planned yet, for a reason and at most six months (I14)."""

    measure_id: MeasureId
    process_id: ProcessId
    reason: ContentRef
    until: date
    by: Actor


class ImplementationStarted(Event, frozen=True, tag="measure.implementation-started/1"):
    """Work began."""

    measure_id: MeasureId
    process_id: ProcessId
    on: date
    by: Actor


class MilestoneDefined(Event, frozen=True, tag="measure.milestone-defined/1"):
    """Something that will be there by a day."""

    measure_id: MeasureId
    process_id: ProcessId
    milestone_id: MilestoneId
    title: ContentRef
    due: date
    by: Actor


class MilestoneMoved(Event, frozen=True, tag="measure.milestone-moved/1"):
    """It will be there on another day, for a reason."""

    measure_id: MeasureId
    process_id: ProcessId
    milestone_id: MilestoneId
    old: date
    new: date
    reason: ContentRef
    by: Actor


class MilestoneReached(Event, frozen=True, tag="measure.milestone-reached/1"):
    """It is there."""

    measure_id: MeasureId
    process_id: ProcessId
    milestone_id: MilestoneId
    on: date
    evidence: ContentRef | None
    by: Actor


class ProgressReported(Event, frozen=True, tag="measure.progress-reported/1"):
    """How far it is. Amber and red carry an explanation (I14)."""

    measure_id: MeasureId
    process_id: ProcessId
    percent: Percent
    light: Light
    text: ContentRef | None
    next_step: ContentRef | None
    as_of: date
    by: Actor


class MeasurePaused(Event, frozen=True, tag="measure.paused/1"):
    """Work rests, for a reason."""

    measure_id: MeasureId
    process_id: ProcessId
    reason: ContentRef
    until: date | None
    by: Actor


class MeasureResumed(Event, frozen=True, tag="measure.resumed/1"):
    """Work goes on."""

    measure_id: MeasureId
    process_id: ProcessId
    by: Actor


class MeasureCompleted(Event, frozen=True, tag="measure.completed/1"):
    """It can be used; `benefit` says what it brought, as evidence (I14, R29)."""

    measure_id: MeasureId
    process_id: ProcessId
    benefit: ContentRef
    usable_from: date
    by: Actor


class MeasureStopped(Event, frozen=True, tag="measure.stopped/1"):
    """It will not be finished; what was learned stays (I14)."""

    measure_id: MeasureId
    process_id: ProcessId
    reason: ContentRef
    lessons: ContentRef
    decision_id: DecisionId | None
    by: Actor


class TransferOffered(Event, frozen=True, tag="measure.transfer-offered/1"):
    """Others may copy it under an open licence."""

    measure_id: MeasureId
    process_id: ProcessId
    licence: Licence
    preconditions: ContentRef
    by: Actor


MeasureEvent = (
    MeasureProposed
    | MeasureSourceLinked
    | MeasureSourceUnlinked
    | MeasureProfileUpdated
    | MeasureAssessed
    | MeasurePrioritised
    | MeasureStatementRequested
    | MeasureStatementFiled
    | MeasureSubmittedForDecision
    | MeasureDecisionApplied
    | MeasureDecisionRevoked
    | MeasurePlanned
    | MeasureReplanned
    | MeasureParked
    | ImplementationStarted
    | MilestoneDefined
    | MilestoneMoved
    | MilestoneReached
    | ProgressReported
    | MeasurePaused
    | MeasureResumed
    | MeasureCompleted
    | MeasureStopped
    | TransferOffered
)
