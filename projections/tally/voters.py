"""Which text the answer of each number was said of."""

from domain.ballots import (
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.people import VoterNumber
from projections.model import Batch, Work
from projections.tally.rows import FIRST_TEXT, VoterRow

_GIVEN = (OpinionGiven, SupportGiven, SupportCarriedOver)
_TAKING_BACK = (
    OpinionChanged,
    OpinionWithdrawn,
    SupportConfirmed,
    SupportWithdrawn,
    CarriedSupportGivenBack,
)
"""Answers that stand instead of another one of the same number, or of none."""


class Voters:
    """The rows of `tally_voters` that a batch is about.

    Nearly all answers are the first of their number, which is its stream: nothing is stored
    under it yet, so they are not looked for. Nearly all are said of the first text: those have
    no row, as imported ones have none.
    """

    def __init__(self, batch: Batch, work: Work) -> None:
        self._work = work
        self._new: set[int] = {
            each.event.voter.int  # type: ignore[attr-defined]  # all votes have it
            for each in batch.of(*_GIVEN)
            if each.version == 1
        }
        known = {each.event.voter for each in batch.of(*_TAKING_BACK)}  # type: ignore[attr-defined]  # as above
        self._known = work.sheet(VoterRow, "tally_voters", known)
        self._added: dict[int, VoterRow] = {}

    def put(self, voter: VoterNumber, text_version: int, *, carried: bool) -> None:
        """Let a number have answered, which had not or whose answer is forgotten."""
        if text_version == FIRST_TEXT and not carried:
            return
        row = VoterRow(voter, text_version, carried)
        if voter.int in self._new:
            self._added[voter.int] = row
        else:
            self._known.put(row)

    def pop(self, voter: VoterNumber) -> VoterRow:
        """Forget the answer of a number, and return what it was."""
        if voter.int in self._new:
            row = self._added.pop(voter.int, None)
        else:
            row = self._known.get(voter)
            if row is not None:
                self._known.remove(voter)
        return row or VoterRow(voter, FIRST_TEXT, carried=False)

    def save(self) -> None:
        """Write what this batch changed."""
        # In the order of the key, rows that go into the same page of the table go together.
        self._work.insert("tally_voters", [self._added[voter] for voter in sorted(self._added)])
        self._known.save()
