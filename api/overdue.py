"""What is late, as one mail a morning tells those who must do something about it (P2)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal, Protocol
from zoneinfo import ZoneInfo

from api.mail_texts import day_in, moment_in
from api.ports import Account
from domain.audits import FindingStatus
from domain.people import ProcessId, Role
from domain.ports import Vault
from projections import audits, measures, moderation, processes
from projections.audits import Findings
from projections.model import Snapshot
from projections.moderation import Desk

BERLIN = ZoneInfo("Europe/Berlin")
_AHEAD = timedelta(days=7)
"""How long before its day the office is reminded of a statement."""

Held = Collection[ProcessId] | None
"""The processes in which somebody has the role; None means all, and the installation."""

Late = Literal["overdue", "overdue_findings", "missing_statements"]
"""Names of mails: api/templates/mail."""


class Reminder(Protocol):
    """One kind of mail, for everybody who has one role."""

    @property
    def template(self) -> Late: ...
    @property
    def role(self) -> Role: ...
    @property
    def page(self) -> str:
        """Where to go, below the language."""
        ...

    def facts(
        self, snapshot: Snapshot, account: Account, held: Held, now: datetime
    ) -> Mapping[str, Any] | None:
        """Return what the mail says besides page and site; None if nothing is late."""
        ...


class OverdueCases:
    """Cases of moderation, for moderators."""

    template: ClassVar[Late] = "overdue"
    role: ClassVar[Role] = "moderator"
    page: ClassVar[str] = "/moderation"

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def facts(
        self, snapshot: Snapshot, account: Account, held: Held, now: datetime
    ) -> Mapping[str, Any] | None:
        """Count cases, without appeals against one's own decisions: those are for others (I7)."""
        everything = (row.process_id for row in processes.all_processes(snapshot))
        known = everything if held is None else held
        asking = [self._vault.pseudonym(account.person, process_id) for process_id in known]
        late = moderation.overdue(snapshot, Desk(now=now, asking=asking, processes=held))
        if late is None:
            return None
        return {"cases": late.cases, "oldest": moment_in(late.oldest, account.language)}


class OverdueFindings:
    """Findings of audits, for the project office, which must answer them."""

    template: ClassVar[Late] = "overdue_findings"
    role: ClassVar[Role] = "office"
    page: ClassVar[str] = "/audit/findings"

    def facts(
        self, snapshot: Snapshot, account: Account, held: Held, now: datetime
    ) -> Mapping[str, Any] | None:
        """Count findings whose day is over; the first of them is the most overdue."""
        today = now.astimezone(BERLIN).date()
        waiting: tuple[FindingStatus, ...] = ("open",)
        rows = audits.findings(snapshot, Findings(states=waiting, processes=held))
        late = [row for row in rows if row.due < today]
        if not late:
            return None
        return {"findings": len(late), "oldest": day_in(late[0].due, account.language)}


class MissingStatements:
    """Statements on measures that units and municipalities still owe, for the office (J11)."""

    template: ClassVar[Late] = "missing_statements"
    role: ClassVar[Role] = "office"
    page: ClassVar[str] = "/"

    def facts(
        self, snapshot: Snapshot, account: Account, held: Held, now: datetime
    ) -> Mapping[str, Any] | None:
        """Count statements that are due within a week or overdue, and name their processes."""
        soon = now.astimezone(BERLIN).date() + _AHEAD
        known = [
            row
            for row in processes.all_processes(snapshot)
            if held is None or row.process_id in held
        ]
        late = {
            row.slug: due
            for row in known
            if (
                due := [
                    each.statement.due
                    for each in measures.statements(snapshot, row.process_id)
                    if each.missing and each.statement.due <= soon
                ]
            )
        }
        if not late:
            return None
        days = [day for due in late.values() for day in due]
        return {
            "statements": len(days),
            "first": day_in(min(days), account.language),
            "slugs": list(late),
        }
