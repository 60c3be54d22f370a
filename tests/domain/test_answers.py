"""Rules of answers (docs/rules/answers.md; I10)."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain import answers
from domain.answers import (
    Answer,
    AnswerCommand,
    AnswerEvent,
    AnswerProposal,
    AnswerRevised,
    CostRange,
    CostRangeReversed,
    ExpertReviewFiled,
    ExpertReviewRequested,
    FileReview,
    ForwardingNeedsAddressee,
    NothingWasPromised,
    NotToBeAnswered,
    OutcomeReported,
    ProposalAnswered,
    ReportOutcome,
    RequestReview,
    ReviewAlreadyFiled,
    ReviewAlreadyRequested,
    ReviewDueInThePast,
    ReviewNotRequested,
    RevisionNeedsReason,
)
from domain.codes import UnitId, Verdict
from domain.proposals import Proposal, Status
from tests.domain.cast import BUS, GEMEINSAM, OLGA, ref
from tests.domain.council import M_04
from tests.scenario import Scenario

REVIEW = UUID(int=931)
MOBILITY_UNIT = UnitId(UUID(int=932))
PUBLIC = Proposal(
    status="published", id=BUS, process_id=GEMEINSAM, public_version=1, once_public=True
)
REQUEST = RequestReview(
    proposal=PUBLIC,
    review_id=REVIEW,
    unit=MOBILITY_UNIT,
    due=date(2023, 8, 1),
    today=date(2023, 7, 18),
    by=OLGA,
)
FILE = FileReview(
    review_id=REVIEW,
    feasible="partly",
    cost=CostRange(10_000_00, 20_000_00),
    text=ref("two lines"),
    by=OLGA,
)
ANSWER = AnswerProposal(
    proposal=PUBLIC,
    verdict="partly",
    text=ref("two of three lines"),
    unit=MOBILITY_UNIT,
    forwarded_to=None,
    reason=None,
    by=OLGA,
)
requested = ExpertReviewRequested(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    review_id=REVIEW,
    unit=MOBILITY_UNIT,
    due=date(2023, 8, 1),
    by=OLGA,
)
filed = ExpertReviewFiled(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    review_id=REVIEW,
    feasible="partly",
    cost=CostRange(10_000_00, 20_000_00),
    text=ref("two lines"),
    by=OLGA,
)
answered = ProposalAnswered(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    verdict="partly",
    text=ref("two of three lines"),
    unit=MOBILITY_UNIT,
    forwarded_to=None,
    by=OLGA,
)


def given(*history: AnswerEvent) -> Scenario[Answer, AnswerEvent, AnswerCommand]:
    return Scenario(Answer(), answers.evolve, answers.decide, *history)


def test_i10_an_answer_names_unit_and_reasons() -> None:
    given().when(ANSWER).then(answered)


@pytest.mark.parametrize("state", ["submitted", "returned", "rejected", "hidden", "withdrawn"])
def test_only_what_is_public_is_answered(state: Status) -> None:
    given().when(replace(ANSWER, proposal=replace(PUBLIC, status=state))).refused(
        NotToBeAnswered, state=state
    )
    given().when(replace(REQUEST, proposal=replace(PUBLIC, status=state))).refused(NotToBeAnswered)


def test_a_merged_idea_is_answered_as_well() -> None:
    given().when(replace(ANSWER, proposal=replace(PUBLIC, status="merged"))).then(answered)


def test_another_answer_says_why_and_keeps_the_former() -> None:
    again = replace(ANSWER, verdict="accepted", text=ref("all"), reason=ref("more money"))
    revised = AnswerRevised(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        version=2,
        verdict="accepted",
        text=ref("all"),
        unit=MOBILITY_UNIT,
        forwarded_to=None,
        reason=ref("more money"),
        by=OLGA,
    )
    given(answered).when(again).then(revised)
    given(answered).when(ANSWER).refused(RevisionNeedsReason)
    assert given(answered, revised).state.version == 2


@pytest.mark.parametrize(
    ("verdict", "addressee"), [("forwarded", None), ("accepted", "state roads office")]
)
def test_forwarding_and_only_forwarding_names_an_addressee(
    verdict: Verdict, addressee: str | None
) -> None:
    command = replace(ANSWER, verdict=verdict, forwarded_to=addressee and ref(addressee))
    given().when(command).refused(ForwardingNeedsAddressee)


def test_a_unit_reviews_what_it_was_asked_for_once() -> None:
    given().when(REQUEST).then(requested)
    given(requested).when(REQUEST).refused(ReviewAlreadyRequested)
    given(requested).when(FILE).then(filed)
    given().when(FILE).refused(ReviewNotRequested)
    given(requested, filed).when(FILE).refused(ReviewAlreadyFiled)


def test_a_review_is_not_due_yesterday_nor_cheaper_at_most_than_at_least() -> None:
    given().when(replace(REQUEST, due=date(2023, 7, 17))).refused(ReviewDueInThePast)
    given(requested).when(replace(FILE, cost=CostRange(2, 1))).refused(CostRangeReversed)


def test_an_outcome_is_reported_of_what_was_promised() -> None:
    report = ReportOutcome(text=ref("runs since May"), measure_id=M_04, by=OLGA)
    outcome = OutcomeReported(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        text=ref("runs since May"),
        measure_id=M_04,
        by=OLGA,
    )
    given(answered).when(report).then(outcome)
    given(replace(answered, verdict="not_accepted")).when(report).refused(NothingWasPromised)
    given().when(report).refused(NothingWasPromised)
