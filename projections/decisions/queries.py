"""What can be asked about decisions. All answers fit `snapshot.as_of`.

Public queries leave out what is not public yet, and what nobody has confirmed: an item
whose record waits reads as still on the agenda. `desk` and `agenda_item` hide nothing:
they are for the council's secretaries.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import select

from domain.codes import DecisionId
from domain.people import ProcessId
from projections.decisions.register import is_public, order_of, public_row
from projections.decisions.rows import (
    CorrectionRow,
    DecidableRow,
    DecisionRow,
    StepRow,
    SubmissionRow,
)
from projections.model import Snapshot

_UNCONFIRMED = frozenset(
    {
        "decision.recorded",
        "decision.record-discarded",
        "decision.correction-proposed",
        "decision.correction-discarded",
    }
)
"""Steps of work in progress; the public is told of what came of it."""


def register(
    snapshot: Snapshot, process_id: ProcessId, *, about_something: bool = False
) -> list[DecisionRow]:
    """Return the public agenda items of a process, the newest session first.

    Only those that name what they are about, if asked for.
    """
    source = snapshot.source("decisions", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, is_public(source))
    if about_something:
        wanted = wanted.where(source.c.subjects != ())
    rows = snapshot.rows(DecisionRow, wanted.order_by(*order_of(source)))
    return [public_row(row) for row in rows]


def find(snapshot: Snapshot, decision_id: DecisionId) -> DecisionRow | None:
    """Return an agenda item as everybody may see it, or None."""
    row = agenda_item(snapshot, decision_id)
    return None if row is None or not (row.public or row.published) else public_row(row)


def agenda_item(snapshot: Snapshot, decision_id: DecisionId) -> DecisionRow | None:
    """Return an agenda item with everything known of it; for the secretaries."""
    source = snapshot.source("decisions", decision_id=decision_id)
    wanted = select(source).where(source.c.decision_id == decision_id)
    return snapshot.first(DecisionRow, wanted)


def desk(snapshot: Snapshot, processes: Collection[ProcessId] | None) -> list[DecisionRow]:
    """Return our own agenda items, the newest session first; None means of all processes.

    Items of a source are left out: there is nothing to be done with them.
    """
    source = snapshot.table("decisions")
    wanted = select(source).where(source.c.status != "imported").order_by(*order_of(source))
    if processes is not None:
        wanted = wanted.where(source.c.process_id.in_(processes))
    return snapshot.rows(DecisionRow, wanted)


def corrections(snapshot: Snapshot, decision_id: DecisionId) -> list[CorrectionRow]:
    """Return the confirmed corrections of a decision, oldest first."""
    return [row for row in all_corrections(snapshot, decision_id) if row.state == "confirmed"]


def all_corrections(snapshot: Snapshot, decision_id: DecisionId) -> list[CorrectionRow]:
    """Return corrections in every state, oldest first; for the secretaries."""
    source = snapshot.source("decision_corrections", decision_id=decision_id)
    wanted = select(source).where(source.c.decision_id == decision_id)
    return snapshot.rows(CorrectionRow, wanted.order_by(source.c.position))


def waiting_corrections(
    snapshot: Snapshot, processes: Collection[ProcessId] | None
) -> list[CorrectionRow]:
    """Return corrections that wait for a second person; None means in all processes."""
    source = snapshot.table("decision_corrections")
    wanted = select(source).where(source.c.state == "waiting")
    if processes is not None:
        wanted = wanted.where(source.c.process_id.in_(processes))
    return snapshot.rows(CorrectionRow, wanted.order_by(source.c.position))


def steps(
    snapshot: Snapshot, decision_id: DecisionId, *, everything: bool = False
) -> list[StepRow]:
    """Return what happened, oldest first; without work in progress unless `everything`."""
    source = snapshot.table("decision_steps")
    wanted = select(source).where(
        source.c.decision_id == decision_id, source.c.position <= snapshot.until
    )
    rows = snapshot.rows(StepRow, wanted.order_by(source.c.position))
    return [row for row in rows if everything or row.kind not in _UNCONFIRMED]


def repeals(snapshot: Snapshot, decision_id: DecisionId) -> list[DecisionRow]:
    """Return the public decisions that this one repealed."""
    row = agenda_item(snapshot, decision_id)
    if row is None:
        return []
    source = snapshot.source("decisions", process_id=row.process_id)
    wanted = select(source).where(
        source.c.process_id == row.process_id,
        source.c.repealed_by == decision_id,
        is_public(source),
    )
    return snapshot.rows(DecisionRow, wanted.order_by(*order_of(source)))


Names = Mapping[tuple[UUID, int], DecidableRow]
"""What versions of subjects are called, by id and version."""


def names(snapshot: Snapshot, subjects: Collection[UUID]) -> Names:
    """Return what versions of subjects are called; each knows the number of its measure."""
    source = snapshot.table("decidable")
    wanted = select(source).where(
        source.c.subject_id.in_(list(subjects)), source.c.position <= snapshot.until
    )
    return _numbered(snapshot.rows(DecidableRow, wanted.order_by(source.c.position)))


def decidable(snapshot: Snapshot, process_id: ProcessId) -> Names:
    """Return every version in a process that can be decided on."""
    source = snapshot.table("decidable")
    wanted = select(source).where(source.c.process_id == process_id)
    return _numbered(snapshot.rows(DecidableRow, wanted.order_by(source.c.position)))


def _numbered(rows: Iterable[DecidableRow]) -> Names:
    numbers: dict[UUID, str | None] = {}
    found = {}
    for row in rows:
        number = numbers.setdefault(row.subject_id, row.number)
        found[row.subject_id, row.version] = replace(row, number=number)
    return found


def unscheduled(snapshot: Snapshot, processes: Collection[ProcessId] | None) -> list[SubmissionRow]:
    """Return what was handed to a body and stands on no agenda yet, oldest first."""
    source, decisions = snapshot.table("submissions"), snapshot.table("decisions")
    wanted = select(source).where(source.c.decision_id.not_in(select(decisions.c.decision_id)))
    if processes is not None:
        wanted = wanted.where(source.c.process_id.in_(processes))
    return snapshot.rows(SubmissionRow, wanted.order_by(source.c.position))


def submissions(snapshot: Snapshot, process_id: ProcessId) -> list[SubmissionRow]:
    """Return everything that was ever handed to a body in a process, oldest first."""
    source = snapshot.table("submissions")
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(SubmissionRow, wanted.order_by(source.c.position))


def strategy_version(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return the version of the strategy that was published last; 0 before the first."""
    source = snapshot.table("decidable")
    wanted = select(source).where(
        source.c.process_id == process_id,
        source.c.kind == "strategy",
        source.c.position <= snapshot.until,
    )
    return max((row.version for row in snapshot.rows(DecidableRow, wanted)), default=0)


def decided_on(snapshot: Snapshot, subject_id: UUID) -> list[DecisionRow]:
    """Return the public agenda items about something, the newest session first."""
    named = names(snapshot, [subject_id])
    processes = {row.process_id for row in named.values()}
    rows = [
        row
        for process_id in processes
        for row in register(snapshot, process_id, about_something=True)
    ]
    return [row for row in rows if any(each.id == subject_id for each in row.about)]
