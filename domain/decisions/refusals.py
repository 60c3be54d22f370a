"""Why a wish about a decision can be refused. Class names are public."""

from domain.messages import Refusal


class DecisionUnknown(Refusal): ...


class AgendaItemAlreadyScheduled(Refusal): ...


class AuthorityNeedsDecisionRole(Refusal):
    """Hearings, preliminary consultations and acknowledgements decide nothing (I13)."""


class DecisionAlreadyRecorded(Refusal): ...


class SessionNotYetHeld(Refusal): ...


class DecisionNotRecorded(Refusal): ...


class SecondPersonNeeded(Refusal):
    """Who recorded it cannot confirm it (I13)."""


class DecisionNotConfirmed(Refusal): ...


class DecisionAlreadyPublished(Refusal): ...


class CorrectionChangesNothing(Refusal): ...


class CorrectionAlreadyProposed(Refusal): ...


class NoCorrectionProposed(Refusal): ...


class RepealingDecisionNotInForce(Refusal):
    """A decision is repealed by another one that says yes; a motion that failed repeals nothing."""


class RepealingDecisionIsOlder(Refusal):
    """What a body decides later cannot be repealed by what it decided before."""


class DecisionAlreadyRepealed(Refusal): ...


class CannotRepealItself(Refusal): ...


class DecisionNotImported(Refusal):
    """Results of a source are for agenda items of a source."""


class ContradictionNotNamed(Refusal):
    """A vote that does not fit the result is only taken over with this doubt."""
