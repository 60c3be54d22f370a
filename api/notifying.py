"""Mails to authors and reporters about what became of a text.

The outbox says what is to be told, the vault who is behind a text.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.delivering import Delivering, Letter
from api.mail_texts import composed, day_in, moment_in
from api.pages import vocabulary
from api.ports import Account, Accounts, Language, Mailer
from api.provided import ReadModelsPort
from api.translations import translations
from domain.codes import CaseId, ProposalId
from domain.moderation import Trigger
from domain.ports import Texts, Vault
from projections import contributions, feed
from projections.model import Snapshot
from projections.outbox import Deliveries, NoticeRow, Pending

EVERY = 1.0  # seconds between two looks into the outbox


class Notifying:
    """Sends what the outbox holds. One process at a time: the leader."""

    def __init__(
        self,
        *,
        read_models: ReadModelsPort,
        deliveries: Deliveries,
        vault: Vault,
        texts: Texts,
        accounts: Accounts,
        mailer: Mailer,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._read_models = read_models
        self._deliveries = deliveries
        self._vault = vault
        self._texts = texts
        self._accounts = accounts
        self._delivering = Delivering(deliveries, mailer, clock)
        self._base_url = base_url
        self._clock = clock

    def run(self, stop: threading.Event) -> None:
        """Send mails as they come up, until told to stop."""
        while not stop.is_set():
            if self.send_pending(stop.is_set) == 0:
                stop.wait(EVERY)

    def send_pending(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Send what is due now, a page at most; return how many notices were dealt with."""
        with self._read_models.snapshot() as snapshot:
            waiting = self._deliveries.pending(snapshot, self._clock())
            numbers, causes = _numbers(snapshot, waiting), _causes(snapshot, waiting)
        for done, pending in enumerate(waiting):
            if stopped():
                return done
            notice = pending.notice
            cause = causes.get(notice.case_id) if notice.case_id else None
            self._deal_with(pending, numbers.get(notice.subject_id), cause)
        return len(waiting)

    def _deal_with(self, pending: Pending, number: str | None, cause: Trigger | None) -> None:
        notice, now = pending.notice, self._clock()
        owner = self._vault.owner(notice.reporter or notice.subject_id)
        account = None if owner is None else self._accounts.by_person(owner)
        if account is None or account.email is None:
            reason = "nobody" if account is None else "no-address"
            self._deliveries.drop(notice.message_id, now, reason)
            return
        beside = {"number": number, "cause": _cause(cause, account.language)}
        facts = {**self._facts(notice, account), **beside}
        subject, text = composed(notice.kind, account.language, facts)
        letter = Letter(
            message_id=notice.message_id,
            kind=notice.kind,
            to=account.email,
            subject=subject,
            text=text,
        )
        self._delivering.deliver(letter, pending.attempts)

    def _facts(self, notice: NoticeRow, account: Account) -> Mapping[str, Any]:
        refs = [ref for ref in (notice.explanation, notice.quoted) if ref is not None]
        texts = self._texts.open(refs)
        home = f"{self._base_url}/{account.language}"
        comment = notice.subject_kind != "proposal"
        return {
            "comment": comment,
            "link": f"{home}/me" if comment else f"{home}/ideas/{notice.subject_id}",
            "mine": f"{home}/me",
            "rules": ", ".join(notice.rules),
            "rules_page": f"{home}/rules",
            "text": texts.get(notice.explanation, "") if notice.explanation else "",
            "quoted": texts.get(notice.quoted, "") if notice.quoted else "",
            "ruling": notice.ruling or "",
            "outcome": notice.outcome or "",
            "rule_names": _names(notice, account.language),
            "until": moment_in(notice.until, account.language),
            "appeal_until": day_in(notice.appeal_until, account.language),
            "site": self._base_url,
        }


def _numbers(snapshot: Snapshot, waiting: Sequence[Pending]) -> Mapping[UUID, str]:
    """Return the receipts of the ideas that notices are about: people have more than one."""
    ideas = {
        ProposalId(each.notice.subject_id)
        for each in waiting
        if each.notice.subject_kind == "proposal"
    }
    found = feed.all_rows(snapshot, ideas) if ideas else {}
    return {idea: row.receipt for idea, row in found.items()}


def _causes(snapshot: Snapshot, waiting: Sequence[Pending]) -> Mapping[CaseId, Trigger]:
    """Return what made moderators look at texts from which something was taken (Art. 17 DSA)."""
    restricting = {
        each.notice.case_id
        for each in waiting
        if each.notice.case_id is not None and each.notice.appeal_until is not None
    }
    cases = (contributions.case(snapshot, case_id) for case_id in restricting)
    return {case.case_id: case.trigger for case in cases if case is not None}


def _cause(trigger: Trigger | None, language: Language) -> str:
    if trigger is None:
        return ""
    return translations(language).gettext(vocabulary.word("cause", trigger))


def _names(notice: NoticeRow, language: Language) -> str:
    """Return the rules of a decision in words."""
    say = translations(language).gettext
    return ", ".join(say(vocabulary.word("rule", rule)) for rule in notice.rules)
