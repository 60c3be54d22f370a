"""Tables of the feed. One row per proposal has all that a list shows of it."""

import hashlib
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
)

from domain.codes import CommentId, FieldId, PhaseId, ProposalId, Receipt, TerritoryKey
from domain.messages import Channel, ContentRef
from domain.people import ProcessId, Pseudonym, Role
from projections.model import Codes, Moment, table, with_history
from projections.tables import for_readers

State = Literal[
    "submitted", "in_review", "returned", "published", "rejected", "hidden", "merged", "withdrawn"
]
PUBLIC_STATES: frozenset[State] = frozenset({"published", "merged", "withdrawn"})
"""States that lists may show, if the proposal has been published and is not covered."""

DICE_BITS = 31
_COUNTED = ("supports", "agree", "disagree", "passes", "approval")


class FeedRow(msgspec.Struct, frozen=True):
    """A proposal in a list.

    `public` tells whether lists may show it. `title` and `body` are of the public
    version, or of the newest before publication; readers get None for withdrawn ones.
    `field` is the one that counts after merges of fields. `place_1` and `place_2` are
    the places one and two steps below the whole area that `territory` lies in. `supports`
    and opinions count the last answer of each person; `approval` is supports plus
    agreement, `newest` the position it was published at (else submitted), `dice` a
    number made from the id: these three are sort keys.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    state: State
    public: bool
    held: bool
    title: ContentRef | None
    body: ContentRef | None
    version: int
    field: FieldId | None
    territory: TerritoryKey | None
    place_1: TerritoryKey | None
    place_2: TerritoryKey | None
    channel: Channel
    author: Pseudonym | None
    author_role: Role
    submitted_at: datetime
    submitted_position: int
    published_at: datetime | None
    published_position: int | None
    newest: int
    dice: int
    comments: int
    supports: int = 0
    agree: int = 0
    disagree: int = 0
    passes: int = 0
    approval: int = 0


class CountRow(msgspec.Struct, frozen=True):
    """How many proposals there are of one sort, and the sums of their answers.

    `field` is the zero id and `territory` empty where a proposal has none.
    """

    process_id: ProcessId
    public: bool
    state: State
    field: UUID
    territory: str
    channel: Channel
    proposals: int = 0
    comments: int = 0
    supports: int = 0
    agree: int = 0
    disagree: int = 0
    passes: int = 0


class PendingRow(msgspec.Struct, frozen=True):
    """The newest version of a public proposal that is not public itself.

    It waits for a moderator, or was refused: then an appeal may still release it.
    """

    proposal_id: ProposalId
    version: int
    title: ContentRef
    body: ContentRef
    field: FieldId | None
    territory: TerritoryKey | None
    process_id: ProcessId


class CaseRow(msgspec.Struct, frozen=True):
    """A case that still waits for its first decision, and the proposal it is about."""

    case_id: UUID
    proposal_id: ProposalId


class CommentRow(msgspec.Struct, frozen=True):
    """Whether a comment counts."""

    comment_id: CommentId
    visible: bool


class FieldRow(msgspec.Struct, frozen=True):
    """A field that went into another one."""

    field_id: FieldId
    into_id: FieldId


class PlaceRow(msgspec.Struct, frozen=True):
    """A place and the way down to it, the whole area of the process left out."""

    process_id: ProcessId
    key: str
    path: tuple[str, ...]


def dice_of(proposal_id: UUID) -> int:
    """Return a number that looks thrown, yet is the same at every rebuild."""
    digest = hashlib.blake2b(proposal_id.bytes, digest_size=8, person=b"feed").digest()
    return int.from_bytes(digest) >> (64 - DICE_BITS)


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the feed, its counters and what it has to remember for them."""
    return [
        *_feed(metadata, generation),
        _counts(metadata, generation),
        *_remembered(metadata, generation),
    ]


def _feed(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "feed",
        Column("proposal_id", Uuid, primary_key=True),
        *(Column(name, Uuid, nullable=False) for name in ("process_id", "phase_id")),
        *(Column(name, String(16), nullable=False) for name in ("receipt", "state")),
        *(Column(name, Boolean, nullable=False) for name in ("public", "held")),
        *(Column(name, String(43)) for name in ("title", "body")),
        Column("version", Integer, nullable=False),
        Column("field", Uuid),
        *(Column(name, String(12)) for name in ("territory", "place_1", "place_2")),
        Column("channel", String(10), nullable=False),
        Column("author", Uuid),
        Column("author_role", String(12), nullable=False),
        Column("submitted_at", Moment, nullable=False),
        Column("submitted_position", BigInteger, nullable=False),
        Column("published_at", Moment),
        Column("published_position", BigInteger),
        Column("newest", BigInteger, nullable=False),
        Column("dice", BigInteger, nullable=False),
        Column("comments", Integer, nullable=False),
        *(Column(name, Integer, nullable=False) for name in _COUNTED),
        *_indexes(),
        counted=_COUNTED,
    )


def _indexes() -> list[Index]:
    """Return an index for every order of every filter that pages offer.

    What is filtered beyond that is looked up on the way along one of these.
    """
    every = ("process_id", "public")
    orders = {
        "new": ("newest",),
        "supported": ("approval", "newest"),
        "discussed": ("comments", "newest"),
        "random": ("dice", "newest"),
    }
    filters: tuple[tuple[str, ...], ...] = ((), ("field",), ("place_1",))
    return [
        *(
            for_readers("_".join((order, *chosen)), *every, *chosen, *keys)
            for chosen in filters
            for order, keys in orders.items()
        ),
        for_readers("new_place_2", *every, "place_2", "newest"),
        for_readers("new_state", *every, "state", "newest"),
    ]


def _counts(metadata: MetaData, generation: int) -> Table:
    numbers = ("proposals", "comments", "supports", "agree", "disagree", "passes")
    return table(
        metadata,
        generation,
        "feed_counts",
        Column("process_id", Uuid, primary_key=True),
        Column("public", Boolean, primary_key=True),
        Column("state", String(11), primary_key=True),
        Column("field", Uuid, primary_key=True),
        Column("territory", String(12), primary_key=True),
        Column("channel", String(10), primary_key=True),
        *(Column(name, BigInteger, nullable=False) for name in numbers),
    )


def _remembered(metadata: MetaData, generation: int) -> list[Table]:
    return [
        table(
            metadata,
            generation,
            "feed_pending",
            Column("proposal_id", Uuid, primary_key=True),
            Column("version", Integer, nullable=False),
            *(Column(name, String(43), nullable=False) for name in ("title", "body")),
            Column("field", Uuid),
            Column("territory", String(12)),
            Column("process_id", Uuid, nullable=False),
        ),
        table(
            metadata,
            generation,
            "feed_cases",
            Column("case_id", Uuid, primary_key=True),
            Column("proposal_id", Uuid, nullable=False),
        ),
        table(
            metadata,
            generation,
            "feed_comments",
            Column("comment_id", Uuid, primary_key=True),
            Column("visible", Boolean, nullable=False),
        ),
        table(
            metadata,
            generation,
            "feed_fields",
            Column("field_id", Uuid, primary_key=True),
            Column("into_id", Uuid, nullable=False),
        ),
        table(
            metadata,
            generation,
            "feed_places",
            Column("process_id", Uuid, primary_key=True),
            Column("key", String(12), primary_key=True),
            Column("path", Codes, nullable=False),
        ),
    ]
