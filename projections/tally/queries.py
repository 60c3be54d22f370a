"""How proposals stand: now, as of a position, and day by day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.model import Snapshot
from projections.tally.days import NO_ANSWERS, add_one
from projections.tally.rows import COUNTS, NOTHING, ZEROS, ChangeRow, Counts, DayRow

_CHUNK = 500  # proposals of one statement


def of(snapshot: Snapshot, proposal_id: ProposalId) -> Counts:
    """Return the counts of one proposal; zeros where nobody has answered."""
    return several(snapshot, [proposal_id]).get(proposal_id, NOTHING)


def several(snapshot: Snapshot, proposals: Collection[ProposalId]) -> Mapping[ProposalId, Counts]:
    """Return the counts of these proposals; those without any answer may be missing."""
    now, changes = snapshot.table("tally"), snapshot.table("tally_changes")
    if snapshot.as_of is None:
        wanted = select(now.c.proposal_id, *(now.c[name] for name in COUNTS))
        wanted = wanted.where(now.c.proposal_id.in_(proposals))
    else:
        last = (
            select(changes.c.proposal_id, func.max(changes.c.position).label("position"))
            .where(changes.c.proposal_id.in_(proposals), changes.c.position <= snapshot.until)
            .group_by(changes.c.proposal_id)
            .subquery()
        )
        same = (changes.c.proposal_id == last.c.proposal_id) & (
            changes.c.position == last.c.position
        )
        wanted = select(changes.c.proposal_id, *(changes.c[name] for name in COUNTS))
        wanted = wanted.select_from(changes.join(last, same))
    found = snapshot.connection.execute(wanted)
    return {proposal_id: Counts(*counts) for proposal_id, *counts in found}


def of_questions(snapshot: Snapshot, process_id: ProcessId) -> Mapping[ProposalId, Counts]:
    """Return the counts of every proposal of a process that anybody has answered."""
    now = snapshot.table("tally")
    of_it = select(now.c.proposal_id).where(now.c.process_id == process_id)
    proposals = list(snapshot.connection.execute(of_it).scalars())
    counts: dict[ProposalId, Counts] = {}
    for start in range(0, len(proposals), _CHUNK):
        counts |= several(snapshot, proposals[start : start + _CHUNK])
    return {proposal_id: each for proposal_id, each in counts.items() if each.ballots}


def of_process(snapshot: Snapshot, process_id: ProcessId) -> Counts:
    """Return the sums over all proposals of a process, hidden ones too: for the audit.

    Sums over what is public: `projections.feed.sums`.
    """
    if snapshot.as_of is None:
        sums = snapshot.table("process_tally")
        wanted = select(*(sums.c[name] for name in COUNTS)).where(sums.c.process_id == process_id)
        return snapshot.first(Counts, wanted) or NOTHING
    now = snapshot.table("tally")
    of_it = select(now.c.proposal_id).where(now.c.process_id == process_id)
    proposals = list(snapshot.connection.execute(of_it).scalars())
    then = several(snapshot, proposals).values()
    return Counts(*(sum(getattr(each, name) for each in then) for name in COUNTS))


def days(snapshot: Snapshot, proposal_id: ProposalId) -> list[DayRow]:
    """Return what each local day changed, oldest first; days without answers are missing."""
    if snapshot.as_of is not None:
        return _days_then(snapshot, proposal_id)
    source = snapshot.table("tally_days")
    wanted = select(source).where(source.c.proposal_id == proposal_id)
    return snapshot.rows(DayRow, wanted.order_by(source.c.day))


def voting_days(snapshot: Snapshot, process_id: UUID | None = None) -> set[date]:
    """Return the local days on which anybody answered, in a process or anywhere."""
    each, now = snapshot.table("tally_days"), snapshot.table("tally")
    wanted = select(each.c.day).distinct()
    if process_id is not None:
        wanted = wanted.join(now, now.c.proposal_id == each.c.proposal_id)
        wanted = wanted.where(now.c.process_id == process_id)
    return set(snapshot.connection.execute(wanted).scalars())


def _days_then(snapshot: Snapshot, proposal_id: ProposalId) -> list[DayRow]:
    changes = snapshot.table("tally_changes")
    wanted = select(changes).where(
        changes.c.proposal_id == proposal_id, changes.c.position <= snapshot.until
    )
    numbers: dict[date, list[int]] = {}
    before: Sequence[int] = ZEROS
    for row in snapshot.rows(ChangeRow, wanted.order_by(changes.c.position)):
        after = [getattr(row, name) for name in COUNTS]
        add_one(numbers.setdefault(row.day, list(NO_ANSWERS)), before, after)
        before = after
    return [DayRow(proposal_id, day, *numbers[day]) for day in sorted(numbers)]
