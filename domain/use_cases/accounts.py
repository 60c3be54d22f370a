"""Accounts as the log knows them: registered, given roles, asked what they may do."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

import msgspec

from domain import participants
from domain.people import SYSTEM, Actor, PersonRef, ProcessId, Role, UnknownPerson
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.histories import Histories


def register(platform: Platform, asking: Asking, *, of_age: bool) -> Outcome:
    """Make an account of a person the vault knows, who says they are 16 or older (I16).

    Raises:
        TooYoungToRegister: they did not say so.
    """
    if asking.person is None:
        raise participants.ParticipantUnknown
    account = platform.vault.pseudonym(asking.person, "installation")

    def decide(histories: Histories) -> bytes:
        command = participants.RegisterParticipant(
            participant=account, level=asking.level, of_age=of_age
        )
        events = participants.decide(histories.participant(account), command)
        histories.add(participants.history_of(account), events)
        return b"{}"

    return carry_out(platform, asking, decide)


def grant_role(
    platform: Platform,
    asking: Asking,
    person: PersonRef,
    role: Role,
    process_id: ProcessId | None = None,
    until: datetime | None = None,
) -> Outcome:
    """Let a person act in a role, in one process or everywhere.

    Raises:
        NotAllowed: who is asking does not administer roles.
        Refusal: the role cannot be granted, or would have ended already.
    """
    account = platform.vault.pseudonym(person, "installation")

    def decide(histories: Histories) -> bytes:
        command = participants.GrantRole(
            participant=account,
            role=role,
            process_id=process_id,
            until=until,
            by=_administrator(platform, histories, asking),
            at=asking.at,
        )
        events = participants.decide(histories.participant(account), command)
        histories.add(participants.history_of(account), events)
        return b"{}"

    return carry_out(platform, asking, decide)


def revoke_role(
    platform: Platform,
    asking: Asking,
    person: PersonRef,
    role: Role,
    process_id: ProcessId | None = None,
) -> Outcome:
    """End a role at once."""
    account = platform.vault.pseudonym(person, "installation")

    def decide(histories: Histories) -> bytes:
        by = _administrator(platform, histories, asking)
        command = participants.RevokeRole(role=role, process_id=process_id, by=by)
        events = participants.decide(histories.participant(account), command)
        histories.add(participants.history_of(account), events)
        return b"{}"

    return carry_out(platform, asking, decide)


def _administrator(platform: Platform, histories: Histories, asking: Asking) -> Actor:
    return SYSTEM if asking.system else actor(platform, histories, asking, "grant_roles", None)


class Standing(msgspec.Struct, frozen=True):
    """What the log says about an account: granted roles, and until when it is suspended."""

    account: participants.Participant

    def roles(self, process_id: ProcessId | None, at: datetime) -> frozenset[Role]:
        """Return the granted roles in force in a process at this moment."""
        return self.account.roles(process_id, at)


def standing(platform: Platform, person: PersonRef, histories: Histories | None = None) -> Standing:
    """Return a person's account as the log has it now, or had it in these histories."""
    account = platform.vault.pseudonym(person, "installation")
    return Standing((histories or Histories(platform.log)).participant(account))


def histories_of(platform: Platform, people: Collection[PersonRef]) -> Histories:
    """Return the histories of many accounts, read in one go; unknown people are left out."""
    platform.vault.fetch(people)
    streams = []
    for person in people:
        with suppress(UnknownPerson):
            account = platform.vault.pseudonym(person, "installation")
            streams.append(participants.history_of(account))
    histories = Histories(platform.log)
    histories.fetch(*streams)
    return histories
