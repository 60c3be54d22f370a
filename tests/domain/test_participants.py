"""Rules of accounts and roles (docs/rules/roles.md; I3, I16)."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain import participants, permissions
from domain.codes import CaseId
from domain.participants import (
    GrantRole,
    Participant,
    ParticipantCommand,
    ParticipantEvent,
    ParticipantRegistered,
    ParticipantReinstated,
    ParticipantSuspended,
    ParticipantWarned,
    RegisterParticipant,
    ReinstateParticipant,
    RevokeRole,
    RoleGranted,
    RoleRevoked,
    SuspendParticipant,
    WarnParticipant,
)
from domain.people import Role
from domain.permissions import ALLOWED, Action, acting_as, may
from tests.domain.cast import ADA, ANA, CASE, GEMEINSAM, MILO, MONDAY, TUESDAY, on
from tests.scenario import Scenario

ANAS_ACCOUNT = ANA.pseudonym
registered = ParticipantRegistered(participant=ANAS_ACCOUNT, level="email")
moderator = RoleGranted(
    participant=ANAS_ACCOUNT, role="moderator", process_id=GEMEINSAM, until=TUESDAY, by=ADA
)
suspended = ParticipantSuspended(participant=ANAS_ACCOUNT, case_id=CASE, until=TUESDAY, by=MILO)


def given(
    *history: ParticipantEvent,
) -> Scenario[Participant, ParticipantEvent, ParticipantCommand]:
    return Scenario(Participant(), participants.evolve, participants.decide, *history)


def grant(role: Role = "moderator") -> GrantRole:
    return GrantRole(
        participant=ANAS_ACCOUNT,
        role=role,
        process_id=GEMEINSAM,
        until=TUESDAY,
        by=ADA,
        at=MONDAY,
    )


def test_who_registers_is_sixteen_or_older() -> None:
    old_enough = RegisterParticipant(participant=ANAS_ACCOUNT, level="email", of_age=True)
    too_young = RegisterParticipant(participant=ANAS_ACCOUNT, level="email", of_age=False)
    given().when(old_enough).then(registered)
    given(registered).when(old_enough).then_nothing()
    given().when(too_young).refused(participants.TooYoungToRegister)


def test_a_role_is_granted_for_a_time_and_a_process() -> None:
    given(registered).when(grant()).then(moderator)
    given(registered, moderator).when(grant()).then_nothing()
    account = given(registered, moderator).state
    assert account.roles(GEMEINSAM, MONDAY) == {"moderator"}
    assert account.roles(GEMEINSAM, TUESDAY) == frozenset()
    assert account.roles(None, MONDAY) == frozenset()


def test_a_role_without_a_process_holds_in_all() -> None:
    everywhere = RoleGranted(
        participant=ANAS_ACCOUNT, role="auditor", process_id=None, until=None, by=ADA
    )
    account = given(registered, everywhere).state
    assert account.roles(GEMEINSAM, on(1, month=12)) == {"auditor"}
    assert account.roles(None, MONDAY) == {"auditor"}


def test_a_role_ends_when_it_is_revoked() -> None:
    revoke = RevokeRole(role="moderator", process_id=GEMEINSAM, by=ADA)
    revoked = RoleRevoked(participant=ANAS_ACCOUNT, role="moderator", process_id=GEMEINSAM, by=ADA)
    given(registered, moderator).when(revoke).then(revoked)
    given(registered).when(revoke).refused(participants.RoleNotHeld)
    assert given(registered, moderator, revoked).state.roles(GEMEINSAM, MONDAY) == frozenset()


@pytest.mark.parametrize("role", ["citizen", "system"])
def test_some_roles_cannot_be_granted(role: Role) -> None:
    given(registered).when(grant(role)).refused(participants.RoleNotGrantable)


def test_a_role_cannot_end_before_it_begins() -> None:
    late = GrantRole(
        participant=ANAS_ACCOUNT,
        role="moderator",
        process_id=None,
        until=MONDAY,
        by=ADA,
        at=TUESDAY,
    )
    given(registered).when(late).refused(participants.RoleEndsInThePast)


def test_a_suspended_person_reads_only_until_the_day_it_ends() -> None:
    suspend = SuspendParticipant(case_id=CASE, until=TUESDAY, by=MILO, at=MONDAY)
    given(registered).when(suspend).then(suspended)
    account = given(registered, suspended).state
    with pytest.raises(participants.ParticipantIsSuspended):
        account.require_in_good_standing(MONDAY)
    account.require_in_good_standing(TUESDAY)


def test_a_successful_appeal_ends_the_suspension_it_was_about() -> None:
    reinstate = ReinstateParticipant(case_id=CASE, by=MILO)
    reinstated = ParticipantReinstated(participant=ANAS_ACCOUNT, case_id=CASE, by=MILO)
    given(registered, suspended).when(reinstate).then(reinstated)
    given(registered, suspended, reinstated).state.require_in_good_standing(MONDAY)


def test_a_successful_appeal_leaves_the_suspension_of_another_case() -> None:
    other = CaseId(UUID(int=77))
    longer = ParticipantSuspended(
        participant=ANAS_ACCOUNT, case_id=other, until=TUESDAY + timedelta(days=2), by=MILO
    )
    of_the_first = ParticipantReinstated(participant=ANAS_ACCOUNT, case_id=CASE, by=MILO)
    of_the_longer = ParticipantReinstated(participant=ANAS_ACCOUNT, case_id=other, by=MILO)
    both = given(registered, suspended, longer)
    assert both.state.suspended_until == longer.until
    assert given(registered, longer, suspended).state.suspended_until == longer.until
    left = given(registered, suspended, longer, of_the_longer).state
    assert left.suspended_until == suspended.until
    free = given(registered, suspended, longer, of_the_longer, of_the_first).state
    assert free.suspended_until is None


def test_a_warning_takes_no_right_away() -> None:
    warned = ParticipantWarned(participant=ANAS_ACCOUNT, case_id=CASE, by=MILO)
    given(registered).when(WarnParticipant(case_id=CASE, by=MILO)).then(warned)
    given(registered, warned).state.require_in_good_standing(MONDAY)


def test_nobody_revokes_or_warns_where_there_is_no_account() -> None:
    given().when(WarnParticipant(case_id=CASE, by=MILO)).refused(participants.ParticipantUnknown)


@pytest.mark.parametrize(
    ("granted", "action", "allowed"),
    [
        (set(), "submit", True),
        (set(), "support", True),
        ({"organisation"}, "submit", True),
        ({"organisation"}, "support", False),
        ({"moderator"}, "support", False),
        ({"moderator"}, "comment", True),
        ({"moderator"}, "moderate", True),
        ({"office"}, "configure", True),
        ({"office"}, "moderate", False),
        ({"admin"}, "submit", False),
        ({"admin"}, "comment", False),
        ({"admin"}, "support", False),
        ({"admin"}, "moderate", False),
        ({"admin"}, "grant_roles", True),
        ({"admin", "moderator"}, "moderate", False),
        ({"admin", "office"}, "configure", False),
        ({"admin", "organisation"}, "submit", False),
        ({"admin", "moderator"}, "grant_roles", True),
        ({"auditor", "office"}, "answer_finding", False),
        ({"auditor", "privacy"}, "read_trail", True),
        ({"auditor"}, "read_trail", True),
        ({"auditor"}, "support", False),
        ({"privacy"}, "support", False),
        ({"privacy"}, "submit", False),
        ({"privacy"}, "moderate", False),
        ({"privacy"}, "read_staff_reads", True),
        ({"privacy"}, "agree_to_erasure", True),
        ({"privacy"}, "propose_erasure", False),
        ({"privacy"}, "read_trail", False),
        ({"clerk"}, "record_on_behalf", True),
        (set(), "moderate", False),
        (set(), "grant_roles", False),
    ],
)
def test_who_may_do_what(granted: set[Role], action: Action, allowed: bool) -> None:  # noqa: FBT001 - a table of cases
    assert may(frozenset(granted), action) is allowed


def test_the_log_names_the_role_in_which_something_was_done() -> None:
    assert acting_as(frozenset({"moderator"}), "comment") == "moderator"
    assert acting_as(frozenset(), "comment") == "citizen"
    with pytest.raises(permissions.StaffDoNotVote):
        acting_as(frozenset({"office"}), "support")
    with pytest.raises(permissions.NotAllowed):
        acting_as(frozenset(), "moderate")


def test_every_action_has_somebody_who_may_do_it() -> None:
    for action, roles in ALLOWED.items():
        assert any(may(frozenset({role} - {"citizen"}), action) for role in roles), action
