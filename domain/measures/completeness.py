"""A profile is complete before its measure leaves "assessed" (I11, R12)."""

from domain.measures.profile import missing
from domain.measures.refusals import MeasureUnknown, ProfileIncomplete
from domain.measures.state import Measure


def require_complete(measure: Measure) -> None:
    """Let a measure go on only with a complete profile and an assessment.

    Raises:
        ProfileIncomplete: names what is missing, and the cents nobody pays yet.
    """
    if measure.profile is None:
        raise MeasureUnknown
    lacking = missing(measure.profile, assessed=bool(measure.assessed))
    if lacking:
        raise ProfileIncomplete(missing=lacking, gap=measure.profile.gap)
