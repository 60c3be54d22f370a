"""Audits and findings as lists show them, and who may see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from api.pages.framing import Frame
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import Option
from api.pages.views.audits import AuditCard, FindingCard
from api.people import Person
from domain.audits import FindingStatus
from domain.people import ProcessId, Role
from domain.phases import BERLIN
from domain.ports import Texts
from projections import audits, processes
from projections.audits import AuditRow, FindingRow, Findings
from projections.model import Snapshot
from projections.processes import ProcessRow

ACTOR = 8  # digits of a pseudonym


def held_in(person: Person, *roles: Role) -> Collection[ProcessId] | None:
    """Return the processes in which somebody has one of these roles; None means all."""
    held = [person.processes(role) for role in roles]
    if any(each is None for each in held):
        return None
    return frozenset().union(*(each for each in held if each is not None))


def concerns(person: Person, process_id: ProcessId | None, *roles: Role) -> bool:
    """Tell whether somebody in one of these roles may know of it.

    What is about the installation is for those who hold the role everywhere.
    """
    held = held_in(person, *roles)
    return held is None or (process_id is not None and process_id in held)


class Cards:
    """Makes cards of rows; the titles and texts they need are opened in one batch."""

    def __init__(
        self, frame: Frame, snapshot: Snapshot, texts: Texts, findings: Sequence[FindingRow] = ()
    ) -> None:
        self.processes: Mapping[ProcessId, ProcessRow] = {
            row.process_id: row for row in processes.all_processes(snapshot)
        }
        rows = [*self.processes.values(), *findings]
        self.words: Words = opened(texts, rows, frame.say(UNAVAILABLE))
        self._today = frame.person.at.astimezone(BERLIN).date()

    def title(self, process_id: ProcessId | None) -> str | None:
        """Return what a process is called; None for the installation."""
        row = self.processes.get(process_id) if process_id else None
        return self.words.text(row.title, row.slug) if row else None

    def options(self) -> tuple[Option, ...]:
        """Return all processes for a list."""
        return tuple(
            Option(value=row.slug, label=self.words.text(row.title, row.slug))
            for row in self.processes.values()
        )

    def finding(self, row: FindingRow) -> FindingCard:
        """Return a finding; late if the day it was due is over without an answer."""
        late = (self._today - row.due).days if row.state == "open" else 0
        return FindingCard(
            id=str(row.finding_id),
            audit_id=str(row.audit_id),
            severity=row.severity,
            state=row.state,
            text=self.words.text(row.text),
            due=row.due,
            days_late=max(0, late),
            recorded_at=row.recorded_at,
            process_title=self.title(row.process_id),
        )

    def audit(self, row: AuditRow, findings: Sequence[FindingRow]) -> AuditCard:
        """Return an audit, with how many of its findings are not settled."""
        mine = [each for each in findings if each.audit_id == row.audit_id]
        return AuditCard(
            id=str(row.audit_id),
            scope=row.scope,
            state=row.state,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            findings=len(mine),
            unsettled=sum(each.state != "settled" for each in mine),
            process_title=self.title(row.process_id),
        )


def overdue(snapshot: Snapshot, person: Person) -> int:
    """Return how many answers are overdue that somebody may know of."""
    today = person.at.astimezone(BERLIN).date()
    waiting: tuple[FindingStatus, ...] = ("open",)
    wanted = Findings(states=waiting, processes=held_in(person, "auditor", "office"))
    return sum(row.due < today for row in audits.findings(snapshot, wanted))


def short(pseudonym: UUID) -> str:
    """Return the digits by which staff tell pseudonyms apart."""
    return pseudonym.hex[:ACTOR]


def local_day(at: datetime) -> str:
    """Return the local day of a moment, for addresses."""
    return at.astimezone(BERLIN).date().isoformat()
