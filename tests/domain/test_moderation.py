"""Rules of moderation (docs/rules/moderation.md; I6, I7, P1-P3)."""

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from domain import moderation
from domain.codes import ModerationMode, RuleCode, Subject
from domain.messages import Refusal
from domain.moderation import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    AssignAppeal,
    Case,
    CaseClaimed,
    CaseClosed,
    CaseCommand,
    CaseDecided,
    CaseEscalated,
    CaseEvent,
    CaseOpened,
    CaseReleased,
    ClaimCase,
    CloseCase,
    ContentReported,
    DecideAppeal,
    DecideCase,
    EscalateCase,
    FileAppeal,
    OpenCase,
    Outcome,
    ReleaseCase,
    ReportContent,
)
from domain.people import Actor, VoterNumber
from tests.domain.cast import (
    ANA,
    ANAS_NUMBER,
    BEN,
    BENS_NUMBER,
    BUS,
    CASE,
    GEMEINSAM,
    MILO,
    MONDAY,
    NORA,
    TUESDAY,
    on,
    ref,
)
from tests.scenario import Scenario

bus = Subject("proposal", BUS)


class OfficeWeek:
    """Monday to Friday, except Corpus Christi 2023 (8 June)."""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day != date(2023, 6, 8)


DAYS = OfficeWeek()


def given(*history: CaseEvent) -> Scenario[Case, CaseEvent, CaseCommand]:
    return Scenario(Case(), moderation.evolve, moderation.decide, *history)


opened = CaseOpened(
    case_id=CASE,
    process_id=GEMEINSAM,
    subject=bus,
    trigger="submission",
    author=ANA.pseudonym,
    previous=None,
    due=TUESDAY,
)


def claimed(by: Actor = MILO) -> CaseClaimed:
    return CaseClaimed(case_id=CASE, process_id=GEMEINSAM, by=by)


def decide(
    outcome: Outcome,
    *,
    by: Actor = MILO,
    rules: tuple[RuleCode, ...] = ("HR07",),
    length: int = 40,
    own: bool = False,
) -> DecideCase:
    return DecideCase(
        outcome=outcome,
        rules=rules,
        explanation=ref("why"),
        explanation_length=length,
        quoted=None,
        into=None,
        by=by,
        own=own,
        at=TUESDAY,
    )


def decided(outcome: Outcome = "reject", rules: tuple[RuleCode, ...] = ("HR07",)) -> CaseDecided:
    return CaseDecided(
        case_id=CASE,
        process_id=GEMEINSAM,
        subject=bus,
        outcome=outcome,
        rules=rules,
        explanation=ref("why"),
        quoted=None,
        into=None,
        decided_at=TUESDAY,
        by=MILO,
    )


def appeal(*, by: Actor = ANA, at: datetime = TUESDAY) -> FileAppeal:
    return FileAppeal(text=ref("unfair"), due=TUESDAY, by=by, at=at)


filed = AppealFiled(case_id=CASE, process_id=GEMEINSAM, text=ref("unfair"), due=TUESDAY, by=ANA)
assigned = AppealAssigned(case_id=CASE, process_id=GEMEINSAM, reviewer=NORA)
rejected = (opened, claimed(), decided())


def test_a_submission_opens_one_case() -> None:
    command = OpenCase(
        case_id=CASE,
        process_id=GEMEINSAM,
        subject=bus,
        trigger="submission",
        author=ANA.pseudonym,
        previous=None,
        due=TUESDAY,
    )
    given().when(command).then(opened)
    given(opened).when(command).refused(moderation.CaseAlreadyOpen)


def test_a_moderator_claims_a_case_and_others_leave_it_alone() -> None:
    given(opened).when(ClaimCase(by=MILO, own=False, at=MONDAY)).then(claimed())
    given(opened, claimed()).when(ClaimCase(by=NORA, own=False, at=MONDAY)).refused(
        moderation.CaseNotOpen
    )
    given(opened, claimed()).when(ClaimCase(by=MILO, own=False, at=MONDAY)).then_nothing()


def test_a_case_left_until_it_is_overdue_is_taken_over() -> None:
    late = ClaimCase(by=NORA, own=False, at=TUESDAY)
    given(opened, claimed()).when(late).then(claimed(NORA))
    taken = given(opened, claimed(), claimed(NORA))
    taken.when(decide("publish")).refused(moderation.CaseNotInYourHands)
    given(opened, claimed()).when(replace(late, own=True)).refused(moderation.ModeratorIsAuthor)


def test_an_appeal_left_until_it_is_overdue_is_taken_over() -> None:
    left = AppealAssigned(
        case_id=CASE, process_id=GEMEINSAM, reviewer=Actor(BEN.pseudonym, "moderator")
    )
    early = AssignAppeal(reviewer=NORA, own=False, at=MONDAY)
    given(*rejected, filed, left).when(early).refused(moderation.CaseNotOpen)
    late = replace(early, at=TUESDAY)
    given(*rejected, filed, left).when(late).then(assigned)
    # Whoever decided first does not get it this way either.
    given(*rejected, filed, left).when(replace(late, reviewer=MILO)).refused(
        moderation.ReviewerDecidedBefore
    )


def test_nobody_moderates_their_own_content() -> None:
    given(opened).when(ClaimCase(by=MILO, own=True, at=MONDAY)).refused(
        moderation.ModeratorIsAuthor
    )
    as_moderator = Actor(ANA.pseudonym, "moderator")
    given(opened).when(ClaimCase(by=as_moderator, own=False, at=MONDAY)).refused(
        moderation.ModeratorIsAuthor
    )
    given(opened, claimed()).when(decide("publish", own=True)).refused(moderation.ModeratorIsAuthor)


def test_a_claimed_case_can_be_given_back() -> None:
    back = CaseReleased(case_id=CASE, process_id=GEMEINSAM, by=MILO)
    given(opened, claimed()).when(ReleaseCase(by=MILO)).then(back)
    given(opened, claimed()).when(ReleaseCase(by=NORA)).refused(moderation.CaseNotInYourHands)
    given(opened, claimed(), back).when(ClaimCase(by=NORA, own=False, at=MONDAY)).then(
        claimed(NORA)
    )


def test_only_the_moderator_who_claimed_it_decides() -> None:
    given(opened).when(decide("publish")).refused(moderation.CaseNotInYourHands)
    given(opened, claimed()).when(decide("publish", by=NORA)).refused(moderation.CaseNotInYourHands)
    given(opened, claimed()).when(decide("reject")).then(decided())


def test_the_second_of_two_deciders_learns_that_it_is_decided() -> None:
    given(*rejected).when(decide("publish")).refused(moderation.CaseAlreadyDecided, state="decided")


@pytest.mark.parametrize("outcome", ["return", "reject", "hide", "warn", "suspend"])
def test_taking_something_away_needs_a_rule_and_an_explanation(outcome: Outcome) -> None:
    given(opened, claimed()).when(decide(outcome, rules=())).refused(moderation.RuleMissing)
    given(opened, claimed()).when(decide(outcome, length=19)).refused(
        moderation.ExplanationTooShort, minimum=20
    )
    given(opened, claimed()).when(decide(outcome, length=20)).then(decided(outcome))


def test_publishing_needs_no_reasons() -> None:
    given(opened, claimed()).when(decide("publish", rules=(), length=0)).then(
        decided("publish", rules=())
    )


def test_the_source_rule_of_imports_is_not_for_moderators() -> None:
    given(opened, claimed()).when(decide("hide", rules=("HR00",))).refused(
        moderation.SourceRuleNotForModerators
    )


def test_a_merge_names_its_target() -> None:
    given(opened, claimed()).when(decide("merge")).refused(moderation.MergeTargetMissing)


def test_escalating_gives_the_case_to_others() -> None:
    escalated = CaseEscalated(
        case_id=CASE, process_id=GEMEINSAM, to="legal", reason=ref("threat"), by=MILO
    )
    command = EscalateCase(to="legal", reason=ref("threat"), by=MILO)
    given(opened, claimed()).when(command).then(escalated)
    given(opened, claimed(), escalated).when(ClaimCase(by=NORA, own=False, at=MONDAY)).then(
        claimed(NORA)
    )


def reported(reporter: VoterNumber | None) -> ContentReported:
    return ContentReported(
        case_id=CASE,
        process_id=GEMEINSAM,
        subject=bus,
        reporter=reporter,
        rule="HR04",
        text=None,
    )


def test_one_person_reports_the_same_thing_once() -> None:
    by_ana = ReportContent(reporter=ANAS_NUMBER, rule="HR04", text=None)
    by_ben = ReportContent(reporter=BENS_NUMBER, rule="HR04", text=None)
    given(opened).when(by_ana).then(reported(ANAS_NUMBER))
    given(opened, reported(ANAS_NUMBER)).when(by_ana).refused(moderation.AlreadyReported)
    given(opened, reported(ANAS_NUMBER)).when(by_ben).then(reported(BENS_NUMBER))


def test_reports_without_an_account_are_all_counted() -> None:
    anonymous = ReportContent(reporter=None, rule="HR04", text=None)
    scenario = given(opened, reported(None), reported(None))
    scenario.when(anonymous).then(reported(None))
    assert scenario.state.reports == 2


def test_the_author_appeals_and_somebody_else_reviews() -> None:
    given(*rejected).when(appeal()).then(filed)
    given(*rejected).when(appeal(by=BEN)).refused(moderation.NotYourCase)
    given(*rejected, filed).when(appeal()).refused(moderation.AlreadyAppealed)
    review = AssignAppeal(reviewer=NORA, own=False, at=MONDAY)
    given(*rejected, filed).when(review).then(assigned)
    given(*rejected, filed).when(AssignAppeal(reviewer=MILO, own=False, at=MONDAY)).refused(
        moderation.ReviewerDecidedBefore
    )
    given(*rejected, filed).when(AssignAppeal(reviewer=NORA, own=True, at=MONDAY)).refused(
        moderation.ModeratorIsAuthor
    )


def test_an_appeal_is_possible_for_six_months() -> None:
    """Decided on 20 June, so 20 December is the last day, by the clock of Berlin."""
    last = on(20, 22, month=12)
    given(*rejected).when(appeal(at=last)).then(filed)
    given(*rejected).when(appeal(at=on(21, month=12))).refused(
        moderation.AppealTooLate, until=date(2023, 12, 20)
    )


@pytest.mark.parametrize("outcome", ["publish", "no_action", "restore"])
def test_what_took_nothing_away_cannot_be_appealed(outcome: Outcome) -> None:
    given(opened, claimed(), decided(outcome)).when(appeal()).refused(moderation.NothingToAppeal)


def review(*, by: Actor = NORA, length: int = 40) -> DecideAppeal:
    return DecideAppeal(
        outcome="overturned",
        explanation=ref("criticism is allowed"),
        explanation_length=length,
        by=by,
        at=TUESDAY,
    )


def test_the_reviewer_decides_with_an_explanation_and_both_decisions_stay() -> None:
    history = (*rejected, filed, assigned)
    overturned = AppealDecided(
        case_id=CASE,
        process_id=GEMEINSAM,
        subject=bus,
        outcome="overturned",
        explanation=ref("criticism is allowed"),
        decided_at=TUESDAY,
        by=NORA,
    )
    given(*history).when(review()).then(overturned)
    given(*history).when(review(length=5)).refused(moderation.ExplanationTooShort)
    given(*history).when(review(by=MILO)).refused(moderation.ReviewerDecidedBefore)
    given(*history).when(review(by=BEN)).refused(moderation.AppealNotInYourHands)
    state = given(*history, overturned).state
    assert (state.outcome, state.appeal_outcome, state.status) == (
        "reject",
        "overturned",
        "final",
    )


def test_a_case_closes_when_the_time_to_appeal_is_over() -> None:
    closed = CaseClosed(case_id=CASE, process_id=GEMEINSAM)
    given(*rejected).when(CloseCase(at=on(21, month=12))).then(closed)
    given(*rejected).when(CloseCase(at=on(20, month=12))).refused(moderation.AppealPeriodRunning)
    given(opened).when(CloseCase(at=on(21, month=12))).refused(moderation.CaseNotOpen)


@pytest.mark.parametrize(
    "command",
    [ClaimCase(by=MILO, own=False, at=MONDAY), decide("publish"), appeal(), review()],
)
def test_nothing_happens_to_an_unknown_case(command: CaseCommand) -> None:
    unknown: type[Refusal] = moderation.CaseUnknown
    given().when(command).refused(unknown)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (on(19, 9), on(20, 14)),  # Monday morning: Tuesday 16:00 in Berlin
        (on(23, 20), on(26, 14)),  # Friday evening: Monday
        (on(7, 9), on(9, 14)),  # before a holiday: the day after it
        (on(19, 22, month=1), on(20, 15, month=1)),  # winter time; 23:00 in Berlin
    ],
)
def test_a_first_decision_is_due_on_the_next_working_day(at: datetime, due: datetime) -> None:
    assert moderation.due_after(at, DAYS) == due


@pytest.mark.parametrize(
    ("mode", "at", "suspicious", "at_once"),
    [
        ("post", on(24), False, True),
        ("pre", MONDAY, False, False),
        ("hybrid", MONDAY, False, True),
        ("hybrid", on(19, 5), False, False),  # 7:00 in Berlin
        ("hybrid", on(19, 15), False, False),  # 17:00: the office has just closed
        ("hybrid", on(24), False, False),  # Saturday
        ("post", MONDAY, True, False),
        ("hybrid", MONDAY, True, False),
    ],
)
def test_who_may_publish_before_anybody_has_read(
    mode: ModerationMode,
    at: datetime,
    suspicious: bool,  # noqa: FBT001 - a table of cases
    at_once: bool,  # noqa: FBT001 - as above
) -> None:
    assert moderation.post_moderated(mode, at, DAYS, suspicious=suspicious) is at_once


@pytest.mark.parametrize(
    ("decided_on", "last_day"),
    [
        (on(20), date(2023, 12, 20)),
        (on(31, month=8), date(2024, 2, 29)),
        (on(31, month=12), date(2024, 6, 30)),
        (on(19, 23), date(2023, 12, 20)),  # already the 20th in Berlin
    ],
)
def test_six_months_end_on_the_same_day_or_the_last_of_the_month(
    decided_on: datetime, last_day: date
) -> None:
    assert moderation.appeal_until(decided_on) == last_day
