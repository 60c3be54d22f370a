"""The kinds of message the domain speaks in; every concept derives its own."""

from datetime import datetime
from typing import Annotated, Literal, NewType
from uuid import UUID

import msgspec

StreamId = NewType("StreamId", UUID)
"""One consistency boundary in the log; the key of its history."""

Channel = Literal["web", "paper", "phone", "event", "kiosk", "import", "api", "system"]
"""The way a fact reached the platform."""

ContentRef = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""Salted commitment to a text kept outside the log: base64url SHA-256, no padding.

The only trace of human-written words in an event (docs/decisions/0004).
"""


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", gc=False):
    """Something that has happened and stays in the log for ever.

    The tag is the stored name with its version, for example
    `proposal.submitted/1`. Moving or renaming a class is safe; changing what a
    field means needs a new version and an upcaster. Holds closed vocabularies,
    ids, codes, dates, numbers and content references, never free text.
    """


class Command(msgspec.Struct, frozen=True):
    """A wish addressed to the domain, which may refuse it."""


def topic_of(event: type[Event]) -> str:
    """Return the stored name of an event class, for example `case.opened/1`."""
    return str(event.__struct_config__.tag)


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as the log keeps it.

    `position` is gapless and ascending over the whole log, starting at 1;
    `version` likewise within the stream. `recorded_at` is when the log took it,
    `occurred_at` when it happened (earlier for paper and imports); both UTC.
    `hash` is the chain's hash of this row.
    """

    position: int
    stream: StreamId
    version: int
    recorded_at: datetime
    occurred_at: datetime
    channel: Channel
    hash: bytes
    event: Event


class Write(msgspec.Struct, frozen=True):
    """Events for one stream, decided on its first `seen` events.

    `occurred`, if given, holds one moment per event and stands instead of the
    append's (imports).
    """

    stream: StreamId
    seen: int
    events: tuple[Event, ...]
    occurred: tuple[datetime, ...] = ()


class Guard(msgspec.Struct, frozen=True):
    """A stream that must still be `seen` events long although nothing is written to it."""

    stream: StreamId
    seen: int


class SealedText(msgspec.Struct, frozen=True):
    """A text ready to be stored: ciphertext only; key and salt are in the vault."""

    ref: ContentRef
    ciphertext: bytes


class CommandKey(msgspec.Struct, frozen=True):
    """Names one wish of one person, so that repeating it has one effect (I1).

    `key` is the keyed hash of person and client-made id, `digest` that of the
    request; neither can be traced back to the person without the vault.
    """

    key: bytes
    digest: bytes


class Append(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one decision wants stored: all of it or nothing.

    `result` is what a repetition of the same command gets back.
    """

    writes: tuple[Write, ...]
    guards: tuple[Guard, ...] = ()
    contents: tuple[SealedText, ...] = ()
    recorded_at: datetime
    occurred_at: datetime | None = None
    channel: Channel = "web"
    command: CommandKey | None = None
    result: bytes = b""


class Appended(msgspec.Struct, frozen=True):
    """What the log answers: durable before it is returned.

    `position` is that of the last event written, or the head of the log where
    nothing was. `repeated` tells that the command had been stored before; then
    `result` is the first answer and nothing new was written.
    """

    position: int
    result: bytes
    repeated: bool = False


class Refusal(Exception):
    """The domain says no. The class name is public: clients branch on it.

    `facts` are the values a reader needs to understand the answer (dates,
    limits), by name.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts


class ChangedMeanwhile(Refusal):
    """What a second person confirms is no longer what they have read."""


def require_seen(seen: ContentRef | None, stands: ContentRef) -> None:
    """Refuse to confirm another text than the one that was read; None if nobody was asked.

    Each writing is committed to with a salt of its own, so a reference names exactly one.

    Raises:
        ChangedMeanwhile.
    """
    if seen is not None and seen != stands:
        raise ChangedMeanwhile
