"""Query parameters that several routes share, and what they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from api.errors import Malformed
from api.problems import WrongField
from api.resources import schemas
from domain.codes import TerritoryKey
from projections import audit, cursors, subjects
from projections.model import Snapshot

AsOf = Annotated[
    str | None,
    QueryParameter(
        description=(
            "A position of the log, or a time (RFC 3339, `+` written as `%2B`), to read as of: "
            "structure and counts of then, texts as everybody may read them today. What lies "
            "ahead is read as of now; `as_of` in the answer names the position."
        )
    ),
]
Limit = Annotated[int, QueryParameter(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, QueryParameter(description="`next` of the part before this one.")]

ProcessName = Annotated[str | None, QueryParameter(description="Slug or id of a process.")]
Place = Annotated[
    TerritoryKey | None,
    QueryParameter(description="A place of `process`, with all places in it."),
]
ListedState = Annotated[schemas.ListedState | None, QueryParameter(name="state")]
Seed = Annotated[int, QueryParameter(ge=0, le=2**31 - 1, description="Of the order `random`.")]
Words = Annotated[str | None, QueryParameter(max_length=200, description="Words to be found.")]
State = Annotated[schemas.CaseState | None, QueryParameter(name="state")]
After = Annotated[
    int, QueryParameter(ge=0, le=2**53, description="Only what follows this position.")
]
ManyAtOnce = Annotated[int, QueryParameter(ge=1, le=1000, description="How many at most.")]
About = Annotated[
    UUID | None, QueryParameter(description="Only what is about this object, or concerns it.")
]

_TIME = msgspec.json.Decoder(Annotated[datetime, msgspec.Meta(tz=True)])
_DIGITS = 18  # a position with more would not fit into 64 bits


def moment(snapshot: Snapshot, as_of: str | None) -> Snapshot:
    """Return the snapshot seen as of a position or a time; the future is now.

    Raises:
        Malformed: neither a position nor a time with its offset.
    """
    if as_of is None:
        return snapshot
    if as_of.isascii() and as_of.isdecimal() and len(as_of) <= _DIGITS:
        return snapshot.at(int(as_of))
    try:
        time = _TIME.decode(msgspec.json.encode(as_of)).astimezone(UTC)
    except (msgspec.ValidationError, OverflowError) as error:
        wrong = WrongField("as_of", "a position, or a time such as 2023-07-01T12:00:00Z")
        raise Malformed(wrong) from error
    return snapshot.at(audit.position_at(snapshot, time))


def clock(seen: Snapshot, now: datetime) -> datetime:
    """Return by which clock an answer tells what is open: that of the moment it shows."""
    if seen.as_of is None:
        return now
    return audit.moment_of(seen, seen.until) or now


def mask(snapshot: Snapshot) -> int:
    """Return the position of the last text taken from the public (ruling 4)."""
    return subjects.positions(snapshot, [subjects.MASK])[subjects.MASK]


@contextmanager
def readable_cursor() -> Iterator[None]:
    """Turn a cursor that is none of ours into an answer that says so.

    Raises:
        Malformed: it was read inside this context, and is broken or of another list.
    """
    try:
        yield
    except cursors.UnreadableCursor as error:
        raise Malformed(WrongField("cursor", "not a cursor of this list")) from error
