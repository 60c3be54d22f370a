"""Verifying stays within what the acceptance list allows; at night with a million entries."""

from pathlib import Path

import pytest

from tests.benchmarks.verify import ALLOWED_MEGABYTES, ALLOWED_SECONDS, ENTRIES, measure, write
from tests.sizes import chosen


@pytest.mark.timeout(1200)
def test_time_and_memory_grow_no_faster_than_the_log(tmp_path: Path) -> None:
    entries = ENTRIES if chosen().nightly else ENTRIES // 25
    write(tmp_path, entries)
    cost = measure(tmp_path)
    assert cost.entries >= entries
    # A twentyfifth of the log may take a twentyfifth of the time, and a start.
    assert cost.seconds < ALLOWED_SECONDS * entries / ENTRIES + 1
    assert cost.megabytes < ALLOWED_MEGABYTES * entries / ENTRIES + 60
