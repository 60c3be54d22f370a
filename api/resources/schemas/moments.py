"""The days of a history."""

import msgspec

from api.resources.schemas.common import Page


class DayInHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A local day on which something public happened.

    `as_of` is the last position of that day: what goes into the parameter of that name.
    `entries` counts public entries of the trail; 0 where there were votes only.
    """

    day: str
    as_of: int
    entries: int


class MomentPage(Page, frozen=True, kw_only=True):
    """All such days, oldest first."""

    items: list[DayInHistory]
