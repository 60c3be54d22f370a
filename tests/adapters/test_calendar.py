"""The office calendar of a federal state."""

from datetime import date

import holidays
import pytest

from adapters.calendar import STATES, StateCalendar, UnknownState
from domain.working_days import WorkingDays


def test_it_fulfils_the_port() -> None:
    assert isinstance(StateCalendar(), WorkingDays)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 5, 8), True),  # a Monday
        (date(2023, 5, 6), False),  # a Saturday
        (date(2023, 5, 7), False),  # a Sunday
        (date(2023, 5, 1), False),  # Labour Day
        (date(2023, 6, 8), False),  # Corpus Christi, in Rhineland-Palatinate
        (date(2023, 11, 1), False),  # All Saints
        (date(2023, 10, 31), True),  # Reformation Day is no holiday there
        (date(2024, 3, 29), False),  # Good Friday moves
    ],
)
def test_rhineland_palatinate(day: date, works: bool) -> None:  # noqa: FBT001 - a parameter of examples
    assert StateCalendar().is_working_day(day) is works


def test_another_state_has_other_holidays() -> None:
    hamburg = StateCalendar("HH")
    assert hamburg.is_working_day(date(2023, 6, 8))
    assert not hamburg.is_working_day(date(2023, 10, 31))


@pytest.mark.parametrize("state", ["XX", "rp", "Augsburg", ""])
def test_an_unknown_state_is_refused_at_once_and_the_known_ones_named(state: str) -> None:
    with pytest.raises(UnknownState, match=f"{state!r} is no federal state.* NW, RP, SH"):
        StateCalendar(state)


def test_every_state_has_a_calendar() -> None:
    known = holidays.country_holidays("DE").subdivisions
    assert [code for code in known if len(code) == 2] == [*STATES]
    assert all(not StateCalendar(state).is_working_day(date(2023, 10, 3)) for state in STATES)
