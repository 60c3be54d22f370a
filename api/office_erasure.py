"""One text goes for a legal reason or because its time is over: two people must want it.

The project office proposes it; somebody else, of the office or the data protection
officer, sees what will happen and agrees or declines. From
the agreement on nobody is shown the text; keys and ciphertexts go at once afterwards,
by `AgreedErasures` (docs/rules/erasure.md).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog

from api.disclosing import Disclosures, reading_as
from api.mail_texts import composed
from api.people import Person
from api.ports import Accounts, Mailer, OfficeGround, ProposedErasure, TextErasures
from domain.erasure import AnotherPersonMustAgree, TextUnknown
from domain.messages import ChangedMeanwhile
from domain.people import PersonRef, ProcessId, Role
from domain.permissions import ALLOWED, Action, NotAllowed, acting_as
from domain.ports import Vault
from domain.use_cases import erasing
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.erasing import Text, written_in

ATTEMPTS = 5
AGAIN = timedelta(minutes=5)  # after a mail could not be sent

log = structlog.get_logger("gemeinsam.erasing")


class OfficeErasure:
    """What office and data protection may do with one text. Blocking; safe in threads."""

    def __init__(
        self,
        *,
        platform: Platform,
        left: Callable[[Sequence[Text]], bool],
        proposals: TextErasures,
        disclosures: Disclosures,
    ) -> None:
        self._platform = platform
        self._left = left
        self._proposals = proposals
        self._disclosures = disclosures

    def waiting(self, person: Person) -> Sequence[ProposedErasure]:
        """Return what waits for a second person in the processes of the one asking."""
        waiting = self._proposals.waiting()
        return [each for each in waiting if person.may("agree_to_erasure", each.process_id)]

    def find(self, person: Person, subject: UUID, process_id: ProcessId) -> ProposedErasure | None:
        """Return the proposal for a text of a process.

        Raises:
            NotAllowed: the person is neither of the office there nor of data protection.
        """
        _require(person, "agree_to_erasure", process_id)
        return self._proposals.find(subject)

    def is_left(self, subject: UUID) -> bool:
        """Tell whether any version of the text can still be opened."""
        return self._left(written_in(self._platform.log, subject))

    def propose(
        self,
        person: Person,
        subject: UUID,
        process_id: ProcessId,
        ground: OfficeGround,
        reason: str,
    ) -> ProposedErasure:
        """Propose that a text goes; a proposal there is already stays as it is.

        Raises:
            NotAllowed: the person is not of the office there.
            ParticipantIsSuspended: they may only read for now.
            TextUnknown: nothing is left of the text.
        """
        ref, role = _require(person, "propose_erasure", process_id)
        person.account.require_in_good_standing(person.at)
        if not self.is_left(subject):
            raise TextUnknown
        self._write_down(person, role, subject)
        return self._proposals.propose(
            subject,
            process_id=process_id,
            ground=ground,
            reason=reason,
            person=ref,
            at=person.at,
        )

    def agree(
        self, person: Person, asking: Asking, subject: UUID, seen: datetime | None
    ) -> Outcome:
        """Agree: from the outcome's position on, readers are not shown the text.

        `seen` is when the proposal was made that the person has read; None if it was none.

        Raises:
            ChangedMeanwhile: another proposal waits, with a ground and a reason of its own.
            TextUnknown: nobody has proposed it, or it was declined.
            NotAllowed: the person is neither of the office there nor of data protection.
            ParticipantIsSuspended: they may only read for now.
            AnotherPersonMustAgree: the person has proposed it themselves.
        """
        proposal, ref, role = self._mine_to_judge(person, subject)
        if proposal.proposed_by == ref:
            raise AnotherPersonMustAgree
        if seen != proposal.proposed:
            raise ChangedMeanwhile
        self._write_down(person, role, subject)
        if not self._proposals.agree(subject, ref, seen):
            self._require_same(subject, seen)
        texts = written_in(self._platform.log, subject)
        return erasing.record_erasure(self._platform, asking, texts, proposal.ground)

    def decline(self, person: Person, subject: UUID) -> None:
        """Let the text stay; whoever has proposed it takes it back by this.

        Raises:
            TextUnknown: nothing waits.
            NotAllowed: the person is neither of the office there nor of data protection.
            ParticipantIsSuspended: they may only read for now.
        """
        self._mine_to_judge(person, subject)
        if not self._proposals.decline(subject):
            raise TextUnknown

    def _require_same(self, subject: UUID, seen: datetime) -> None:
        """Go on if somebody has agreed to the same proposal: that may have stopped half-way."""
        stands = self._proposals.find(subject)
        if stands is None:
            raise TextUnknown
        if stands.proposed != seen:
            raise ChangedMeanwhile

    def _mine_to_judge(
        self, person: Person, subject: UUID
    ) -> tuple[ProposedErasure, PersonRef, Role]:
        proposal = self._proposals.find(subject)
        if proposal is None:
            raise TextUnknown
        ref, role = _require(person, "agree_to_erasure", proposal.process_id)
        person.account.require_in_good_standing(person.at)
        return proposal, ref, role

    def _write_down(self, person: Person, role: Role, subject: UUID) -> None:
        # No event holds who wanted it: the chain of staff reads names both.
        owner = self._platform.vault.owner(subject)
        self._disclosures.text_to_erase(reading_as(person, role, "data_protection"), owner)


class Erasing(Protocol):
    """Destroys texts and says so: see api/erasing.py."""

    def erase_texts(self, texts: Sequence[Text], ground: OfficeGround) -> int: ...


class AgreedErasures:
    """Carries out what two people have agreed on. One process: the leader.

    Killed anywhere it begins again: the proposal goes last.
    """

    def __init__(
        self,
        *,
        platform: Platform,
        vault: Vault,
        erasing: Erasing,
        proposals: TextErasures,
        accounts: Accounts,
        mailer: Mailer,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._platform = platform
        self._vault = vault
        self._erasing = erasing
        self._proposals = proposals
        self._accounts = accounts
        self._mailer = mailer
        self._base_url = base_url
        self._clock = clock
        self._tried: dict[UUID, tuple[int, datetime]] = {}

    def carry_out(self) -> int:
        """Destroy keys and ciphertexts, tell the author; return how many were finished."""
        return sum(self._finish(each) for each in self._proposals.agreed())

    def _finish(self, proposal: ProposedErasure) -> bool:
        tried, again = self._tried.get(proposal.subject, (0, self._clock()))
        if self._clock() < again:
            return False
        if not tried:
            texts = written_in(self._platform.log, proposal.subject)
            self._erasing.erase_texts(texts, proposal.ground)
        if not self._tell(proposal) and tried + 1 < ATTEMPTS:
            self._tried[proposal.subject] = (tried + 1, self._clock() + AGAIN)
            return False
        self._proposals.finish(proposal.subject)
        self._tried.pop(proposal.subject, None)
        log.info("erased", account=False, ground=proposal.ground)
        return True

    def _tell(self, proposal: ProposedErasure) -> bool:
        """Send the author a note; False if it is to be tried again."""
        owner = self._vault.owner(proposal.subject)
        account = None if owner is None else self._accounts.by_person(owner)
        if account is None or account.email is None:
            return True
        facts = {
            "ground": proposal.ground,
            "mine": f"{self._base_url}/{account.language}/me",
            "site": self._base_url,
        }
        subject, text = composed("text_erased", account.language, facts)
        name = f"text-erased-{proposal.subject}"
        try:
            self._mailer.send(to=account.email, subject=subject, text=text, message_id=name)
        except ConnectionError:
            return False
        except ValueError:
            log.warning("refused", template="text_erased")
        return True


def _require(person: Person, action: Action, process_id: ProcessId) -> tuple[PersonRef, Role]:
    """Return who does it, and in which role."""
    granted = person.account.roles(process_id, person.at)
    if person.ref is None:
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))
    return person.ref, acting_as(granted, action)
