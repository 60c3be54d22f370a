"""What every event log promises, run against SQLite and a real PostgreSQL."""

import pytest

from adapters.event_log import PersistentEventLog
from domain.messages import Appended, Guard
from domain.ports import CommandReused, ConcurrentChange, EventLog
from tests.adapters.event_log.events import (
    MORNING,
    NOON,
    Noted,
    append,
    command,
    numbers,
    sealed,
    stream,
    write,
)

BEGINNING = bytes(32)


class EventLogContract:
    """Order, versions, guards, atomicity, contents and command ids.

    A new store subclasses it and provides the fixture `log`.
    """

    def test_it_fulfils_the_port(self, log: EventLog) -> None:
        assert isinstance(log, EventLog)

    def test_an_empty_log_has_nothing(self, log: EventLog) -> None:
        assert log.head().position == 0
        assert log.head().hash == BEGINNING
        assert log.read(stream(1)) == []
        assert log.recorded(stream(1)) == []
        assert log.read_many([stream(1), stream(2)]) == {stream(1): [], stream(2): []}
        assert log.read_many([]) == {}
        assert list(log.since(0)) == []
        assert list(log.check()) == []
        assert log.at([1, 2]) == []

    def test_an_event_comes_back_with_its_envelope(self, log: EventLog) -> None:
        note = Noted(number=7, kind="large")
        wish = append(write(5, 1), write(6, 2))
        log.append(wish)
        later = append(write(5, 7, seen=1))
        later = type(later)(
            writes=(type(later.writes[0])(stream(5), 1, (note,)),),
            recorded_at=NOON,
            occurred_at=MORNING,
            channel="paper",
        )
        assert log.append(later) == Appended(position=3, result=b"")
        (first, second) = log.recorded(stream(5))
        assert (first.position, first.version, first.channel) == (1, 1, "web")
        assert first.occurred_at == NOON
        assert (second.position, second.version, second.stream) == (3, 2, stream(5))
        assert (second.recorded_at, second.occurred_at) == (NOON, MORNING)
        assert (second.channel, second.event) == ("paper", note)
        assert log.head().position == 3
        assert log.head().hash == second.hash

    def test_histories_are_in_order_and_apart(self, log: EventLog) -> None:
        log.append(append(write(1, 10, 11), write(2, 20)))
        log.append(append(write(1, 12, seen=2)))
        assert numbers(log.read(stream(1))) == [10, 11, 12]
        histories = log.read_many([stream(2), stream(1), stream(3)])
        assert {key: numbers(events) for key, events in histories.items()} == {
            stream(1): [10, 11, 12],
            stream(2): [20],
            stream(3): [],
        }

    def test_thousands_of_streams_are_read_as_of_one_moment(self, log: EventLog) -> None:
        log.append(append(*(write(number, number) for number in range(1, 1601))))
        histories = log.read_many([stream(number) for number in range(1, 1701)])
        assert [len(events) for events in histories.values()] == [1] * 1600 + [0] * 100

    @pytest.mark.parametrize("seen", [0, 1, 3])
    def test_a_write_decided_on_another_version_is_refused(self, log: EventLog, seen: int) -> None:
        log.append(append(write(1, 10, 11)))
        with pytest.raises(ConcurrentChange):
            log.append(append(write(1, 12, seen=seen)))
        assert numbers(log.read(stream(1))) == [10, 11]
        assert log.head().position == 2

    def test_a_guard_holds_while_its_stream_rests(self, log: EventLog) -> None:
        log.append(append(write(1, 10)))
        log.append(append(write(2, 20), guards=(Guard(stream(1), 1), Guard(stream(9), 0))))
        assert numbers(log.read(stream(2))) == [20]

    @pytest.mark.parametrize("seen", [0, 2])
    def test_a_guard_fails_once_its_stream_has_moved(self, log: EventLog, seen: int) -> None:
        log.append(append(write(1, 10)))
        with pytest.raises(ConcurrentChange):
            log.append(append(write(2, 20), guards=(Guard(stream(1), seen),)))
        assert log.read(stream(2)) == []

    def test_a_decision_on_two_versions_of_a_stream_is_refused(self, log: EventLog) -> None:
        log.append(append(write(1, 10)))
        with pytest.raises(ConcurrentChange):
            log.append(append(write(1, 11, seen=1), guards=(Guard(stream(1), 0),)))

    def test_one_stream_is_written_once_per_decision(self, log: EventLog) -> None:
        with pytest.raises(ValueError, match="written twice"):
            log.append(append(write(1, 10), write(1, 11, seen=1)))

    def test_all_of_a_decision_is_stored_or_nothing(self, log: PersistentEventLog) -> None:
        log.append(append(write(2, 20)))
        text = sealed("text")
        wish = append(write(1, 10), write(2, 21), contents=(text,), command=command("wish"))
        with pytest.raises(ConcurrentChange):
            log.append(wish)
        assert log.read(stream(1)) == []
        assert log.ciphertexts([text.ref]) == {}
        assert log.answered(command("wish")) is None

    def test_contents_come_with_their_events_until_erased(self, log: PersistentEventLog) -> None:
        one, two = sealed("one"), sealed("two")
        log.append(append(write(1, 10), contents=(one, two)))
        stored = log.ciphertexts([one.ref, two.ref, sealed("three").ref])
        assert stored == {one.ref: one.ciphertext, two.ref: two.ciphertext}
        assert log.erase_ciphertexts([one.ref, sealed("three").ref]) == 1
        assert log.ciphertexts([one.ref, two.ref]) == {two.ref: two.ciphertext}
        assert list(log.check())[-1] == 1

    def test_a_repeated_command_gets_the_first_answer(self, log: EventLog) -> None:
        wish = append(write(1, 10), command=command("wish"), result=b"first")
        assert log.append(wish) == Appended(position=1, result=b"first")
        log.append(append(write(2, 20)))
        again = append(write(1, 11, seen=1), command=command("wish"), result=b"second")
        assert log.append(again) == Appended(position=1, result=b"first", repeated=True)
        assert log.answered(command("wish")) == Appended(position=1, result=b"first", repeated=True)
        assert log.head().position == 2

    def test_a_command_id_names_one_request(self, log: EventLog) -> None:
        log.append(append(write(1, 10), command=command("wish")))
        with pytest.raises(CommandReused):
            log.append(append(write(2, 20), command=command("wish", "another")))
        with pytest.raises(CommandReused):
            log.answered(command("wish", "another"))
        assert log.read(stream(2)) == []

    def test_a_command_without_effect_is_remembered_too(self, log: EventLog) -> None:
        log.append(append(write(1, 10)))
        wish = append(guards=(Guard(stream(1), 1),), command=command("wish"), result=b"as it was")
        assert log.append(wish) == Appended(position=1, result=b"as it was")
        log.append(append(write(1, 11, seen=1)))
        assert log.append(wish) == Appended(position=1, result=b"as it was", repeated=True)

    def test_a_refused_command_may_be_tried_again(self, log: EventLog) -> None:
        log.append(append(write(1, 10)))
        with pytest.raises(ConcurrentChange):
            log.append(append(write(1, 11), command=command("wish")))
        assert log.append(append(write(1, 11, seen=1), command=command("wish"))).position == 2

    def test_commands_are_forgotten_by_day(self, log: PersistentEventLog) -> None:
        log.append(append(write(1, 10), command=command("old"), day=NOON.replace(day=1)))
        log.append(append(write(2, 20), command=command("new")))
        assert log.forget_commands(NOON.date()) == 1
        assert log.answered(command("old")) is None
        assert log.answered(command("new")) is not None

    def test_nothing_to_store_is_answered_with_the_head(self, log: EventLog) -> None:
        log.append(append(write(1, 10)))
        assert log.append(append(guards=(Guard(stream(1), 1),))) == Appended(1, b"")
        with pytest.raises(ConcurrentChange):
            log.append(append(guards=(Guard(stream(1), 0),)))

    def test_an_import_is_one_append(self, log: EventLog) -> None:
        writes = (write(number, number, -number) for number in range(1, 2501))
        assert log.append(append(*writes)).position == 5000
        assert numbers(log.read(stream(2500))) == [2500, -2500]
        assert list(log.check())[-1] == 5000


class TestEitherStore(EventLogContract):
    """`log` comes from conftest.py: SQLite and PostgreSQL in turn."""
