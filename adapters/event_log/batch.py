"""Deciding in memory which of the waiting appends are stored: ruling 14."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from adapters.event_log.chain import Row, body, link
from adapters.event_log.codec import Codec, Envelope, in_utc
from domain.messages import Append, Appended, CommandKey, SealedText, Write
from domain.ports import CommandReused, ConcurrentChange, Head

StoredCommand = tuple[bytes, bytes, int]
"""Digest, result and position of a command that was stored."""


class PreparedEvent(msgspec.Struct, frozen=True, gc=False):
    """An event ready to be stored but for its position."""

    stream: bytes
    version: int
    topic: str
    state: bytes
    body: bytes


class Prepared(msgspec.Struct, frozen=True):
    """An append encoded outside the writer lock."""

    expected: Sequence[tuple[bytes, int]]
    events: Sequence[PreparedEvent]
    contents: Sequence[SealedText]
    command: CommandKey | None
    result: bytes
    day: date
    size: int
    """About how many bytes it adds to the transaction."""


class CommandRow(msgspec.Struct, frozen=True):
    """A command as it is stored."""

    key: bytes
    digest: bytes
    result: bytes
    position: int
    day: date


class Before(msgspec.Struct, frozen=True):
    """What the log held when the writer lock was taken, as far as a batch needs it."""

    head: Head
    versions: Mapping[bytes, int]
    commands: Mapping[bytes, StoredCommand]


Outcome = Appended | ConcurrentChange | CommandReused


class Draft:
    """The rows of one transaction, grown by one append after another."""

    def __init__(self, before: Before) -> None:
        self.rows: list[Row] = []
        self.contents: list[SealedText] = []
        self.commands: list[CommandRow] = []
        self._head = before.head
        self._versions = dict(before.versions)
        self._commands = dict(before.commands)

    @property
    def head(self) -> Head:
        """The end of the log once this is committed."""
        return self._head

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.rows or self.contents or self.commands)

    def admit(self, append: Prepared) -> Outcome:
        """Add an append, or say why it cannot be stored; then nothing is added."""
        if append.command is not None:
            stored = self._commands.get(append.command.key)
            if stored is not None:
                return answer(append.command, stored)
        versions = self._versions
        for stream, seen in append.expected:
            if versions.get(stream, 0) != seen:
                return ConcurrentChange()
        self._take(append.events)
        self.contents += append.contents
        position = self._head.position
        if append.command is not None:
            key, digest = append.command.key, append.command.digest
            self._commands[key] = (digest, append.result, position)
            self.commands.append(CommandRow(key, digest, append.result, position, append.day))
        return Appended(position=position, result=append.result)

    def _take(self, events: Iterable[PreparedEvent]) -> None:
        position, chained = self._head.position, self._head.hash
        for event in events:
            position += 1
            chained = link(chained, position, event.body)
            self.rows.append(
                (position, event.stream, event.version, event.topic, event.state, chained)
            )
            self._versions[event.stream] = event.version
        self._head = Head(position=position, hash=chained)


def answer(command: CommandKey, stored: StoredCommand) -> Appended | CommandReused:
    """Return what a repetition of a stored command gets."""
    digest, result, position = stored
    if digest != command.digest:
        return CommandReused()
    return Appended(position=position, result=result, repeated=True)


def prepare(append: Append, codec: Codec) -> Prepared:
    """Encode an append.

    Raises:
        ValueError: the same stream is written twice.
        UnknownTopic, NotStorable: as `Codec.encode` does.
    """
    recorded_at = in_utc(append.recorded_at)
    occurred_at = recorded_at if append.occurred_at is None else in_utc(append.occurred_at)
    envelope = Envelope(append.channel, occurred_at, recorded_at)
    expected: list[tuple[bytes, int]] = []
    written: set[bytes] = set()
    events: list[PreparedEvent] = []
    size = 0
    for write in append.writes:
        stream = write.stream.bytes
        if stream in written:
            raise ValueError(f"stream {write.stream} is written twice in one append")
        written.add(stream)
        expected.append((stream, write.seen))
        envelopes = _envelopes(write, envelope)
        paired = zip(write.events, envelopes, strict=True)
        for version, (event, own) in enumerate(paired, start=write.seen + 1):
            topic, state = codec.encode(event, own)
            row_body = body(stream, version, topic, state)
            size += len(row_body)
            events.append(PreparedEvent(stream, version, topic, state, row_body))
    expected += [(guard.stream.bytes, guard.seen) for guard in append.guards]
    return Prepared(
        expected=expected,
        events=events,
        contents=append.contents,
        command=append.command,
        result=append.result,
        day=recorded_at.date(),
        size=size + sum([len(text.ciphertext) for text in append.contents]),
    )


def _envelopes(write: Write, envelope: Envelope) -> Sequence[Envelope]:
    """Return the envelope of each event; imports bring moments of their own."""
    if not write.occurred:
        return [envelope] * len(write.events)
    return [
        Envelope(envelope.channel, in_utc(moment), envelope.recorded_at)
        for moment in write.occurred
    ]


def streams_of(appends: Iterable[Prepared]) -> Collection[bytes]:
    """Return every stream whose version decides about these appends."""
    return {stream for append in appends for stream, _ in append.expected}


def keys_of(appends: Iterable[Prepared]) -> Collection[bytes]:
    """Return the keys of all commands among these appends."""
    return {append.command.key for append in appends if append.command is not None}
