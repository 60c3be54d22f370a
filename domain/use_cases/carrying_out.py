"""How every wish is carried out: read, decide, append; again if something moved.

A decision is made on whole histories. Each history it looked at becomes either
a write with the version seen or a guard, so nothing it relied on can have
changed when it is stored (rulings 14, 16).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from domain import participants
from domain.messages import Append, Appended, Channel, CommandKey, Refusal
from domain.people import SYSTEM, Actor, Level, PersonRef, ProcessId, Role
from domain.permissions import ALLOWED, Action, NotAllowed, acting_as
from domain.ports import ConcurrentChange, EventLog, Plain, Sealed, Vault
from domain.use_cases.histories import Histories
from domain.working_days import WorkingDays

ATTEMPTS = 4
"""One try and three more after a failed guard, then the caller learns of it (ruling 16)."""


@dataclass(frozen=True)
class Platform:
    """What use cases work with; made once by the wiring."""

    log: EventLog
    vault: Vault
    days: WorkingDays
    new_id: Callable[[], UUID]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who wishes something, when and by which way.

    `person` is None for somebody without an account, and for the platform itself
    if `system` is set. `key` is the client-made id of the wish and `request` the
    bytes it stands for: the same key with the same request has one effect (I1).
    """

    person: PersonRef | None
    at: datetime
    level: Level = "email"
    channel: Channel = "web"
    occurred_at: datetime | None = None
    key: str | None = None
    request: bytes = b""
    system: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What became of a wish. `position` is where the reader finds it in the log."""

    position: int
    result: bytes
    repeated: bool = False


Deciding = Callable[[Histories], bytes]
"""Adds events to the histories and returns the answer; may be called several times."""


def carry_out(platform: Platform, asking: Asking, decide: Deciding) -> Outcome:
    """Decide and store, all or nothing; decide again if something moved meanwhile.

    `decide` adds events to the histories and returns the answer that a repetition
    of the same command will get. It may be called several times.

    Raises:
        Refusal: the rules forbid it; nothing was stored.
        ConcurrentChange: it kept moving; nothing was stored.
        CommandReused: the command id was used for another request.
    """
    key = command_key(platform, asking)
    if key is not None and (before := platform.log.answered(key)):
        return outcome_of(before)
    try:
        return _stored(platform, asking, key, decide)
    except (Refusal, ConcurrentChange):
        # The same wish may have come twice at once: then the other one has been carried out since.
        if key is not None and (since := platform.log.answered(key)):
            return outcome_of(since)
        raise


def _stored(
    platform: Platform, asking: Asking, key: CommandKey | None, decide: Deciding
) -> Outcome:
    for _ in range(ATTEMPTS - 1):
        try:
            return _attempt(platform, asking, key, decide)
        except ConcurrentChange:
            continue
    return _attempt(platform, asking, key, decide)


def command_key(platform: Platform, asking: Asking) -> CommandKey | None:
    """Return the name under which this wish is remembered; None if it has no id."""
    if asking.key is None:
        return None
    return platform.vault.command_key(asking.person, asking.key, asking.request)


def _attempt(
    platform: Platform,
    asking: Asking,
    key: CommandKey | None,
    decide: Deciding,
) -> Outcome:
    histories = Histories(platform.log)
    result = decide(histories)
    if not histories.writes() and key is None:
        return Outcome(position=platform.log.head().position, result=result)
    try:
        return outcome_of(platform.log.append(append_of(asking, key, histories, result)))
    except ConcurrentChange:
        histories.require_texts()
        raise


def append_of(
    asking: Asking, key: CommandKey | None, histories: Histories, result: bytes
) -> Append:
    """Return what a decision wants stored."""
    writes = histories.writes()
    return Append(
        writes=writes,
        guards=histories.guards() if writes else (),
        contents=tuple(sealed.text for sealed in histories.sealed),
        recorded_at=asking.at,
        occurred_at=asking.occurred_at,
        channel=asking.channel,
        command=key,
        result=result,
    )


def outcome_of(appended: Appended) -> Outcome:
    """Return what became of a wish that was stored now or before."""
    return Outcome(position=appended.position, result=appended.result, repeated=appended.repeated)


def seal_optional(vault: Vault, owner: PersonRef | None, text: str | None) -> Sealed | None:
    """Seal a text that may be missing; nothing is sealed for an empty one."""
    return vault.seal([Plain(text, owner)])[0] if text else None


def grants(platform: Platform, histories: Histories, asking: Asking) -> participants.Participant:
    """Return the account of who is asking; an empty one without an account."""
    if asking.person is None:
        return participants.Participant()
    return histories.participant(platform.vault.pseudonym(asking.person, "installation"))


def actor(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    action: Action,
    process_id: ProcessId | None,
) -> Actor:
    """Return who is asking, as the log may say it, in the role that allows it.

    The pseudonym is that of the process, or of the installation without one.

    Raises:
        NotAllowed, StaffDoNotVote: no role of theirs allows it.
        ParticipantIsSuspended: they may only read for now.
    """
    if asking.system:
        return SYSTEM
    if asking.person is None:
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))
    role = role_of(grants(platform, histories, asking), asking, action, process_id)
    pseudonym = platform.vault.pseudonym(asking.person, process_id or "installation")
    return Actor(pseudonym=pseudonym, role=role)


def role_of(
    account: participants.Participant,
    asking: Asking,
    action: Action,
    process_id: ProcessId | None,
) -> Role:
    """Return the role in which the owner of the account does something.

    Raises:
        NotAllowed, StaffDoNotVote: no role of theirs allows it.
        ParticipantIsSuspended: they may only read for now.
    """
    role = acting_as(account.roles(process_id, asking.at), action)
    account.require_in_good_standing(asking.at)
    return role
