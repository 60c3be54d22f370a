"""From the inventory to what can be used: what the demo tells, at its end and at every decision."""

from collections import Counter
from datetime import date
from functools import reduce

import pytest
from sqlalchemy import select

from api.pages.parts import surroundings
from api.pages.parts.chain import chain, measures_of, usable
from api.pages.parts.words import opened
from api.pages.views.answers import AnswerNumbers
from domain import answers, decisions, inventory, labs, measures, missions, strategies, workshops
from domain.codes import DecisionId, MeasureId
from domain.messages import Recorded
from domain.people import ProcessId
from domain.plans import YearPlanReleased
from domain.processes import process_id_of
from projections import answers as answered
from projections import decisions as register
from projections import feed, plans
from projections import measures as listed
from projections.feed import Answered, FeedQuery
from projections.model import Snapshot
from tests.api.demo.stages import Demo

pytestmark = pytest.mark.xdist_group("demo")

PROCESS: ProcessId = process_id_of("gemeinsam-digital")
STATES: dict[str, set[str]] = {
    "completed": {"M-04", "M-08", "M-09"},
    "in_implementation": {"M-02", "M-10", "M-12", "M-16", "M-19"},
    "planned": {"M-01", "M-05", "M-13", "M-15"},
    "deferred": {"M-07", "M-17"},
    "rejected": {"M-03", "M-20"},
    "stopped": {"M-14"},
    "proposed": {"M-06", "M-11", "M-18"},
}
ADOPTED = {*STATES["completed"], *STATES["in_implementation"], *STATES["planned"], "M-14"}
DECIDED = date(2023, 12, 11)


def states(snapshot: Snapshot, position: int | None = None) -> dict[str, set[str]]:
    """Return the measures of each state, as of a position."""
    found: dict[str, set[str]] = {}
    for row in listed.of_process(snapshot.at(position), PROCESS):
        found.setdefault(row.status, set()).add(row.number)
    return found


def numbers(demo: Demo) -> dict[MeasureId, str]:
    """Return the number of each measure."""
    return {each.measure_id: each.number for each in demo.events(measures.MeasureProposed)}


def last_of_append(demo: Demo, recorded: Recorded) -> int:
    """Return the last position of what was stored together with an event."""
    same = [each.position for each in demo.recorded if each.recorded_at == recorded.recorded_at]
    return max(same)


def test_the_twenty_measures_stand_as_the_design_says(demo: Demo, snapshot: Snapshot) -> None:
    assert states(snapshot) == STATES
    # The platform numbered them; the content only says in which order they came.
    told = sorted(demo.content.measures, key=lambda each: each.at)
    given = [each.number for each in demo.events(measures.MeasureProposed)]
    assert given == [each.key for each in told] == sorted(given)


def test_the_council_decided_on_complete_profiles_in_exact_versions(demo: Demo) -> None:
    submitted = demo.events(measures.MeasureSubmittedForDecision)
    assert len(submitted) == 13 + 2 + 2 + 3
    applied = demo.events(measures.MeasureDecisionApplied)
    outcomes = Counter((each.outcome, each.territory is None) for each in applied)
    assert outcomes == {
        ("adopted", True): 13,
        ("rejected", True): 2,
        ("deferred", True): 2,
        ("adopted", False): 2,
        ("rejected", False): 1,
    }
    [morbach] = [each for each in applied if each.outcome == "rejected" and each.territory]
    assert numbers(demo)[morbach.measure_id] == "M-12"
    assert morbach.territory == "072310502502"


def test_votes_were_confirmed_by_a_second_person_and_one_was_corrected(demo: Demo) -> None:
    recorded = {each.decision_id: each for each in demo.events(decisions.DecisionRecorded)}
    confirmed = demo.events(decisions.DecisionConfirmed)
    for each in confirmed:
        assert each.by.pseudonym != recorded[each.decision_id].by.pseudonym
    assert len(recorded) == len(confirmed) + 1  # one waits for its second person
    assert len(demo.events(decisions.DecisionPublished)) == len(confirmed)
    [corrected] = demo.events(decisions.DecisionCorrected)
    old, new = corrected.old.vote, corrected.new.vote
    assert old is not None
    assert new is not None
    assert [(v.yes, v.no, v.abstain) for v in (old, new)] == [(38, 2, 2), (37, 2, 3)]
    assert "Niederschrift" in demo.text(corrected.minutes)
    [postponed] = demo.events(decisions.AgendaItemPostponed)
    assert postponed.to == date(2026, 3, 23)


def test_a_record_that_nobody_confirmed_is_not_in_the_public_register(
    demo: Demo, snapshot: Snapshot
) -> None:
    confirmed = {each.decision_id for each in demo.events(decisions.DecisionConfirmed)}
    found = register.page(snapshot, PROCESS, register.Wanted(), bodies=(), start=0, limit=50)
    assert found.count == len(demo.content.consultations)
    told = {row.decision_id: (row.result, row.yes, row.text, row.recorded_by) for row in found.rows}
    waiting = [key for key in told if key not in confirmed]
    assert {told[key] for key in waiting} == {(None, None, None, None)}
    assert {row.decision_id for row in found.rows if row.result} == confirmed


def test_each_decision_shows_the_right_state_before_and_after_it(
    demo: Demo, snapshot: Snapshot
) -> None:
    """Read models as of a position say what the events up to there say."""
    moments = (decisions.DecisionConfirmed, decisions.DecisionCorrected, YearPlanReleased)
    found = [each for each in demo.recorded if isinstance(each.event, moments)]
    assert len(found) == 13 + 1 + 8
    names = numbers(demo)
    for recorded in found:
        for position in (recorded.position - 1, last_of_append(demo, recorded)):
            folded: dict[str, set[str]] = {}
            for measure_id, name in names.items():
                status = folded_measure(demo, measure_id, position).status
                if status != "absent":
                    folded.setdefault(status, set()).add(name)
            assert states(snapshot, position) == folded, (recorded.event, position)
            assert versions_of_plans(snapshot, position) == released(demo, position)


def folded_measure(demo: Demo, measure_id: MeasureId, position: int) -> measures.Measure:
    stream = measures.history_of(measure_id)
    events = [
        each.event
        for each in demo.of_stream(stream)
        if each.position <= position and isinstance(each.event, measures.MeasureEvent)
    ]
    return reduce(measures.evolve, events, measures.Measure())


def versions_of_plans(snapshot: Snapshot, position: int) -> dict[int, int]:
    rows = plans.releases(snapshot.at(position), PROCESS)
    return {year: max(r.version for r in rows if r.year == year) for year in {r.year for r in rows}}


def released(demo: Demo, position: int) -> dict[int, int]:
    return {
        each.event.year: each.event.version
        for each in demo.recorded
        if isinstance(each.event, YearPlanReleased) and each.position <= position
    }


def test_the_vote_of_december_moves_thirteen_measures_at_once(
    demo: Demo, snapshot: Snapshot
) -> None:
    scheduled = demo.events(decisions.AgendaItemScheduled)
    main: DecisionId = next(
        each.decision_id
        for each in scheduled
        if each.session == DECIDED and len(each.subjects) == len(ADOPTED)
    )
    [at] = [
        each
        for each in demo.recorded
        if isinstance(each.event, decisions.DecisionConfirmed) and each.event.decision_id == main
    ]
    assert states(snapshot, at.position - 1)["submitted"] == {*ADOPTED, "M-03", "M-07"} | {
        "M-17",
        "M-20",
    }
    assert states(snapshot, last_of_append(demo, at))["adopted"] == ADOPTED


def test_plans_lights_and_benefit_are_told(demo: Demo, snapshot: Snapshot) -> None:
    rows = {row.number: row for row in listed.of_process(snapshot, PROCESS)}
    assert {number for number, row in rows.items() if row.light == "red"} == {"M-14", "M-19"}
    assert rows["M-04"].usable_from == date(2024, 12, 2)
    assert {row.year for row in rows.values() if row.number in STATES["planned"]} == {2026}
    replanned = demo.events(measures.MeasureReplanned)
    moved = {numbers(demo)[each.measure_id]: (each.old.year, each.new.year) for each in replanned}
    assert moved["M-01"] == moved["M-05"] == (2025, 2026)
    [stopped] = demo.events(measures.MeasureStopped)
    assert stopped.decision_id is not None
    [evaluated] = demo.events(labs.LabEvaluated)
    assert evaluated.outcome == "scale"
    assert len(demo.events(measures.TransferOffered)) == 2


def test_mission_strategy_reports_and_gallery_walk(demo: Demo) -> None:
    assert [each.version for each in demo.events(missions.MissionDrafted)] == [1, 2]
    assert [each.version for each in demo.events(missions.MissionAdopted)] == [2]
    [published] = demo.events(strategies.StrategyPublished)
    names = numbers(demo)
    assert {names[each.measure_id] for each in published.measures} == ADOPTED
    assert {each.version for each in published.measures} == {1, 2}
    reports = demo.events(strategies.AccountabilityReportPublished)
    assert [each.year for each in reports] == [2024, 2025]
    held = {each.workshop_id: each for each in demo.events(workshops.FormatResultRecorded)}
    confirmed = demo.events(workshops.FormatResultConfirmed)
    assert len(held) == len(confirmed) == 4
    for each in confirmed:
        assert each.by.pseudonym != held[each.workshop_id].by.pseudonym
    assert sum(dots.dots for each in held.values() for dots in each.dots) <= 3 * 127


def test_statements_came_in_and_one_is_missing(demo: Demo) -> None:
    asked = demo.events(measures.MeasureStatementRequested)
    filed = {each.statement_id for each in demo.events(measures.MeasureStatementFiled)}
    [missing] = [each for each in asked if each.statement_id not in filed]
    assert missing.territory == "072315006"


def test_inventory_holds_what_people_reported(demo: Demo) -> None:
    assert len(demo.events(inventory.InventoryItemRecorded)) == len(demo.content.inventory) == 19
    assert len(demo.events(inventory.InventoryItemAccepted)) == 1
    assert len(demo.events(inventory.InventoryItemRefused)) == 1


def test_every_idea_is_answered_but_one(demo: Demo, snapshot: Snapshot) -> None:
    standings = answered.standings(snapshot, PROCESS, demo.content.ends_at.date())
    [overdue] = [each for each in standings if each.overdue]
    assert overdue.row.proposal_id == demo.proposal_ids["idea:lernvideos-platt"]
    assert overdue.row.asked is not None
    assert answered.numbers(standings).answered == len(standings) - 1 == 34
    assert len(demo.events(answers.AnswerRevised)) == 1


def test_authors_are_told_of_what_the_council_published(demo: Demo, snapshot: Snapshot) -> None:
    notices = snapshot.table("notices")
    wanted = select(notices.c.subject_id, notices.c.kind)
    told = wanted.where(notices.c.kind.like("measure%")).order_by(notices.c.position)
    found = Counter(tuple(row) for row in snapshot.connection.execute(told))
    # Two measures of one decision came from this idea; its author hears of it once.
    assert found[demo.proposal_ids["idea:homeoffice-schulhaus"], "measure_adopted"] == 1
    assert found[demo.proposal_ids["idea:ladesaeule"], "measure_rejected"] == 1
    assert set(found.values()) == {1}
    assert {kind for _, kind in found} == {"measure_adopted", "measure_rejected"}


def test_the_process_page_counts_how_far_everything_has_come(
    demo: Demo, snapshot: Snapshot
) -> None:
    around = surroundings.by_slug(snapshot, "gemeinsam-digital", demo.content.ends_at)
    rows = measures_of(snapshot, around)
    words = opened(demo.texts, [*around.rows, *usable(around, rows)], "fehlt")
    numbers = AnswerNumbers(ideas=35, answered=34, in_time=34, overdue=1)
    found = chain(snapshot, around, rows, words, 36, numbers)
    assert found is not None
    assert [(step.stage, step.count) for step in found.steps] == [
        ("inventory", 17),
        ("ideas", 36),
        ("answers", 34),
        ("measures", 20),
        ("decided", 13),
        ("in_implementation", 5),
        ("usable", 3),
    ]
    assert [card.number for card in found.usable] == ["M-04", "M-08", "M-09"]
    assert found.strategy
    early = snapshot.at(demo.recorded[10].position)
    around = surroundings.by_slug(early, "gemeinsam-digital", demo.content.ends_at)
    assert chain(early, around, measures_of(early, around), words, 0, numbers) is None


def walk(snapshot: Snapshot, query: FeedQuery) -> list[feed.FeedRow]:
    rows, cursor = [], None
    while True:
        page = feed.page(snapshot, query, cursor=cursor, limit=7)
        rows += page.rows
        cursor = page.next
        if cursor is None:
            assert len(rows) == page.total
            return rows


@pytest.mark.parametrize(
    "wanted", ["accepted", "partly", "not_accepted", "already_exists", "forwarded"]
)
def test_lists_are_narrowed_by_verdict(demo: Demo, snapshot: Snapshot, wanted: Answered) -> None:
    told = {
        demo.proposal_ids[f"idea:{each.idea}"]
        for each in demo.content.answers
        if (each.revised or each).verdict == wanted
    }
    found = walk(snapshot, FeedQuery(process_id=PROCESS, answer=wanted))
    assert {row.proposal_id for row in found} == told
    assert told
    everywhere = walk(snapshot, FeedQuery(answer=wanted, sort="supported"))
    assert {row.proposal_id for row in everywhere} == told


def test_lists_know_what_waits_and_what_became_a_measure(demo: Demo, snapshot: Snapshot) -> None:
    [waiting] = walk(snapshot, FeedQuery(process_id=PROCESS, answer="open"))
    assert waiting.proposal_id == demo.proposal_ids["idea:lernvideos-platt"]
    told = {
        demo.proposal_ids[source.split()[0]]
        for measure in demo.content.measures
        if measure.key not in STATES["rejected"]
        for source in measure.sources
        if source.startswith("idea:") and not source.endswith("inspiration")
    }
    found = walk(snapshot, FeedQuery(process_id=PROCESS, answer="measure", sort="discussed"))
    assert {row.proposal_id for row in found} == told == feed.in_measures(snapshot, list(told))


def test_the_last_answer_comes_first_also_in_earlier_moments(
    demo: Demo, snapshot: Snapshot
) -> None:
    kinds = answers.ProposalAnswered | answers.AnswerRevised
    given = [each for each in demo.recorded if isinstance(each.event, kinds)]
    places = {
        each.event.proposal_id: each.position for each in given if isinstance(each.event, kinds)
    }
    found = walk(snapshot, FeedQuery(process_id=PROCESS, sort="answered"))
    expected = sorted(places, key=places.__getitem__, reverse=True)
    assert [row.proposal_id for row in found] == expected
    batch = last_of_append(demo, given[0])
    early = walk(snapshot.at(batch), FeedQuery(process_id=PROCESS, sort="answered"))
    assert len(early) == 8
    before = snapshot.at(given[0].position - 1)
    assert walk(before, FeedQuery(process_id=PROCESS, sort="answered")) == []
    assert len(walk(before, FeedQuery(process_id=PROCESS, answer="open"))) == 30
