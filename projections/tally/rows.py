"""Tables of the tally: supports and opinions, under both counting rules (ruling 9)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, Table, Uuid
from sqlalchemy.schema import SchemaItem

from domain.codes import ProposalId
from domain.people import ProcessId, VoterNumber
from projections.model import table
from projections.tables import only_added


class Counts(msgspec.Struct, frozen=True):
    """Answers to one proposal, or to all of a process.

    `supports`, `agree`, `disagree` and `passes` count the last answer of each person,
    the `all_` ones every answer ever given. `confirmed` are those of the first four
    that were said of the text that is public now. `carried` supports stand only
    because a merge brought them (counted in `supports`); `not_attributable` supporters
    of merged proposals are shown, never added (ruling 3). `ballots` counts the
    distinct numbers that ever answered.
    """

    supports: int
    agree: int
    disagree: int
    passes: int
    all_agree: int
    all_disagree: int
    all_passes: int
    confirmed: int
    carried: int
    not_attributable: int
    ballots: int

    @property
    def opinions(self) -> int:
        """Persons who agree, disagree or pass."""
        return self.agree + self.disagree + self.passes

    @property
    def all_opinions(self) -> int:
        """Answers ever given."""
        return self.all_agree + self.all_disagree + self.all_passes


CountsT = TypeVar("CountsT", bound=Counts)
COUNTS = Counts.__struct_fields__
ZEROS = (0,) * len(COUNTS)
NOTHING = Counts(*ZEROS)
FIRST_TEXT = 1
"""The version that a proposal begins with; imported ones have no other."""


class TallyRow(Counts, frozen=True):
    """The counts of one proposal.

    `text_version` is its public text, 0 before publication; `newest_version` the last
    one written.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    text_version: int
    newest_version: int


class ProcessTallyRow(Counts, frozen=True):
    """The counts of a process, hidden proposals included."""

    process_id: ProcessId


class ChangeRow(Counts, frozen=True):
    """The counts of a proposal right after the event at `position`, on its local day."""

    proposal_id: ProposalId
    position: int
    day: date


class DayRow(msgspec.Struct, frozen=True):
    """What a local day changed in the answers to a proposal; differences, not sums.

    `answers` is how many came in (given, or changed to another), `withdrawn` how many
    went.
    """

    proposal_id: ProposalId
    day: date
    answers: int = 0
    withdrawn: int = 0
    supports: int = 0
    agree: int = 0
    disagree: int = 0
    passes: int = 0


class SaidRow(msgspec.Struct, frozen=True):
    """How many present answers were said of one text of a proposal."""

    proposal_id: ProposalId
    text_version: int
    answers: int = 0


class VoterRow(msgspec.Struct, frozen=True):
    """The text an answer was said of, and whether only a merge brought it.

    Answers that are of the first text and of their number's own will are not here, which is
    nearly all of them: imported ones always, others where nobody has edited a proposal yet.
    """

    voter: VoterNumber
    text_version: int
    carried: bool


class MergeRow(msgspec.Struct, frozen=True):
    """How many supporters of a merge could not be attributed, to forget them if undone."""

    merge_id: UUID
    not_attributable: int


def counted(row: type[CountsT], counts: Sequence[int], *keys: object) -> CountsT:
    """Return a row from its counts, in the order of `COUNTS`, and what follows them."""
    values: tuple[Any, ...] = (*counts, *keys)
    return row(*values)


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of counts, and what has to be remembered to keep them right."""
    return [
        table(
            metadata,
            generation,
            "tally",
            *_counts(),
            Column("proposal_id", Uuid, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("text_version", Integer, nullable=False),
            Column("newest_version", Integer, nullable=False),
        ),
        table(
            metadata,
            generation,
            "process_tally",
            *_counts(),
            Column("process_id", Uuid, primary_key=True),
        ),
        *_over_time(metadata, generation),
        *_remembered(metadata, generation),
    ]


def _counts() -> list[SchemaItem]:
    return [Column(name, Integer, nullable=False) for name in COUNTS]


def _over_time(metadata: MetaData, generation: int) -> list[Table]:
    numbers = DayRow.__struct_fields__[2:]
    changes = table(
        metadata,
        generation,
        "tally_changes",
        *_counts(),
        Column("proposal_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("day", Date, nullable=False),
    )
    return [
        only_added(changes),
        table(
            metadata,
            generation,
            "tally_days",
            Column("proposal_id", Uuid, primary_key=True),
            Column("day", Date, primary_key=True),
            *(Column(name, Integer, nullable=False) for name in numbers),
        ),
    ]


def _remembered(metadata: MetaData, generation: int) -> list[Table]:
    return [
        table(
            metadata,
            generation,
            "tally_said",
            Column("proposal_id", Uuid, primary_key=True),
            Column("text_version", Integer, primary_key=True),
            Column("answers", Integer, nullable=False),
        ),
        table(
            metadata,
            generation,
            "tally_voters",
            Column("voter", Uuid, primary_key=True),
            Column("text_version", Integer, nullable=False),
            Column("carried", Boolean, nullable=False),
        ),
        table(
            metadata,
            generation,
            "tally_merges",
            Column("merge_id", Uuid, primary_key=True),
            Column("not_attributable", Integer, nullable=False),
        ),
    ]
