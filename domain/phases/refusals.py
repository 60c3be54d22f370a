"""Why something is not possible in a phase, or with it."""

from domain.messages import Refusal


class PhaseAlreadyStarted(Refusal): ...


class PhaseNotOpen(Refusal): ...


class PhaseIsOver(Refusal): ...


class PhaseNotStartedYet(Refusal): ...


class PhaseStillOpen(Refusal): ...


class NotOfferedInThisPhase(Refusal): ...


class ExtensionMustEndLater(Refusal): ...


class ReopeningNeedsSecondPerson(Refusal): ...


class ReopeningNotProposed(Refusal): ...


class ReopeningAlreadyProposed(Refusal):
    """Somebody else's proposal waits for a second person; `until` is the end it names."""


class ReceivedAfterPhaseEnd(Refusal): ...


class ReceivedInTheFuture(Refusal): ...
