"""Participants' accounts as the log knows them: roles, warnings, suspensions.

One stream per person in the realm `installation`. Rules: docs/rules/roles.md.
"""

from datetime import datetime
from typing import assert_never

import msgspec

from domain.codes import CaseId
from domain.messages import Command, Event, Refusal, StreamId
from domain.people import Actor, Level, ProcessId, Pseudonym, Role


class RegisterParticipant(Command, frozen=True, kw_only=True):
    """`of_age` is the person's own word that they are 16 or older (I16)."""

    participant: Pseudonym
    level: Level
    of_age: bool


class GrantRole(Command, frozen=True, kw_only=True):
    """For one process, or everywhere if `process_id` is None."""

    participant: Pseudonym
    role: Role
    process_id: ProcessId | None
    until: datetime | None
    by: Actor
    at: datetime


class RevokeRole(Command, frozen=True, kw_only=True):
    role: Role
    process_id: ProcessId | None
    by: Actor


class WarnParticipant(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class SuspendParticipant(Command, frozen=True, kw_only=True):
    case_id: CaseId
    until: datetime
    by: Actor
    at: datetime


class ReinstateParticipant(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class ParticipantRegistered(Event, frozen=True, tag="participant.registered/1"):
    """Somebody has an account; nothing here tells who."""

    participant: Pseudonym
    level: Level


class RoleGranted(Event, frozen=True, tag="participant.role-granted/1"):
    """The person may act in this role until `until`, or until revoked."""

    participant: Pseudonym
    role: Role
    process_id: ProcessId | None
    until: datetime | None
    by: Actor


class RoleRevoked(Event, frozen=True, tag="participant.role-revoked/1"):
    """The role ended."""

    participant: Pseudonym
    role: Role
    process_id: ProcessId | None
    by: Actor


class ParticipantWarned(Event, frozen=True, tag="participant.warned/1"):
    """A moderation decision warned the person."""

    participant: Pseudonym
    case_id: CaseId
    by: Actor


class ParticipantSuspended(Event, frozen=True, tag="participant.suspended/1"):
    """The person can read but not contribute until `until`."""

    participant: Pseudonym
    case_id: CaseId
    until: datetime
    by: Actor


class ParticipantReinstated(Event, frozen=True, tag="participant.reinstated/1"):
    """A warning or suspension was taken back on appeal."""

    participant: Pseudonym
    case_id: CaseId
    by: Actor


class TooYoungToRegister(Refusal): ...


class RoleNotGrantable(Refusal): ...


class RoleEndsInThePast(Refusal): ...


class RoleNotHeld(Refusal): ...


class ParticipantIsSuspended(Refusal): ...


class ParticipantUnknown(Refusal): ...


ParticipantCommand = (
    RegisterParticipant
    | GrantRole
    | RevokeRole
    | WarnParticipant
    | SuspendParticipant
    | ReinstateParticipant
)
ParticipantEvent = (
    ParticipantRegistered
    | RoleGranted
    | RoleRevoked
    | ParticipantWarned
    | ParticipantSuspended
    | ParticipantReinstated
)


class Grant(msgspec.Struct, frozen=True):
    """One role a person was given; `until` is exclusive, None means open-ended."""

    role: Role
    process_id: ProcessId | None
    until: datetime | None = None


class Suspension(msgspec.Struct, frozen=True):
    """What one decision took from an account; `until` is exclusive."""

    case_id: CaseId
    until: datetime


class Participant(msgspec.Struct, frozen=True):
    """What the rules must remember about one account.

    `suspensions` are those no appeal has lifted: each ends by itself, so that lifting
    one leaves the others.
    """

    id: Pseudonym | None = None
    level: Level = "guest"
    grants: tuple[Grant, ...] = ()
    suspensions: tuple[Suspension, ...] = ()

    @property
    def suspended_until(self) -> datetime | None:
        """When the last suspension ends, which may be in the past; None without any."""
        return max((each.until for each in self.suspensions), default=None)

    def roles(self, process_id: ProcessId | None, at: datetime) -> frozenset[Role]:
        """Return the granted roles in force in a process at this moment.

        With None for the process only roles that hold everywhere.
        """
        return frozenset(
            grant.role
            for grant in self.grants
            if (grant.until is None or at < grant.until) and grant.process_id in {None, process_id}
        )

    def require_in_good_standing(self, at: datetime) -> None:
        """Refuse somebody who is suspended at this moment.

        Raises:
            ParticipantIsSuspended: with the moment it ends.
        """
        if self.suspended_until is not None and at < self.suspended_until:
            raise ParticipantIsSuspended(until=self.suspended_until)


def history_of(participant: Pseudonym) -> StreamId:
    """Return the stream of an account; takes the pseudonym of the installation."""
    return StreamId(participant)


def evolve(participant: Participant, event: ParticipantEvent) -> Participant:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case ParticipantRegistered():
            return change(participant, id=event.participant, level=event.level)
        case RoleGranted():
            grant = Grant(event.role, event.process_id, event.until)
            kept = _without(participant.grants, event.role, event.process_id)
            return change(participant, id=event.participant, grants=(*kept, grant))
        case RoleRevoked():
            kept = _without(participant.grants, event.role, event.process_id)
            return change(participant, grants=kept)
        case ParticipantWarned():
            return participant
        case ParticipantSuspended():
            new = Suspension(event.case_id, event.until)
            others = _lifted(participant.suspensions, event.case_id)
            return change(participant, suspensions=(*others, new))
        case ParticipantReinstated():
            standing = _lifted(participant.suspensions, event.case_id)
            return change(participant, suspensions=standing)
        case _:
            assert_never(event)


def _without(
    grants: tuple[Grant, ...], role: Role, process_id: ProcessId | None
) -> tuple[Grant, ...]:
    return tuple(grant for grant in grants if (grant.role, grant.process_id) != (role, process_id))


def _lifted(suspensions: tuple[Suspension, ...], case_id: CaseId) -> tuple[Suspension, ...]:
    return tuple(each for each in suspensions if each.case_id != case_id)


def decide(participant: Participant, command: ParticipantCommand) -> list[ParticipantEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case RegisterParticipant():
            return _register(participant, command)
        case GrantRole():
            return _grant(participant, command)
    if participant.id is None:
        raise ParticipantUnknown
    match command:
        case RevokeRole():
            return _revoke(participant, participant.id, command)
        case WarnParticipant():
            return [
                ParticipantWarned(
                    participant=participant.id, case_id=command.case_id, by=command.by
                )
            ]
        case SuspendParticipant():
            return _suspend(participant.id, command)
        case ReinstateParticipant():
            return [
                ParticipantReinstated(
                    participant=participant.id, case_id=command.case_id, by=command.by
                )
            ]
        case _:
            assert_never(command)


def _register(participant: Participant, command: RegisterParticipant) -> list[ParticipantEvent]:
    if not command.of_age:
        raise TooYoungToRegister
    if participant.level == command.level:
        return []
    return [ParticipantRegistered(participant=command.participant, level=command.level)]


def _grant(participant: Participant, command: GrantRole) -> list[ParticipantEvent]:
    # `citizen` comes with the account; `system` is nobody.
    if command.role in {"citizen", "system"}:
        raise RoleNotGrantable(role=command.role)
    if command.until is not None and command.until <= command.at:
        raise RoleEndsInThePast(until=command.until)
    if Grant(command.role, command.process_id, command.until) in participant.grants:
        return []
    return [
        RoleGranted(
            participant=command.participant,
            role=command.role,
            process_id=command.process_id,
            until=command.until,
            by=command.by,
        )
    ]


def _revoke(
    participant: Participant, participant_id: Pseudonym, command: RevokeRole
) -> list[ParticipantEvent]:
    held = {(grant.role, grant.process_id) for grant in participant.grants}
    if (command.role, command.process_id) not in held:
        raise RoleNotHeld(role=command.role)
    return [
        RoleRevoked(
            participant=participant_id,
            role=command.role,
            process_id=command.process_id,
            by=command.by,
        )
    ]


def _suspend(participant_id: Pseudonym, command: SuspendParticipant) -> list[ParticipantEvent]:
    if command.until <= command.at:
        raise RoleEndsInThePast(until=command.until)
    return [
        ParticipantSuspended(
            participant=participant_id,
            case_id=command.case_id,
            until=command.until,
            by=command.by,
        )
    ]
