"""Phases: when they start, are extended with a reason, close and reopen.

A phase has a stream of its own, so that it can guard every vote without being
touched by other office work (ruling 16). Rules: docs/rules/phases.md.
"""

from datetime import date, datetime, timedelta
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

import msgspec

from domain.codes import Feature, ModerationMode, PhaseId, Question
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

BERLIN = ZoneInfo("Europe/Berlin")
"""The clock of all deadlines (I2)."""


class StartPhase(Command, frozen=True, kw_only=True):
    phase_id: PhaseId
    process_id: ProcessId
    starts: datetime
    ends: datetime
    features: tuple[Feature, ...]
    question: Question
    moderation: ModerationMode
    by: Actor
    at: datetime


class ExtendPhase(Command, frozen=True, kw_only=True):
    new_end: datetime
    reason: ContentRef
    by: Actor
    at: datetime


class ClosePhase(Command, frozen=True, kw_only=True):
    by: Actor
    at: datetime


class ReopenPhase(Command, frozen=True, kw_only=True):
    new_end: datetime
    reason: ContentRef
    by: Actor
    approved_by: Actor
    at: datetime


class PhaseStarted(Event, frozen=True, tag="phase.started/1"):
    """From now on the public may do what `features` say, until `ends`.

    The rules in force are repeated here, so that a decision needs no other stream.
    """

    phase_id: PhaseId
    process_id: ProcessId
    ends: datetime
    features: tuple[Feature, ...]
    question: Question
    moderation: ModerationMode
    by: Actor


class PhaseExtended(Event, frozen=True, tag="phase.extended/1"):
    """The phase ends later than announced, for a published reason."""

    phase_id: PhaseId
    process_id: ProcessId
    old_end: datetime
    new_end: datetime
    reason: ContentRef
    by: Actor


class PhaseClosed(Event, frozen=True, tag="phase.closed/1"):
    """Nothing more is accepted in this phase, paper received in time excepted."""

    phase_id: PhaseId
    process_id: ProcessId
    by: Actor


class PhaseReopened(Event, frozen=True, tag="phase.reopened/1"):
    """Two persons let a closed phase go on, for a published reason."""

    phase_id: PhaseId
    process_id: ProcessId
    new_end: datetime
    reason: ContentRef
    by: Actor
    approved_by: Actor


class PhaseAlreadyStarted(Refusal): ...


class PhaseNotOpen(Refusal): ...


class PhaseIsOver(Refusal): ...


class PhaseNotStartedYet(Refusal): ...


class PhaseStillOpen(Refusal): ...


class NotOfferedInThisPhase(Refusal): ...


class ExtensionMustEndLater(Refusal): ...


class ReopeningNeedsSecondPerson(Refusal): ...


class ReceivedAfterPhaseEnd(Refusal): ...


class ReceivedInTheFuture(Refusal): ...


PhaseCommand = StartPhase | ExtendPhase | ClosePhase | ReopenPhase
PhaseEvent = PhaseStarted | PhaseExtended | PhaseClosed | PhaseReopened


class Phase(msgspec.Struct, frozen=True):
    """What the rules must remember about one phase."""

    status: Literal["defined", "open", "closed"] = "defined"
    id: PhaseId | None = None
    process_id: ProcessId | None = None
    ends: datetime | None = None
    features: tuple[Feature, ...] = ()
    question: Question = "support"
    moderation: ModerationMode = "pre"

    def require(self, feature: Feature, at: datetime) -> None:
        """Let `feature` pass if it is offered and open at this moment (I2).

        The end counts even before the closing event is in the log (ruling 23).

        Raises:
            NotOfferedInThisPhase, PhaseNotStartedYet, PhaseIsOver.
        """
        if self.status == "defined" or self.ends is None:
            raise PhaseNotStartedYet
        if feature not in self.features:
            raise NotOfferedInThisPhase(feature=feature)
        if self.status == "closed" or at >= self.ends:
            raise PhaseIsOver(ended=self.ends)

    def require_received(self, feature: Feature, received_on: date, at: datetime) -> None:
        """Let paper pass that reached an office by the last day of the phase (I2).

        Raises:
            NotOfferedInThisPhase, PhaseNotStartedYet, ReceivedAfterPhaseEnd,
            ReceivedInTheFuture.
        """
        if self.status == "defined" or self.ends is None:
            raise PhaseNotStartedYet
        if feature not in self.features:
            raise NotOfferedInThisPhase(feature=feature)
        if received_on > at.astimezone(BERLIN).date():
            raise ReceivedInTheFuture(received_on=received_on)
        # The end is exclusive: one that falls on midnight belongs to the day before.
        last_day = (self.ends - timedelta.resolution).astimezone(BERLIN).date()
        if received_on > last_day:
            raise ReceivedAfterPhaseEnd(received_on=received_on, ended=self.ends)


def history_of(phase_id: PhaseId) -> StreamId:
    """Return the stream of a phase; it guards everything done in the phase."""
    return StreamId(phase_id)


def evolve(phase: Phase, event: PhaseEvent) -> Phase:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case PhaseStarted():
            return Phase(
                status="open",
                id=event.phase_id,
                process_id=event.process_id,
                ends=event.ends,
                features=event.features,
                question=event.question,
                moderation=event.moderation,
            )
        case PhaseExtended():
            return change(phase, ends=event.new_end)
        case PhaseClosed():
            return change(phase, status="closed")
        case PhaseReopened():
            return change(phase, status="open", ends=event.new_end)
        case _:
            assert_never(event)


def decide(phase: Phase, command: PhaseCommand) -> list[PhaseEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case StartPhase():
            return _start(phase, command)
        case ExtendPhase():
            return _extend(phase, command)
        case ClosePhase():
            return _close(phase, command)
        case ReopenPhase():
            return _reopen(phase, command)
        case _:
            assert_never(command)


def _start(phase: Phase, command: StartPhase) -> list[PhaseEvent]:
    if phase.status != "defined":
        raise PhaseAlreadyStarted
    if command.at < command.starts:
        raise PhaseNotStartedYet(starts=command.starts)
    return [
        PhaseStarted(
            phase_id=command.phase_id,
            process_id=command.process_id,
            ends=command.ends,
            features=command.features,
            question=command.question,
            moderation=command.moderation,
            by=command.by,
        )
    ]


def _extend(phase: Phase, command: ExtendPhase) -> list[PhaseEvent]:
    if phase.status != "open" or phase.id is None or phase.process_id is None:
        raise PhaseNotOpen
    if phase.ends is None or command.new_end <= max(phase.ends, command.at):
        raise ExtensionMustEndLater(ends=phase.ends)
    return [
        PhaseExtended(
            phase_id=phase.id,
            process_id=phase.process_id,
            old_end=phase.ends,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
        )
    ]


def _close(phase: Phase, command: ClosePhase) -> list[PhaseEvent]:
    if phase.status != "open" or phase.id is None or phase.process_id is None:
        raise PhaseNotOpen
    return [PhaseClosed(phase_id=phase.id, process_id=phase.process_id, by=command.by)]


def _reopen(phase: Phase, command: ReopenPhase) -> list[PhaseEvent]:
    if phase.status != "closed" or phase.id is None or phase.process_id is None:
        raise PhaseStillOpen
    if command.by.pseudonym == command.approved_by.pseudonym:
        raise ReopeningNeedsSecondPerson
    if command.new_end <= command.at:
        raise ExtensionMustEndLater(ends=phase.ends)
    return [
        PhaseReopened(
            phase_id=phase.id,
            process_id=phase.process_id,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
            approved_by=command.approved_by,
        )
    ]
