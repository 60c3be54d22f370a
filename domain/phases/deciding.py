"""Answers to the commands; each rule is one function."""

from typing import assert_never

from domain.phases.commands import (
    ClosePhase,
    ExtendPhase,
    PhaseCommand,
    ProposeReopening,
    ReopenPhase,
    StartPhase,
)
from domain.phases.events import (
    PhaseClosed,
    PhaseEvent,
    PhaseExtended,
    PhaseReopened,
    PhaseStarted,
    ReopeningProposed,
)
from domain.phases.refusals import (
    ExtensionMustEndLater,
    PhaseAlreadyStarted,
    PhaseNotOpen,
    PhaseNotStartedYet,
    PhaseStillOpen,
    ReopeningNeedsSecondPerson,
)
from domain.phases.state import Phase


def decide(phase: Phase, command: PhaseCommand) -> list[PhaseEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case StartPhase():
            return _start(phase, command)
        case ExtendPhase():
            return _extend(phase, command)
        case ClosePhase():
            return _close(phase, command)
        case ProposeReopening():
            return _propose(phase, command)
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


def _propose(phase: Phase, command: ProposeReopening) -> list[PhaseEvent]:
    if phase.status != "closed" or phase.id is None or phase.process_id is None:
        raise PhaseStillOpen
    if command.new_end <= command.at:
        raise ExtensionMustEndLater(ends=phase.ends)
    return [
        ReopeningProposed(
            phase_id=phase.id,
            process_id=phase.process_id,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
        )
    ]


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
