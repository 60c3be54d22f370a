"""A small town on real adapters: log and vault in files, people with accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import msgspec

from adapters.event_log import PersistentEventLog, open_log
from adapters.vault import PersistentVault, open_vault
from domain import participants
from domain.codes import CaseId, Feature, ModerationMode, PhaseId, ProposalId, Question
from domain.messages import Event, StreamId
from domain.moderation import case_id_of
from domain.people import SYSTEM, PersonRef, ProcessId, Role
from domain.processes import process_id_of
from domain.use_cases import Asking, Platform, accounts, configuring, contributing, moderating
from domain.use_cases.carrying_out import Outcome, carry_out
from domain.use_cases.histories import Histories
from tests.domain.cast import on

T = TypeVar("T")
EVERYTHING: tuple[Feature, ...] = ("submit", "comment", "support")
START, END = on(12, 6), on(16, 22, month=7)


class WeekDays:
    """Monday to Friday."""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5


@dataclass
class Town:
    """What a test tells its story with. `now` moves only when a test says so."""

    log: PersistentEventLog
    vault: PersistentVault
    now: datetime = field(default_factory=lambda: on(19))
    _number: int = 1000
    _people: dict[str, PersonRef] = field(default_factory=dict)

    @property
    def platform(self) -> Platform:
        return Platform(log=self.log, vault=self.vault, days=WeekDays(), new_id=self.new_id)

    def new_id(self) -> UUID:
        self._number += 1
        return UUID(int=self._number)

    def person(self, name: str, *roles: Role) -> PersonRef:
        """Return somebody with an account; made when first named."""
        if name not in self._people:
            person = PersonRef(self.new_id())
            self._people[name] = person
            self.vault.enrol(person, self.now.date())
            self.vault.identify(person, f"{name}@beispiel.example")
            accounts.register(self.platform, self.asking(person), of_age=True)
            for role in roles:
                accounts.grant_role(self.platform, self.system(), person, role)
        return self._people[name]

    def asking(self, person: PersonRef | None, key: str | None = None) -> Asking:
        return Asking(person=person, at=self.now, key=key, request=b"request")

    def as_(self, name: str, *roles: Role) -> Asking:
        return self.asking(self.person(name, *roles))

    def system(self) -> Asking:
        return Asking(person=None, at=self.now, channel="system", system=True)

    def open_process(
        self,
        slug: str = "gemeinsam",
        question: Question = "support",
        moderation: ModerationMode = "pre",
        features: tuple[Feature, ...] = EVERYTHING,
    ) -> tuple[ProcessId, PhaseId]:
        """Open a process with one running phase."""
        new = configuring.NewProcess(
            slug=slug, title="Gemeinsam", summary="Worum es geht.", question=question
        )
        configuring.open_process(self.platform, self.system(), new)
        process_id = process_id_of(slug)
        phase = configuring.NewPhase(
            kind="measures",
            title="Ideen sammeln",
            starts=START,
            ends=END,
            level="involve",
            features=features,
            moderation=moderation,
        )
        outcome = configuring.define_phase(self.platform, self.system(), process_id, phase)
        created = answer(outcome, configuring.Created)
        assert created.id is not None
        phase_id = PhaseId(created.id)
        configuring.start_phase(self.platform, self.system(), process_id, phase_id)
        return process_id, phase_id

    def submit(
        self, process_id: ProcessId, name: str = "ana", title: str = "Rufbus am Abend"
    ) -> contributing.Submitted:
        text = contributing.Text(title=title, body="Nach 19 Uhr fährt hier nichts mehr.")
        outcome = contributing.submit_proposal(self.platform, self.as_(name), process_id, text)
        return answer(outcome, contributing.Submitted)

    def published(self, process_id: ProcessId, name: str = "ana") -> ProposalId:
        """Submit a proposal and let a moderator publish it."""
        proposal_id = self.submit(process_id, name).id
        self.decide(case_id_of(proposal_id, 1), moderating.Verdict(outcome="publish"))
        return proposal_id

    def decide(self, case_id: CaseId, verdict: moderating.Verdict, name: str = "milo") -> Outcome:
        moderator = self.as_(name, "moderator")
        moderating.claim_case(self.platform, moderator, case_id)
        return moderating.decide_case(self.platform, moderator, case_id, verdict)

    def suspend(self, name: str) -> None:
        """Suspend somebody for a fortnight, as the decision of a case does."""
        account = self.vault.pseudonym(self.person(name), "installation")

        def decide(histories: Histories) -> bytes:
            command = participants.SuspendParticipant(
                case_id=CaseId(self.new_id()),
                until=self.now + moderating.SUSPENSION,
                by=SYSTEM,
                at=self.now,
            )
            events = participants.decide(histories.participant(account), command)
            histories.add(participants.history_of(account), events)
            return b""

        carry_out(self.platform, self.system(), decide)

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def history(self, stream: UUID) -> list[str]:
        """Return the names of what happened in a stream, oldest first."""
        return [type(event).__name__ for event in self.events(stream)]

    def events(self, stream: UUID) -> list[Event]:
        return list(self.log.read(StreamId(stream)))


def answer(outcome: Outcome, kind: type[T]) -> T:
    return msgspec.json.decode(outcome.result, type=kind)


@contextmanager
def a_town(folder: Path, log_url: str | None = None) -> Iterator[Town]:
    """Open a town in a folder; the log may lie elsewhere."""
    log = open_log(log_url or f"sqlite:///{folder / 'log.db'}")
    vault = open_vault(f"sqlite:///{folder / 'vault.db'}")
    try:
        yield Town(log, vault)
    finally:
        vault.close()
        log.close()
