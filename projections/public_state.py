"""The public state as the read models tell it, in the lines of `domain.public_state`."""

from collections.abc import Iterator

from sqlalchemy import select

from domain.codes import ProposalId
from domain.people import ProcessId
from domain.public_state import Line, line
from projections import feed, processes, tally
from projections.model import Snapshot
from projections.moderation import StepRow
from projections.tally.rows import NOTHING

_CHUNK = 500  # proposals of one statement
_STATES = {"in_review": "submitted"}
"""The rules know no state of its own for what a moderator has taken into their hands."""


def lines(snapshot: Snapshot, process_id: ProcessId | None = None) -> list[Line]:
    """Return the state as of the snapshot, of one process or of all."""
    found: list[Line] = []
    for process in processes.all_processes(snapshot):
        if process_id in {None, process.process_id}:
            found += _process(snapshot, process)
    return found


def _process(snapshot: Snapshot, process: processes.ProcessRow) -> Iterator[Line]:
    process_id = process.process_id
    yield line("process", process_id, process.slug, process.question)
    for phase in processes.phases(snapshot, process_id):
        yield line("phase", phase.phase_id, process_id, phase.status, phase.ends)
    yield from _proposals(snapshot, process_id)
    yield from _comments(snapshot, process_id)
    yield from _remarks(snapshot, process_id)
    yield from _decisions(snapshot, process_id)


def _proposals(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Line]:
    everything = feed.ids(snapshot, process_id)
    for start in range(0, len(everything), _CHUNK):
        chunk = everything[start : start + _CHUNK]
        counts = tally.several(snapshot, chunk)
        into = _merged_into(snapshot, chunk)
        for proposal_id, row in feed.all_rows(snapshot, chunk).items():
            state = _STATES.get(row.state, row.state)
            yield line("proposal", proposal_id, process_id, state, into.get(proposal_id))
            told = counts.get(proposal_id, NOTHING)
            numbers = (told.supports, told.agree, told.disagree, told.passes)
            ever = (told.all_agree, told.all_disagree, told.all_passes)
            if any((*numbers, *ever)):
                yield line("tally", proposal_id, *numbers, *ever)


def _merged_into(
    snapshot: Snapshot, chunk: list[ProposalId]
) -> dict[ProposalId, ProposalId | None]:
    source = snapshot.source("proposals", proposal_id=chunk)
    wanted = select(source.c.proposal_id, source.c.merged_into)
    found = snapshot.connection.execute(wanted.where(source.c.proposal_id.in_(chunk)))
    return {row.proposal_id: row.merged_into for row in found}


def _comments(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Line]:
    source = snapshot.source("comments", process_id=process_id)
    columns = (source.c.comment_id, source.c.proposal_id, source.c.state)
    wanted = select(*columns).where(source.c.process_id == process_id)
    for values in snapshot.connection.execute(wanted):
        yield line("comment", *values)


def _remarks(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Line]:
    source = snapshot.source("remarks", process_id=process_id)
    columns = (source.c.remark_id, source.c.paragraph_id, source.c.state)
    wanted = select(*columns).where(source.c.process_id == process_id)
    for values in snapshot.connection.execute(wanted):
        yield line("remark", *values)


def _decisions(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Line]:
    source = snapshot.table("case_steps")
    wanted = select(source).where(
        source.c.process_id == process_id,
        source.c.kind.in_(("case.decided", "case.appeal-decided")),
        source.c.position <= snapshot.until,
    )
    decided: dict[object, StepRow] = {}
    appealed: dict[object, str | None] = {}
    for step in snapshot.rows(StepRow, wanted.order_by(source.c.position)):
        if step.kind == "case.decided":
            decided[step.case_id] = step
        else:
            appealed[step.case_id] = step.code
    for case_id, step in decided.items():
        yield line("decision", case_id, process_id, step.code, step.rules, appealed.get(case_id))
