"""Who and what the acts of the replay know by the keys of the content."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.demo import content_types as ct
from api.demo.drawing import Drawing
from api.demo.replay.agenda import Agenda
from api.demo.replay.clock import ScriptedClock, ScriptedIds
from api.ports import Accounts, Drafts
from domain import moderation
from domain.codes import CaseId, CommentId, FieldId, PhaseId, ProposalId, Subject
from domain.messages import Channel, ContentRef
from domain.moderation import Case
from domain.papers import PaperId
from domain.people import PersonRef, ProcessId
from domain.ports import EventLog, Vault
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.working_days import WorkingDays

IDEAS = "gemeinsam-digital"
STATEMENTS = "klimadialog"
"""The processes that ideas and statements belong to."""


class ErasableVault(Vault, Protocol):
    """A vault in which persons and texts can be erased."""

    def items_of(self, person: PersonRef) -> Sequence[ContentRef]: ...
    def erase_items(self, refs: Collection[ContentRef]) -> None: ...
    def erase_person(self, person: PersonRef) -> bool: ...


class ErasableTexts(EventLog, Protocol):
    """A log that can let ciphertexts go."""

    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Backstage:
    """What an installation lends to the replay; without `drawing` documents are hashes only."""

    log: ErasableTexts
    vault: ErasableVault
    days: WorkingDays
    accounts: Accounts
    drafts: Drafts
    drawing: Drawing | None = None


class Stage:
    """The installation while the replay plays: content keys and what became of them.

    Subjects are known by the names the content uses: `idea:KEY`, `comment:KEY`,
    `statement:KEY`; sheets of paper by the key of the idea on them.
    """

    def __init__(self, backstage: Backstage, content: ct.DemoContent) -> None:
        self.backstage = backstage
        self.content = content
        self.clock = ScriptedClock()
        self.agenda = Agenda()
        self.platform = Platform(
            backstage.log, backstage.vault, backstage.days, ScriptedIds(self.clock)
        )
        self.people: dict[str, PersonRef] = {}
        self.fields: dict[tuple[str, str], FieldId] = {}
        self.phases: dict[str, tuple[ProcessId, PhaseId]] = {}
        self.phase_ends: dict[str, datetime] = {}
        self.subjects: dict[str, Subject] = {}
        self.papers: dict[str, PaperId] = {}

    def asking(
        self,
        who: str,
        at: datetime,
        channel: Channel = "web",
        occurred_at: datetime | None = None,
    ) -> Asking:
        """Return the wish of a member of the cast, at the next free moment."""
        moment = self.clock.reach(at)
        return Asking(person=self.people[who], at=moment, channel=channel, occurred_at=occurred_at)

    def by_itself(self, at: datetime) -> Asking:
        """Return a wish of the platform's own clock, at the next free moment."""
        return Asking(person=None, at=self.clock.reach(at), channel="system", system=True)

    def new_field(self) -> FieldId:
        """Return a fresh id for an action field."""
        return FieldId(self.platform.new_id())

    def new_phase(self) -> PhaseId:
        """Return a fresh id for a phase."""
        return PhaseId(self.platform.new_id())

    def process(self, key: str) -> ct.Process:
        """Return a process of the content."""
        return next(process for process in self.content.processes if process.key == key)

    def proposal(self, name: str) -> ProposalId:
        """Return the id of an idea or statement."""
        return ProposalId(self.subjects[name].id)

    def comment(self, key: str) -> CommentId:
        """Return the id of a comment."""
        return CommentId(self.subjects[f"comment:{key}"].id)

    def case(self, name: str) -> tuple[CaseId, Case]:
        """Return the latest moderation case of a subject."""
        found, _ = Histories(self.backstage.log).cases_of(self.subjects[name].id)
        latest = found[-1]
        return moderation.case_id_of(self.subjects[name].id, len(found)), latest
