"""The audit trail for programs: public entries for everybody, the envelope for auditors.

Auditors count by positions of the log, everybody else by entries of the public log.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Controller, get

from api import entry_numbers
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
from projections.audit.kinds import VOTE
from projections.model import Snapshot

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
        only, who hold that role for the whole installation. They count by positions.
        Everybody else counts by entries of the public log: `after=300` leaves out the
        first 300 entries, whatever they are.
        """
        auditor = person.may("read_trail")
        begin = max(after, _place(cursor))
        begin = begin if auditor else entry_numbers.position_before(seen, begin)
        trail = Trail(subject=subject, after=begin, everything=auditor)
        return _page(seen, platform, trail, limit)


def _page(seen: Snapshot, platform: AnyPlatform, trail: Trail, limit: int) -> schemas.EntryPage:
    rows = audit.entries(seen, trail, limit=limit + 1, newest_first=False)
    page = rows[:limit]
    # A vote gets its entry only when its batch is released, which may be after this moment.
    told = (row.position for row in page if row.audience != VOTE)
    leaves = entry_numbers.leaves(seen, told)
    envelopes = _envelopes(platform, page) if trail.everything else {}
    items = [_entry(row, leaves.get(row.position), envelopes.get(row.position)) for row in page]
    return schemas.EntryPage(
        items=items,
        next=None if len(rows) <= limit else str(_after(page[-1], leaves, trail)),
        as_of=seen.until,
        mask=mask(seen),
    )


def _after(row: EntryRow, leaves: Mapping[int, int], trail: Trail) -> int:
    return row.position if trail.everything else leaves[row.position] + 1


def _place(cursor: str | None) -> int:
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


def _entry(row: EntryRow, leaf: int | None, envelope: schemas.Envelope | None) -> schemas.Entry:
    return schemas.Entry(
        position=row.position if envelope else None,
        leaf=leaf,
        kind=row.kind,
        subject=row.subject,
        process=row.process_id,
        day=row.day,
        role=row.role,
        channel=row.channel,
        rules=list(row.rules),
        envelope=envelope,
    )
