"""The list of erasures: what was noted is on the disk, whatever the disk says to it."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from adapters.erasure_list import ErasureEntry, ErasureList
from tests.disks import room_for

MONDAY = datetime(2023, 6, 19, 9, tzinfo=UTC)


def erased(number: int) -> ErasureEntry:
    return ErasureEntry(at=MONDAY, person=UUID(int=number), ground="request", refs=("r" * 43,))


def test_what_was_noted_is_read_again_oldest_first(tmp_path: Path) -> None:
    listed = ErasureList(tmp_path / "made" / "erasures.jsonl")
    for number in (1, 2):
        listed.note(erased(number))
    assert listed.entries() == [erased(1), erased(2)]
    assert (tmp_path / "made" / "erasures.jsonl").stat().st_mode & 0o777 == 0o600


def test_an_entry_for_which_there_was_no_room_is_not_taken_for_noted(tmp_path: Path) -> None:
    file = tmp_path / "erasures.jsonl"
    listed = ErasureList(file)
    listed.note(erased(1))
    with pytest.raises(OSError, match="too large"), room_for(file.stat().st_size + 30):
        listed.note(erased(2))
    assert listed.entries() == [erased(1)]  # of the second, thirty bytes
    listed.note(erased(2))
    assert listed.entries() == [erased(1), erased(2)]
