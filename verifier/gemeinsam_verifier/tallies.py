"""Claimed tallies against the recount."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from gemeinsam_verifier.kinds import TALLY_COLUMNS
from gemeinsam_verifier.state import State
from gemeinsam_verifier.votes import Votes

Entry = dict[str, Any]
Tally = dict[str, tuple[int, ...]]
PATIENCE = timedelta(hours=24)
"""So long a claim may take after its closing, by the hours in the log."""

NOTHING = (0,) * TALLY_COLUMNS


@dataclass
class Closing:
    """One closing of a phase, and how far its claim has come."""

    phase: str
    process: str
    index: int
    hour: str
    counted: Tally
    has_votes: bool
    parts: int = 0
    part: int = 0
    claimed: Tally = field(default_factory=dict)

    @property
    def is_claimed(self) -> bool:
        """Whether all parts of the claim are there."""
        return 0 < self.parts == self.part


class Tallies:
    """Recounts at every closing, and compares what is claimed."""

    def __init__(self, state: State, votes: Votes) -> None:
        self._state = state
        self._votes = votes
        self.closings: dict[tuple[str, int], Closing] = {}
        self.hour = ""

    def count(self, process: str) -> Tally:
        """Return the tally of a process as it stands, by question."""
        return {
            question.id: question.tally
            for question in self._votes.questions
            if question.process == process
        }

    def closed(self, entry: Entry) -> None:
        """Remember the count at a closing: the claim comes later and counts up to here."""
        counted, phase = self.count(entry["p"]), self._state.phases.get(entry["phase"])
        offered = phase is not None and not phase.features.isdisjoint({"support", "vote"})
        index = self._state.index
        self.closings[entry["phase"], index] = Closing(
            entry["phase"], entry["p"], index, entry["h"], counted, offered and bool(counted)
        )

    def claimed(self, entry: Entry) -> None:
        """Compare one part of a claim, and the whole when it is complete."""
        require = self._state.checklist.require
        closing = self.closings.get((entry["phase"], entry["at"]))
        if closing is None or closing.process != entry["p"] or closing.is_claimed:
            self._state.checklist.fail("tally-unasked")
            return
        whole = closing.parts in {0, entry["parts"]} and entry["part"] == closing.part + 1
        require(whole and entry["part"] <= entry["parts"], "tally-unasked")
        closing.parts, closing.part = entry["parts"], entry["part"]
        for question, *counts in entry["tally"]:
            after = not closing.claimed or question > next(reversed(closing.claimed))
            require(after, "tally-unsorted")
            closing.claimed[question] = tuple(counts)
            self._compare(closing, question)
        if closing.part == closing.parts:
            for question in closing.counted.keys() - closing.claimed.keys():
                self._compare(closing, question)

    def _compare(self, closing: Closing, question: str) -> None:
        claimed = closing.claimed.get(question, NOTHING)
        counted = closing.counted.get(question, NOTHING)
        facts = {"question": question, "claimed": list(claimed), "counted": list(counted)}
        self._state.checklist.require(claimed == counted, "tally-wrong", **facts)

    def awaited(self) -> list[Closing]:
        """Return closings whose claim is still to come."""
        return [
            closing
            for closing in self.closings.values()
            if closing.has_votes and not closing.is_claimed
        ]

    def finish(self) -> None:
        """No claim may be missing for longer than a day."""
        for closing in self.awaited():
            if _moment(self.hour) - _moment(closing.hour) > PATIENCE:
                self._state.checklist.index = closing.index
                self._state.checklist.kind = "phase.closed"
                self._state.checklist.fail("tally-missing")


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%Y-%m-%dT%HZ")  # noqa: DTZ007 - all hours are UTC
