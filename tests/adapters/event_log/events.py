"""Events of no business, so that these tests stand on the log alone."""

from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.messages import (
    Append,
    CommandKey,
    ContentRef,
    Event,
    Guard,
    SealedText,
    StreamId,
    Write,
    topic_of,
)

NOON = datetime(2023, 5, 8, 12, tzinfo=UTC)
MORNING = datetime(2023, 5, 8, 7, 30, 0, 250_000, tzinfo=UTC)


class Noted(Event, frozen=True, kw_only=True, tag="test.noted/1"):
    """Somebody noted a number."""

    number: int
    kind: Literal["small", "large"] = "small"


class Period(msgspec.Struct, frozen=True):
    """From when to when."""

    starts: datetime
    ends: datetime | None = None


class Planned(Event, frozen=True, kw_only=True, tag="test.planned/1"):
    """Something with every kind of value an event may hold."""

    periods: tuple[Period, ...]
    day: date
    members: frozenset[UUID]
    reason: ContentRef | None = None


EVENTS: dict[str, type[Event]] = {topic_of(event): event for event in (Noted, Planned)}


def stream(number: int) -> StreamId:
    """Return the id of a stream, the same for the same number."""
    return StreamId(UUID(int=number))


def write(number: int, *values: int, seen: int = 0) -> Write:
    """Return a write of `Noted` events to a stream."""
    return Write(stream(number), seen, tuple(Noted(number=value) for value in values))


def append(
    *writes: Write,
    guards: tuple[Guard, ...] = (),
    contents: tuple[SealedText, ...] = (),
    command: CommandKey | None = None,
    result: bytes = b"",
    day: datetime = NOON,
) -> Append:
    """Return an append of these writes, recorded at noon."""
    return Append(
        writes=writes,
        guards=guards,
        contents=contents,
        command=command,
        result=result,
        recorded_at=day,
    )


def command(key: str, request: str = "request") -> CommandKey:
    """Return the name of a command."""
    return CommandKey(key=key.encode(), digest=request.encode())


def sealed(name: str) -> SealedText:
    """Return a text as it leaves the vault."""
    return SealedText(ref=name.ljust(43, "-"), ciphertext=name.encode() * 3)


def numbers(events: object) -> list[int]:
    """Return the numbers of `Noted` events."""
    assert isinstance(events, list)
    return [event.number for event in events]
