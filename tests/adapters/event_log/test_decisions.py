"""Which appends are stored: the same as if each had come alone, whatever shares a batch."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.event_log.batch import Before, Draft, Outcome, keys_of, prepare, streams_of
from adapters.event_log.chain import EMPTY, verify
from adapters.event_log.codec import Codec
from domain.messages import Append, Appended, Guard
from domain.ports import CommandReused, ConcurrentChange, Head
from tests.adapters.event_log.events import EVENTS, append, command, stream, write
from tests.sizes import chosen

CODEC = Codec(EVENTS)
streams = some.integers(1, 3)
seens = some.integers(0, 2)


@some.composite
def appends(draw: some.DrawFn) -> Append:
    """Draw an append that clashes with others as often as not."""
    written = draw(some.dictionaries(streams, seens, max_size=2))
    return append(
        *(write(number, *range(draw(some.integers(0, 2))), seen=seen)
          for number, seen in written.items()),
        guards=tuple(
            Guard(stream(number), seen)
            for number, seen in draw(some.lists(some.tuples(streams, seens), max_size=1))
        ),
        command=draw(
            some.none() | some.builds(command, some.sampled_from("ab"), some.sampled_from("xy"))
        ),
        result=draw(some.binary(max_size=2)),
    )  # fmt: skip


class Alone:
    """The rules of L7 and L11 in the plainest words, one append after the other."""

    def __init__(self) -> None:
        self.lengths: dict[Any, int] = {}
        self.answers: dict[bytes, tuple[bytes, bytes, int]] = {}
        self.position = 0

    def append(self, wish: Append) -> Appended | type[Exception]:
        if wish.command is not None and wish.command.key in self.answers:
            digest, result, position = self.answers[wish.command.key]
            if digest != wish.command.digest:
                return CommandReused
            return Appended(position, result, repeated=True)
        if any(self.lengths.get(each.stream, 0) != each.seen for each in wish.writes + wish.guards):
            return ConcurrentChange
        for each in wish.writes:
            self.lengths[each.stream] = each.seen + len(each.events)
            self.position += len(each.events)
        if wish.command is not None:
            self.answers[wish.command.key] = (wish.command.digest, wish.result, self.position)
        return Appended(self.position, wish.result)


class Table:
    """What the transactions so far have left behind."""

    def __init__(self) -> None:
        self.head: Head = EMPTY
        self.versions: dict[bytes, int] = {}
        self.commands: dict[bytes, tuple[bytes, bytes, int]] = {}

    def transaction(self, wishes: list[Append]) -> list[Outcome]:
        prepared = [prepare(wish, CODEC) for wish in wishes]
        keys = keys_of(prepared)
        before = Before(
            self.head,
            {each: self.versions.get(each, 0) for each in streams_of(prepared)},
            {key: self.commands[key] for key in keys if key in self.commands},
        )
        draft = Draft(before)
        outcomes = [draft.admit(each) for each in prepared]
        assert verify(self.head, draft.rows) == draft.head
        self.head = draft.head
        for _, stream_id, version, _, _, _ in draft.rows:
            assert version == self.versions.get(stream_id, 0) + 1
            self.versions[stream_id] = version
        for row in draft.commands:
            assert row.key not in self.commands
            self.commands[row.key] = (row.digest, row.result, row.position)
        return outcomes


def plain(outcome: Outcome) -> Appended | type[Exception]:
    """Return errors as their kind, so that outcomes can be compared."""
    return type(outcome) if isinstance(outcome, Exception) else outcome


@settings(max_examples=chosen().examples * 4, deadline=None)
@given(some.lists(some.lists(appends(), max_size=8), max_size=4))
def test_batches_decide_as_if_each_append_had_come_alone(batches: list[list[Append]]) -> None:
    alone, table = Alone(), Table()
    for batch in batches:
        outcomes = [plain(outcome) for outcome in table.transaction(batch)]
        assert outcomes == [alone.append(wish) for wish in batch]
