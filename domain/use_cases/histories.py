"""The histories that one decision looks at, and what it adds to them (rulings 14, 16)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from types import UnionType
from typing import TypeVar, cast
from uuid import UUID

from domain import (
    audits,
    ballots,
    comments,
    erasure,
    moderation,
    papers,
    participants,
    phases,
    processes,
    proposals,
    remarks,
)
from domain.catalogue import concept_of
from domain.codes import CaseId, CommentId, PhaseId, ProposalId, RemarkId
from domain.messages import Event, Guard, Refusal, StreamId, Write
from domain.people import ProcessId, Pseudonym, VoterNumber
from domain.ports import HistoryReader, Sealed
from domain.use_cases.history import History

E = TypeVar("E", bound=Event)
S = TypeVar("S")


class IdAlreadyTaken(Refusal):
    """The id that was chosen is that of something else."""


_NEW = History()


@dataclass
class Histories:
    """The histories one decision looks at, and what it adds to them.

    With `presuming`, a history that `presume_new` names is taken for empty unread: if it
    is not, storing the decision fails with ConcurrentChange.
    """

    log: HistoryReader
    _read: dict[StreamId, History] = field(default_factory=dict)
    _added: dict[StreamId, list[Event]] = field(default_factory=dict)
    sealed: list[Sealed] = field(default_factory=list)
    unguarded: set[StreamId] = field(default_factory=set)
    presuming: bool = False

    def fetch(self, *streams: StreamId) -> None:
        """Read several histories in one go; those known already are not read again."""
        missing = [stream for stream in streams if stream not in self._read]
        if missing:
            for stream, events in self.log.read_many(missing).items():
                self._read[stream] = History.of(events)

    def presume_new(self, stream: StreamId) -> None:
        """Say that this history most probably does not exist yet."""
        if self.presuming:
            self._read.setdefault(stream, _NEW)

    def fold(
        self,
        stream: StreamId,
        kinds: type[Event] | UnionType,
        evolve: Callable[[S, E], S],
        initial: S,
    ) -> S:
        """Return the state a history leads to, additions of this decision included.

        An id of something else, such as a comment's where a proposal is asked for,
        leads nowhere: the answer is `initial`, as for an unknown id.
        """
        self.fetch(stream)
        read, added = self._read[stream], self._added.get(stream, ())
        # `add` sees to it that all events of a stream are of one concept.
        first = next(chain(read, added), None)
        if not isinstance(first, kinds):
            return initial
        return reduce(evolve, cast("Sequence[E]", added), read.lead(evolve, initial))

    def events(self, stream: StreamId) -> Sequence[Event]:
        """Return a history as it was read, without what this decision adds."""
        self.fetch(stream)
        return self._read[stream]

    def add(self, stream: StreamId, events: Sequence[Event]) -> None:
        """Let events follow this history when the decision is stored.

        Raises:
            IdAlreadyTaken: the history is of another concept.
        """
        self.fetch(stream)
        if not events:
            return
        first = next(chain(self._read[stream], self._added.get(stream, ())), events[0])
        concept = concept_of(type(first))
        if any(concept_of(type(event)) != concept for event in events):
            raise IdAlreadyTaken
        self._added.setdefault(stream, []).extend(events)

    def process(self, process_id: ProcessId) -> processes.Process:
        """Return a process as it stands."""
        stream = processes.history_of(process_id)
        return self.fold(stream, processes.ProcessEvent, processes.evolve, processes.Process())

    def phase(self, phase_id: PhaseId) -> phases.Phase:
        """Return a phase as it stands."""
        stream = phases.history_of(phase_id)
        return self.fold(stream, phases.PhaseEvent, phases.evolve, phases.Phase())

    def proposal(self, proposal_id: ProposalId) -> proposals.Proposal:
        """Return a proposal as it stands."""
        stream = proposals.history_of(proposal_id)
        return self.fold(stream, proposals.ProposalEvent, proposals.evolve, proposals.Proposal())

    def comment(self, comment_id: CommentId) -> comments.Comment:
        """Return a comment as it stands."""
        stream = comments.history_of(comment_id)
        return self.fold(stream, comments.CommentEvent, comments.evolve, comments.Comment())

    def remark(self, remark_id: RemarkId) -> remarks.Remark:
        """Return a remark as it stands."""
        stream = remarks.history_of(remark_id)
        return self.fold(stream, remarks.RemarkEvent, remarks.evolve, remarks.Remark())

    def ballot(self, voter: VoterNumber) -> ballots.Ballot:
        """Return what one person says to one question."""
        stream = ballots.history_of(voter)
        return self.fold(stream, ballots.BallotEvent, ballots.evolve, ballots.Ballot())

    def case(self, case_id: CaseId) -> moderation.Case:
        """Return a moderation case as it stands."""
        stream = moderation.history_of(case_id)
        return self.fold(stream, moderation.CaseEvent, moderation.evolve, moderation.Case())

    def audit(self, audit_id: audits.AuditId) -> audits.Audit:
        """Return an audit as it stands."""
        stream = audits.history_of(audit_id)
        return self.fold(stream, audits.AuditEvent, audits.evolve, audits.Audit())

    def paper(self, paper_id: papers.PaperId) -> papers.Paper:
        """Return a sheet of paper as it stands."""
        stream = papers.history_of(paper_id)
        return self.fold(stream, papers.PaperEvent, papers.evolve, papers.Paper())

    def participant(self, participant: Pseudonym) -> participants.Participant:
        """Return an account as it stands."""
        stream = participants.history_of(participant)
        return self.fold(
            stream, participants.ParticipantEvent, participants.evolve, participants.Participant()
        )

    def cases_of(self, subject: UUID) -> tuple[list[moderation.Case], CaseId]:
        """Return all cases of a subject, oldest first, and the id the next one gets."""
        found: list[moderation.Case] = []
        while True:
            case_id = moderation.case_id_of(subject, len(found) + 1)
            case = self.case(case_id)
            if case.status == "absent":
                return found, case_id
            found.append(case)

    def looked_at(self) -> Mapping[StreamId, Sequence[Event]]:
        """Return the histories that were read and not added to."""
        return {
            stream: events for stream, events in self._read.items() if stream not in self._added
        }

    def writes(self) -> tuple[Write, ...]:
        """Return what is to be written, with the lengths that were read."""
        return tuple(
            Write(stream=stream, seen=len(self._read[stream]), events=tuple(events))
            for stream, events in self._added.items()
        )

    def guards(self) -> tuple[Guard, ...]:
        """Return what was only looked at, with the lengths that were read.

        And that no text was erased before it is stored: its author has gone meanwhile.
        """
        looked_at = (
            Guard(stream=stream, seen=len(events))
            for stream, events in self._read.items()
            if stream not in self._added and stream not in self.unguarded
        )
        return (*looked_at, *(Guard(stream=stream, seen=0) for stream in self._erasures()))

    def _erasures(self) -> list[StreamId]:
        return [erasure.history_of(sealed.ref) for sealed in self.sealed]

    def require_texts(self) -> None:
        """Refuse to store texts that were erased before.

        Raises:
            TextUnknown: whoever wrote them has gone meanwhile, with all texts.
        """
        if any(self.log.read_many(self._erasures()).values()):
            raise erasure.TextUnknown
