"""What one has to remember of bodies, decisions, measures and what decisions put into force."""

from dataclasses import dataclass, field
from typing import Any

ADOPTING = frozenset({"unchanged", "changed"})
EFFECTS = {
    "unchanged": "adopted",
    "changed": "adopted_with_changes",
    "rejected": "rejected",
    "deferred": "deferred",
    "referred": "referred_back",
}
"""What a result does to a measure; an acknowledgement does nothing."""

Subject = tuple[str, str, int]
"""Kind, id and version of what is decided on."""


@dataclass(slots=True)
class Body:
    """A body. `seats` are how many it had from which entry on."""

    process: str
    name: str
    seats: list[tuple[int, int]] = field(default_factory=list)

    def most_seats(self, since: int) -> int:
        """Return the most seats it has had since an entry, that entry's own included."""
        before = [seats for index, seats in self.seats if index <= since]
        return max([*before[-1:], *(seats for index, seats in self.seats if index > since)])


@dataclass(slots=True)
class Effect:
    """What a decision does to a measure at the moment."""

    measure: str
    version: int
    outcome: str
    index: int


@dataclass(slots=True)
class Decision:
    """One agenda item. `state` is scheduled, confirmed, repealed, or imported from a source.

    `record` is None as long as it is not public; `effects` are by measure,
    `cited` what was put into force by it before it was public.
    """

    id: str
    process: str
    index: int
    body: str
    territory: str | None
    session: str | None
    public: bool
    authoritative: bool
    number: str = ""
    state: str = "scheduled"
    version: int = 0
    record: dict[str, Any] | None = None
    subjects: list[Subject] | None = None
    published: bool = False
    corrected: bool = False
    text: str | None = None
    title: str | None = None
    effects: dict[str, Effect] = field(default_factory=dict)
    cited: list[tuple[str, int]] = field(default_factory=list)

    @property
    def in_force(self) -> bool:
        """Whether it is confirmed, authoritative and not repealed."""
        return self.state == "confirmed" and self.authoritative

    @property
    def outcome(self) -> str | None:
        """What its result does to measures; None if it does nothing, or is not public."""
        return None if self.record is None else EFFECTS.get(self.record.get("result", ""))

    def adopts(self, kind: str, version: int) -> bool:
        """Tell whether it is in force and adopts something of a kind in this version."""
        named = any((each[0], each[2]) == (kind, version) for each in self.subjects or [])
        yes = self.record is not None and self.record.get("result") in ADOPTING
        return self.in_force and yes and named


@dataclass(slots=True)
class Milestone:
    """A milestone: when it is due, and whether it is there."""

    due: str
    reached: bool = False


@dataclass(slots=True)
class Measure:
    """One measure. `state` is as docs/rules/measures.md has it.

    `pending` are decisions it waits for, `decided` those in force by territory.
    `submitted` are all submissions in their order, `awaited` the lead's without effect.
    """

    id: str
    process: str
    number: str
    title: str
    state: str = "proposed"
    version: int = 1
    pending: dict[str, int] = field(default_factory=dict)
    decided: dict[str | None, str] = field(default_factory=dict)
    submitted: list[str] = field(default_factory=list)
    awaited: str | None = None
    slot: list[int] | None = None
    milestones: dict[str, Milestone] = field(default_factory=dict)
    statements: dict[str, bool] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def is_replaced(self, decision: str, territory: str | None) -> bool:
        """Tell whether what was submitted later has been decided since."""
        if decision not in self.submitted:
            return False
        later = self.submitted[self.submitted.index(decision) + 1 :]
        return self.decided.get(territory) in later


@dataclass(slots=True)
class Strategy:
    """Mission, strategy and plans of one process."""

    mission: int = 0
    paragraphs: set[str] = field(default_factory=set)
    adopted_mission: int = 0
    version: int = 0
    state: str = "in_work"
    plans: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Council:
    """Everything about bodies, decisions and measures. `things` are the states of the rest."""

    bodies: dict[str, Body] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    strategies: dict[str, Strategy] = field(default_factory=dict)
    things: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def strategy(self, process: str) -> Strategy:
        """Return the strategy of a process, in work if nothing is there yet."""
        return self.strategies.setdefault(process, Strategy())
