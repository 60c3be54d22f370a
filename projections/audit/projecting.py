"""How the index follows from the log."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.messages import Recorded
from projections.audit.exposure import EXPOSING, Exposure, exposed
from projections.audit.kinds import AUDITORS, KINDS, VOTE, Kind, rules_of
from projections.audit.rows import EntryRow, ExposureRow, RelatedRow, SecondRow, TotalRow
from projections.local_days import local_day
from projections.model import Batch, Work

NO_PROCESS = UUID(int=0)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    entries: list[EntryRow] = []
    related: list[RelatedRow] = []
    for recorded in batch:
        kind = KINDS[type(recorded.event)]
        if kind.audience == VOTE:
            entries.append(_vote(recorded, kind))
            continue
        entry = _entry(recorded, kind)
        entries.append(entry)
        others = kind.related_to(recorded.event) - {entry.subject}
        related += [RelatedRow(subject, recorded.position) for subject in others]
    work.insert("audit_entries", entries)
    work.insert("audit_related", related)
    work.insert("audit_seconds", _seconds(batch, work))
    _expose(batch.of(*EXPOSING), work)
    _total(entries, work)


def _vote(recorded: Recorded, kind: Kind) -> EntryRow:
    event: Any = recorded.event
    return EntryRow(
        recorded.position,
        kind.name,
        event.proposal_id,
        event.process_id,
        None,
        None,
        recorded.channel,
        (),
        recorded.recorded_at,
        local_day(recorded.occurred_at).isoformat(),
        VOTE,
    )


def _entry(recorded: Recorded, kind: Kind) -> EntryRow:
    event = recorded.event
    actor = kind.actor_of(event)
    # A version that waits for a moderator is not public yet (its release will be).
    unread = getattr(event, "held", False)
    return EntryRow(
        position=recorded.position,
        kind=kind.name,
        subject=kind.subject_of(recorded),
        process_id=getattr(event, "process_id", None),
        actor=None if actor is None else actor.pseudonym,
        role=None if actor is None else actor.role,
        channel=recorded.channel,
        rules=rules_of(event),
        recorded_at=recorded.recorded_at,
        day=local_day(recorded.occurred_at).isoformat(),
        audience=AUDITORS if unread else kind.audience,
    )


def _seconds(batch: Batch, work: Work) -> list[SecondRow]:
    """Return the seconds that the running maximum of recorded times reached first here."""
    source = work.table("audit_seconds")
    last: int | None = work.connection.scalar(select(func.max(source.c.second)))
    following = _second(0 if last is None else last + 1)
    found: list[SecondRow] = []
    for recorded in batch:
        if recorded.recorded_at >= following:
            second = int(recorded.recorded_at.timestamp())
            found.append(SecondRow(second, recorded.position))
            following = _second(second + 1)
    return found


def _second(number: int) -> datetime:
    return datetime.fromtimestamp(number, UTC)


def _expose(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    subjects = [KINDS[type(recorded.event)].subject_of(recorded) for recorded in events]
    sheet = work.sheet(ExposureRow, "audit_exposures", subjects)
    for subject, recorded in zip(subjects, events, strict=True):
        row = sheet.get(subject)
        before = Exposure() if row is None else Exposure(row.since, row.masked)
        after = exposed(before, recorded)
        sheet.put(ExposureRow(subject, after.since, after.masked))
    sheet.save()


def _total(entries: Iterable[EntryRow], work: Work) -> None:
    # Ids as numbers: they are many, and hashing an id costs a call.
    numbers = Counter(
        ((entry.process_id or NO_PROCESS).int, entry.kind, entry.role or "", entry.rules)
        for entry in entries
    )
    counted = {
        (UUID(int=process), kind, role, rules): number
        for (process, kind, role, rules), number in numbers.items()
    }
    sheet = work.sheet(TotalRow, "audit_totals", list(counted))
    for key, number in counted.items():
        row = sheet.get(key)
        sheet.put(TotalRow(*key, number + (0 if row is None else row.number)))
    sheet.save()
