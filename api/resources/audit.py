"""The audit trail for programs: public entries for everybody, the envelope for auditors."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.params import QueryParameter

from api.problems import READING, responses
from api.provided import Person, Platform, Snapshot
from api.resources import reading, schemas
from domain.messages import Recorded, topic_of
from projections import audit
from projections.audit import EntryRow, Trail


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What the log keeps around an event, and the event itself; for auditors."""

    stream: UUID
    version: int
    topic: str
    recorded_at: datetime
    occurred_at: datetime
    hash: str
    payload: dict[str, Any]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the trail. `position` is that of the log and leaves gaps for votes.

    `kind` is the event's name without version, `rules` the house rules it names.
    Everybody gets the `day`, auditors the `envelope` with exact times and the hash.
    """

    position: int
    kind: str
    subject: UUID
    process: UUID | None
    day: str
    role: str | None
    channel: str
    rules: list[str]
    envelope: Envelope | None


class AuditResource(Controller):
    path = "/audit"
    tags = ("Audit",)

    @get("/events", sync_to_thread=True, responses=responses(*READING))
    def events(
        self,
        snapshot: Snapshot,
        platform: Platform,
        person: Person,
        after: Annotated[int, QueryParameter(ge=0, lt=2**62)] = 0,
        limit: Annotated[int, QueryParameter(ge=1, le=1000)] = 100,
        subject: Annotated[UUID | None, QueryParameter()] = None,
        as_of: Annotated[str | None, QueryParameter()] = None,
    ) -> schemas.Page[Entry]:
        """Entries after a position, oldest first; `next` goes into `after`.

        Single votes, reports, notes and unpublished texts are for auditors only.
        """
        seen = reading.moment(snapshot, as_of)
        auditor = person.may("read_trail")
        trail = Trail(subject=subject, after=after, everything=auditor)
        rows = audit.entries(seen, trail, limit=limit + 1, newest_first=False)
        page = rows[:limit]
        envelopes = _envelopes(platform, page) if auditor else {}
        return schemas.Page(
            items=[_entry(row, envelopes.get(row.position)) for row in page],
            next=str(page[-1].position) if len(rows) > limit else None,
            as_of=seen.until,
        )


def _envelopes(platform: Platform, rows: list[EntryRow]) -> dict[int, Envelope]:
    found = platform.log.at([row.position for row in rows])
    return {recorded.position: _envelope(recorded) for recorded in found}


def _envelope(recorded: Recorded) -> Envelope:
    payload: dict[str, Any] = msgspec.to_builtins(recorded.event)
    payload.pop("type", None)
    return Envelope(
        stream=recorded.stream,
        version=recorded.version,
        topic=topic_of(type(recorded.event)),
        recorded_at=recorded.recorded_at,
        occurred_at=recorded.occurred_at,
        hash=recorded.hash.hex(),
        payload=payload,
    )


def _entry(row: EntryRow, envelope: Envelope | None) -> Entry:
    return Entry(
        position=row.position,
        kind=row.kind,
        subject=row.subject,
        process=row.process_id,
        day=row.day,
        role=row.role,
        channel=row.channel,
        rules=list(row.rules),
        envelope=envelope,
    )
