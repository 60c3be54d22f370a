"""Days that people and programs may name."""

from datetime import date

YEARS = range(1000, 3000)
"""Years that may be named: far from where a calendar ends and nobody can count on.

Some write 9999-12-31 for "without an end". What reads that later adds a few weeks, or looks
which day it is in Berlin, and fails.
"""


def typed_day(written: str) -> date:
    """Return a day as browsers send it.

    Raises:
        ValueError: it is none, or not of `YEARS`.
    """
    found = date.fromisoformat(written.strip())
    if found.year not in YEARS:
        raise ValueError(f"the year {found.year}")
    return found
