"""What the public log needs to be told: releases of votes, claims, keys, checkpoints.

The log itself is a read model made from all events; these are the few it is steered by.
Contract of the log: docs/rules/public_log.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import PhaseId, ProposalId
from domain.messages import Command, Event, Refusal, StreamId
from domain.people import ProcessId

MINIMUM = 10
"""Votes that must wait before a batch of them is released."""

WAIT = timedelta(hours=1)
"""How long the oldest waiting vote must have waited before its batch is released."""

RESULTS_PER_PART = 400
"""Questions in one claim: an entry stays far below the 65,535 bytes it may have."""

_RELEASES = UUID("6a5e9f0c-3c1d-5f5e-9d43-5b6a1f0a7d21")
_CLAIMS = UUID("c2a7a1de-9a51-5c0f-8c77-2f9b3e4d6a02")
_LOG = UUID("f3b0d2b4-1e8f-5b11-a0a4-0c5d7e9b8f33")

Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
"""32 bytes in hexadecimal digits: a root, or a public key."""


class ClaimedResult(msgspec.Struct, frozen=True):
    """What one question has come to, each voter number counted once by its last word."""

    proposal_id: ProposalId
    supports: int
    agree: int
    disagree: int
    passes: int


class ReleaseVotes(Command, frozen=True, kw_only=True):
    """`waiting` votes recorded up to position `until`, the oldest at `oldest`.

    `releases` is how many releases whoever counted them knew of.
    """

    process_id: ProcessId
    waiting: int
    oldest: datetime
    until: int
    releases: int
    at: datetime


class ClaimTally(Command, frozen=True, kw_only=True):
    """The `results` of a process as of the closing of a phase at `at_position`."""

    process_id: ProcessId
    phase_id: PhaseId
    at_position: int
    results: Sequence[ClaimedResult]


class RotateSigningKey(Command, frozen=True, kw_only=True):
    public_key: Hex32
    until: datetime
    at: datetime


class SealCheckpoint(Command, frozen=True, kw_only=True):
    size: int
    root: Hex32


class VotesReleased(Event, frozen=True, tag="public-log.votes-released/1"):
    """Votes of the process recorded up to position `until` may enter the public log."""

    process_id: ProcessId
    until: int


class TallyClaimed(Event, frozen=True, tag="phase.tally-claimed/1"):
    """What the platform says the votes of a process came to when a phase closed.

    `at_position` is where the phase closed. Claims of many questions come in parts,
    `part` 1 to `parts`, sorted by question over all parts.
    """

    process_id: ProcessId
    phase_id: PhaseId
    at_position: int
    part: int
    parts: int
    results: tuple[ClaimedResult, ...]


class SigningKeyRotated(Event, frozen=True, tag="public-log.key-rotated/1"):
    """Checkpoints are signed with another Ed25519 key; the old one signs too until `until`."""

    public_key: Hex32
    until: datetime


class CheckpointSealed(Event, frozen=True, tag="public-log.checkpoint-sealed/1"):
    """An earlier checkpoint, written into the log that later checkpoints cover."""

    size: int
    root: Hex32


class TooFewVotesWait(Refusal): ...


class VotesHaveNotWaitedLongEnough(Refusal): ...


class KeyEndsInThePast(Refusal): ...


PublicLogCommand = ReleaseVotes | ClaimTally | RotateSigningKey | SealCheckpoint
PublicLogEvent = VotesReleased | TallyClaimed | SigningKeyRotated | CheckpointSealed


class Published(msgspec.Struct, frozen=True):
    """What the rules must remember about one of the streams below."""

    releases: int = 0
    claimed: frozenset[int] = frozenset()
    key: Hex32 | None = None
    sealed: int = -1


def releases_of(process_id: ProcessId) -> StreamId:
    """Return the stream of all releases of votes of a process."""
    return StreamId(uuid5(_RELEASES, process_id.hex))


def claims_of(phase_id: PhaseId) -> StreamId:
    """Return the stream of all claims of a phase, which can close more than once."""
    return StreamId(uuid5(_CLAIMS, phase_id.hex))


def history_of_log() -> StreamId:
    """Return the one stream of keys and checkpoints."""
    return StreamId(_LOG)


def evolve(published: Published, event: PublicLogEvent) -> Published:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case VotesReleased():
            return change(published, releases=published.releases + 1)
        case TallyClaimed():
            return change(published, claimed=published.claimed | {event.at_position})
        case SigningKeyRotated():
            return change(published, key=event.public_key)
        case CheckpointSealed():
            return change(published, sealed=event.size)
        case _:
            assert_never(event)


def decide(published: Published, command: PublicLogCommand) -> list[PublicLogEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets.

    What was done before answers with no event.
    """
    match command:
        case ReleaseVotes():
            return _release(published, command)
        case ClaimTally():
            return _claim(published, command)
        case RotateSigningKey():
            return _rotate(published, command)
        case SealCheckpoint():
            return _seal(published, command)
        case _:
            assert_never(command)


def _release(published: Published, command: ReleaseVotes) -> list[PublicLogEvent]:
    # Who counted before the last release counted votes that do not wait any more.
    if published.releases != command.releases:
        return []
    if command.waiting < MINIMUM:
        raise TooFewVotesWait(waiting=command.waiting, needed=MINIMUM)
    if command.at - command.oldest < WAIT:
        raise VotesHaveNotWaitedLongEnough(until=command.oldest + WAIT)
    return [VotesReleased(process_id=command.process_id, until=command.until)]


def _claim(published: Published, command: ClaimTally) -> list[PublicLogEvent]:
    if command.at_position in published.claimed:
        return []
    results = sorted(command.results, key=lambda result: result.proposal_id)
    starts = range(0, len(results), RESULTS_PER_PART)
    parts = [tuple(results[start : start + RESULTS_PER_PART]) for start in starts] or [()]
    return [
        TallyClaimed(
            process_id=command.process_id,
            phase_id=command.phase_id,
            at_position=command.at_position,
            part=number,
            parts=len(parts),
            results=part,
        )
        for number, part in enumerate(parts, 1)
    ]


def _rotate(published: Published, command: RotateSigningKey) -> list[PublicLogEvent]:
    if published.key == command.public_key:
        return []
    if command.until <= command.at:
        raise KeyEndsInThePast(until=command.until)
    return [SigningKeyRotated(public_key=command.public_key, until=command.until)]


def _seal(published: Published, command: SealCheckpoint) -> list[PublicLogEvent]:
    if command.size <= published.sealed:
        return []
    return [CheckpointSealed(size=command.size, root=command.root)]
