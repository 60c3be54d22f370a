"""One mail a day to every moderator who has overdue cases (P2).

Its message id follows from person and day, so whoever leads, and however often,
nobody gets a second one on the same day.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from api.delivering import Delivering, Letter
from api.mail_texts import composed, moment_in
from api.ports import Account, Accounts, Mailer
from api.provided import ReadModelsPort
from domain.people import ProcessId, Pseudonym
from domain.ports import Vault
from domain.working_days import WorkingDays
from projections import moderation, participants, processes
from projections.model import Snapshot
from projections.moderation import Desk, Overdue
from projections.outbox import Deliveries

EVERY = 60.0  # seconds between two looks
MORNING = (time(7), time(12))
"""Local hours in which reminders leave; what was missed until then waits for tomorrow."""

BERLIN = ZoneInfo("Europe/Berlin")
_REMINDERS = UUID("2a1d0c3e-8f57-5d0b-b0a4-6d0c9f3f7b11")

Moderated = Collection[ProcessId] | None
"""The processes somebody moderates; None means all."""


class Reminding:
    """Tells moderators what is late. One process at a time: the leader."""

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
        self._vault = vault
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
        found = []
        with self._read_models.snapshot() as snapshot:
            moderators = _moderators(snapshot, now)
            accounts = self._accounts.by_pseudonyms(moderators.keys())
            for pseudonym, account in accounts.items():
                message_id = uuid5(_REMINDERS, f"{pseudonym}/{day}")
                before = self._deliveries.of(message_id)
                waits = before is None or (before.retry_at is not None and before.retry_at <= now)
                if account.email is None or not waits:
                    continue
                late = self._overdue(snapshot, account, moderators[pseudonym], now)
                if late is not None:
                    letter = self._letter(message_id, account, account.email, late)
                    found.append((letter, before.attempts if before else 0))
        return found

    def _overdue(
        self, snapshot: Snapshot, account: Account, moderated: Moderated, now: datetime
    ) -> Overdue | None:
        everything = (row.process_id for row in processes.all_processes(snapshot))
        known = everything if moderated is None else moderated
        # Appeals against their own decisions are for others (I7).
        asking = [self._vault.pseudonym(account.person, process_id) for process_id in known]
        return moderation.overdue(snapshot, Desk(now=now, asking=asking, processes=moderated))

    def _letter(self, message_id: UUID, account: Account, to: str, late: Overdue) -> Letter:
        facts = {
            "cases": late.cases,
            "oldest": moment_in(late.oldest, account.language),
            "desk": f"{self._base_url}/{account.language}/moderation",
            "site": self._base_url,
        }
        subject, text = composed("overdue", account.language, facts)
        return Letter(message_id=message_id, kind="overdue", to=to, subject=subject, text=text)


def _moderators(snapshot: Snapshot, now: datetime) -> Mapping[Pseudonym, Moderated]:
    """Return who moderates what at this moment."""
    found: dict[Pseudonym, Moderated] = {}
    for grant in participants.grants(snapshot):
        if grant.role != "moderator" or not grant.in_force(now):
            continue
        before = found.get(grant.participant, frozenset())
        if before is None or grant.process_id is None:
            found[grant.participant] = None
        else:
            found[grant.participant] = {*before, grant.process_id}
    return found
