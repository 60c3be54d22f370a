"""Strategy versions as they were published, yearly reports, revision and archive.

One stream per process. Rules: docs/rules/strategies.md.
"""

from datetime import date
from typing import Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import DecisionId, Hex32, MeasureId
from domain.decisions import Decision
from domain.measures import Year
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_STRATEGIES = UUID("b6d2f1a8-71c3-5e4f-9a0d-8c5e7b2f4d19")


class FrozenMeasure(msgspec.Struct, frozen=True):
    """A measure exactly as it stands in a published strategy."""

    measure_id: MeasureId
    version: int


class PublishStrategy(Command, frozen=True, kw_only=True):
    """`document` is the hash of the generated document; `decision` the one that adopted it.

    `presented` and `place` tell when and where people can hear about it.
    """

    measures: tuple[FrozenMeasure, ...]
    mission_version: int | None
    document: Hex32
    decision: Decision
    note: ContentRef | None
    by: Actor
    presented: date | None = None
    place: ContentRef | None = None


class PublishReport(Command, frozen=True, kw_only=True):
    year: Year
    document: Hex32
    note: ContentRef | None
    by: Actor


class StartRevision(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class ArchiveProcess(Command, frozen=True, kw_only=True):
    """`unanswered` is how many published ideas have no answer yet.

    `undecided` is how many cases wait for a moderator, who may publish more of them, and
    `uncompared` how many sheets of paper for a second clerk.
    """

    unanswered: int
    undecided: int
    uncompared: int
    reason: ContentRef
    by: Actor


class StrategyPublished(Event, frozen=True, tag="strategy.published/1"):
    """A frozen version: exact measures, mission, decision and document."""

    process_id: ProcessId
    version: int
    measures: tuple[FrozenMeasure, ...]
    mission_version: int | None
    document: Hex32
    decision_id: DecisionId
    note: ContentRef | None
    by: Actor
    presented: date | None = None
    place: ContentRef | None = None


class AccountabilityReportPublished(Event, frozen=True, tag="strategy.report-published/1"):
    """What was done in a year; a second one of the same year replaces it."""

    process_id: ProcessId
    year: Year
    document: Hex32
    note: ContentRef | None
    by: Actor


class StrategyRevisionStarted(Event, frozen=True, tag="strategy.revision-started/1"):
    """The cycle begins anew; the published version stays in force until the next."""

    process_id: ProcessId
    reason: ContentRef
    by: Actor


class ProcessArchived(Event, frozen=True, tag="strategy.process-archived/1"):
    """Readable and searchable from now on, and nothing else."""

    process_id: ProcessId
    reason: ContentRef
    by: Actor


class StrategyNotDecided(Refusal):
    """No decision in force adopts the next version of the strategy."""


class StrategyHasNoMeasures(Refusal): ...


class FrozenVersionUnknown(Refusal):
    """A measure has no such version, or is none of this process; `measure` names it."""


class PlaceNeedsDay(Refusal):
    """A place says nothing without the day on which something happens there."""


class NotYetPublished(Refusal): ...


class AnswersStillOpen(Refusal):
    """Every published idea gets an answer before the archive (I10); `open` counts the rest."""


class CasesStillOpen(Refusal):
    """What a moderator published now would get no answer any more (I10); `open` counts them."""


class SheetsStillOpen(Refusal):
    """What a clerk confirmed now would get no answer any more (I10); `open` counts them."""


class ProcessIsArchived(Refusal): ...


class RevisionAlreadyStarted(Refusal): ...


StrategyCommand = PublishStrategy | PublishReport | StartRevision | ArchiveProcess
StrategyEvent = (
    StrategyPublished | AccountabilityReportPublished | StrategyRevisionStarted | ProcessArchived
)


class Strategy(msgspec.Struct, frozen=True):
    """Where the strategy of a process stands; `version` 0 has not been published."""

    version: int = 0
    state: Literal["in_work", "published", "in_revision", "archived"] = "in_work"


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's strategy."""
    return StreamId(uuid5(_STRATEGIES, process_id.hex))


def strategy_id_of(process_id: ProcessId) -> UUID:
    """Return the id under which decisions name the strategy of a process."""
    return history_of(process_id)


def evolve(strategy: Strategy, event: StrategyEvent) -> Strategy:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    match event:
        case StrategyPublished():
            return Strategy(event.version, "published")
        case AccountabilityReportPublished():
            return strategy
        case StrategyRevisionStarted():
            return Strategy(strategy.version, "in_revision")
        case ProcessArchived():
            return Strategy(strategy.version, "archived")
        case _:
            assert_never(event)


def decide(
    strategy: Strategy, process_id: ProcessId, command: StrategyCommand
) -> list[StrategyEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if strategy.state == "archived":
        raise ProcessIsArchived
    match command:
        case PublishStrategy():
            return _publish(strategy, process_id, command)
        case PublishReport():
            if not strategy.version:
                raise NotYetPublished
            return [
                AccountabilityReportPublished(
                    process_id=process_id,
                    year=command.year,
                    document=command.document,
                    note=command.note,
                    by=command.by,
                )
            ]
        case StartRevision():
            if not strategy.version:
                raise NotYetPublished
            if strategy.state == "in_revision":
                raise RevisionAlreadyStarted
            return [
                StrategyRevisionStarted(process_id=process_id, reason=command.reason, by=command.by)
            ]
        case ArchiveProcess():
            if command.unanswered:
                raise AnswersStillOpen(open=command.unanswered)
            if command.undecided:
                raise CasesStillOpen(open=command.undecided)
            if command.uncompared:
                raise SheetsStillOpen(open=command.uncompared)
            return [ProcessArchived(process_id=process_id, reason=command.reason, by=command.by)]
        case _:
            assert_never(command)


def _publish(
    strategy: Strategy, process_id: ProcessId, command: PublishStrategy
) -> list[StrategyEvent]:
    if not command.measures:
        raise StrategyHasNoMeasures
    if command.place is not None and command.presented is None:
        raise PlaceNeedsDay
    version = strategy.version + 1
    decision = command.decision
    about = any(
        subject.kind == "strategy" and subject.version == version for subject in decision.subjects
    )
    if decision.id is None or not (decision.adopts and about):
        raise StrategyNotDecided(version=version)
    return [
        StrategyPublished(
            process_id=process_id,
            version=version,
            measures=command.measures,
            mission_version=command.mission_version,
            document=command.document,
            decision_id=decision.id,
            note=command.note,
            by=command.by,
            presented=command.presented,
            place=command.place,
        )
    ]
