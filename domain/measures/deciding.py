"""Answers to measure commands; each rule is one function."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.measures import council, implementing
from domain.measures.assessment import result_of
from domain.measures.commands import (
    ApplyDecision,
    AssessMeasure,
    CompleteMeasure,
    DefineMilestone,
    FileStatement,
    LinkSource,
    MeasureCommand,
    MoveMilestone,
    OfferTransfer,
    ParkMeasure,
    PauseMeasure,
    PlanMeasure,
    PrioritiseMeasure,
    ProposeMeasure,
    ReachMilestone,
    ReportProgress,
    RequestStatement,
    ResumeMeasure,
    RevokeDecision,
    StartImplementation,
    StopMeasure,
    SubmitForDecision,
    UnlinkSource,
    UpdateProfile,
)
from domain.measures.completeness import require_complete
from domain.measures.council import Ids
from domain.measures.events import (
    MeasureAssessed,
    MeasureEvent,
    MeasurePrioritised,
    MeasureProfileUpdated,
    MeasureProposed,
    MeasureSourceLinked,
    MeasureSourceUnlinked,
    MeasureStatementFiled,
    MeasureStatementRequested,
)
from domain.measures.profile import Profile
from domain.measures.refusals import (
    AssessmentNeedsProblemAndBenefit,
    MeasureAlreadyProposed,
    MeasureIsOver,
    MeasureUnknown,
    PeriodEndsBeforeItStarts,
    ProfileChangedMeanwhile,
    SourceAlreadyLinked,
    SourceNotLinked,
    StatementAlreadyFiled,
    StatementAlreadyRequested,
    StatementDueInThePast,
    StatementNeedsOneAddressee,
    StatementNotRequested,
    WeightsAreZero,
)
from domain.measures.state import OVER, Measure, Status
from domain.messages import Command


def decide(measure: Measure, command: MeasureCommand) -> list[MeasureEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, ProposeMeasure):
        return _propose(measure, command)
    if measure.id is None or measure.process_id is None:
        raise MeasureUnknown
    if measure.status in OVER and type(command) not in _AFTERWARDS:
        raise MeasureIsOver(state=measure.status)
    return RULES[type(command)](measure, (measure.id, measure.process_id), command)


def _sound(profile: Profile) -> Profile:
    if profile.starts and profile.ends and profile.ends < profile.starts:
        raise PeriodEndsBeforeItStarts(starts=profile.starts, ends=profile.ends)
    return profile


def _propose(measure: Measure, command: ProposeMeasure) -> list[MeasureEvent]:
    if measure.status != "absent":
        raise MeasureAlreadyProposed
    ids = (command.measure_id, command.process_id)
    proposed = MeasureProposed(
        measure_id=command.measure_id,
        process_id=command.process_id,
        number=command.number,
        origin=command.origin,
        profile=_sound(command.profile),
        by=command.by,
    )
    linked = [
        MeasureSourceLinked(measure_id=ids[0], process_id=ids[1], source=source, by=command.by)
        for source in {source.id: source for source in command.sources}.values()
    ]
    return [proposed, *linked]


def _link(measure: Measure, ids: Ids, command: LinkSource) -> list[MeasureEvent]:
    if any(source.id == command.source.id for source in measure.sources):
        raise SourceAlreadyLinked(source=command.source.id)
    return [
        MeasureSourceLinked(
            measure_id=ids[0], process_id=ids[1], source=command.source, by=command.by
        )
    ]


def _unlink(measure: Measure, ids: Ids, command: UnlinkSource) -> list[MeasureEvent]:
    for source in measure.sources:
        if source.id == command.source_id:
            return [
                MeasureSourceUnlinked(
                    measure_id=ids[0],
                    process_id=ids[1],
                    source=source,
                    reason=command.reason,
                    by=command.by,
                )
            ]
    raise SourceNotLinked(source=command.source_id)


def _update(measure: Measure, ids: Ids, command: UpdateProfile) -> list[MeasureEvent]:
    if command.seen != measure.version:
        raise ProfileChangedMeanwhile(version=measure.version)
    if command.profile == measure.profile:
        return []
    return [
        MeasureProfileUpdated(
            measure_id=ids[0],
            process_id=ids[1],
            version=measure.version + 1,
            profile=_sound(command.profile),
            reason=command.reason,
            by=command.by,
        )
    ]


def _assess(measure: Measure, ids: Ids, command: AssessMeasure) -> list[MeasureEvent]:
    if command.weights.total == 0:
        raise WeightsAreZero
    profile = measure.profile
    if profile is None or profile.problem is None or profile.benefit is None:
        raise AssessmentNeedsProblemAndBenefit
    return [
        MeasureAssessed(
            measure_id=ids[0],
            process_id=ids[1],
            version=measure.version,
            group=command.group,
            scores=command.scores,
            weights=command.weights,
            result=result_of(command.scores, command.weights),
            workshop_id=command.workshop_id,
            by=command.by,
        )
    ]


def _prioritise(measure: Measure, ids: Ids, command: PrioritiseMeasure) -> list[MeasureEvent]:
    if measure.status in _UNDECIDED:
        require_complete(measure)
    return [
        MeasurePrioritised(
            measure_id=ids[0],
            process_id=ids[1],
            priority=command.priority,
            rank=command.rank,
            reason=command.reason,
            by=command.by,
        )
    ]


def _request_statement(measure: Measure, ids: Ids, command: RequestStatement) -> list[MeasureEvent]:
    if (command.unit is None) == (command.territory is None):
        raise StatementNeedsOneAddressee
    if command.due < command.today:
        raise StatementDueInThePast(due=command.due)
    if command.statement_id in measure.statements:
        raise StatementAlreadyRequested
    return [
        MeasureStatementRequested(
            measure_id=ids[0],
            process_id=ids[1],
            statement_id=command.statement_id,
            unit=command.unit,
            territory=command.territory,
            due=command.due,
            by=command.by,
        )
    ]


def _file_statement(measure: Measure, ids: Ids, command: FileStatement) -> list[MeasureEvent]:
    if command.statement_id not in measure.statements:
        raise StatementNotRequested
    if measure.statements[command.statement_id]:
        raise StatementAlreadyFiled
    return [
        MeasureStatementFiled(
            measure_id=ids[0],
            process_id=ids[1],
            statement_id=command.statement_id,
            stance=command.stance,
            text=command.text,
            by=command.by,
        )
    ]


_UNDECIDED: frozenset[Status] = frozenset({"proposed", "assessed"})
"""States that a first priority leads out of: only with a complete profile (R12)."""

_AFTERWARDS = frozenset(
    {OfferTransfer, LinkSource, UnlinkSource, SubmitForDecision, ApplyDecision, RevokeDecision}
)
"""What is possible with a measure that is over, as far as its own rule allows it."""

RULES: Mapping[type[Command], Callable[[Measure, Ids, Any], list[MeasureEvent]]] = {
    LinkSource: _link,
    UnlinkSource: _unlink,
    UpdateProfile: _update,
    AssessMeasure: _assess,
    PrioritiseMeasure: _prioritise,
    RequestStatement: _request_statement,
    FileStatement: _file_statement,
    SubmitForDecision: council.submit,
    ApplyDecision: council.apply,
    RevokeDecision: council.revoke,
    PlanMeasure: implementing.plan,
    ParkMeasure: implementing.park,
    StartImplementation: implementing.start,
    DefineMilestone: implementing.define_milestone,
    MoveMilestone: implementing.move_milestone,
    ReachMilestone: implementing.reach_milestone,
    ReportProgress: implementing.report,
    PauseMeasure: implementing.pause,
    ResumeMeasure: implementing.resume,
    CompleteMeasure: implementing.complete,
    StopMeasure: implementing.stop,
    OfferTransfer: implementing.offer,
}
"""The rule of every command about a measure that is there."""
