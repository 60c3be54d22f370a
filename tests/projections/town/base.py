"""The town itself: its clock, its people, its two processes."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from domain import processes
from domain.codes import CaseId, CommentId, FieldId, PhaseId, ProposalId
from domain.messages import Channel, ContentRef, Event, StreamId
from domain.people import Actor, ProcessId, Pseudonym, VoterNumber
from domain.phases import PhaseStarted
from tests.doubles import MemoryLog

BEGIN = datetime(2023, 5, 2, 8, 0, tzinfo=UTC)
PROCESS = processes.process_id_of("klimaplan")
OTHER_PROCESS = processes.process_id_of("ortskern")
PHASE = PhaseId(uuid5(PROCESS, "measures"))
FIELDS = [FieldId(uuid5(PROCESS, name)) for name in ("Bildung", "Energie", "Verkehr")]
PLACES = {"07231": None, "0723101": "07231", "072310101": "0723101", "0723102": "07231"}
DEEPEST = "072310101001"


class Idea:
    """What the town remembers of a proposal."""

    def __init__(self, proposal_id: ProposalId, process: ProcessId) -> None:
        self.id = proposal_id
        self.process = process
        self.status = "submitted"
        self.version = 1
        self.public_version = 0
        self.held_version: int | None = None
        self.held_by: CaseId | None = None
        self.once_held = False
        self.merge: tuple[ProposalId, UUID] | None = None
        self.case: CaseId | None = None
        self.claimed = False
        self.cases = 0
        self.refs: list[ContentRef] = []


class Base:
    """What every part of town life stands on."""

    def __init__(self, seed: int, log: MemoryLog | None = None) -> None:
        self.log = MemoryLog() if log is None else log
        self.dice = random.Random(seed)
        self.now = BEGIN
        self.ideas: list[Idea] = []
        self.said: dict[VoterNumber, tuple[Idea, str, UUID | None]] = {}
        self.remarks: dict[CommentId, tuple[Idea, str, int]] = {}
        self.merged_fields = False
        self.numbers = 0
        self._found()

    def ref(self) -> ContentRef:
        """Return a content reference never used before."""
        self.numbers += 1
        return f"{self.numbers:_>43}".replace("_", "r")

    def new_id(self) -> UUID:
        """Return an id never used before."""
        self.numbers += 1
        return uuid5(PROCESS, f"id {self.numbers}")

    def add(self, stream: UUID, *events: Event) -> None:
        """Store events of one stream."""
        channel: Channel = self.dice.choice(("web", "web", "web", "paper"))
        self.log.add(StreamId(stream), *events, at=self.now, channel=channel)

    def actor(self, role: str = "citizen") -> Actor:
        """Return somebody; now and then a clerk acts for a citizen."""
        pseudonym = Pseudonym(uuid5(PROCESS, f"person {self.dice.randint(1, 9)}"))
        if role == "citizen" and self.dice.random() < 0.1:
            return Actor(Pseudonym(uuid5(PROCESS, "clerk")), "clerk", pseudonym)
        return Actor(pseudonym, role)  # type: ignore[arg-type]  # only roles are handed in

    def one(self, *statuses: str) -> Idea | None:
        """Return some proposal in one of these states, or None."""
        fit = [idea for idea in self.ideas if idea.status in statuses]
        return self.dice.choice(fit) if fit else None

    def _found(self) -> None:
        by = self.actor("office")
        for slug, question in (("klimaplan", "support"), ("ortskern", "opinion")):
            process = processes.process_id_of(slug)
            opened = processes.ProcessOpened(
                process_id=process,
                slug=slug,
                title=self.ref(),
                summary=self.ref(),
                territory="07231",
                question=question,  # type: ignore[arg-type]  # one of the two
                by=by,
            )
            self.add(process, opened)
        for key, parent in (*PLACES.items(), (DEEPEST, "072310101")):
            added = processes.TerritoryAdded(
                process_id=PROCESS, key=key, name=self.ref(), parent=parent, by=by
            )
            self.add(PROCESS, added)
        for field in FIELDS:
            self._define_field(field)
        self._begin_phase(by)

    def _define_field(self, field: FieldId) -> None:
        defined = processes.ActionFieldDefined(
            process_id=PROCESS,
            field_id=field,
            name=self.ref(),
            description=None,
            colour="green",
            by=self.actor("office"),
        )
        self.add(PROCESS, defined)

    def _begin_phase(self, by: Actor) -> None:
        end = BEGIN + timedelta(days=90)
        defined = processes.PhaseDefined(
            process_id=PROCESS,
            phase_id=PHASE,
            kind="measures",
            title=self.ref(),
            starts=BEGIN,
            ends=end,
            level="consult",
            negotiable=self.ref(),
            not_negotiable=None,
            features=("submit", "support", "comment"),
            moderation="hybrid",
            by=by,
        )
        started = PhaseStarted(
            phase_id=PHASE,
            process_id=PROCESS,
            ends=end,
            features=defined.features,
            question="support",
            moderation="hybrid",
            by=by,
        )
        self.add(PROCESS, defined)
        self.add(PHASE, started)
