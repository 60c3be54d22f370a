"""How every wish is carried out: read, decide, append; again if something moved.

A decision is made on whole histories. Each history it looked at becomes either
a write with the version seen or a guard, so nothing it relied on can have
changed when it is stored (rulings 14, 16).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from itertools import chain
from types import UnionType
from typing import TypeVar, cast
from uuid import UUID

import msgspec

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
from domain.messages import (
    Append,
    Appended,
    Channel,
    CommandKey,
    Event,
    Guard,
    Refusal,
    StreamId,
    Write,
)
from domain.people import (
    SYSTEM,
    Actor,
    Level,
    PersonRef,
    ProcessId,
    Pseudonym,
    Role,
    VoterNumber,
)
from domain.permissions import ALLOWED, Action, NotAllowed, acting_as
from domain.ports import ConcurrentChange, EventLog, HistoryReader, Plain, Sealed, Vault
from domain.use_cases.history import History
from domain.working_days import WorkingDays

ATTEMPTS = 4
"""One try and three more after a failed guard, then the caller learns of it (ruling 16)."""


@dataclass(frozen=True)
class Platform:
    """What use cases work with; made once by the wiring."""

    log: EventLog
    vault: Vault
    days: WorkingDays
    new_id: Callable[[], UUID]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who wishes something, when and by which way.

    `person` is None for somebody without an account, and for the platform itself
    if `system` is set. `key` is the client-made id of the wish and `request` the
    bytes it stands for: the same key with the same request has one effect (I1).
    """

    person: PersonRef | None
    at: datetime
    level: Level = "email"
    channel: Channel = "web"
    occurred_at: datetime | None = None
    key: str | None = None
    request: bytes = b""
    system: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What became of a wish. `position` is where the reader finds it in the log."""

    position: int
    result: bytes
    repeated: bool = False


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


Deciding = Callable[[Histories], bytes]
"""Adds events to the histories and returns the answer; may be called several times."""


def carry_out(platform: Platform, asking: Asking, decide: Deciding) -> Outcome:
    """Decide and store, all or nothing; decide again if something moved meanwhile.

    `decide` adds events to the histories and returns the answer that a repetition
    of the same command will get. It may be called several times.

    Raises:
        Refusal: the rules forbid it; nothing was stored.
        ConcurrentChange: it kept moving; nothing was stored.
        CommandReused: the command id was used for another request.
    """
    key = command_key(platform, asking)
    if key is not None and (before := platform.log.answered(key)):
        return outcome_of(before)
    for _ in range(ATTEMPTS - 1):
        try:
            return _attempt(platform, asking, key, decide)
        except ConcurrentChange:
            continue
    return _attempt(platform, asking, key, decide)


def command_key(platform: Platform, asking: Asking) -> CommandKey | None:
    """Return the name under which this wish is remembered; None if it has no id."""
    if asking.key is None:
        return None
    return platform.vault.command_key(asking.person, asking.key, asking.request)


def _attempt(
    platform: Platform,
    asking: Asking,
    key: CommandKey | None,
    decide: Deciding,
) -> Outcome:
    histories = Histories(platform.log)
    result = decide(histories)
    if not histories.writes() and key is None:
        return Outcome(position=platform.log.head().position, result=result)
    try:
        return outcome_of(platform.log.append(append_of(asking, key, histories, result)))
    except ConcurrentChange:
        histories.require_texts()
        raise


def append_of(
    asking: Asking, key: CommandKey | None, histories: Histories, result: bytes
) -> Append:
    """Return what a decision wants stored."""
    writes = histories.writes()
    return Append(
        writes=writes,
        guards=histories.guards() if writes else (),
        contents=tuple(sealed.text for sealed in histories.sealed),
        recorded_at=asking.at,
        occurred_at=asking.occurred_at,
        channel=asking.channel,
        command=key,
        result=result,
    )


def outcome_of(appended: Appended) -> Outcome:
    """Return what became of a wish that was stored now or before."""
    return Outcome(position=appended.position, result=appended.result, repeated=appended.repeated)


def seal_optional(vault: Vault, owner: PersonRef | None, text: str | None) -> Sealed | None:
    """Seal a text that may be missing; nothing is sealed for an empty one."""
    return vault.seal([Plain(text, owner)])[0] if text else None


def grants(platform: Platform, histories: Histories, asking: Asking) -> participants.Participant:
    """Return the account of who is asking; an empty one without an account."""
    if asking.person is None:
        return participants.Participant()
    return histories.participant(platform.vault.pseudonym(asking.person, "installation"))


def actor(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    action: Action,
    process_id: ProcessId | None,
) -> Actor:
    """Return who is asking, as the log may say it, in the role that allows it.

    The pseudonym is that of the process, or of the installation without one.

    Raises:
        NotAllowed, StaffDoNotVote: no role of theirs allows it.
        ParticipantIsSuspended: they may only read for now.
    """
    if asking.system:
        return SYSTEM
    if asking.person is None:
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))
    role = role_of(grants(platform, histories, asking), asking, action, process_id)
    pseudonym = platform.vault.pseudonym(asking.person, process_id or "installation")
    return Actor(pseudonym=pseudonym, role=role)


def role_of(
    account: participants.Participant,
    asking: Asking,
    action: Action,
    process_id: ProcessId | None,
) -> Role:
    """Return the role in which the owner of the account does something.

    Raises:
        NotAllowed, StaffDoNotVote: no role of theirs allows it.
        ParticipantIsSuspended: they may only read for now.
    """
    role = acting_as(account.roles(process_id, asking.at), action)
    account.require_in_good_standing(asking.at)
    return role
