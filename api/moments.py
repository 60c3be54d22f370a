"""`?as_of=`: which moment an answer shows (rulings 4, 12, 18; docs/rules/time_travel.md).

Handlers that can answer for an earlier moment ask for `seen: Seen` instead of `snapshot`.
It is the request's snapshot, as of what `as_of` names; without it, as of now.
"""

from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from api.errors import Malformed
from api.people import AnyRequest
from api.people import Person as AnyPerson
from api.problems import WrongField
from api.provided import Person, Snapshot
from api.rendering import Past, trace_of
from domain.phases import BERLIN
from projections import audit, subjects
from projections.model import Snapshot as ReadModel

AsOf = Annotated[
    str | None,
    QueryParameter(
        description=(
            "A position of the log, a day (its end in Berlin), or a time (RFC 3339, `+` written "
            "as `%2B`), to read as of: structure and counts of then, texts as everybody may read "
            "them today. Where votes would become known one by one, the last public moment "
            "before it is shown; `as_of` in the answer names the position."
        )
    ),
]
Seen = NamedDependency[ReadModel]
"""All read models as of the moment asked for, as far as this reader may step through time."""

_TIME = msgspec.json.Decoder(Annotated[datetime, msgspec.Meta(tz=True)])
_DIGITS = 18  # a position with more would not fit into 64 bits
_EXPECTED = "a position, a day such as 2023-07-01, or a time such as 2023-07-01T12:00:00Z"


def position_of(snapshot: ReadModel, written: str, name: str = "as_of") -> int:
    """Return the position that a number, a day or a time names; later ones stay as they are.

    Raises:
        Malformed: none of the three; `name` is the parameter it stood in.
    """
    if written.isascii() and written.isdecimal() and len(written) <= _DIGITS:
        return int(written)
    try:
        return audit.position_at(snapshot, _time(written))
    except (ValueError, OverflowError, msgspec.ValidationError) as error:
        raise Malformed(WrongField(name, _EXPECTED)) from error


def _time(written: str) -> datetime:
    if len(written) == len("2023-07-01"):
        return audit.end_of(date.fromisoformat(written)).astimezone(UTC)
    time: datetime = _TIME.decode(msgspec.json.encode(written))
    return time.astimezone(UTC)


def moment(
    snapshot: ReadModel, written: str | None, person: AnyPerson, name: str = "as_of"
) -> ReadModel:
    """Return the snapshot as of a position, a day or a time; the future is now.

    Auditors see every position. Everybody else sees the last public moment up to it, so
    that no single vote can be told from two answers (ruling 12).

    Raises:
        Malformed: as `position_of`.
    """
    if written is None:
        return snapshot
    position = min(position_of(snapshot, written, name), snapshot.position)
    if not person.may("read_trail"):
        position = audit.public_moment(snapshot, position, today(person.at))
    return snapshot.at(position)


def today(now: datetime) -> date:
    """Return the local day of a moment."""
    return now.astimezone(BERLIN).date()


def clock(seen: ReadModel, now: datetime) -> datetime:
    """Return by which clock an answer tells what is open: that of the moment it shows."""
    if seen.as_of is None:
        return now
    return audit.moment_of(seen, seen.until) or now


def day_shown(seen: ReadModel) -> str:
    """Return the local day of the moment shown, as a date field has it; "" before the first."""
    day = audit.day_of(seen, seen.until)
    return "" if day is None else day.isoformat()


def mask(snapshot: ReadModel) -> int:
    """Return the position of the last change of what everybody may read (ruling 4)."""
    return subjects.positions(snapshot, [subjects.MASK])[subjects.MASK]


def provide_seen(
    request: AnyRequest, snapshot: Snapshot, person: Person, as_of: AsOf = None
) -> ReadModel:
    """Provide `seen`, and tell the cache which moment the answer shows."""
    seen = moment(snapshot, as_of, person)
    if as_of is not None:
        day = audit.day_of(snapshot, position_of(snapshot, as_of))
        # What is over stays as it is; today's moments become more as the day goes on.
        settled = day is not None and day < today(person.at) and seen.until < snapshot.position
        trace_of(request.scope).past = Past(seen.until, mask(seen), settled=settled)
    return seen


PROVIDED = {"seen": Provide(provide_seen, sync_to_thread=True)}
"""For the wiring."""
