"""The public state in canonical lines, and how it follows from the log (docs/rules/audits.md).

Whoever has the log can compute it with the rules alone; read models tell it in the same
lines. One SHA-256 over the sorted lines then says whether both are one.
"""

import json
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, get_args
from uuid import UUID

from domain import ballots, comments, moderation, phases, processes, proposals, remarks
from domain.codes import PhaseId
from domain.messages import Event, Recorded
from domain.people import ProcessId

Line = bytes
Status = Literal["announced", "open", "closed"]
COUNTED = ("supports", "agree", "disagree", "pass", "all_agree", "all_disagree", "all_pass")
"""The numbers of a tally line, in order."""

_NO_TALLY = (0,) * len(COUNTED)
_SAYS = {"support": 0, "agree": 1, "disagree": 2, "pass": 3}
_EVER = {"agree": 4, "disagree": 5, "pass": 6}


def line(kind: str, *values: object) -> Line:
    """Return one canonical line; ids and moments may be given as such."""
    told = [_told(value) for value in values]
    return json.dumps([kind, *told], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _told(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        case tuple():
            return sorted(value)
        case _:
            return value


def digest(lines: Collection[Line]) -> str:
    """Return the hash of a state in 64 hexadecimal digits, whatever the order of its lines."""
    hashed = sha256()
    for each in sorted(lines):
        hashed.update(each)
    return hashed.hexdigest()


class PublicState:
    """The state as the rules tell it, while events are folded in from the first one on."""

    def __init__(self) -> None:
        self._objects: dict[str, dict[UUID, Any]] = {name: {} for name in _EVOLVE}
        self._rules: dict[UUID, tuple[str, ...]] = {}
        self._ever: dict[UUID, list[int]] = {}

    def apply(self, recorded: Recorded) -> None:
        """Let one more event happen; those that change nothing public are passed over."""
        event = recorded.event
        concept = _CONCEPTS.get(type(event))
        if concept is None:
            return
        evolve, initial = _EVOLVE[concept]
        known = self._objects[concept]
        known[recorded.stream] = evolve(known.get(recorded.stream, initial), event)
        match event:
            case moderation.CaseDecided():
                self._rules[recorded.stream] = event.rules
            case ballots.OpinionGiven() | ballots.OpinionImported():
                self._count(event.proposal_id, event.choice)
            case ballots.OpinionChanged():
                self._count(event.proposal_id, event.new)
            case _:
                pass

    def _count(self, proposal: UUID, choice: str) -> None:
        self._ever.setdefault(proposal, list(_NO_TALLY))[_EVER[choice]] += 1

    def lines(self, process_id: ProcessId | None = None) -> list[Line]:
        """Return the state of one process, or of all."""
        found = [*self._processes(), *self._contributions(), *self._decisions()]
        return [text for process, text in found if process_id in {None, process}]

    def _processes(self) -> Iterator[tuple[ProcessId | None, Line]]:
        for process in self._objects["process"].values():
            yield process.id, line("process", process.id, process.slug, process.question)
            for phase_id, status, ends in self.phases(process.id):
                yield process.id, line("phase", phase_id, process.id, status, ends)

    def _contributions(self) -> Iterator[tuple[ProcessId | None, Line]]:
        tallies = self.tallies()
        for idea in self._objects["proposal"].values():
            process = idea.process_id
            yield process, line("proposal", idea.id, process, idea.status, idea.merged_into)
            counts = tallies.get(idea.id, _NO_TALLY)
            if any(counts):
                yield process, line("tally", idea.id, *counts)
        for comment in self._objects["comment"].values():
            told = line("comment", comment.id, comment.proposal_id, comment.status)
            yield comment.process_id, told
        for remark in self._objects["remark"].values():
            told = line("remark", remark.id, remark.paragraph_id, remark.status)
            yield remark.process_id, told

    def objects(self, concept: str) -> list[Any]:
        """Return the states of a concept, in the order their histories began."""
        return list(self._objects[concept].values())

    def phases(self, process_id: ProcessId) -> Iterator[tuple[PhaseId, Status, datetime]]:
        """Yield every announced phase of a process, its status and its end."""
        for phase_id, announced in self._objects["process"][process_id].phases.items():
            phase = self._objects["phase"].get(phase_id, phases.Phase())
            status: Status = "announced" if phase.status == "defined" else phase.status
            yield phase_id, status, phase.ends or announced.ends

    def tallies(self) -> dict[UUID, list[int]]:
        """Return the numbers of every proposal that was ever answered, as in `COUNTED`."""
        found = {proposal: list(counts) for proposal, counts in self._ever.items()}
        for ballot in self._objects["ballot"].values():
            if ballot.says != "nothing":
                counts = found.setdefault(ballot.proposal_id, list(_NO_TALLY))
                counts[_SAYS[ballot.says]] += 1
        return found

    def _decisions(self) -> Iterator[tuple[ProcessId | None, Line]]:
        for case_id, rules in self._rules.items():
            case = self._objects["case"][case_id]
            told = (case_id, case.process_id, case.outcome, rules, case.appeal_outcome)
            yield case.process_id, line("decision", *told)


_EVOLVE: dict[str, tuple[Callable[[Any, Any], Any], Any]] = {
    "process": (processes.evolve, processes.Process()),
    "phase": (phases.evolve, phases.Phase()),
    "proposal": (proposals.evolve, proposals.Proposal()),
    "comment": (comments.evolve, comments.Comment()),
    "remark": (remarks.evolve, remarks.Remark()),
    "ballot": (ballots.evolve, ballots.Ballot()),
    "case": (moderation.evolve, moderation.Case()),
}

_CONCEPTS: dict[type[Event], str] = {
    event: concept
    for concept, events in (
        ("process", processes.ProcessEvent),
        ("phase", phases.PhaseEvent),
        ("proposal", proposals.ProposalEvent),
        ("comment", comments.CommentEvent),
        ("remark", remarks.RemarkEvent),
        ("ballot", ballots.BallotEvent),
        ("case", moderation.CaseEvent),
    )
    for event in get_args(events)
}
