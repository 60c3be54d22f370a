"""What can be asked about answers. All answers fit `snapshot.as_of`."""

from collections.abc import Collection, Mapping

from sqlalchemy import and_, func, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.answers.rows import AnswerRow, AnswerVersionRow, OutcomeRow, ReviewRow
from projections.model import Snapshot

_CHUNK = 500


def find(snapshot: Snapshot, proposal_id: ProposalId) -> AnswerRow | None:
    """Return how the answer to an idea stands; None if there is no such idea."""
    return of_ids(snapshot, [proposal_id]).get(proposal_id)


def of_ids(
    snapshot: Snapshot, proposal_ids: Collection[ProposalId]
) -> Mapping[ProposalId, AnswerRow]:
    """Return how the answers to some ideas stand."""
    wanted, found = list(proposal_ids), dict[ProposalId, AnswerRow]()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        source = snapshot.source("answers", proposal_id=chunk)
        statement = select(source).where(source.c.proposal_id.in_(chunk))
        found |= {row.proposal_id: row for row in snapshot.rows(AnswerRow, statement)}
    return found


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[AnswerRow]:
    """Return every idea of a process that is owed an answer, in the order they came."""
    source = snapshot.source("answers", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, owed(source))
    return snapshot.rows(AnswerRow, wanted.order_by(source.c.position))


def unanswered(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return how many ideas wait for an answer: none may when a process is archived."""
    source = snapshot.source("answers", process_id=process_id)
    counted = select(func.count()).where(
        source.c.process_id == process_id, owed(source), source.c.verdict.is_(None)
    )
    return snapshot.connection.execute(counted).scalar_one()


def on_paper(
    snapshot: Snapshot, processes: Collection[ProcessId], limit: int = 50
) -> list[AnswerRow]:
    """Return the answered ideas that came on paper, those answered last at the front."""
    source = snapshot.table("answers")
    wanted = select(source).where(
        source.c.process_id.in_(processes),
        source.c.channel == "paper",
        source.c.verdict.is_not(None),
        owed(source),
    )
    ordered = wanted.order_by(source.c.answered_at.desc(), source.c.position.desc())
    return snapshot.rows(AnswerRow, ordered.limit(limit))


def versions(snapshot: Snapshot, proposal_id: ProposalId) -> list[AnswerVersionRow]:
    """Return the answers to an idea, the first one first."""
    source = snapshot.table("answer_versions")
    wanted = select(source).where(
        source.c.proposal_id == proposal_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(AnswerVersionRow, wanted.order_by(source.c.number))


def reviews(snapshot: Snapshot, proposal_id: ProposalId) -> list[ReviewRow]:
    """Return the reviews of an idea in the order they were asked for."""
    source = snapshot.source("answer_reviews", proposal_id=proposal_id)
    wanted = select(source).where(source.c.proposal_id == proposal_id)
    return snapshot.rows(ReviewRow, wanted.order_by(source.c.position))


def outcomes(snapshot: Snapshot, proposal_id: ProposalId) -> list[OutcomeRow]:
    """Return what was reported to have come of an idea, oldest first."""
    source = snapshot.table("answer_outcomes")
    wanted = select(source).where(
        source.c.proposal_id == proposal_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(OutcomeRow, wanted.order_by(source.c.position))


def owed(source: FromClause) -> ColumnElement[bool]:
    """Return what narrows ideas to those that are owed an answer (`AnswerRow.answerable`)."""
    public = source.c.state.in_(("published", "merged"))
    return and_(public, source.c.published_at.is_not(None))
