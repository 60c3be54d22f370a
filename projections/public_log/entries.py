"""What the public log says of an event: one pure function, the same for ever.

docs/rules/public_log.md is the contract; golden files keep leaves from changing by
accident (tests/formats/leaves).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, get_type_hints
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

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
_encode_vote = msgspec.json.Encoder(uuid_format="hex").encode


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


class _VoteEntry(msgspec.Struct, frozen=True, gc=False):
    """What an entry says of a vote, in the order of its names."""

    k: str
    m: UUID | UnsetType
    n: UUID
    p: UUID
    q: UUID
    s: int
    sr: bool | UnsetType
    t: str
    tv: int | UnsetType
    v: int
    x: str


def _vote(
    event: Any,  # noqa: ANN401 - any vote
    number: int,
    what: str,
    says: str,
    merge: UUID | UnsetType = UNSET,
) -> bytes:
    text = UNSET if says == "none" else event.text_version
    ids = (event.voter, event.process_id, event.proposal_id)
    return _encode_vote(_VoteEntry(what, merge, *ids, number, UNSET, "vote", text, FORMAT, says))


def _merged(event: Any, number: int, what: str, says: str) -> bytes:  # noqa: ANN401 - the two votes that name a merge
    return _vote(event, number, what, says, event.merge_id)


def _changed(event: OpinionChanged, number: int) -> bytes:
    what = "confirmed" if event.old == event.new else "changed"
    return _vote(event, number, what, event.new)


def imported(event: OpinionImported, number: int) -> bytes:
    """Return the entry of an imported vote, which is the `number`-th of its voter."""
    voter, process, proposal = event.voter, event.process_id, event.proposal_id
    own_rule = True if event.source_rule else UNSET
    # Nearly all of a log with an import, always of the first text: written without detours.
    entry = _VoteEntry(
        "imported",
        UNSET,
        voter,
        process,
        proposal,
        number,
        own_rule,
        "vote",
        1,
        FORMAT,
        event.choice,
    )
    return _encode_vote(entry)


_VOTES: Mapping[type[Event], Callable[[Any, int], bytes]] = {
    SupportGiven: lambda event, number: _vote(event, number, "given", "support"),
    SupportConfirmed: lambda event, number: _vote(event, number, "confirmed", "support"),
    SupportWithdrawn: lambda event, number: _vote(event, number, "withdrawn", "none"),
    SupportCarriedOver: lambda event, number: _merged(event, number, "carried", "support"),
    CarriedSupportGivenBack: lambda event, number: _merged(event, number, "given-back", "none"),
    OpinionGiven: lambda event, number: _vote(event, number, "given", event.choice),
    OpinionChanged: _changed,
    OpinionWithdrawn: lambda event, number: _vote(event, number, "withdrawn", "none"),
    OpinionImported: imported,
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
