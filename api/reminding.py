"""One mail a day of each kind to everybody who has something overdue (P2).

Its message id follows from person, day and kind, so whoever leads, and however often,
nobody gets a second one on the same day.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from api.delivering import Delivering, Letter
from api.mail_texts import composed
from api.overdue import (
    BERLIN,
    Held,
    Late,
    MissingStatements,
    OverdueCases,
    OverdueFindings,
    Reminder,
)
from api.ports import Account, Accounts, Mailer
from api.provided import ReadModelsPort
from domain.people import Pseudonym, Role
from domain.ports import Vault
from domain.working_days import WorkingDays
from projections import participants
from projections.model import Snapshot
from projections.outbox import Deliveries

EVERY = 60.0  # seconds between two looks
MORNING = (time(7), time(12))
"""Local hours in which reminders leave; what was missed until then waits for tomorrow."""

_REMINDERS = UUID("2a1d0c3e-8f57-5d0b-b0a4-6d0c9f3f7b11")

_SUFFIXES: Mapping[Late, str] = {
    "overdue": "",
    "overdue_findings": "/findings",
    "missing_statements": "/statements",
}
"""What tells the kinds apart in a message id; the first kind came without."""


class Reminding:
    """Tells moderators and the office what is late. One process at a time: the leader."""

    def __init__(
        self,
        *,
        read_models: ReadModelsPort,
        deliveries: Deliveries,
        vault: Vault,
        days: WorkingDays,
        accounts: Accounts,
        mailer: Mailer,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._read_models = read_models
        self._deliveries = deliveries
        self._delivering = Delivering(deliveries, mailer, clock)
        self._reminders: Sequence[Reminder] = (
            OverdueCases(vault),
            OverdueFindings(),
            MissingStatements(),
        )
        self._days = days
        self._accounts = accounts
        self._base_url = base_url
        self._clock = clock

    def run(self, stop: threading.Event) -> None:
        """Remind on working mornings, until told to stop."""
        while not stop.is_set():
            self.remind(stop.is_set)
            stop.wait(EVERY)

    def remind(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Send what is due this morning; return how many mails were dealt with."""
        now = self._clock()
        local = now.astimezone(BERLIN)
        begins, ends = MORNING
        if not (begins <= local.time() < ends and self._days.is_working_day(local.date())):
            return 0
        letters = self._letters(now, local.date())
        for number, (letter, attempts) in enumerate(letters):
            if stopped():
                return number
            self._delivering.deliver(letter, attempts)
        return len(letters)

    def _letters(self, now: datetime, day: date) -> list[tuple[Letter, int]]:
        """Return the mails that have not left yet, and how often each has failed."""
        with self._read_models.snapshot() as snapshot:
            return [
                found
                for reminder in self._reminders
                for found in self._due(snapshot, reminder, now, day)
            ]

    def _due(
        self, snapshot: Snapshot, reminder: Reminder, now: datetime, day: date
    ) -> Iterator[tuple[Letter, int]]:
        """Yield the mails of one kind."""
        holders = _holders(snapshot, reminder.role, now)
        for pseudonym, account in self._accounts.by_pseudonyms(holders.keys()).items():
            message_id = uuid5(_REMINDERS, f"{pseudonym}/{day}{_SUFFIXES[reminder.template]}")
            before = self._deliveries.of(message_id)
            waits = before is None or (before.retry_at is not None and before.retry_at <= now)
            if account.email is None or not waits:
                continue
            late = reminder.facts(snapshot, account, holders[pseudonym], now)
            if late is not None:
                letter = self._letter(reminder, message_id, account, account.email, late)
                yield letter, before.attempts if before else 0

    def _letter(
        self,
        reminder: Reminder,
        message_id: UUID,
        account: Account,
        to: str,
        late: Mapping[str, Any],
    ) -> Letter:
        desk = f"{self._base_url}/{account.language}{reminder.page}"
        facts = {**late, "desk": desk, "site": self._base_url}
        name = reminder.template
        subject, text = composed(name, account.language, facts)
        return Letter(message_id=message_id, kind=name, to=to, subject=subject, text=text)


def _holders(snapshot: Snapshot, role: Role, now: datetime) -> Mapping[Pseudonym, Held]:
    """Return who has a role at this moment, and where."""
    found: dict[Pseudonym, Held] = {}
    for grant in participants.grants(snapshot):
        if grant.role != role or not grant.in_force(now):
            continue
        before = found.get(grant.participant, frozenset())
        if before is None or grant.process_id is None:
            found[grant.participant] = None
        else:
            found[grant.participant] = {*before, grant.process_id}
    return found
