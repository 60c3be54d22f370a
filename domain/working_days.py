"""The office calendar, as far as deadlines need it."""

from datetime import date, timedelta
from typing import Protocol, runtime_checkable


@runtime_checkable
class WorkingDays(Protocol):
    """Public holidays differ by federal state, so the calendar is handed in."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on this day."""
        ...


def after_working_days(day: date, number: int, calendar: WorkingDays) -> date:
    """Return the last of so many working days after a day, which itself does not count."""
    while number:
        day += timedelta(days=1)
        number -= calendar.is_working_day(day)
    return day
