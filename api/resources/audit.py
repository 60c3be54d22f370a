"""The audit trail for programs: public entries for everybody, the envelope for auditors."""

from typing import Any

import msgspec
from litestar import Controller, get

from api.errors import Malformed
from api.moments import Seen, mask
from api.problems import READING, WrongField, responses
from api.provided import Person, Platform
from api.resources import schemas
from api.resources.parameters import About, After, Cursor, ManyAtOnce
from domain.messages import Recorded, topic_of
from domain.use_cases.carrying_out import Platform as AnyPlatform
from projections import audit
from projections.audit import EntryRow, Trail

_BEFORE_THE_FIRST = bytes(32)
_DIGITS = 18


class AuditResource(Controller):
    path = "/audit"
    tags = ("Audit",)

    @get("/events", sync_to_thread=True, responses=responses(*READING))
    def list_events(
        self,
        seen: Seen,
        platform: Platform,
        person: Person,
        after: After = 0,
        cursor: Cursor = None,
        limit: ManyAtOnce = 100,
        subject: About = None,
    ) -> schemas.EntryPage:
        """Entries of the trail, oldest first; `next` goes into `cursor` or `after`.

        Single votes, reports, cases, accounts and what never was public are for auditors
        only, who hold that role for the whole installation.
        """
        auditor = person.may("read_trail")
        begin = max(after, _position(cursor))
        trail = Trail(subject=subject, after=begin, everything=auditor)
        rows = audit.entries(seen, trail, limit=limit + 1, newest_first=False)
        page = rows[:limit]
        envelopes = _envelopes(platform, page) if auditor else {}
        return schemas.EntryPage(
            items=[_entry(row, envelopes.get(row.position)) for row in page],
            next=str(page[-1].position) if len(rows) > limit else None,
            as_of=seen.until,
            mask=mask(seen),
        )


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= _DIGITS):
        raise Malformed(WrongField("cursor", "not a cursor of this list"))
    return int(cursor)


def _envelopes(platform: AnyPlatform, rows: list[EntryRow]) -> dict[int, schemas.Envelope]:
    positions = {row.position for row in rows}
    before = {position - 1 for position in positions}
    found = {each.position: each for each in platform.log.at(positions | before)}
    return {position: _envelope(found[position], found.get(position - 1)) for position in positions}


def _envelope(recorded: Recorded, previous: Recorded | None) -> schemas.Envelope:
    payload: dict[str, Any] = msgspec.to_builtins(recorded.event)
    payload.pop("type", None)
    return schemas.Envelope(
        stream=recorded.stream,
        version=recorded.version,
        topic=topic_of(type(recorded.event)),
        recorded_at=recorded.recorded_at,
        occurred_at=recorded.occurred_at,
        previous_hash=(previous.hash if previous else _BEFORE_THE_FIRST).hex(),
        hash=recorded.hash.hex(),
        payload=payload,
    )


def _entry(row: EntryRow, envelope: schemas.Envelope | None) -> schemas.Entry:
    return schemas.Entry(
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
