"""The hash chain: what is changed in the database is found and named."""

import struct
from hashlib import sha256

import pytest
from eventsourcing.persistence import ApplicationRecorder

from adapters.event_log import PersistentEventLog, open_store
from adapters.event_log.store import RowsWithoutChain
from domain.ports import LogCorrupt
from tests.adapters.event_log.databases import execute
from tests.adapters.event_log.events import append, numbers, stream, write


@pytest.fixture
def ten(log: PersistentEventLog) -> PersistentEventLog:
    """Return a log with ten events in five streams."""
    for number in range(1, 6):
        log.append(append(write(number, number, number * 10)))
    return log


def test_a_whole_chain_is_checked_to_its_end(ten: PersistentEventLog) -> None:
    assert list(ten.check()) == [10]
    assert list(ten.check(7)) == [10]
    assert list(ten.check(10)) == []


def test_a_stranger_can_compute_the_chain_from_the_rows(
    ten: PersistentEventLog, log_url: str
) -> None:
    # Written out from docs/rules/event_log.md (L3), sharing no code with the log.
    rows = execute(
        log_url,
        "SELECT notification_id, originator_id, originator_version, topic, state, hash"
        " FROM stored_events ORDER BY notification_id",
    )
    previous = bytes(32)
    for position, stream_id, version, topic, state, stored in rows:
        assert isinstance(version, int)
        raw = stream_id if isinstance(stream_id, bytes) else stream_id.bytes  # type: ignore[attr-defined]  # a UUID on PostgreSQL
        name = str(topic).encode("utf-8")
        digest = sha256(previous)
        digest.update(struct.pack(">q", position))
        digest.update(raw)
        digest.update(struct.pack(">q", version))
        digest.update(struct.pack(">i", len(name)))
        digest.update(name)
        digest.update(bytes(state))  # type: ignore[call-overload]  # bytes on both databases
        previous = digest.digest()
        assert previous == stored
    assert ten.head().hash == previous


@pytest.mark.parametrize(
    "change",
    [
        "topic = 'test.noted/2'",
        "originator_version = 3",
        "hash = (SELECT hash FROM stored_events WHERE notification_id = 5)",
    ],
)
def test_a_changed_column_is_found_and_its_position_named(
    ten: PersistentEventLog, log_url: str, change: str
) -> None:
    execute(log_url, "UPDATE stored_events SET :x WHERE notification_id = 6".replace(":x", change))
    with pytest.raises(LogCorrupt, match="position 6") as caught:
        list(ten.check())
    assert caught.value.position == 6


def test_a_changed_byte_is_found_and_its_position_named(
    ten: PersistentEventLog, log_url: str
) -> None:
    one_byte_of_the_number = {
        "sqlite": "UPDATE stored_events SET state ="
        " CAST(replace(CAST(state AS TEXT), '30', '31') AS BLOB) WHERE notification_id = 6",
        "postgresql": "UPDATE stored_events SET state ="
        " replace(encode(state, 'escape'), '30', '31')::bytea WHERE notification_id = 6",
    }
    execute(log_url, one_byte_of_the_number[log_url.partition(":")[0]])
    assert numbers(ten.read(stream(3))) == [3, 31]
    with pytest.raises(LogCorrupt, match="position 6"):
        list(ten.check())
    with pytest.raises(LogCorrupt, match="position 6"):
        list(ten.check(5))
    assert list(ten.check(6)) == [10]


def test_a_deleted_row_is_found_by_checking_and_by_reading(
    ten: PersistentEventLog, log_url: str
) -> None:
    execute(log_url, "DELETE FROM stored_events WHERE notification_id = 4")
    with pytest.raises(LogCorrupt, match="position 4"):
        list(ten.check())
    with pytest.raises(LogCorrupt, match="position 4"):
        list(ten.check(4))
    with pytest.raises(LogCorrupt):
        list(ten.since(0))


def test_two_exchanged_rows_are_found(ten: PersistentEventLog, log_url: str) -> None:
    execute(
        log_url,
        "UPDATE stored_events SET notification_id = 99 WHERE notification_id = 2",
        "UPDATE stored_events SET notification_id = 2 WHERE notification_id = 3",
        "UPDATE stored_events SET notification_id = 3 WHERE notification_id = 99",
    )
    with pytest.raises(LogCorrupt, match="position 2"):
        list(ten.check())


def test_vacuum_keeps_every_position(ten: PersistentEventLog, log_url: str) -> None:
    before = [each for page in ten.since(0) for each in page]
    execute(log_url, "VACUUM")
    assert [each for page in ten.since(0) for each in page] == before
    assert list(ten.check()) == [10]
    assert ten.append(append(write(9, 90))).position == 11


def test_the_library_reads_our_rows(ten: PersistentEventLog, log_url: str) -> None:
    # Its tools and a later version of it find the tables they expect.
    recorder = open_store(log_url)
    assert isinstance(recorder, ApplicationRecorder)
    assert recorder.max_notification_id() == 10
    found = recorder.select_events(stream(3), gt=1)
    assert [(event.originator_id, event.originator_version) for event in found] == [(stream(3), 2)]
    notifications = recorder.select_notifications(9, 10)
    assert [each.id for each in notifications] == [9, 10]
    assert {each.originator_id for each in notifications} == {stream(5)}
    with pytest.raises(RowsWithoutChain, match="no place in the hash chain"):
        recorder.insert_events(found)
    recorder.close()
    assert numbers(ten.read(stream(3))) == [3, 30]
