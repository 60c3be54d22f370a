"""Answers as pages show them: what is owed, by when, and what was said (I10, P7)."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.answers import (
    AnswerRevised,
    CostRange,
    ExpertReviewFiled,
    ExpertReviewRequested,
    OutcomeReported,
    ProposalAnswered,
    history_of,
)
from domain.codes import PhaseId, ProposalId, UnitId
from domain.people import Actor, Pseudonym
from domain.phases import PhaseClosed, PhaseExtended, PhaseReopened
from domain.processes import PhaseDefined, process_id_of
from domain.proposals import (
    ProposalHidden,
    ProposalMerged,
    ProposalPublished,
    ProposalSubmitted,
    ProposalUnmerged,
)
from projections import answers, processes
from tests.projections.reading import MONDAY, History, named_id, read, text
from tests.projections.town import PROCESS as TOWN
from tests.projections.town import Town

MODELS = (answers.MODEL, processes.MODEL)
PROCESS = process_id_of("klimaplan")
PHASE = PhaseId(named_id("online"))
OFFICE = Actor(Pseudonym(named_id("office")), "office")
ADMIN = Actor(Pseudonym(named_id("admin")), "admin")
MODERATOR = Actor(Pseudonym(named_id("moderator")), "moderator")
ANA = Actor(Pseudonym(named_id("ana")), "citizen")
UNIT, OTHER = UnitId(named_id("unit")), UnitId(named_id("other unit"))
BUS, BENCH = ProposalId(named_id("bus")), ProposalId(named_id("bench"))
END = MONDAY + timedelta(days=39)
DUE = date(2023, 9, 8)
"""Eight weeks after Friday, 14 July 2023."""
REVIEW = named_id("review")
PHASE_KEYS: dict[str, Any] = {"phase_id": PHASE, "process_id": PROCESS}


def about(idea: ProposalId, by: Actor = OFFICE) -> dict[str, Any]:
    return {"proposal_id": idea, "process_id": PROCESS, "by": by}


def submitted(idea: ProposalId) -> ProposalSubmitted:
    return ProposalSubmitted(
        proposal_id=idea,
        process_id=PROCESS,
        phase_id=PHASE,
        receipt="B-2023-0001",
        title=text("title"),
        body=text("body"),
        action_field=None,
        territory=None,
        location=None,
        rules_version=1,
        level="email",
        received_on=None,
        author=ANA,
    )


def published(idea: ProposalId) -> ProposalPublished:
    return ProposalPublished(**about(idea, MODERATOR), mode="reviewed", case_id=None)


def story() -> History:
    """Return a log in which the bus is public and the bench waits for a moderator."""
    history = History()
    phase = PhaseDefined(
        **PHASE_KEYS,
        kind="measures",
        title=text("phase"),
        starts=MONDAY,
        ends=END,
        level="consult",
        negotiable=None,
        not_negotiable=None,
        features=("submit",),
        moderation="hybrid",
        by=OFFICE,
    )
    history.add(PROCESS, phase)
    history.add(BUS, submitted(BUS), published(BUS))
    history.add(BENCH, submitted(BENCH))
    return history


def answered(verdict: Any = "partly", name: str = "answer") -> ProposalAnswered:  # noqa: ANN401 - one of the verdicts
    return ProposalAnswered(
        **about(BUS), verdict=verdict, text=text(name), unit=UNIT, forwarded_to=None
    )


def revised(version: int = 2) -> AnswerRevised:
    return AnswerRevised(
        **about(BUS),
        version=version,
        verdict="accepted",
        text=text("second answer"),
        unit=OTHER,
        forwarded_to=None,
        reason=text("the council gave money"),
    )


def test_only_what_was_published_is_owed_an_answer() -> None:
    history = story()
    with read(MODELS, history.events) as now:
        assert [row.proposal_id for row in answers.of_process(now, PROCESS)] == [BUS]
        assert answers.unanswered(now, PROCESS) == 1


def test_hidden_ideas_are_owed_none_merged_ones_are() -> None:
    history = story()
    history.add(BENCH, published(BENCH))
    merge: dict[str, Any] = {"into_id": BUS, "merge_id": named_id("merge"), "reason": text("same")}
    history.add(BENCH, ProposalMerged(**about(BENCH, MODERATOR), **merge))
    hidden = ProposalHidden(
        **about(BUS, MODERATOR), case_id=None, rules=("HR01",), explanation=None, appeal_until=None
    )
    history.add(BUS, hidden)
    with read(MODELS, history.events) as now:
        assert [row.proposal_id for row in answers.of_process(now, PROCESS)] == [BENCH]
    history.add(BENCH, ProposalUnmerged(**about(BENCH, MODERATOR), **merge))
    with read(MODELS, history.events) as now:
        assert [row.state for row in answers.of_process(now, PROCESS)] == ["published"]


def due(history: History) -> date | None:
    with read(MODELS, history.events) as now:
        [found] = answers.standings(now, PROCESS, DUE)
        return found.due


def test_answers_are_due_eight_weeks_after_the_phase() -> None:
    assert due(story()) == DUE


def test_the_day_moves_with_extensions_and_reopenings() -> None:
    history = story()
    later = END + timedelta(days=7)
    extended = PhaseExtended(
        **PHASE_KEYS, old_end=END, new_end=later, reason=text("holidays"), by=OFFICE
    )
    history.add(PHASE, extended)
    assert due(history) == date(2023, 9, 15)
    history.add(PHASE, PhaseClosed(**PHASE_KEYS, by=OFFICE), occurred_at=later)
    assert due(history) == date(2023, 9, 15)
    reopened = PhaseReopened(
        **PHASE_KEYS,
        new_end=END + timedelta(days=14),
        reason=text("letters came late"),
        by=OFFICE,
        approved_by=ADMIN,
    )
    history.add(PHASE, reopened)
    assert due(history) == date(2023, 9, 22)


def test_a_phase_closed_early_lets_answers_be_due_earlier() -> None:
    history = story()
    early = END - timedelta(days=7)
    history.add(PHASE, PhaseClosed(**PHASE_KEYS, by=OFFICE), occurred_at=early)
    assert due(history) == date(2023, 9, 1)


@pytest.mark.parametrize(("day", "overdue"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_overdue_begins_the_day_after(day: date, overdue: bool) -> None:  # noqa: FBT001 - a table
    with read(MODELS, story().events) as now:
        found = answers.standings(now, PROCESS, day)
        assert [each.overdue for each in found] == [overdue]
        assert answers.numbers(found) == answers.Numbers(
            ideas=1, answered=0, in_time=0, overdue=int(overdue)
        )
        assert answers.numbers_of(now, PROCESS, day) == answers.numbers(found)


def test_in_time_is_measured_by_the_first_answer() -> None:
    history = story()
    late = END + timedelta(weeks=8, days=1)
    history.add(history_of(BUS), answered(), occurred_at=END + timedelta(weeks=8))
    history.add(history_of(BUS), revised(), occurred_at=late)
    with read(MODELS, history.events) as now:
        found = answers.standings(now, PROCESS, late.date())
        assert answers.numbers(found) == answers.Numbers(ideas=1, answered=1, in_time=1, overdue=0)
        assert answers.numbers_of(now, PROCESS, late.date()) == answers.numbers(found)
    slow = story()
    slow.add(history_of(BUS), answered(), occurred_at=late)
    with read(MODELS, slow.events) as now:
        numbers = answers.numbers(answers.standings(now, PROCESS, late.date()))
        assert numbers.in_time == 0
        assert answers.numbers_of(now, PROCESS, late.date()) == numbers


def test_the_database_counts_as_rows_do(url: str) -> None:
    town = Town(34).live(400)
    events = [each for page in town.log.since(0, until=10_000, page=500) for each in page]
    with read(MODELS, events, url) as now:
        seen = [now.at(position) for position in range(100, len(events), 150)]
        for snapshot in (*seen, now):
            due = answers.due_days(snapshot, TOWN).values()
            for day in (*due, *(each + timedelta(days=1) for each in due)):
                every = answers.standings(snapshot, TOWN, day)
                assert answers.numbers_of(snapshot, TOWN, day) == answers.numbers(every)
                waiting = sum(1 for each in every if each.row.verdict is None)
                assert answers.unanswered(snapshot, TOWN) == waiting
        assert answers.numbers(every).answered > 0
        assert waiting > 0


def test_former_answers_stay_readable_and_as_of_shows_the_one_of_then() -> None:
    history = story()
    before = history.add(history_of(BUS), answered())
    history.add(history_of(BUS), revised())
    with read(MODELS, history.events) as now:
        first, second = answers.versions(now, BUS)
        assert (first.verdict, first.text, first.reason) == ("partly", text("answer"), None)
        assert (second.verdict, second.unit) == ("accepted", OTHER)
        assert second.reason == text("the council gave money")
        standing = answers.find(now, BUS)
        assert standing is not None
        assert (standing.verdict, standing.version, standing.unit) == ("accepted", 2, OTHER)
        then = now.at(before)
        known = answers.find(then, BUS)
        assert known is not None
        assert (known.verdict, known.version) == ("partly", 1)
        assert len(answers.versions(then, BUS)) == 1
        waiting = answers.find(now.at(before - 1), BUS)
        assert waiting is not None
        assert waiting.verdict is None


def test_a_review_names_the_unit_and_its_costs() -> None:
    history = story()
    asked = ExpertReviewRequested(**about(BUS), review_id=REVIEW, unit=UNIT, due=date(2023, 8, 1))
    at = history.add(history_of(BUS), asked)
    filed = ExpertReviewFiled(
        **about(BUS),
        review_id=REVIEW,
        feasible="partly",
        cost=CostRange(5_000_00, 9_000_00),
        text=text("review"),
    )
    history.add(history_of(BUS), filed)
    with read(MODELS, history.events) as now:
        [row] = answers.reviews(now, BUS)
        assert (row.unit, row.feasible, row.least, row.most) == (UNIT, "partly", 5_000_00, 9_000_00)
        found = answers.find(now, BUS)
        assert found is not None
        assert found.asked == UNIT
        assert [each.feasible for each in answers.reviews(now.at(at), BUS)] == [None]


def test_outcomes_are_told_in_turn() -> None:
    history = story()
    history.add(history_of(BUS), answered())
    for name in ("begun", "done"):
        told = OutcomeReported(**about(BUS), text=text(name), measure_id=None)
        history.add(history_of(BUS), told)
    with read(MODELS, history.events) as now:
        assert [row.text for row in answers.outcomes(now, BUS)] == [text("begun"), text("done")]
