"""Phases: when they start, are extended with a reason, close and reopen.

A phase has a stream of its own, so that it can guard every vote without being
touched by other office work (ruling 16). Rules: docs/rules/phases.md.
"""

from domain.phases.commands import (
    ClosePhase,
    ExtendPhase,
    PhaseCommand,
    ProposeReopening,
    ReopenPhase,
    StartPhase,
)
from domain.phases.deciding import (
    decide,
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
    NotOfferedInThisPhase,
    PhaseAlreadyStarted,
    PhaseIsOver,
    PhaseNotOpen,
    PhaseNotStartedYet,
    PhaseStillOpen,
    ReceivedAfterPhaseEnd,
    ReceivedInTheFuture,
    ReopeningAlreadyProposed,
    ReopeningNeedsSecondPerson,
    ReopeningNotProposed,
)
from domain.phases.state import (
    BERLIN,
    Phase,
    evolve,
    history_of,
)

__all__ = [
    "BERLIN",
    "ClosePhase",
    "ExtendPhase",
    "ExtensionMustEndLater",
    "NotOfferedInThisPhase",
    "Phase",
    "PhaseAlreadyStarted",
    "PhaseClosed",
    "PhaseCommand",
    "PhaseEvent",
    "PhaseExtended",
    "PhaseIsOver",
    "PhaseNotOpen",
    "PhaseNotStartedYet",
    "PhaseReopened",
    "PhaseStarted",
    "PhaseStillOpen",
    "ProposeReopening",
    "ReceivedAfterPhaseEnd",
    "ReceivedInTheFuture",
    "ReopenPhase",
    "ReopeningAlreadyProposed",
    "ReopeningNeedsSecondPerson",
    "ReopeningNotProposed",
    "ReopeningProposed",
    "StartPhase",
    "decide",
    "evolve",
    "history_of",
]
