"""What the public log says of an event: one pure function, the same for ever.

docs/rules/public_log.md is the contract; golden files keep leaves from changing by
accident (tests/formats/leaves).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, get_type_hints
from uuid import UUID

import msgspec

from domain.ballots import (
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.messages import Event, Recorded, topic_of
from domain.people import Actor
from projections.public_log.fields import FIELDS, NOT_PUBLISHED, Field

FORMAT = 1
"""`v` of every entry."""

Why = Literal["due", "closing", "merge"]


class Place(msgspec.Struct, frozen=True):
    """What an entry says of the public log itself, which its event cannot know.

    `votes` and `why` belong to releases, `closing` to claims: the index of the entry
    that closed the phase.
    """

    votes: int = 0
    why: Why = "due"
    closing: int = 0


NOWHERE = Place()

_encode = msgspec.json.Encoder(order="deterministic").encode


def to_leaf(recorded: Recorded, place: Place = NOWHERE) -> bytes | None:
    """Return the entry of an event, or None if it has none."""
    kind = type(recorded.event)
    vote = _VOTES.get(kind)
    if vote is not None:
        return vote(recorded.event, recorded.version)
    if kind in NOT_PUBLISHED:
        return None
    return _encode(_entry(recorded, place))


def release(process_id: UUID, at: datetime, votes: int, why: Why) -> bytes:
    """Return the entry in front of a batch of votes."""
    entry = {
        "v": FORMAT,
        "t": "public-log.votes-released",
        "p": process_id.hex,
        "h": _hour(at),
        "n": votes,
        "why": why,
    }
    return _encode(entry)


def _entry(recorded: Recorded, place: Place) -> dict[str, Any]:
    event: Any = recorded.event
    kind = type(event)
    entry: dict[str, Any] = {"v": FORMAT, "t": _NAMES[kind]}
    for name, value in FIELDS[kind].items():
        _put(entry, name, value, event)
    actor = _ACTORS[kind]
    if actor is not None:
        who: Actor | None = getattr(event, actor)
        entry["by"] = "system" if who is None else who.role
    if recorded.channel != "web":
        entry["ch"] = recorded.channel
    if entry["t"] == "participant.registered":
        entry["d"] = recorded.recorded_at.astimezone(UTC).date().isoformat()
    else:
        entry["h"] = _hour(recorded.recorded_at)
    if entry["t"] == "public-log.votes-released":
        entry |= {"n": place.votes, "why": place.why}
    if entry["t"] == "phase.tally-claimed":
        entry["at"] = place.closing
    return entry


def _actor_of(kind: type[Event]) -> str | None:
    """Return the field that says who acted, for example `by`."""
    hints = get_type_hints(kind)
    return next((name for name, hint in hints.items() if hint in {Actor, Actor | None}), None)


def _put(entry: dict[str, Any], name: str, field: Field, event: Event) -> None:
    value = field(event)
    if value is None:
        return
    if name.startswith("c."):
        entry.setdefault("c", {})[name.removeprefix("c.")] = value
    else:
        entry[name] = _plain(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
    return value


def _hour(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%HZ")


def _vote(
    event: Any,  # noqa: ANN401 - any vote
    number: int,
    what: str,
    says: str,
    *,
    merge: bytes = b"",
    own_rule: bytes = b"",
) -> bytes:
    """Write a vote by hand, keys in order: most entries are votes, and an encoder costs more."""
    text = b"" if says == "none" else b'"tv":%d,' % getattr(event, "text_version", 1)
    return (
        b'{"k":"%s",%s"n":"%032x","p":"%032x","q":"%032x","s":%d,%s"t":"vote",%s"v":1,"x":"%s"}'
        % (
            what.encode(),
            merge,
            event.voter.int,
            event.process_id.int,
            event.proposal_id.int,
            number,
            own_rule,
            text,
            says.encode(),
        )
    )


def _merge(event: Any) -> bytes:  # noqa: ANN401 - the two votes that name one
    return b'"m":"%032x",' % event.merge_id.int


def _changed(event: OpinionChanged, number: int) -> bytes:
    what = "confirmed" if event.old == event.new else "changed"
    return _vote(event, number, what, event.new)


def _imported(event: OpinionImported, number: int) -> bytes:
    own_rule = b'"sr":true,' if event.source_rule else b""
    return _vote(event, number, "imported", event.choice, own_rule=own_rule)


_VOTES: Mapping[type[Event], Callable[[Any, int], bytes]] = {
    SupportGiven: lambda event, number: _vote(event, number, "given", "support"),
    SupportConfirmed: lambda event, number: _vote(event, number, "confirmed", "support"),
    SupportWithdrawn: lambda event, number: _vote(event, number, "withdrawn", "none"),
    SupportCarriedOver: lambda event, number: _vote(
        event, number, "carried", "support", merge=_merge(event)
    ),
    CarriedSupportGivenBack: lambda event, number: _vote(
        event, number, "given-back", "none", merge=_merge(event)
    ),
    OpinionGiven: lambda event, number: _vote(event, number, "given", event.choice),
    OpinionChanged: _changed,
    OpinionWithdrawn: lambda event, number: _vote(event, number, "withdrawn", "none"),
    OpinionImported: _imported,
}
_NAMES = {kind: topic_of(kind).partition("/")[0] for kind in FIELDS}
_ACTORS = {kind: _actor_of(kind) for kind in FIELDS}

WAITING = frozenset(
    {
        SupportGiven,
        SupportConfirmed,
        SupportWithdrawn,
        OpinionGiven,
        OpinionChanged,
        OpinionWithdrawn,
    }
)
"""Votes that name a moment at which a person voted: they wait for a batch."""

PUBLISHED = frozenset({*FIELDS, *_VOTES})
"""Every event that has an entry."""
