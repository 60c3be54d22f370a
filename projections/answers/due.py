"""By when answers are due, and which are overdue (P7; docs/rules/answers.md)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import msgspec
from sqlalchemy import and_, false, func, not_, or_, select

from domain.codes import PhaseId
from domain.people import ProcessId
from domain.phases import BERLIN
from projections import processes
from projections.answers.queries import of_process, owed
from projections.answers.rows import AnswerRow
from projections.model import Snapshot
from projections.processes import PhaseRow

WEEKS = timedelta(weeks=8)


class Standing(msgspec.Struct, frozen=True):
    """An idea that is owed an answer, and the last local day on which it is in time.

    `due` is None where the phase is not known.
    """

    row: AnswerRow
    due: date | None
    today: date

    @property
    def overdue(self) -> bool:
        """Whether it still waits though its day is over."""
        return self.row.verdict is None and self.due is not None and self.due < self.today

    @property
    def in_time(self) -> bool:
        """Whether the first answer came by its day."""
        at = self.row.answered_at
        return at is not None and (self.due is None or at.astimezone(BERLIN).date() <= self.due)


class Numbers(msgspec.Struct, frozen=True):
    """Of the `ideas` that are owed an answer: how many have one, and how the rest stand."""

    ideas: int
    answered: int
    in_time: int
    overdue: int


def due_days(snapshot: Snapshot, process_id: ProcessId) -> Mapping[PhaseId, date]:
    """Return by which local day ideas of each phase are to be answered.

    It moves with the end of the phase: extended, reopened, or closed before its time.
    """
    return {row.phase_id: _due(row) for row in processes.phases(snapshot, process_id)}


def _due(phase: PhaseRow) -> date:
    closed = phase.closed_at if phase.status == "closed" else None
    end = phase.ends if closed is None else min(closed, phase.ends)
    # A phase that ends at midnight ends with the day before.
    last = end - timedelta(microseconds=1)
    return last.astimezone(BERLIN).date() + WEEKS


def standing(snapshot: Snapshot, row: AnswerRow, today: date) -> Standing:
    """Return by when an idea is due on some day."""
    return Standing(row, due_days(snapshot, row.process_id).get(row.phase_id), today)


def standings(snapshot: Snapshot, process_id: ProcessId, today: date) -> list[Standing]:
    """Return every idea that is owed an answer, what is due first at the front."""
    due = due_days(snapshot, process_id)
    found = [
        Standing(row, due.get(row.phase_id), today) for row in of_process(snapshot, process_id)
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.row.position))


def numbers_of(snapshot: Snapshot, process_id: ProcessId, today: date) -> Numbers:
    """Count how all answers of a process stand: as `numbers` of `standings`, in the database."""
    source = snapshot.source("answers", process_id=process_id)
    due = due_days(snapshot, process_id)
    late = [
        and_(source.c.phase_id == phase_id, source.c.answered_at >= _midnight_after(day))
        for phase_id, day in due.items()
    ]
    over = source.c.phase_id.in_([phase_id for phase_id, day in due.items() if day < today])
    counted = select(
        func.count(),
        func.count(source.c.verdict),
        func.count().filter(source.c.answered_at.is_not(None), not_(or_(false(), *late))),
        func.count().filter(source.c.verdict.is_(None), over),
    ).where(source.c.process_id == process_id, owed(source))
    return Numbers(*snapshot.connection.execute(counted).one())


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def numbers(found: Iterable[Standing]) -> Numbers:
    """Count how answers stand."""
    every = list(found)
    return Numbers(
        ideas=len(every),
        answered=sum(1 for each in every if each.row.verdict is not None),
        in_time=sum(1 for each in every if each.in_time),
        overdue=sum(1 for each in every if each.overdue),
    )
