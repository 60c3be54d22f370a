"""The office calendar, as far as deadlines need it."""

from datetime import date
from typing import Protocol, runtime_checkable


@runtime_checkable
class WorkingDays(Protocol):
    """Public holidays differ by federal state, so the calendar is handed in."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on this day."""
        ...
