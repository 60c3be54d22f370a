"""The local day of a moment, remembered by the hour: every vote asks for it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from domain.phases import BERLIN

_HOUR = 3600  # seconds


def local_day(moment: datetime) -> date:
    """Return the day on which an aware moment falls in Berlin."""
    return _day_of(int(moment.timestamp()) // _HOUR)


def local_days(moments: Iterable[datetime]) -> list[date]:
    """Return the day of each moment; quick where neighbours are the same moment."""
    days: list[date] = []
    last: datetime | None = None
    for moment in moments:
        if moment != last:
            day, last = local_day(moment), moment
        days.append(day)
    return days


@lru_cache(maxsize=1024)
def _day_of(hour: int) -> date:
    # Berlin is whole hours away from UTC, so an hour lies in one local day.
    return datetime.fromtimestamp(hour * _HOUR, UTC).astimezone(BERLIN).date()
