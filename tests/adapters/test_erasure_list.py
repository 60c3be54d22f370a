"""The list of erasures: what was noted is on the disk, whatever the disk says to it."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
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


def test_a_line_that_a_crash_garbled_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "erasures.jsonl"
    listed = ErasureList(file)
    listed.note(erased(1))
    with file.open("ab") as torn:
        torn.write(msgspec.json.encode(erased(2)).replace(b"request", b"reque\xff"))
    listed.note(erased(3))
    assert listed.entries() == [erased(1), erased(3)]


def test_what_is_noted_while_old_entries_are_dropped_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command notes in one process what the leader's list of the day would not hold."""
    file = tmp_path / "erasures.jsonl"
    later = msgspec.structs.replace(erased(2), at=MONDAY + timedelta(days=40))
    ErasureList(file).note(erased(1))
    noting = threading.Thread(target=ErasureList(file).note, args=(later,))

    def sync(descriptor: int) -> None:
        if noting.ident is None:  # the new list is written, the old one still stands
            noting.start()
            noting.join(0.2)
        fsync(descriptor)

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", sync)
    assert ErasureList(file).forget_before(MONDAY + timedelta(days=31)) == 1
    noting.join()
    assert ErasureList(file).entries() == [later]


def test_a_list_that_is_not_made_anew_for_want_of_room_leaves_nothing(tmp_path: Path) -> None:
    """Else people stood there who are to be forgotten, in a file that nobody looks for."""
    file = tmp_path / "erasures.jsonl"
    listed = ErasureList(file)
    for number in (1, 2):
        listed.note(msgspec.structs.replace(erased(number), at=MONDAY + timedelta(days=number)))
    with pytest.raises(OSError, match="too large"), room_for(30):
        listed.forget_before(MONDAY + timedelta(days=2))
    assert [each.name for each in tmp_path.iterdir()] == ["erasures.jsonl"]
    assert len(listed.entries()) == 2
    assert ErasureList(tmp_path / "none.jsonl").forget_before(MONDAY) == 0
