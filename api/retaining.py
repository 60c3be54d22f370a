"""Lets go of what has been kept long enough (docs/rules/retention.md).

Once a day, by the leader. Every rule can be tried without doing anything.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import select

from api.erasing import Erasing
from api.keeping import Kept
from api.mail_texts import composed, day_in
from api.ports import Language, Mailer
from api.provided import ReadModelsPort
from domain.people import PersonRef, ProcessId
from domain.ports import EventLog
from domain.use_cases.erasing import Text, transcripts, words_of
from projections import feed, processes, strategies
from projections.erasures import erased
from projections.model import Snapshot

EVERY = 24 * 3600.0
WARNINGS = (timedelta(days=30), timedelta(days=7))
"""How long before the end of an account its holder is told, and told again."""
_TAKEN = ("rejected", "hidden", "refused")
_SAID = ("case.appeal-filed", "case.note-added", "case.escalated")
_ENDING = ("case.closed", "case.appeal-decided")

log = structlog.get_logger("gemeinsam.retaining")


class Let(msgspec.Struct, frozen=True):
    """What one rule lets go of, or would; `longer` than its term says is it kept."""

    kept: Kept
    what: str
    count: int
    longer: timedelta = timedelta(0)


class Idle(Protocol):
    """An account nobody has used for long."""

    @property
    def person(self) -> PersonRef: ...
    @property
    def email(self) -> str | None: ...
    @property
    def language(self) -> Language: ...
    @property
    def last(self) -> date: ...
    @property
    def warned(self) -> int: ...
    @property
    def warned_on(self) -> date | None: ...


class Activity(Protocol):
    def idle(self, before: date) -> Sequence[Idle]: ...
    def warn(self, person: PersonRef, last: date, warned: int, on: date) -> None: ...


class Drafts(Protocol):
    def count_before(self, saved: datetime) -> int: ...
    def discard_before(self, saved: datetime) -> int: ...


class Deliveries(Protocol):
    def count_before(self, moment: datetime) -> int: ...
    def forget_before(self, moment: datetime) -> int: ...


class Peppers(Protocol):
    def has_ballot_pepper(self, process: ProcessId) -> bool: ...
    def destroy_ballot_pepper(self, process: ProcessId) -> None: ...


class Receipts(Protocol):
    def drop(self, questions: Collection[UUID]) -> None: ...


class ErasureList(Protocol):
    def count_before(self, moment: datetime) -> int: ...
    def forget_before(self, moment: datetime) -> int: ...


class Retaining:
    """All rules. Times are those of the clock handed in."""

    def __init__(
        self,
        *,
        keep: Mapping[Kept, timedelta],
        log: EventLog,
        read_models: ReadModelsPort,
        activity: Activity,
        drafts: Drafts,
        deliveries: Deliveries,
        peppers: Peppers,
        receipts: Receipts,
        erasures: ErasureList,
        mailer: Mailer,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._keep = keep
        self._log = log
        self._read_models = read_models
        self._activity = activity
        self._drafts = drafts
        self._deliveries = deliveries
        self._peppers = peppers
        self._receipts = receipts
        self._erasures = erasures
        self._mailer = mailer
        self._base_url = base_url
        self._clock = clock

    def run(self, stop: threading.Event, erasing: Erasing) -> None:
        """Let go once a day until told to stop; the first time at once."""
        while not stop.is_set():
            for each in self.let_go(erasing):
                if each.count:
                    log.info("let go", what=each.what, count=each.count)
            stop.wait(EVERY)

    def would_go(self) -> list[Let]:
        """Count what every rule would let go of now, and change nothing."""
        return self._apply(None)

    def let_go(self, erasing: Erasing) -> list[Let]:
        """Apply every rule. May be repeated."""
        return self._apply(erasing)

    def _apply(self, erasing: Erasing | None) -> list[Let]:
        now, dry = self._clock(), erasing is None
        return [
            *self._accounts(now, erasing),
            self._old_drafts(now, dry=dry),
            self._old_reports(now, erasing),
            self._old_words_of_cases(now, erasing),
            self._rejected(now, erasing),
            self._set_aside(now, erasing),
            self._old_peppers(now, dry=dry),
            self._old_deliveries(now, dry=dry),
            self._old_entries(now, dry=dry),
        ]

    def _accounts(self, now: datetime, erasing: Erasing | None) -> Iterator[Let]:
        """Warn twice, then end accounts nobody uses; their texts stay without a name."""
        term, today = self._keep["idle_accounts"], now.date()
        first, second = WARNINGS
        idle = self._activity.idle(today - term + first + timedelta(days=1))
        over = [each for each in idle if _ended(each, today - term, today - second)]
        told = [each for each in idle if each not in over and _to_be_told(each, today, term)]
        if erasing is not None:
            for each in over:
                erasing.end_account(each.person, each.language)
            told = [each for each in told if self._told(each, today, term)]
        yield Let("idle_accounts", "accounts without action", len(over))
        yield Let("idle_accounts", "warnings to their holders", len(told))

    def _told(self, idle: Idle, today: date, term: timedelta) -> bool:
        ends = max(idle.last + term, today + WARNINGS[1])
        facts = {"ends": day_in(ends, idle.language), "site": self._base_url}
        subject, text = composed("idle_account", idle.language, facts)
        name = f"idle-{idle.warned + 1}-{idle.last:%Y%m%d}-{idle.person.hex[:16]}"
        try:
            self._mailer.send(to=idle.email or "", subject=subject, text=text, message_id=name)
        except ConnectionError:
            return False
        except ValueError:
            log.warning("refused", template="idle_account")
        self._activity.warn(idle.person, idle.last, idle.warned + 1, today)
        return True

    def _old_drafts(self, now: datetime, *, dry: bool) -> Let:
        before = now - self._keep["drafts"]
        drafts = self._drafts
        count = drafts.count_before(before) if dry else drafts.discard_before(before)
        return Let("drafts", "drafts", count)

    def _old_reports(self, now: datetime, erasing: Erasing | None) -> Let:
        with self._read_models.snapshot() as snapshot:
            cases, steps = snapshot.table("cases"), snapshot.table("case_steps")
            before = now - self._keep["reports"]
            wanted = (
                select(steps.c.text)
                .join_from(steps, cases, steps.c.case_id == cases.c.case_id)
                .where(
                    steps.c.kind == "case.content-reported",
                    steps.c.text.is_not(None),
                    cases.c.decided_at < before,
                )
            )
            found = set(snapshot.connection.execute(wanted).scalars())
            texts: list[Text] = [(ref, None) for ref in sorted(found - erased(snapshot, found))]
        return self._erase("reports", "texts of reports", texts, erasing)

    def _old_words_of_cases(self, now: datetime, erasing: Erasing | None) -> Let:
        """Let appeals go, and what moderators said among themselves; their reasons stay."""
        with self._read_models.snapshot() as snapshot:
            before = now - self._keep["reports"]
            steps, ends = snapshot.table("case_steps"), snapshot.table("case_steps").alias()
            over = select(ends.c.case_id).where(ends.c.kind.in_(_ENDING), ends.c.at < before)
            wanted = select(steps.c.text).where(
                steps.c.kind.in_(_SAID),
                steps.c.text.is_not(None),
                steps.c.at < before,
                steps.c.case_id.in_(over),
            )
            found = set(snapshot.connection.execute(wanted).scalars())
            texts: list[Text] = [(ref, None) for ref in sorted(found - erased(snapshot, found))]
        return self._erase("reports", "appeals and notes of cases", texts, erasing)

    def _rejected(self, now: datetime, erasing: Erasing | None) -> Let:
        with self._read_models.snapshot() as snapshot:
            found = dict(self._taken(snapshot, (now - self._keep["rejected_texts"]).date()))
            gone = erased(snapshot, found)
        texts: list[Text] = [(ref, found[ref]) for ref in sorted(found) if ref not in gone]
        return self._erase("rejected_texts", "rejected texts", texts, erasing)

    def _taken(self, snapshot: Snapshot, before: date) -> list[Text]:
        """Return the texts of contributions whose last appeal was possible before a day."""
        mine, cases = snapshot.table("contributions"), snapshot.table("own_cases")
        recent = select(cases.c.subject_id).where(
            (cases.c.appeal_until >= before)
            | (cases.c.appealed_at.is_not(None) & cases.c.ruling.is_(None))
        )
        judged = select(cases.c.subject_id).where(cases.c.appeal_until < before)
        wanted = select(mine.c.id).where(
            mine.c.state.in_(_TAKEN),
            mine.c.channel != "import",
            mine.c.id.in_(judged),
            mine.c.id.not_in(recent),
        )
        rows = snapshot.connection.execute(wanted).scalars().all()
        return words_of(self._log, rows)

    def _set_aside(self, now: datetime, erasing: Erasing | None) -> Let:
        with self._read_models.snapshot() as snapshot:
            sheets = snapshot.table("papers")
            before = now - self._keep["sheets_set_aside"]
            wanted = select(sheets.c.paper_id).where(
                sheets.c.state == "set_aside", sheets.c.settled_at < before
            )
            over = snapshot.connection.execute(wanted).scalars().all()
            found = {ref for refs in transcripts(self._log, over).values() for ref in refs}
            texts: list[Text] = [(ref, None) for ref in sorted(found - erased(snapshot, found))]
        return self._erase("sheets_set_aside", "transcripts of sheets set aside", texts, erasing)

    def _erase(self, kept: Kept, what: str, texts: Sequence[Text], erasing: Erasing | None) -> Let:
        if texts and erasing is not None:
            erasing.erase_texts(texts, "retention")
        return Let(kept, what, len(texts))

    def _old_peppers(self, now: datetime, *, dry: bool) -> Let:
        before = now - self._keep["ballot_peppers"]
        with self._read_models.snapshot() as snapshot:
            over = {
                row.process_id: feed.ids(snapshot, row.process_id)
                for row in processes.all_processes(snapshot)
                if _is_over(snapshot, row.process_id, before)
                and self._peppers.has_ballot_pepper(row.process_id)
            }
        if not dry:
            for each, questions in over.items():
                # Who wanted a receipt forgotten has voted: that goes before the key does.
                self._receipts.drop(questions)
                self._peppers.destroy_ballot_pepper(each)
        return Let("ballot_peppers", "ballot peppers with their markers", len(over))

    def _old_deliveries(self, now: datetime, *, dry: bool) -> Let:
        before = now - self._keep["deliveries"]
        marks = self._deliveries
        count = marks.count_before(before) if dry else marks.forget_before(before)
        return Let("deliveries", "marks of mails sent", count)

    def _old_entries(self, now: datetime, *, dry: bool) -> Let:
        # A day longer than the backups: those of the last day are still there.
        longer = timedelta(days=1)
        before = now - self._keep["vault_backups"] - longer
        listed = self._erasures
        count = listed.count_before(before) if dry else listed.forget_before(before)
        return Let("vault_backups", "entries of the list of erasures", count, longer)


def _ended(idle: Idle, last: date, warned: date) -> bool:
    """Tell whether an account ends: told twice and in time, or nobody can be told."""
    if idle.last >= last:
        return False
    if idle.email is None:
        return True
    return idle.warned >= len(WARNINGS) and idle.warned_on is not None and idle.warned_on <= warned


def _to_be_told(idle: Idle, today: date, term: timedelta) -> bool:
    if idle.email is None or idle.warned >= len(WARNINGS):
        return False
    due = idle.last + term - WARNINGS[idle.warned]
    # Who is told late, after a long pause of the job, still gets both warnings apart.
    apart = idle.warned_on is None or today - idle.warned_on >= WARNINGS[0] - WARNINGS[1]
    return today >= due and apart


def _is_over(snapshot: Snapshot, process_id: ProcessId, moment: datetime) -> bool:
    """Tell whether everything of a process had closed by then.

    A phase that was announced is waited for, until the process is archived: then it never opens.
    """
    phases = processes.phases(snapshot, process_id)
    archived = strategies.state(snapshot, process_id) == "archived"
    opened = [each for each in phases if each.status != "announced"] if archived else phases
    return (archived or bool(phases)) and all(
        each.status == "closed" and (each.closed_at or each.ends) < moment for each in opened
    )
