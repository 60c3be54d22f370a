"""What one has to remember of the entries so far, to judge the next one."""

from dataclasses import dataclass, field

from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.council import Council

Commitments = dict[str, str]
"""Commitments of one entry, by the name of the text."""


@dataclass(slots=True)
class Process:
    """One process: what it asks, and what it has defined."""

    id: str
    slug: str
    question: str
    territories: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    phases: list[str] = field(default_factory=list)
    index: int = 0


@dataclass(slots=True)
class Phase:
    """One phase. `state` is defined, open or closed."""

    process: str
    starts: str
    ends: str
    kind: str = ""
    state: str = "defined"
    features: frozenset[str] = frozenset()


@dataclass(slots=True)
class Version:
    """One text of a proposal: where it stands, and whether it was ever the public one."""

    index: int
    texts: Commitments
    released: bool = False


@dataclass(slots=True)
class Proposal:
    """One proposal. `state` is as docs/rules/proposals.md has it.

    `refused` is the case and the number of the edit it refused, until a newer one is written.
    """

    process: str
    state: str = "unknown"
    versions: dict[int, Version] = field(default_factory=dict)
    waiting: int | None = None
    refused: tuple[str, int] | None = None
    held_by: str | None = None
    merge: str | None = None
    once_public: bool = False

    @property
    def newest(self) -> int:
        """The number of the newest version."""
        return max(self.versions, default=0)

    @property
    def answerable(self) -> bool:
        """Whether it can be commented on and merged at the moment."""
        return self.state == "published" and self.held_by is None

    @property
    def public(self) -> bool:
        """Whether its texts have to be published, merged or not."""
        return self.state in {"published", "merged"} and self.held_by is None

    def release(self, version: int) -> None:
        """Make a version the public one."""
        if version in self.versions:
            self.versions[version].released = True


@dataclass(slots=True)
class Comment:
    """One comment. `state` is visible, held, refused, hidden or withdrawn."""

    process: str
    question: str
    index: int
    text: str
    state: str = "visible"
    version: int = 1


@dataclass(slots=True)
class Remark:
    """One remark on a paragraph. `state` is as that of comments."""

    process: str
    phase: str
    text: str
    state: str = "visible"
    version: int = 1


@dataclass(slots=True)
class Case:
    """One moderation case."""

    process: str
    kind: str
    subject: str
    state: str = "open"
    outcome: str = ""


@dataclass(slots=True)
class Merge:
    """One carrying-over of supporters."""

    source: str
    target: str
    reason: str | None = None
    undone: bool = False
    carried: set[bytes] = field(default_factory=set)


@dataclass
class State:
    """Everything the entries so far have said, except votes.

    `index` and `checklist.index` are those of the present entry. `public` holds the
    commitments whose texts everybody may demand, with the entry each stands in;
    `first` holds all commitments, with the entry each stands in first, `again` the
    entries in which some of them stand once more. `answers` are texts by proposal, public
    as long as that is.
    """

    checklist: Checklist
    index: int = 0
    processes: dict[str, Process] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    phases: dict[str, Phase] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    merges: dict[str, Merge] = field(default_factory=dict)
    audits: dict[str, set[str] | None] = field(default_factory=dict)
    registrations: dict[str, int] = field(default_factory=dict)
    sealed: list[tuple[int, int, bytes]] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    again: dict[str, set[int]] = field(default_factory=dict)
    council: Council = field(default_factory=Council)
    answers: dict[str, list[str]] = field(default_factory=dict)
    public: dict[str, int] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def commit(self, text: str) -> None:
        """Remember that the present entry commits to a text."""
        if self.first.setdefault(text, self.index) != self.index:
            self.again.setdefault(text, set()).add(self.index)

    def holds(self, index: int, text: str) -> bool:
        """Tell whether an entry commits to a text."""
        return self.first.get(text) == index or index in self.again.get(text, ())

    def show(self, texts: Commitments, *names: str) -> None:
        """Let texts of the present entry be public for ever, by name or all of them."""
        for name in names or texts:
            if name in texts:
                self.public[texts[name]] = self.index

    def is_open(self, process: str, *features: str) -> bool:
        """Tell whether a phase of a process is open that offers one of these."""
        known = self.processes.get(process)
        return known is not None and any(
            phase.state == "open" and not phase.features.isdisjoint(features)
            for phase in map(self.phases.__getitem__, known.phases)
        )
