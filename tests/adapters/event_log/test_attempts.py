"""Storing without looking first: in PostgreSQL, where looking costs a round trip."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

import pytest

from adapters.event_log import open_log, open_store
from adapters.event_log.batch import Before, Draft, Prepared, assuming, prepare
from adapters.event_log.chain import EMPTY
from adapters.event_log.codec import Codec
from adapters.event_log.postgresql_writing import MANY
from adapters.event_log.store import Store, Writing
from adapters.event_log.storing import Storing
from domain.messages import Append, Appended, Guard
from domain.ports import CommandReused, ConcurrentChange, Head
from tests.adapters.event_log.events import (
    EVENTS,
    append,
    command,
    numbers,
    sealed,
    stream,
    write,
)

pytestmark = pytest.mark.postgresql

CODEC = Codec(EVENTS)
VOTE = append(
    write(2, 20),
    guards=(Guard(stream(1), 1),),
    contents=(sealed("text"),),
    command=command("wish"),
    result=b"done",
)


class Watched:
    """A store that tells what is asked of it."""

    is_remote = True

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def writing(
        self, streams: Collection[bytes] = (), keys: Collection[bytes] = ()
    ) -> AbstractContextManager[Writing]:
        self.asked.append("look")
        return self._store.writing(streams, keys)

    def attempt(self, before: Before, draft: Draft) -> bool:
        self.asked.append("attempt")
        return self._store.attempt(before, draft)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


@pytest.fixture
def store(postgresql_url: str) -> Iterator[Store]:
    """Return an empty store."""
    opened = open_store(postgresql_url)
    yield opened
    opened.close()


def prepared(*appends: Append) -> Sequence[Prepared]:
    """Return appends as they are queued."""
    return [prepare(each, CODEC) for each in appends]


def attempt(store: Store, before: Before, *appends: Append) -> bool:
    """Try to store appends on a log that is assumed to be as `before` says."""
    draft = Draft(before)
    for each in prepared(*appends):
        assert isinstance(draft.admit(each), Appended)
    return store.attempt(before, draft)


def assumed(store: Store, versions: Mapping[int, int], head: Head | None = None) -> Before:
    """Return an assumption: the versions of streams, by their number."""
    known = {stream(number).bytes: version for number, version in versions.items()}
    return Before(head or store.head(), known, {})


def test_what_is_as_assumed_is_stored_and_chained(store: Store, postgresql_url: str) -> None:
    assert attempt(store, assumed(store, {1: 0}), append(write(1, 10)))
    assert attempt(store, assumed(store, {1: 1, 2: 0}), VOTE)
    log = open_log(postgresql_url, EVENTS)
    assert list(log.check()) == [2]
    assert numbers(log.read(stream(2))) == [20]
    assert log.ciphertexts([sealed("text").ref]) == {sealed("text").ref: sealed("text").ciphertext}
    assert log.answered(command("wish")) == Appended(2, b"done", repeated=True)
    log.close()


@pytest.mark.parametrize("wrong", ["head", "guard", "stream", "command"])
def test_what_is_otherwise_is_not_stored(store: Store, wrong: str) -> None:
    assert attempt(store, assumed(store, {1: 0, 3: 0}), append(write(1, 10), write(3, 30)))
    before = assumed(store, {1: 1, 2: 0})
    match wrong:
        case "head":
            before = assumed(store, {1: 1, 2: 0}, EMPTY)
        case "guard":
            assert attempt(store, assumed(store, {1: 1}), append(write(1, 11, seen=1)))
            before = assumed(store, {1: 1, 2: 0})
        case "stream":
            assert attempt(store, assumed(store, {2: 0}), append(write(2, 21)))
            before = assumed(store, {1: 1, 2: 0})
        case _:
            repeated = append(command=command("wish"), result=b"before")
            assert attempt(store, assumed(store, {}), repeated)
    head = store.head()
    assert not attempt(store, before, VOTE)
    assert store.head() == head
    assert store.ciphertexts([sealed("text").ref]) == {}
    stored = store.command(b"wish")
    assert stored is None or stored[1] == b"before"


def test_after_two_batches_nobody_looks_until_somebody_else_has_written(store: Store) -> None:
    watched = Watched(store)
    storing = Storing(watched)  # type: ignore[arg-type]  # it hands on what it does not watch

    def asked(*appends: Append) -> Sequence[str]:
        watched.asked.clear()
        storing.store(prepared(*appends))
        return list(watched.asked)

    assert asked(append(write(1, 10))) == ["look"]
    assert asked(append(write(2, 20))) == ["look"]
    assert asked(append(write(3, 30))) == ["attempt"]
    assert attempt(store, assumed(store, {4: 0}), append(write(4, 40)))  # as another process
    assert asked(append(write(5, 50))) == ["attempt", "look"]
    assert asked(append(write(6, 60))) == ["look"]
    assert asked(append(write(7, 70))) == ["attempt"]


def test_losers_are_told_apart_although_nobody_looked(store: Store) -> None:
    storing = Storing(store)
    for number in (1, 2):
        storing.store(prepared(append(write(number, 10), command=command(f"wish {number}"))))
    outcomes = storing.store(
        prepared(
            append(write(3, 30), guards=(Guard(stream(1), 1),)),
            append(write(3, 31)),
            append(write(1, 11, seen=7)),
            append(write(4, 40), command=command("wish 2")),
            append(write(4, 40), command=command("wish 1", "other")),
            append(write(4, 41), command=command("wish 3")),
            append(write(4, 41), command=command("wish 3")),
        )
    )
    assert [each.position if isinstance(each, Appended) else type(each) for each in outcomes] == [
        3,
        ConcurrentChange,
        ConcurrentChange,
        2,
        CommandReused,
        4,
        4,
    ]


def test_of_contradicting_assumptions_the_first_is_believed() -> None:
    appends = prepared(append(write(1, 1)), append(write(1, 2, seen=1)), append(write(2, 3)))
    before = assuming(EMPTY, appends)
    assert before.versions == {stream(1).bytes: 0, stream(2).bytes: 0}


def test_many_rows_are_stored_as_few_are(postgresql_url: str) -> None:
    log, position = open_log(postgresql_url, EVENTS), 0
    for _ in range(2):
        log.append(append(command=command("first")))
    for count in (MANY - 1, MANY):
        writes = [write(position + number, number) for number in range(1, count + 1)]
        text, name = sealed(f"text {count}"), command(f"wish {count}")
        position += count
        stored = log.append(append(*writes, contents=(text,), command=name))
        assert stored.position == position
        assert log.answered(name) == Appended(position, b"", repeated=True)
        assert len(log.ciphertexts([text.ref])) == 1
    assert log.append(append(write(position + 1, 1))).position == position + 1
    assert list(log.check())[-1] == position + 1
    log.close()
