"""Why a wish about a measure can be refused. Class names are public."""

from domain.messages import Refusal


class MeasureUnknown(Refusal): ...


class MeasureAlreadyProposed(Refusal): ...


class MeasureIsOver(Refusal):
    """Rejected, completed and stopped measures do not change; a new one may cite them."""


class ProfileChangedMeanwhile(Refusal):
    """Somebody else has written a newer version; `version` is the present one."""


class PeriodEndsBeforeItStarts(Refusal): ...


class SourceAlreadyLinked(Refusal): ...


class SourceNotLinked(Refusal): ...


class WeightsAreZero(Refusal): ...


class AssessmentNeedsProblemAndBenefit(Refusal):
    """Nobody can score what nobody has described."""


class StatementNeedsOneAddressee(Refusal): ...


class StatementDueInThePast(Refusal): ...


class StatementAlreadyRequested(Refusal): ...


class StatementNotRequested(Refusal): ...


class StatementAlreadyFiled(Refusal): ...


class ProfileIncomplete(Refusal):
    """It cannot be submitted; `missing` names the parts, `gap` the cents not yet funded (I11)."""


class AlreadySubmitted(Refusal): ...


class NoCommonItem(Refusal):
    """The other measure waits for another body, stands on an agenda already, or does not wait."""


class NotToBeDecided(Refusal):
    """Its state does not allow a decision."""


class MeasureNotSubmitted(Refusal):
    """The decision is not about this measure, or about another version of its profile."""


class DecisionNotInForce(Refusal): ...


class NotAdopted(Refusal): ...


class ReplanningNeedsReason(Refusal): ...


class QuartersReversed(Refusal): ...


class ParkedTooLong(Refusal):
    """Parking lasts six months at most (I14); `latest` is the last day."""


class ParkedUntilThePast(Refusal):
    """What waits, waits until `today` at least."""


class PausedUntilThePast(Refusal):
    """Work that rests until a day rests until `today` at least."""


class StillToCome(Refusal):
    """What has happened has happened by `today`."""


class NotPlanned(Refusal): ...


class NotInImplementation(Refusal): ...


class NotPaused(Refusal): ...


class MilestoneAlreadyDefined(Refusal): ...


class MilestoneUnknown(Refusal): ...


class MilestoneAlreadyReached(Refusal): ...


class LightNeedsExplanation(Refusal):
    """Amber and red say why (I14)."""


class CompletionNeedsBenefitEvidence(Refusal):
    """A completed measure shows what it brought (I14, R29)."""


class StopNeedsReasonAndLessons(Refusal):
    """A stopped measure says why, and what others can learn (I14)."""


class NotCompleted(Refusal): ...
