"""Accounts: roles with their history, warnings and suspensions."""

from datetime import datetime, timedelta

from domain.codes import CaseId
from domain.participants import (
    ParticipantRegistered,
    ParticipantReinstated,
    ParticipantSuspended,
    ParticipantWarned,
    RoleGranted,
    RoleRevoked,
)
from domain.people import SYSTEM, ProcessId, Pseudonym, Role
from projections import participants
from tests.projections.reading import MONDAY, History, named_id, read
from tests.projections.stories import ADMIN, DIGITAL, MILO

MODELS = (participants.MODEL,)
SOMEBODY = Pseudonym(named_id("somebody in the installation"))
CASE = CaseId(named_id("a case"))
OTHER = ProcessId(named_id("another process"))
IN_A_WEEK = MONDAY + timedelta(days=7)


def granted(
    role: Role, process_id: ProcessId | None = None, until: datetime | None = None
) -> RoleGranted:
    return RoleGranted(
        participant=SOMEBODY, role=role, process_id=process_id, until=until, by=ADMIN
    )


def revoked(role: Role, process_id: ProcessId | None = None) -> RoleRevoked:
    return RoleRevoked(participant=SOMEBODY, role=role, process_id=process_id, by=ADMIN)


def suspended(until: datetime, case_id: CaseId = CASE) -> ParticipantSuspended:
    return ParticipantSuspended(participant=SOMEBODY, case_id=case_id, until=until, by=MILO)


def test_a_role_holds_in_its_process_until_its_end() -> None:
    history = History()
    history.add(SOMEBODY, granted("moderator", DIGITAL, IN_A_WEEK), granted("auditor"))
    with read(MODELS, history.events) as snapshot:
        roles = participants.roles
        assert roles(snapshot, SOMEBODY, MONDAY, DIGITAL) == {"moderator", "auditor"}
        assert roles(snapshot, SOMEBODY, MONDAY, OTHER) == {"auditor"}
        assert roles(snapshot, SOMEBODY, IN_A_WEEK, DIGITAL) == {"auditor"}
        assert roles(snapshot, Pseudonym(named_id("nobody")), MONDAY, DIGITAL) == frozenset()


def test_a_revoked_role_stays_in_the_history_with_who_ended_it() -> None:
    history = History()
    history.add(SOMEBODY, granted("moderator", DIGITAL))
    history.add(SOMEBODY, revoked("moderator", DIGITAL))
    with read(MODELS, history.events) as snapshot:
        assert participants.roles(snapshot, SOMEBODY, history.now, DIGITAL) == frozenset()
        [grant] = participants.grants(snapshot)
        assert (grant.ended_at, grant.ended_by, grant.ended_role, grant.ended_position) == (
            history.now,
            ADMIN.pseudonym,
            "admin",
            2,
        )
        assert participants.roles(snapshot.at(1), SOMEBODY, history.now, DIGITAL) == {"moderator"}


def test_granting_a_role_again_ends_the_grant_before() -> None:
    history = History()
    history.add(SOMEBODY, granted("clerk", DIGITAL, IN_A_WEEK), granted("clerk", OTHER))
    history.add(SOMEBODY, granted("clerk", DIGITAL))
    with read(MODELS, history.events) as snapshot:
        newest, other, first = participants.grants(snapshot)
        assert (first.ended_position, other.ended_position, newest.ended_position) == (
            3,
            None,
            None,
        )
        in_force = [grant.position for grant in (newest, other, first) if grant.in_force(MONDAY)]
        assert in_force == [3, 2]
        assert participants.grant(snapshot, 3) == newest
        assert participants.grant(snapshot.at(2), 3) is None
        assert participants.grant(snapshot, 4) is None


def test_revoking_one_scope_leaves_the_other() -> None:
    history = History()
    history.add(SOMEBODY, granted("office"), granted("office", DIGITAL))
    history.add(SOMEBODY, revoked("office"))
    with read(MODELS, history.events) as snapshot:
        assert participants.roles(snapshot, SOMEBODY, MONDAY, DIGITAL) == {"office"}
        assert participants.roles(snapshot, SOMEBODY, MONDAY) == frozenset()


def test_an_account_tells_its_level_and_when_it_was_made() -> None:
    history = History()
    history.add(SOMEBODY, ParticipantRegistered(participant=SOMEBODY, level="email"))
    first = history.now
    history.add(SOMEBODY, ParticipantRegistered(participant=SOMEBODY, level="resident"))
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        assert account is not None
        assert (account.level, account.registered_at, account.position) == ("resident", first, 2)
        assert participants.account(snapshot, Pseudonym(named_id("nobody"))) is None


def test_staff_who_never_registered_have_an_account_all_the_same() -> None:
    history = History()
    first_admin = RoleGranted(
        participant=SOMEBODY, role="admin", process_id=None, until=None, by=SYSTEM
    )
    history.add(SOMEBODY, first_admin)
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
    assert account is not None
    assert (account.level, account.registered_at) == ("guest", None)


def test_a_won_appeal_lifts_the_suspension_but_keeps_its_record() -> None:
    history = History()
    history.add(SOMEBODY, ParticipantWarned(participant=SOMEBODY, case_id=OTHER, by=MILO))  # type: ignore[arg-type]  # any id
    history.add(SOMEBODY, suspended(IN_A_WEEK))
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        assert account is not None
        assert account.suspended_until == IN_A_WEEK
    history.add(SOMEBODY, ParticipantReinstated(participant=SOMEBODY, case_id=CASE, by=MILO))
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        assert account is not None
        assert account.suspended_until is None
        newest, warning = participants.sanctions(snapshot, SOMEBODY)
        assert (newest.kind, newest.until, newest.lifted_at) == (
            "suspended",
            IN_A_WEEK,
            history.now,
        )
        assert (warning.kind, warning.lifted_at) == ("warned", None)
        [before, _] = participants.sanctions(snapshot.at(2), SOMEBODY)
        assert before.lifted_at is None


def test_a_won_appeal_leaves_the_suspension_of_another_case() -> None:
    history = History()
    second, later = CaseId(named_id("a second case")), IN_A_WEEK + timedelta(days=2)
    history.add(SOMEBODY, suspended(later, second), suspended(IN_A_WEEK))
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        assert account is not None
        assert (account.suspended_until, account.suspended_by) == (later, second)
    history.add(SOMEBODY, ParticipantReinstated(participant=SOMEBODY, case_id=second, by=MILO))
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        assert account is not None
        assert (account.suspended_until, account.suspended_by) == (IN_A_WEEK, CASE)


def test_reinstating_for_another_case_changes_nothing() -> None:
    history = History()
    history.add(SOMEBODY, suspended(IN_A_WEEK))
    lifted = ParticipantReinstated(
        participant=SOMEBODY, case_id=CaseId(named_id("elsewhere")), by=MILO
    )
    history.add(SOMEBODY, lifted)
    with read(MODELS, history.events) as snapshot:
        account = participants.account(snapshot, SOMEBODY)
        [sanction] = participants.sanctions(snapshot, SOMEBODY)
    assert account is not None
    assert (account.suspended_until, sanction.lifted_at) == (IN_A_WEEK, None)
