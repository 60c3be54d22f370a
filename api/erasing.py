"""Carries out erasures that are due (docs/rules/erasure.md).

The steps stand in an order in which a job killed anywhere goes on where it was: each
can be done twice, and what a later one needs is written down by an earlier one.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec
import structlog
from sqlalchemy import select

from api.mail_texts import composed
from api.ports import Accounts, Erasures, Language, Mailer, PendingErasure
from api.proofs import ErasedText, Proof
from api.provided import ReadModelsPort
from domain.codes import Subject
from domain.erasure import history_of
from domain.messages import ContentRef
from domain.people import PersonRef, UnknownPerson
from domain.ports import EventLog, Vault
from domain.use_cases import erasing
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.erasing import Ground, Text, Wish
from projections import moderation, proposals

EVERY = 2.0  # seconds between two looks at what is due
ATTEMPTS = 5
AGAIN = timedelta(minutes=5)  # after a mail could not be sent
PORTION = 200  # texts noted in one append

log = structlog.get_logger("gemeinsam.erasing")


class VaultPort(Vault, Protocol):
    """The vault with what only erasing may do: see adapters/vault."""

    def items_of(self, person: PersonRef) -> Sequence[ContentRef]: ...
    def keys(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]: ...
    def erase_items(self, refs: Collection[ContentRef]) -> None: ...
    def erase_person(
        self, person: PersonRef, dealt_with: Collection[ContentRef] | None = None
    ) -> bool: ...


class LogPort(EventLog, Protocol):
    """The log with its ciphertexts."""

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]: ...
    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int: ...


class Identities(Protocol):
    """What is known of people beside the vault's own."""

    @property
    def accounts(self) -> Accounts: ...
    @property
    def erasures(self) -> Erasures: ...
    def lock_out(self, person: PersonRef) -> None: ...
    def forget_address(self, email: str) -> None: ...
    def forget(self, person: PersonRef) -> None: ...


class Around(Protocol):
    """What else has to hear of an erasure."""

    def list(self, person: PersonRef | None, refs: Sequence[ContentRef], ground: Ground) -> None:
        """Write it into the list kept apart from the databases; durable."""
        ...

    def forget_texts(self, refs: Collection[ContentRef]) -> None: ...
    def forget_mails(self, email: str, *, but: str) -> None: ...
    def spread(self, person: PersonRef) -> None:
        """Let all processes forget the person, and what they have rendered."""
        ...

    def scrub(self) -> None:
        """Let no file of the vault hold what was deleted from it."""
        ...


class _Plan(msgspec.Struct, frozen=True):
    """What the job set out to erase; kept with the request until it is done."""

    texts: list[tuple[ContentRef, Subject | None]]


class Erasing:
    """Does what people have asked for, and what the office has to. One process: the leader."""

    def __init__(
        self,
        *,
        platform: Platform,
        log: LogPort,
        vault: VaultPort,
        identity: Identities,
        around: Around,
        read_models: ReadModelsPort,
        mailer: Mailer,
        base_url: str,
        backups: timedelta,
        proofs: timedelta,
        clock: Callable[[], datetime],
    ) -> None:
        self._platform = platform
        self._log = log
        self._vault = vault
        self._identity = identity
        self._around = around
        self._read_models = read_models
        self._mailer = mailer
        self._base_url = base_url
        self._backups = backups
        self._proofs = proofs
        self._clock = clock
        self._later: dict[PersonRef, datetime] = {}
        self._reconciled = 0

    def run(self, stop: threading.Event) -> None:
        """Carry out what is due until told to stop."""
        while not stop.is_set():
            self.carry_out_due()
            self.reconcile()
            stop.wait(EVERY)

    def carry_out_due(self) -> int:
        """Carry out every erasure whose time has come; return how many were finished."""
        now = self._clock()
        waiting = self._identity.erasures.due(now)
        return sum(self._carry_out(each) for each in waiting if self._later_than(each, now))

    def erase_texts(self, texts: Sequence[Text], ground: Ground) -> int:
        """Erase texts at once, whoever they belong to; return the position that says so."""
        refs = [ref for ref, _ in texts]
        self.note(texts, ground)
        self._around.list(None, refs, ground)
        self._destroy(refs)
        return self._platform.log.head().position

    def note(self, texts: Sequence[Text], ground: Ground) -> None:
        """Say in the log that texts are erased, and do no more."""
        for start in range(0, len(texts), PORTION):
            some = texts[start : start + PORTION]
            erasing.record_erasure(self._platform, self._asking(), some, ground)

    def end_account(self, person: PersonRef, language: Language) -> None:
        """Let an account end that nobody has used for long; `carry_out_due` does it."""
        now = self._clock()
        wish = msgspec.json.encode(Wish(account=True, texts="none"))
        self._identity.erasures.ask(
            person, wish=wish, ground="retention", language=language, at=now, due=now
        )

    def reconcile(self) -> int:
        """Destroy keys that are left although the log says that their text was erased.

        A job killed between the two leaves them, and so does a restored vault.
        """
        with self._read_models.snapshot() as snapshot:
            position = snapshot.position
            table = snapshot.table("erasures")
            wanted = select(table.c.ref).where(table.c.position > self._reconciled)
            refs = list(snapshot.connection.execute(wanted).scalars())
        left = [ref for ref in refs if self._vault.keys([ref])] if refs else []
        if left:
            log.info("keys were left", count=len(left))
            self._destroy(left)
        self._reconciled = position
        return len(left)

    def _later_than(self, pending: PendingErasure, now: datetime) -> bool:
        return self._later.get(pending.person, now) <= now

    def _carry_out(self, pending: PendingErasure) -> bool:
        """Do the steps; each may have been done before."""
        wish = msgspec.json.decode(pending.wish, type=Wish)
        if wish.account:
            self._lock_out(pending.person)
            self._revoke_roles(pending.person)
        plan = self._planned(pending, wish)
        self._erase(pending, wish, plan)
        if not self._tell(pending, wish, plan):
            self._later[pending.person] = self._clock() + AGAIN
            return False
        if wish.account:
            plan = self._end_account(pending, wish, plan)
        self._identity.erasures.finish(pending.person)
        self._around.scrub()
        log.info("erased", account=wish.account, texts=len(plan.texts), ground=pending.ground)
        return True

    def _lock_out(self, person: PersonRef) -> None:
        self._identity.lock_out(person)
        self._around.spread(person)

    def _erase(self, pending: PendingErasure, wish: Wish, plan: _Plan) -> None:
        """Say that the texts are gone, destroy them, and keep the proof of it."""
        refs = [ref for ref, _ in plan.texts]
        self.note(plan.texts, pending.ground)
        self._around.list(pending.person if wish.account else None, refs, pending.ground)
        self._destroy(refs)
        self._identity.erasures.keep_proof(*self._proof(pending, wish, refs))

    def _caught_up(
        self, pending: PendingErasure, wish: Wish, plan: _Plan, mine: Collection[ContentRef]
    ) -> _Plan:
        """Erase what was written while the job went on; return all that went."""
        whole = self._extended(pending, wish, plan, mine)
        if whole != plan:
            self._erase(pending, wish, whole)
        return whole

    def _revoke_roles(self, person: PersonRef) -> None:
        try:
            erasing.revoke_all_roles(self._platform, self._asking(), person)
        except UnknownPerson:
            log.info("goes on", reason="the person is erased already")

    def _planned(self, pending: PendingErasure, wish: Wish) -> _Plan:
        """Return what goes, as it was written down when the job began, and what came since."""
        mine = self._vault.items_of(pending.person)
        if pending.plan is not None:
            known = msgspec.json.decode(pending.plan, type=_Plan)
            return self._extended(pending, wish, known, mine)
        texts = erasing.chosen(wish, self._texts_of(pending.person, mine))
        fresh = msgspec.json.encode(_Plan(texts))
        stored = self._identity.erasures.begin(pending.person, fresh)
        return msgspec.json.decode(stored, type=_Plan)

    def _extended(
        self, pending: PendingErasure, wish: Wish, plan: _Plan, mine: Collection[ContentRef]
    ) -> _Plan:
        """Return a plan with what was written since, if the account is to go with texts.

        Of some texts it cannot be told yet what they belong to, as no event says so. They
        go as well: who has them in hand has no account any more to hand them in from.
        """
        if not wish.account or wish.texts == "none":
            return plan
        known = {ref for ref, _ in plan.texts}
        texts = erasing.chosen(wish, self._texts_of(pending.person, mine))
        stored = self._log.ciphertexts(mine)
        under_way: list[Text] = [(ref, None) for ref in sorted(mine) if ref not in stored]
        late = dict(each for each in [*under_way, *texts] if each[0] not in known)
        if not late:
            return plan
        whole = _Plan([*plan.texts, *late.items()])
        self._identity.erasures.extend(pending.person, msgspec.json.encode(whole))
        return whole

    def _texts_of(
        self, person: PersonRef, items: Collection[ContentRef]
    ) -> Mapping[ContentRef, Subject | None]:
        """Return which of their texts the person may have erased, and passages quoted of them.

        Never what they wrote for the office (E5).

        Words of the office were once sealed as those of whoever wrote them.
        """
        mine = frozenset(items)
        with self._read_models.snapshot() as snapshot:
            in_cases = moderation.words_of_office(snapshot, mine)
            on_merges = proposals.words_of_office(snapshot, mine)
        return erasing.texts_of(self._log, mine - in_cases - on_merges, self._vault.owned(person))

    def _destroy(self, refs: Sequence[ContentRef]) -> None:
        if not refs:
            return
        self._log.erase_ciphertexts(refs)
        self._vault.erase_items(refs)
        self._around.forget_texts(refs)

    def _proof(
        self, pending: PendingErasure, wish: Wish, refs: Sequence[ContentRef]
    ) -> tuple[str, bytes, datetime]:
        now = self._clock()
        texts = []
        for ref in refs:
            position = self._log.recorded(history_of(ref))[0].position
            texts.append(ErasedText(commitment=ref, position=position))
        proof = Proof(
            installation=self._base_url,
            requested=pending.requested,
            carried_out=now,
            ground=pending.ground,
            account=wish.account,
            texts=tuple(texts),
            last_vault_backup_ends=(now + self._backups).date(),
        )
        return pending.token, msgspec.json.encode(proof), now + self._proofs

    def _tell(self, pending: PendingErasure, wish: Wish, plan: _Plan) -> bool:
        """Send the last mail; False if it is to be tried again before the address goes."""
        if pending.told:
            return True
        account = self._identity.accounts.by_person(pending.person)
        if account is None or account.email is None:
            return True
        facts = {
            "account": wish.account,
            "by_itself": pending.ground == "retention",
            "count": len(plan.texts),
            "link": f"{self._base_url}/{pending.language}/erasure/{pending.token}",
            "site": self._base_url,
        }
        subject, text = composed("erasure_done", pending.language, facts)
        try:
            self._mailer.send(
                to=account.email, subject=subject, text=text, message_id=_message_id(pending)
            )
        except ConnectionError:
            self._identity.erasures.note_mail(pending.person, told=False)
            return pending.attempts + 1 >= ATTEMPTS
        except ValueError:
            log.warning("refused", template="erasure_done")
        self._identity.erasures.note_mail(pending.person, told=True)
        return True

    def _end_account(self, pending: PendingErasure, wish: Wish, plan: _Plan) -> _Plan:
        """End the account with what was written up to this moment; return all that went.

        Nobody can sign in since the job began. But somebody may have been doing so just then,
        and a request of theirs have been under way. So the vault lets nobody go who has
        sealed a text that was not dealt with, and seals none for somebody gone.
        """
        account = self._identity.accounts.by_person(pending.person)
        if account is not None and account.email is not None:
            self._identity.forget_address(account.email)
            self._around.forget_mails(account.email, but=_message_id(pending))
        gone = False
        while not gone:
            self._lock_out(pending.person)
            mine = self._vault.items_of(pending.person)
            plan = self._caught_up(pending, wish, plan, mine)
            gone = self._vault.erase_person(pending.person, None if wish.texts == "none" else mine)
        self._identity.forget(pending.person)
        self._around.spread(pending.person)
        return plan

    def _asking(self) -> Asking:
        return Asking(person=None, at=self._clock(), channel="system", system=True)


def _message_id(pending: PendingErasure) -> str:
    # The same whenever the job is repeated, so that a mailbox shows the mail once.
    return f"erasure-done-{history_of(pending.token).hex}"
