"""What each voter number says to its question now: pressed buttons, and one's own answers.

A row names no person; numbers of different questions cannot be linked. Whoever asks
hands in numbers the vault made for them. Only the present is kept: how it came about
is in the log, and a person's own page is always of now.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Uuid, select

from domain.ballots import (
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.codes import Choice, ProposalId
from domain.messages import Event, Recorded
from domain.people import VoterNumber
from projections.model import Batch, Model, Moment, Snapshot, Work, table
from projections.tables import last_stays

_CHUNK = 500  # numbers asked for in one statement

Says = Literal["nothing", "support"] | Choice


class BallotRow(msgspec.Struct, frozen=True):
    """One person's answer to one question.

    `text_version` is the version of the proposal it was given for, 0 after it was
    taken back. `at` is when the log took it, `position` where.
    """

    voter: VoterNumber
    proposal_id: ProposalId
    says: Says
    text_version: int
    at: datetime
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    made = table(
        metadata,
        generation,
        "ballots",
        Column("voter", Uuid, primary_key=True),
        Column("proposal_id", Uuid, nullable=False),
        Column("says", String(8), nullable=False),
        Column("text_version", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
    )
    return [last_stays(made, "position")]


def _supports(event: Any) -> tuple[Says, int]:  # noqa: ANN401 - three events of one shape
    return "support", event.text_version


def _nothing(_: Event) -> tuple[Says, int]:
    return "nothing", 0


# The answer follows from the last event alone, so a batch reads no row before it writes.
_SAYS: dict[type[Event], Callable[[Any], tuple[Says, int]]] = {
    SupportGiven: _supports,
    SupportConfirmed: _supports,
    SupportCarriedOver: _supports,
    SupportWithdrawn: _nothing,
    CarriedSupportGivenBack: _nothing,
    OpinionGiven: lambda event: (event.choice, event.text_version),
    OpinionChanged: lambda event: (event.new, event.text_version),
    OpinionImported: lambda event: (event.choice, 1),
    OpinionWithdrawn: _nothing,
}
KINDS = tuple(_SAYS)
"""Every event of a ballot."""


def project(batch: Batch, work: Work) -> None:
    """Let the last event of each number decide."""
    last: dict[int, Recorded] = {
        recorded.event.voter.int: recorded  # type: ignore[attr-defined]  # all of KINDS have it
        for recorded in batch.of(*KINDS)
    }
    cast = [last[voter] for voter in work.in_order("ballots", last)]
    # The number is the stream: nothing can be stored yet under one that answers first.
    work.insert_columns("ballots", _columns([each for each in cast if each.version == 1]))
    work.replace_columns("ballots", _columns([each for each in cast if each.version > 1]))


def _columns(cast: Sequence[Recorded]) -> Sequence[Sequence[Any]]:
    """Return the columns of `BallotRow`."""
    events: list[Any] = [recorded.event for recorded in cast]
    said = [_SAYS[type(event)](event) for event in events]
    return (
        [event.voter for event in events],
        [event.proposal_id for event in events],
        [says for says, _ in said],
        [version for _, version in said],
        [recorded.recorded_at for recorded in cast],
        [recorded.position for recorded in cast],
    )


def ballots(
    snapshot: Snapshot, numbers: Collection[VoterNumber]
) -> Mapping[VoterNumber, BallotRow]:
    """Return what these numbers say; those that say nothing (any more) are left out."""
    source = snapshot.table("ballots")
    wanted = list(numbers)
    found: dict[VoterNumber, BallotRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        chosen = source.c.voter.in_(wanted[start : start + _CHUNK])
        said = select(source).where(chosen, source.c.says != "nothing")
        found |= {row.voter: row for row in snapshot.rows(BallotRow, said)}
    return found


def supporters(snapshot: Snapshot, proposal_id: ProposalId) -> list[VoterNumber]:
    """Return the numbers that support a proposal now, for carrying them over (ruling 3).

    Reads the whole table: merges are rare, and an index would cost every vote.
    """
    source = snapshot.table("ballots")
    wanted = select(source.c.voter).where(
        source.c.proposal_id == proposal_id, source.c.says == "support"
    )
    return list(snapshot.connection.execute(wanted).scalars())


MODEL = Model("ballots", define, project, weight=6)
