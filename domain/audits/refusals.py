"""Why something cannot be done in an audit."""

from domain.messages import Refusal


class AuditUnknown(Refusal): ...


class AuditAlreadyOpen(Refusal): ...


class AuditIsClosed(Refusal): ...


class PositionNotReached(Refusal):
    """The log does not go that far; `head` is its last position."""


class ReplayStillRunning(Refusal):
    """One recomputation at a time; `to_position` is the one under way."""


class ReplayNotRequested(Refusal): ...


class FindingUnknown(Refusal): ...


class FindingTextTooShort(Refusal):
    """`minimum` is in characters."""


class FindingAlreadyAnswered(Refusal): ...


class FindingNotAnswered(Refusal): ...


class FindingAlreadySettled(Refusal): ...


class AnswerNeedsAnotherPerson(Refusal):
    """Who audits does not answer: two persons stand behind every finding."""


class FindingsStillOpen(Refusal):
    """`open` is how many findings are not settled yet."""
