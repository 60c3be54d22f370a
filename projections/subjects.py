"""When what is shown about something last changed: the keys of all caches (ruling 8).

Subjects are proposals, processes, cases, participants and content references by their
ids. `MASK` is the one subject that stands for everything taken from the public or given
back to it: as_of answers are cached under it too (ruling 4). `AROUND` stands for everything that is
not about one proposal alone: what is shown of a proposal, of its process or of all processes
may change by it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, MetaData, Table, Uuid, select

from domain.ballots import BallotEvent
from domain.comments import (
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.erasure import ContentErased
from domain.messages import Event
from domain.participants import ParticipantRegistered
from domain.proposals import (
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalRejected,
    ProposalRestored,
    ProposalWithdrawn,
)
from domain.remarks import (
    RemarkEdited,
    RemarkHeld,
    RemarkHidden,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from projections.model import Batch, Model, Snapshot, Work, table

MASK = UUID(int=0)
AROUND = UUID(int=1)
_MASKING = (
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
    ContentErased,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalRejected,
    ProposalRestored,
    ProposalWithdrawn,
    RemarkEdited,
    RemarkHeld,
    RemarkHidden,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
"""After each of these other texts may be read than before, in every earlier moment too."""
_VOTES = get_args(BallotEvent)
_NAMING = ("proposal_id", "process_id", "case_id", "into_id", "participant")


class SubjectRow(msgspec.Struct, frozen=True):
    """`position` is that of the last event about the subject."""

    subject: UUID
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    return [
        table(
            metadata,
            generation,
            "subjects",
            Column("subject", Uuid, primary_key=True),
            Column("position", BigInteger, nullable=False),
        )
    ]


def project(batch: Batch, work: Work) -> None:
    """Note the last position of every subject of the batch."""
    last: dict[int, tuple[UUID, int]] = {}
    # Nearly all of the log: told apart from the rest by what they cannot name.
    votes = batch.of(*_VOTES)
    for recorded in {each.event.proposal_id.int: each for each in votes}.values():  # type: ignore[attr-defined]  # all votes have it
        event: Any = recorded.event
        for subject in (event.proposal_id, event.process_id):
            before = last.get(subject.int, (subject, 0))[1]
            last[subject.int] = (subject, max(before, recorded.position))
    for recorded in batch.besides(_VOTES):
        position = recorded.position
        for found in _subjects(recorded.event):
            if position > last.get(found.int, (found, 0))[1]:
                last[found.int] = (found, position)
    work.replace("subjects", [SubjectRow(*each) for each in last.values()])


def _subjects(event: Event) -> Iterator[UUID]:
    for name in _NAMING:
        found: UUID | None = getattr(event, name, None)
        if found is not None:
            yield found
    about: Any = getattr(event, "subject", None)
    if about is not None:
        yield about.id
    # Whoever registers shows nowhere, and many do so while many vote.
    if getattr(event, "proposal_id", None) is None and not isinstance(event, ParticipantRegistered):
        yield AROUND
    if isinstance(event, _MASKING):
        yield MASK


def shown_at(snapshot: Snapshot, subjects: Collection[UUID]) -> int:
    """Return the position of the last change of what pages about these subjects show."""
    return max(positions(snapshot, [*subjects, AROUND]).values())


def positions(snapshot: Snapshot, subjects: Collection[UUID]) -> Mapping[UUID, int]:
    """Return the position of the last change of each subject; 0 for unknown ones."""
    source = snapshot.table("subjects")
    wanted = select(source).where(source.c.subject.in_(subjects))
    found = {row.subject: row.position for row in snapshot.rows(SubjectRow, wanted)}
    return {subject: found.get(subject, 0) for subject in subjects}


MODEL = Model("subjects", define, project, weight=2, revision=2)
