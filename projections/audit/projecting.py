"""How the index follows from the log."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.codes import RuleCode
from domain.messages import Recorded
from projections.audit.exposure import EXPOSING, Exposure, exposed
from projections.audit.kinds import AUDITORS, KINDS, VOTE, Kind, rules_of
from projections.audit.rows import EntryRow, ExposureRow, RelatedRow, SecondRow, TotalRow
from projections.local_days import local_day, local_days
from projections.model import Batch, Work

NO_PROCESS = UUID(int=0)
_VOTES = tuple(event for event, kind in KINDS.items() if kind.audience == VOTE)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    seconds = _seconds(batch, work)  # reads, so before anything is written
    votes = batch.of(*_VOTES)
    entries: list[EntryRow] = []
    related: list[RelatedRow] = []
    for recorded in batch.besides(_VOTES):
        kind = KINDS[type(recorded.event)]
        entry = _entry(recorded, kind)
        entries.append(entry)
        others = kind.related_to(recorded.event) - {entry.subject}
        related += [RelatedRow(subject, recorded.position) for subject in others]
    work.insert("audit_entries", entries)
    work.insert_columns("audit_entries", _of_votes(votes))
    work.insert("audit_related", related)
    work.insert("audit_seconds", seconds)
    _expose(batch.of(*EXPOSING), work)
    _total(entries, batch, work)


def _of_votes(votes: Sequence[Recorded]) -> Sequence[Sequence[Any]]:
    """Return the columns of `EntryRow`: votes are most of the log."""
    events: list[Any] = [recorded.event for recorded in votes]
    nobody = [None] * len(votes)
    days = local_days(recorded.occurred_at for recorded in votes)
    written = {day: day.isoformat() for day in set(days)}
    return (
        [recorded.position for recorded in votes],
        [KINDS[type(event)].name for event in events],
        [event.proposal_id for event in events],
        [event.process_id for event in events],
        nobody,
        nobody,
        [recorded.channel for recorded in votes],
        [()] * len(votes),
        [recorded.recorded_at for recorded in votes],
        [written[day] for day in days],
        [VOTE] * len(votes),
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


def _total(entries: Iterable[EntryRow], batch: Batch, work: Work) -> None:
    # Ids as numbers: they are many, and hashing an id costs a call.
    numbers: Counter[tuple[int, str, str, tuple[RuleCode, ...]]] = Counter(
        ((entry.process_id or NO_PROCESS).int, entry.kind, entry.role or "", entry.rules)
        for entry in entries
    )
    for cast in _VOTES:
        voted = [recorded.event.process_id.int for recorded in batch.of(cast)]  # type: ignore[attr-defined]  # all votes have it
        for of, number in Counter(voted).items():
            numbers[of, KINDS[cast].name, "", ()] += number
    counted = {
        (UUID(int=process), kind, role, rules): number
        for (process, kind, role, rules), number in numbers.items()
    }
    sheet = work.sheet(TotalRow, "audit_totals", list(counted))
    for key, number in counted.items():
        row = sheet.get(key)
        sheet.put(TotalRow(*key, number + (0 if row is None else row.number)))
    sheet.save()
