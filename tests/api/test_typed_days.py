"""Days as forms send them, and those nobody can reckon with."""

from datetime import date

import pytest

from api.days import typed_day


@pytest.mark.parametrize("written", ["2026-05-31", " 2026-05-31 "])
def test_a_day_as_browsers_send_it(written: str) -> None:
    assert typed_day(written) == date(2026, 5, 31)


@pytest.mark.parametrize(
    "written", ["", "31.05.2026", "2026-02-30", "9999-12-31", "3000-01-01", "0999-12-31"]
)
def test_what_is_no_day_or_far_from_any_calendar_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed_day(written)
