"""Votes, number by number: the one part of a log that is long.

A log can hold a million of them, so each voter number takes one dictionary entry of
16 bytes against one integer that packs question, sequence and answer.
"""

from dataclasses import dataclass, field
from typing import Any

from gemeinsam_verifier.state import Merge, Process, Proposal, State

Entry = dict[str, Any]
ANSWERS = ("none", "support", "agree", "disagree", "pass")
CODE = {answer: code for code, answer in enumerate(ANSWERS)}
QUESTIONS = {
    "support": frozenset({"support", "none"}),
    "opinion": frozenset({"agree", "disagree", "pass", "none"}),
}
BATCHED = frozenset({"given", "confirmed", "changed", "withdrawn"})
TAKING_BACK = frozenset({"withdrawn", "given-back"})
OF_MERGES = frozenset({"carried", "given-back"})
LEAST_IN_BATCH = 10

_ANSWER_BITS = 3
_SEQUENCE_BITS = 32


@dataclass(slots=True)
class Question:
    """One proposal that was voted on: how many numbers say what."""

    id: str
    process: str
    counts: list[int] = field(default_factory=lambda: [0] * len(ANSWERS))

    @property
    def tally(self) -> tuple[int, ...]:
        """Support, agree, disagree, pass."""
        return tuple(self.counts[1:])


@dataclass(slots=True)
class Batch:
    """The batch that is being read."""

    process: str = ""
    why: str = ""
    left: int = 0
    last: bytes = b""
    open: bool = False
    ended: bool = False


class Votes:
    """What every voter number says at the moment."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._checklist = state.checklist
        self._numbers: dict[bytes, int] = {}
        self._carried: dict[bytes, str] = {}
        self._early: dict[bytes, dict[int, Entry]] = {}
        self._places: dict[str, int] = {}
        self.questions: list[Question] = []
        self.batch = Batch()

    def release(self, entry: Entry) -> None:
        """A batch begins: enough votes, or one that has to go in front of something."""
        process, why, n = entry["p"], entry["why"], entry["n"]
        enough = why != "due" or n >= LEAST_IN_BATCH
        self._checklist.require(enough, "batch-small", n=n)
        is_open = self._state.is_open(process, "support", "vote")
        self.batch = Batch(process, why, n, open=is_open)

    def between(self, entry: Entry) -> None:
        """Check what follows a batch, or stands in one, before an entry is read."""
        batch = self.batch
        if batch.left:
            if entry["t"] != "vote":
                self._checklist.fail("batch-short")
                batch.left = 0
        elif batch.ended:
            batch.ended = False
            if batch.why == "due":
                return
            wanted = "phase.closed" if batch.why == "closing" else "vote"
            follows = entry["t"] == wanted and entry["p"] == batch.process
            self._checklist.require(follows, "batch-misplaced")

    def vote(self, entry: Entry, content: bytes) -> None:
        """Judge a vote and count it."""
        if entry["k"] in BATCHED:
            self._in_batch(entry, content)
        else:
            self._checklist.require(not self.batch.left, "batch-short")
            self._in_order(entry)

    def _in_batch(self, entry: Entry, content: bytes) -> None:
        batch, checklist = self.batch, self._checklist
        if not batch.left:
            checklist.fail("vote-outside-batch")
            batch.process = entry["p"]
            batch.open = self._state.is_open(entry["p"], "support", "vote")
        if content <= batch.last and batch.left:
            checklist.fail("batch-unsorted")
        if entry["p"] != batch.process:
            checklist.fail("batch-mixed")
        if not batch.open:
            checklist.fail("vote-after-close")
        batch.last = content
        batch.left -= batch.left > 0
        # Sorted by their bytes, a later vote of a number may come before an earlier one.
        self._in_order(entry, within_batch=True)
        if not batch.left:
            self.end_batch()

    def end_batch(self) -> None:
        """Nothing of a batch may wait for a vote that has not come."""
        self.batch.ended = True
        for key, waiting in self._early.items():
            expected = self._sequence(key) + 1
            self._checklist.fail("vote-sequence-wrong", expected=expected, s=min(waiting))
        self._early.clear()

    def finish(self) -> None:
        """The log ends: a batch that is not whole is none."""
        self._checklist.require(not self.batch.left, "batch-short")

    def _sequence(self, key: bytes) -> int:
        return self._numbers.get(key, 0) >> _ANSWER_BITS & (1 << _SEQUENCE_BITS) - 1

    def _in_order(self, entry: Entry, *, within_batch: bool = False) -> None:
        key = bytes.fromhex(entry["n"])
        expected = self._sequence(key) + 1
        if entry["s"] != expected:
            if within_batch and entry["s"] > expected:
                self._early.setdefault(key, {})[entry["s"]] = entry
                return
            self._checklist.fail("vote-sequence-wrong", expected=expected, s=entry["s"])
        self._count(key, entry)
        while self._early and key in self._early:
            follower = self._early[key].pop(self._sequence(key) + 1, None)
            if not self._early[key]:
                del self._early[key]
            if follower is None:
                return
            self._count(key, follower)

    def _count(self, key: bytes, entry: Entry) -> None:
        place = self._question(entry)
        packed = self._numbers.get(key)
        before, x = 0, CODE[entry["x"]]
        question = self.questions[place]
        if packed is not None:
            before = packed & (1 << _ANSWER_BITS) - 1
            if packed >> _ANSWER_BITS + _SEQUENCE_BITS != place:
                self._checklist.fail("voter-number-reused")
            question.counts[before] -= 1
        self._judge(key, entry, before, x)
        question.counts[x] += 1
        sequence = entry["s"] << _ANSWER_BITS
        self._numbers[key] = place << _ANSWER_BITS + _SEQUENCE_BITS | sequence | x

    def _question(self, entry: Entry) -> int:
        """Return the place of the question a vote answers."""
        asked = entry["q"]
        place = self._places.get(asked)
        if place is None:
            proposal = self._state.proposals.get(asked)
            if proposal is None or not proposal.once_public:
                self._checklist.fail("vote-before-publication")
            place = self._places[asked] = len(self.questions)
            self.questions.append(Question(asked, entry["p"]))
        return place

    def _judge(self, key: bytes, entry: Entry, before: int, x: int) -> None:
        """Check that kind, answer and version fit each other and what was said before."""
        kind, checklist = entry["k"], self._checklist
        process: Process | None = self._state.processes.get(entry["p"])
        proposal: Proposal | None = self._state.proposals.get(entry["q"])
        if proposal is None or proposal.process != entry["p"]:
            checklist.fail("proposal-unknown")
        if (kind in TAKING_BACK) != (x == 0) or (
            process is not None and entry["x"] not in QUESTIONS[process.question]
        ):
            checklist.fail("vote-value-wrong", x=entry["x"])
        if ("tv" in entry) != (x != 0) or ("sr" in entry and kind != "imported"):
            checklist.fail("field-wrong", field="tv, sr")
        version = entry.get("tv")
        if version is not None and proposal is not None:
            known = proposal.versions.get(version)
            if known is None or not known.released:
                checklist.fail("version-wrong", version=version)
        if ("m" in entry) != (kind in OF_MERGES):
            checklist.fail("merge-wrong")
        if not _fits(kind, before, x, entry):
            checklist.fail("vote-kind-wrong", k=kind, before=ANSWERS[before])
        if kind in OF_MERGES:
            self._merge(key, entry)
        elif self._carried:
            self._carried.pop(key, None)

    def _merge(self, key: bytes, entry: Entry) -> None:
        name = entry.get("m", "")
        merge: Merge | None = self._state.merges.get(name)
        if merge is None or merge.target != entry["q"]:
            self._checklist.fail("merge-wrong")
            return
        if entry["k"] == "carried":
            merge.carried.add(key)
            self._carried[key] = name
        else:
            given = merge.undone and self._carried.pop(key, "") == name
            self._checklist.require(given, "merge-wrong")


def _fits(kind: str, before: int, x: int, entry: Entry) -> bool:
    """Tell whether a vote of this kind can follow what a number said before."""
    match kind:
        case "given" | "carried":
            return before == 0
        case "confirmed":
            return before == x
        case "changed":
            return before not in {0, x}
        case "withdrawn" | "given-back":
            return before != 0
        case _:
            # Imported: the source's own rules hold, but what ours refuse is marked.
            return before != x or entry.get("sr") is True
