"""Rules of audits (docs/rules/audits.md, J8)."""

from datetime import date
from uuid import UUID

import pytest

from domain import audits
from domain.audits import (
    AnswerFinding,
    Audit,
    AuditClosed,
    AuditCommand,
    AuditEvent,
    AuditId,
    AuditOpened,
    CloseAudit,
    FindingAnswered,
    FindingId,
    FindingRecorded,
    FindingReopened,
    FindingSettled,
    OpenAudit,
    RecordFinding,
    RecordReplay,
    ReopenFinding,
    ReplayExecuted,
    ReplayRequested,
    RequestReplay,
    SettleFinding,
    refusals,
)
from domain.people import SYSTEM, Actor, Pseudonym
from domain.permissions import ALLOWED, may
from domain.working_days import after_working_days
from tests.domain.cast import BUS, GEMEINSAM, OLGA, ref
from tests.scenario import Scenario

AUDIT = AuditId(UUID(int=300))
FINDING = FindingId(UUID(int=301))
RITA = Actor(Pseudonym(UUID(int=110)), "auditor")
SVEN = Actor(Pseudonym(UUID(int=111)), "auditor")
DUE, LATER = date(2023, 7, 3), date(2023, 7, 17)
SAME, OTHER = "a" * 64, "b" * 64

opened = AuditOpened(audit_id=AUDIT, process_id=GEMEINSAM, scope="counting", by=RITA)
requested = ReplayRequested(audit_id=AUDIT, process_id=GEMEINSAM, to_position=40, by=RITA)
executed = ReplayExecuted(
    audit_id=AUDIT,
    process_id=GEMEINSAM,
    to_position=40,
    state_hash=SAME,
    live_hash=SAME,
    matches=True,
    by=SYSTEM,
)
recorded = FindingRecorded(
    audit_id=AUDIT,
    process_id=GEMEINSAM,
    finding_id=FINDING,
    severity="minor",
    text=ref("late decisions"),
    positions=(12,),
    subjects=(BUS,),
    due=DUE,
    by=RITA,
)
answered = FindingAnswered(
    audit_id=AUDIT, process_id=GEMEINSAM, finding_id=FINDING, text=ref("two more"), by=OLGA
)
reopened = FindingReopened(
    audit_id=AUDIT,
    process_id=GEMEINSAM,
    finding_id=FINDING,
    reason=ref("by when"),
    due=LATER,
    by=RITA,
)
settled = FindingSettled(audit_id=AUDIT, process_id=GEMEINSAM, finding_id=FINDING, by=RITA)
closed = AuditClosed(audit_id=AUDIT, process_id=GEMEINSAM, by=RITA)


def given(*history: AuditEvent) -> Scenario[Audit, AuditEvent, AuditCommand]:
    return Scenario(Audit(), audits.evolve, audits.decide, *history)


def record(length: int = 60, positions: tuple[int, ...] = (12,)) -> RecordFinding:
    return RecordFinding(
        finding_id=FINDING,
        severity="minor",
        text=ref("late decisions"),
        text_length=length,
        positions=positions,
        subjects=(BUS,),
        due=DUE,
        head=50,
        by=RITA,
    )


def answer(by: Actor = OLGA, length: int = 60) -> AnswerFinding:
    return AnswerFinding(finding_id=FINDING, text=ref("two more"), text_length=length, by=by)


def reopen(length: int = 60) -> ReopenFinding:
    return ReopenFinding(
        finding_id=FINDING, reason=ref("by when"), reason_length=length, due=LATER, by=RITA
    )


def replayed(state: str = SAME, to_position: int = 40) -> RecordReplay:
    return RecordReplay(to_position=to_position, state_hash=state, live_hash=SAME, by=SYSTEM)


settle = SettleFinding(finding_id=FINDING, by=RITA)
close = CloseAudit(by=RITA)
begin = OpenAudit(audit_id=AUDIT, process_id=GEMEINSAM, scope="counting", by=RITA)


def test_an_audit_is_opened_once() -> None:
    given().when(begin).then(opened)
    given(opened).when(begin).refused(refusals.AuditAlreadyOpen)


def test_nothing_happens_in_an_audit_that_was_never_opened() -> None:
    given().when(record()).refused(refusals.AuditUnknown)


def test_a_finding_gets_a_day_by_which_it_is_answered() -> None:
    given(opened).when(record()).then(recorded)
    given(opened, recorded).when(record()).then_nothing()


def test_a_finding_says_in_words_what_was_found() -> None:
    given(opened).when(record(19)).refused(refusals.FindingTextTooShort, minimum=20)


@pytest.mark.parametrize("position", [0, 51])
def test_a_finding_points_at_what_is_in_the_log(position: int) -> None:
    given(opened).when(record(positions=(12, position))).refused(
        refusals.PositionNotReached, head=50
    )


def test_the_office_answers_a_finding_once() -> None:
    given(opened, recorded).when(answer()).then(answered)
    given(opened, recorded, answered).when(answer()).refused(refusals.FindingAlreadyAnswered)
    given(opened, recorded, answered, settled).when(answer()).refused(
        refusals.FindingAlreadyAnswered
    )
    given(opened).when(answer()).refused(refusals.FindingUnknown)
    given(opened, recorded).when(answer(length=19)).refused(refusals.FindingTextTooShort)


def test_who_audits_does_not_answer() -> None:
    in_the_office = Actor(RITA.pseudonym, "office")
    given(opened, recorded).when(answer(in_the_office)).refused(refusals.AnswerNeedsAnotherPerson)
    by_sven = ReplayRequested(audit_id=AUDIT, process_id=GEMEINSAM, to_position=3, by=SVEN)
    also = Actor(SVEN.pseudonym, "office")
    given(opened, by_sven, recorded).when(answer(also)).refused(refusals.AnswerNeedsAnotherPerson)


def test_an_answer_that_is_not_enough_is_asked_for_again() -> None:
    given(opened, recorded, answered).when(reopen()).then(reopened)
    given(opened, recorded, answered, reopened).when(answer()).then(answered)
    given(opened, recorded).when(reopen()).refused(refusals.FindingNotAnswered)
    given(opened, recorded, answered).when(reopen(19)).refused(refusals.FindingTextTooShort)
    again = given(opened, recorded, answered, reopened).state.finding(FINDING)
    assert again is not None
    assert again.due == LATER


def test_a_finding_is_settled_after_its_answer() -> None:
    given(opened, recorded, answered).when(settle).then(settled)
    given(opened, recorded).when(settle).refused(refusals.FindingNotAnswered)
    given(opened, recorded, answered, settled).when(settle).refused(refusals.FindingAlreadySettled)
    given(opened, recorded, answered, settled).when(reopen()).refused(
        refusals.FindingAlreadySettled
    )


def test_an_audit_closes_when_every_finding_is_settled() -> None:
    given(opened).when(close).then(closed)
    given(opened, recorded, answered, settled).when(close).then(closed)
    given(opened, recorded).when(close).refused(refusals.FindingsStillOpen, open=1)
    given(opened, recorded, answered).when(close).refused(refusals.FindingsStillOpen, open=1)


def test_a_closed_audit_stays_as_it_is() -> None:
    wishes: tuple[AuditCommand, ...] = (record(), answer(), reopen(), settle, close)
    for wish in wishes:
        given(opened, closed).when(wish).refused(refusals.AuditIsClosed)


def test_one_recomputation_at_a_time() -> None:
    wish = RequestReplay(to_position=40, head=50, by=RITA)
    given(opened).when(wish).then(requested)
    given(opened, requested).when(wish).refused(refusals.ReplayStillRunning, to_position=40)
    given(opened, requested, executed).when(wish).then(requested)
    given(opened, requested).when(close).refused(refusals.ReplayStillRunning)


@pytest.mark.parametrize("position", [0, 51])
def test_only_what_is_in_the_log_can_be_recomputed(position: int) -> None:
    wish = RequestReplay(to_position=position, head=50, by=RITA)
    given(opened).when(wish).refused(refusals.PositionNotReached, head=50)


def test_a_recomputation_says_whether_both_hashes_are_one() -> None:
    given(opened, requested).when(replayed()).then(executed)
    differs = ReplayExecuted(
        audit_id=AUDIT,
        process_id=GEMEINSAM,
        to_position=40,
        state_hash=OTHER,
        live_hash=SAME,
        matches=False,
        by=SYSTEM,
    )
    given(opened, requested).when(replayed(OTHER)).then(differs)
    given(opened).when(replayed()).refused(refusals.ReplayNotRequested)
    given(opened, requested).when(replayed(to_position=41)).refused(refusals.ReplayNotRequested)


def test_auditors_can_do_nothing_but_audit() -> None:
    possible = {action for action in ALLOWED if may(frozenset({"auditor"}), action)}
    assert possible == {"audit", "read_trail", "read_staff_reads"}


class NoWeekends:
    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5


def test_ten_working_days_are_two_weeks() -> None:
    monday = date(2023, 6, 19)
    assert after_working_days(monday, audits.ANSWER_WORKING_DAYS, NoWeekends()) == date(2023, 7, 3)
    saturday = date(2023, 6, 17)
    assert after_working_days(saturday, 1, NoWeekends()) == monday
