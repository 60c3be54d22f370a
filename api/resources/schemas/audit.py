"""The audit trail."""

from typing import Any
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.codes import RuleCode
from domain.messages import Channel
from domain.people import Role


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What the log keeps around an event, and the event itself; for auditors.

    `topic` is the stored name with its version. `hash` chains this row to the one
    before, whose hash is `previous_hash`: 64 hexadecimal digits, zeros before the first.
    """

    stream: UUID
    version: int
    topic: str
    recorded_at: Time
    occurred_at: Time
    previous_hash: str
    hash: str
    payload: dict[str, Any]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the trail.

    `leaf` is the index of its entry in the public log (`/public-log/`), null for votes,
    which enter it in batches, and for what is never published. Its gaps are entries that
    are not listed here. `position` is that in the log itself, for
    auditors; it would tell everybody else when how many people voted.

    `kind` is the event's stored name without version, `rules` are the house rules it
    names, `day` is the local day on which it happened. `role` is `system` where the
    platform acted by itself. Auditors also get the `envelope`.
    """

    position: int | None
    leaf: int | None
    kind: str
    subject: UUID
    process: UUID | None
    day: str
    role: Role | None
    channel: Channel
    rules: list[RuleCode]
    envelope: Envelope | None


class EntryPage(Page, frozen=True, kw_only=True):
    """A part of the trail, oldest first."""

    items: list[Entry]
