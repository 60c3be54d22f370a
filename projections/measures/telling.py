"""What the steps of a measure say together: versions, assessments, statements, work."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.codes import BodyId, DecisionId, Light, MilestoneId, Priority, TerritoryKey, UnitId
from domain.measures import (
    Effect,
    Group,
    MeasureAssessed,
    MeasureCompleted,
    MeasureDecisionApplied,
    MeasureDecisionRevoked,
    MeasureEvent,
    MeasureParked,
    MeasurePaused,
    MeasurePlanned,
    MeasurePrioritised,
    MeasureProfileUpdated,
    MeasureProposed,
    MeasureReplanned,
    MeasureStatementFiled,
    MeasureStatementRequested,
    MeasureStopped,
    MeasureSubmittedForDecision,
    MilestoneDefined,
    MilestoneMoved,
    MilestoneReached,
    Profile,
    ProgressReported,
    Scores,
    Slot,
    TransferOffered,
    Weights,
)
from domain.messages import ContentRef
from projections.measures.rows import StepRow


class Version(msgspec.Struct, frozen=True):
    """One version of the profile; the first one has no reason."""

    number: int
    profile: Profile
    reason: ContentRef | None
    at: datetime
    position: int


class Assessed(msgspec.Struct, frozen=True):
    """The last word of a group; `result` in hundredths of a point."""

    group: Group
    version: int
    scores: Scores
    weights: Weights
    result: int
    at: datetime


class Prioritised(msgspec.Struct, frozen=True):
    """How soon it is to come, and on what that is based."""

    priority: Priority
    rank: int | None
    reason: ContentRef | None
    at: datetime


class Statement(msgspec.Struct, frozen=True):
    """A formal position that was asked for; `stance` is None until it came in."""

    statement_id: UUID
    unit: UnitId | None
    territory: TerritoryKey | None
    due: date
    asked: datetime
    stance: str | None = None
    text: ContentRef | None = None
    filed: datetime | None = None


class Milestone(msgspec.Struct, frozen=True):
    """`announced` is the day promised first, `due` what holds, `moved` why."""

    milestone_id: MilestoneId
    title: ContentRef
    announced: date
    due: date
    moved: ContentRef | None = None
    reached: date | None = None
    evidence: ContentRef | None = None


class Report(msgspec.Struct, frozen=True):
    """How far it was on a day."""

    percent: int
    light: Light
    text: ContentRef | None
    next_step: ContentRef | None
    as_of: date
    at: datetime


class Decided(msgspec.Struct, frozen=True):
    """A submission, and what became of it. `outcome` is None while it waits.

    `revoked` says that it has no effect any more. `territory` is None for the lead.
    """

    decision_id: DecisionId
    version: int
    territory: TerritoryKey | None
    body_id: BodyId | None
    submitted: datetime
    outcome: Effect | None = None
    conditions: ContentRef | None = None
    at: datetime | None = None
    revoked: datetime | None = None


class Placed(msgspec.Struct, frozen=True):
    """A place in the plan; `reason` says why it is another one than before."""

    slot: Slot
    reason: ContentRef | None
    at: datetime


class Story(msgspec.Struct, kw_only=True):
    """All of it. Lists are in the order things happened; the last one holds."""

    versions: list[Version] = []
    assessments: dict[str, Assessed] = {}
    priorities: list[Prioritised] = []
    statements: dict[UUID, Statement] = {}
    milestones: dict[MilestoneId, Milestone] = {}
    reports: list[Report] = []
    decisions: dict[DecisionId, Decided] = {}
    places: list[Placed] = []
    parked: MeasureParked | None = None
    paused: MeasurePaused | None = None
    completed: MeasureCompleted | None = None
    stopped: MeasureStopped | None = None
    transfer: TransferOffered | None = None

    @property
    def profile(self) -> Profile:
        """The profile that holds; a measure always has one."""
        return self.versions[-1].profile

    def refs(self) -> Iterator[ContentRef]:
        """Yield every text but those of the profiles."""
        parts: Iterable[object] = (
            *self.versions,
            *self.priorities,
            *self.statements.values(),
            *self.milestones.values(),
            *self.reports,
            *self.decisions.values(),
            *self.places,
            *(each for each in (self.parked, self.paused) if each),
            *(each for each in (self.completed, self.stopped, self.transfer) if each),
        )
        for part in parts:
            for name in _TEXTS:
                ref: ContentRef | None = getattr(part, name, None)
                if ref is not None:
                    yield ref


_TEXTS = (
    "reason",
    "text",
    "title",
    "moved",
    "evidence",
    "next_step",
    "conditions",
    "benefit",
    "lessons",
    "preconditions",
)


def tell(steps: Iterable[StepRow]) -> Story:
    """Return what the steps of one measure, oldest first, say together."""
    story = Story()
    for step in steps:
        event = step.event
        _described(story, step, event)
        _decided(story, step, event)
        _worked(story, step, event)
    return story


def _described(story: Story, step: StepRow, event: MeasureEvent) -> None:
    match event:
        case MeasureProposed():
            story.versions.append(Version(1, event.profile, None, step.at, step.position))
        case MeasureProfileUpdated():
            version = Version(event.version, event.profile, event.reason, step.at, step.position)
            story.versions.append(version)
        case MeasureAssessed():
            story.assessments[event.group] = Assessed(
                event.group, event.version, event.scores, event.weights, event.result, step.at
            )
        case MeasurePrioritised():
            story.priorities.append(Prioritised(event.priority, event.rank, event.reason, step.at))
        case MeasureStatementRequested():
            story.statements[event.statement_id] = Statement(
                event.statement_id, event.unit, event.territory, event.due, step.at
            )
        case MeasureStatementFiled():
            asked = story.statements.get(event.statement_id)
            if asked is not None:
                filed = replace(asked, stance=event.stance, text=event.text, filed=step.at)
                story.statements[event.statement_id] = filed


def _decided(story: Story, step: StepRow, event: MeasureEvent) -> None:
    match event:
        case MeasureSubmittedForDecision():
            story.decisions[event.decision_id] = Decided(
                event.decision_id, event.version, event.territory, event.body_id, step.at
            )
        case MeasureDecisionApplied():
            waiting = story.decisions.get(event.decision_id) or Decided(
                event.decision_id, event.version, event.territory, None, step.at
            )
            story.decisions[event.decision_id] = replace(
                waiting,
                outcome=event.outcome,
                conditions=event.conditions,
                at=step.at,
                revoked=None,
            )
        case MeasureDecisionRevoked():
            before = story.decisions.get(event.decision_id)
            if before is not None:
                story.decisions[event.decision_id] = replace(before, revoked=step.at)


def _worked(story: Story, step: StepRow, event: MeasureEvent) -> None:
    match event:
        case MeasurePlanned():
            story.places.append(Placed(event.slot, None, step.at))
            story.parked = None
        case MeasureReplanned():
            story.places.append(Placed(event.new, event.reason, step.at))
        case MeasureParked():
            story.parked = event
        case MilestoneDefined() | MilestoneMoved() | MilestoneReached():
            _milestone(story.milestones, event)
        case ProgressReported():
            story.reports.append(
                Report(
                    event.percent, event.light, event.text, event.next_step, event.as_of, step.at
                )
            )
        case MeasurePaused():
            story.paused = event
        case MeasureCompleted():
            story.completed = event
        case MeasureStopped():
            story.stopped = event
        case TransferOffered():
            story.transfer = event


def _milestone(
    known: dict[MilestoneId, Milestone],
    event: MilestoneDefined | MilestoneMoved | MilestoneReached,
) -> None:
    if isinstance(event, MilestoneDefined):
        known[event.milestone_id] = Milestone(event.milestone_id, event.title, event.due, event.due)
        return
    before = known.get(event.milestone_id)
    if before is None:
        return
    if isinstance(event, MilestoneMoved):
        known[event.milestone_id] = replace(before, due=event.new, moved=event.reason)
    else:
        known[event.milestone_id] = replace(before, reached=event.on, evidence=event.evidence)
