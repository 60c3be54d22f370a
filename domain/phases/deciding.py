"""Answers to the commands; each rule is one function."""

from typing import Literal, assert_never

from domain.codes import PhaseId
from domain.messages import Refusal
from domain.people import ProcessId
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
    ReopeningAlreadyProposed,
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
    phase_id, process_id = _standing(phase, "open", PhaseNotOpen)
    if phase.ends is None or command.new_end <= max(phase.ends, command.at):
        raise ExtensionMustEndLater(ends=phase.ends)
    return [
        PhaseExtended(
            phase_id=phase_id,
            process_id=process_id,
            old_end=phase.ends,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
        )
    ]


def _close(phase: Phase, command: ClosePhase) -> list[PhaseEvent]:
    phase_id, process_id = _standing(phase, "open", PhaseNotOpen)
    if command.by_clock and (phase.ends is None or command.at < phase.ends):
        raise PhaseStillOpen  # It was extended, and who looks at the clock has not heard of it.
    return [PhaseClosed(phase_id=phase_id, process_id=process_id, by=command.by)]


def _propose(phase: Phase, command: ProposeReopening) -> list[PhaseEvent]:
    phase_id, process_id = _standing(phase, "closed", PhaseStillOpen)
    if command.new_end <= command.at:
        raise ExtensionMustEndLater(ends=phase.ends)
    waiting = phase.proposed
    # To one whose end has passed nobody can agree any more: it stands in no one's way.
    if waiting is not None and command.at < waiting.new_end:
        _require_same_person(waiting, command)
    return [
        ReopeningProposed(
            phase_id=phase_id,
            process_id=process_id,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
        )
    ]


def _require_same_person(waiting: ReopeningProposed, command: ProposeReopening) -> None:
    if waiting.by.pseudonym != command.by.pseudonym:
        raise ReopeningAlreadyProposed(until=waiting.new_end)


def _reopen(phase: Phase, command: ReopenPhase) -> list[PhaseEvent]:
    phase_id, process_id = _standing(phase, "closed", PhaseStillOpen)
    if command.by.pseudonym == command.approved_by.pseudonym:
        raise ReopeningNeedsSecondPerson
    if command.new_end <= command.at:
        raise ExtensionMustEndLater(ends=phase.ends)
    return [
        PhaseReopened(
            phase_id=phase_id,
            process_id=process_id,
            new_end=command.new_end,
            reason=command.reason,
            by=command.by,
            approved_by=command.approved_by,
        )
    ]


def _standing(
    phase: Phase, status: Literal["open", "closed"], otherwise: type[Refusal]
) -> tuple[PhaseId, ProcessId]:
    """Return which phase it is and of which process; refuse one in another status."""
    if phase.status != status or phase.id is None or phase.process_id is None:
        raise otherwise
    return phase.id, phase.process_id
