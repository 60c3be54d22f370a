"""The office calendar: public holidays of a federal state."""

from datetime import date
from functools import cache

SATURDAY = 5
STATES = (
    *("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV"),
    *("NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"),
)
"""The codes of the federal states."""


class UnknownState(ValueError):
    """There is no federal state of this code; the text names those there are."""

    def __init__(self, state: str) -> None:
        super().__init__(f"{state!r} is no federal state; there are {', '.join(STATES)}")


class StateCalendar:
    """Implements domain.working_days.WorkingDays for one federal state.

    `state` is the two-letter code, RP for Rhineland-Palatinate. Only holidays of
    the whole state count; 24 and 31 December are working days.

    Raises:
        UnknownState: there is no such state.
    """

    def __init__(self, state: str = "RP") -> None:
        if state not in STATES:
            raise UnknownState(state)
        self._state = state

    def is_working_day(self, day: date) -> bool:
        """Tell whether it is neither weekend nor public holiday."""
        return day.weekday() < SATURDAY and day not in _holidays(self._state, day.year)


@cache
def _holidays(state: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - brings the days of 250 countries, 10 MB: who counts no days goes without

    # Taken whole per year: the package fills its own dictionary while it is asked,
    # and another thread would see a year half filled.
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))
