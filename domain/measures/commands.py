"""What can be wished of a measure."""

from datetime import date
from typing import Literal
from uuid import UUID

from domain.codes import (
    BodyId,
    DecisionId,
    Light,
    MeasureId,
    MeasureNumber,
    MilestoneId,
    Priority,
    TerritoryKey,
    UnitId,
    WorkshopId,
)
from domain.measures.assessment import Group, Scores, Weights
from domain.measures.events import Effect, Licence, Origin, RevocationCause, Slot, Source
from domain.measures.profile import Profile
from domain.messages import Command, ContentRef
from domain.people import Actor, ProcessId


class ProposeMeasure(Command, frozen=True, kw_only=True):
    measure_id: MeasureId
    process_id: ProcessId
    number: MeasureNumber
    origin: Origin
    profile: Profile
    sources: tuple[Source, ...] = ()
    by: Actor


class LinkSource(Command, frozen=True, kw_only=True):
    source: Source
    by: Actor


class UnlinkSource(Command, frozen=True, kw_only=True):
    source_id: UUID
    reason: ContentRef
    by: Actor


class UpdateProfile(Command, frozen=True, kw_only=True):
    """`seen` is the version the new one was written on."""

    seen: int
    profile: Profile
    reason: ContentRef
    by: Actor


class AssessMeasure(Command, frozen=True, kw_only=True):
    group: Group
    scores: Scores
    weights: Weights
    workshop_id: WorkshopId | None
    by: Actor


class PrioritiseMeasure(Command, frozen=True, kw_only=True):
    priority: Priority
    rank: int | None
    reason: ContentRef | None
    by: Actor


class RequestStatement(Command, frozen=True, kw_only=True):
    """Either a unit or a territory is asked."""

    statement_id: UUID
    unit: UnitId | None
    territory: TerritoryKey | None
    due: date
    today: date
    by: Actor


class FileStatement(Command, frozen=True, kw_only=True):
    statement_id: UUID
    stance: Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]
    text: ContentRef
    by: Actor


class SubmitForDecision(Command, frozen=True, kw_only=True):
    """`settled` says that the lead's last submission was dealt with and changed nothing."""

    settled: bool = False
    body_id: BodyId
    decision_id: DecisionId
    territory: TerritoryKey | None
    by: Actor


class ApplyDecision(Command, frozen=True, kw_only=True):
    decision_id: DecisionId
    version: int
    outcome: Effect
    conditions: ContentRef | None
    territory: TerritoryKey | None
    by: Actor


class RevokeDecision(Command, frozen=True, kw_only=True):
    decision_id: DecisionId
    cause: RevocationCause
    by: Actor


class PlanMeasure(Command, frozen=True, kw_only=True):
    """`reason` is needed when the measure has a place already."""

    slot: Slot
    reason: ContentRef | None
    by: Actor


class ParkMeasure(Command, frozen=True, kw_only=True):
    reason: ContentRef
    until: date
    today: date
    by: Actor


class StartImplementation(Command, frozen=True, kw_only=True):
    on: date
    today: date
    by: Actor


class DefineMilestone(Command, frozen=True, kw_only=True):
    milestone_id: MilestoneId
    title: ContentRef
    due: date
    by: Actor


class MoveMilestone(Command, frozen=True, kw_only=True):
    milestone_id: MilestoneId
    due: date
    reason: ContentRef
    by: Actor


class ReachMilestone(Command, frozen=True, kw_only=True):
    milestone_id: MilestoneId
    on: date
    today: date
    evidence: ContentRef | None
    by: Actor


class ReportProgress(Command, frozen=True, kw_only=True):
    percent: int
    light: Light
    text: ContentRef | None
    next_step: ContentRef | None
    as_of: date
    today: date
    by: Actor


class PauseMeasure(Command, frozen=True, kw_only=True):
    reason: ContentRef
    until: date | None
    today: date
    by: Actor


class ResumeMeasure(Command, frozen=True, kw_only=True):
    by: Actor


class CompleteMeasure(Command, frozen=True, kw_only=True):
    benefit: ContentRef | None
    usable_from: date
    by: Actor


class StopMeasure(Command, frozen=True, kw_only=True):
    reason: ContentRef | None
    lessons: ContentRef | None
    decision_id: DecisionId | None
    by: Actor


class OfferTransfer(Command, frozen=True, kw_only=True):
    licence: Licence
    preconditions: ContentRef
    by: Actor


MeasureCommand = (
    ProposeMeasure
    | LinkSource
    | UnlinkSource
    | UpdateProfile
    | AssessMeasure
    | PrioritiseMeasure
    | RequestStatement
    | FileStatement
    | SubmitForDecision
    | ApplyDecision
    | RevokeDecision
    | PlanMeasure
    | ParkMeasure
    | StartImplementation
    | DefineMilestone
    | MoveMilestone
    | ReachMilestone
    | ReportProgress
    | PauseMeasure
    | ResumeMeasure
    | CompleteMeasure
    | StopMeasure
    | OfferTransfer
)
