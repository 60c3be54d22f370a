"""Attacks on decisions and measures, by an operator who signs anew what breaks the rules."""

from collections.abc import Callable
from typing import Any, cast

from tests.verifier.attacks import attack
from tests.verifier.laboratory import Laboratory
from tests.verifier.story import BENCH, Story, number, propose
from tests.verifier.strategy_story import (
    BUS,
    CABLE,
    CHANGED,
    COUNCIL,
    DAY,
    NO,
    OFFICE,
    ROAD,
    SECRETARY,
    UNIT,
    YES,
    apply,
    confirm,
    council_story,
    decide,
    draft,
    plan,
    publish_strategy,
    repeal,
    revoke,
    schedule,
    subject,
    submit,
)
from tests.verifier.strategy_story import propose as propose_measure

Change = Callable[[Story], object]
STRATEGY_ATTACKS: dict[str, tuple[str, Change]] = {}
"""Name of the check and what is done, by name of the attack: for other verifiers."""

NEW = number("new measure")


def on_council(check: str, without: str | None = None) -> Callable[[Change], Change]:
    """Enter an attack on the log of the council."""

    def enter(change: Change) -> Change:
        def make(laboratory: Laboratory) -> None:
            story = council_story()
            change(story)
            laboratory.publish(story)

        make.__name__ = change.__name__
        attack(check, without)(make)
        STRATEGY_ATTACKS[change.__name__.replace("_", " ")] = (check, change)
        return change

    return enter


def fresh(story: Story, name: str = "new item") -> dict[str, object]:
    """Propose one more measure and put it on the agenda."""
    propose_measure(story, NEW)
    submit(story, name, NEW)
    return schedule(story, name, subject(NEW))


def adopted(story: Story) -> None:
    """Have one more measure adopted."""
    propose_measure(story, NEW)
    decide(story, "new item", NEW)


@on_council("body-unknown")
def decided_by_nobody(story: Story) -> None:
    schedule(story, "new item", body=number("no body"))


@on_council("decision-unknown")
def decision_confirmed_that_was_never_scheduled(story: Story) -> None:
    said = {"decision": number("ghost"), "body": COUNCIL, "public": True, "authoritative": True}
    confirm(story, {**said, "subjects": []})


@on_council("decision-state-wrong")
def decision_confirmed_twice(story: Story) -> None:
    said = schedule(story, "new item")
    confirm(story, said)
    confirm(story, said, NO)


@on_council("decision-changed")
def decision_about_something_else(story: Story) -> None:
    said = schedule(story, "new item", subject(ROAD, 2))
    confirm(story, {**said, "subjects": [subject(CABLE)]})


@on_council("decision-changed")
def correction_of_a_record_that_never_was(story: Story) -> None:
    words = {"reason": "Verzählt.", "minutes": "Niederschrift 8"}
    versions = {"version": 2, "old": CHANGED, "record": NO}
    story.say("decision.corrected", words, decision=number("bus item"), **versions)


@on_council("decision-text-missing")
def decision_without_its_statement(story: Story) -> None:
    story.say("decision.confirmed", {"minutes": "7"}, **schedule(story, "new item"), record=YES)


@on_council("authority-wrong")
def hearing_that_decides(story: Story) -> None:
    schedule(story, "new item", role="hearing")


@on_council("present-wrong")
def more_members_than_seats(story: Story) -> None:
    record = {**YES, "present": 44}
    confirm(story, schedule(story, "new item"), record)


@on_council("votes-wrong")
def more_votes_than_members(story: Story) -> None:
    confirm(story, schedule(story, "new item"), {**YES, "votes": [30, 8, 3]})


@on_council("result-wrong")
def adopted_by_a_tie(story: Story) -> None:
    confirm(story, schedule(story, "new item"), {**YES, "votes": [20, 20, 0]})


@on_council("result-wrong")
def rejected_by_a_majority(story: Story) -> None:
    confirm(story, schedule(story, "new item"), {**NO, "votes": [20, 19, 0]})


@on_council("result-wrong")
def adopted_without_a_vote(story: Story) -> None:
    confirm(story, schedule(story, "new item"), {"present": 40, "result": "unchanged"})


@on_council("repeal-wrong")
def repealed_by_an_item_that_waits(story: Story) -> None:
    repeal(story, "bus item", "late item")


@on_council("measure-proposed-twice")
def measure_exchanged(story: Story) -> None:
    propose_measure(story, CABLE)


@on_council("measure-unknown")
def measure_that_nobody_proposed(story: Story) -> None:
    story.add("measure.prioritised", measure=number("ghost"), priority="high", **OFFICE)


@on_council("measure-state-wrong")
def started_without_a_plan(story: Story) -> None:
    adopted(story)
    story.add("measure.implementation-started", measure=NEW, on=DAY, **OFFICE)


@on_council("measure-state-wrong")
def planned_without_being_adopted(story: Story) -> None:
    propose_measure(story, NEW)
    story.add("measure.planned", measure=NEW, slot=[2027, 1, 4, 40], **OFFICE)


@on_council("measure-state-wrong")
def submitted_though_its_decision_stands(story: Story) -> None:
    submit(story, "new item", BUS)


@on_council("measure-state-wrong")
def submitted_twice(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    submit(story, "another item", NEW)


@on_council("measure-state-wrong")
def submitted_though_it_was_only_put_off(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    schedule(story, "new item", subject(NEW))
    later = {"decision": number("new item"), "session": DAY, **SECRETARY}
    story.commit("decision.postponed", {"reason": "Zu voll"}, **later)
    submit(story, "another item", NEW)


@on_council("version-wrong")
def former_version_submitted(story: Story) -> None:
    submit(story, "new item", ROAD, version=1)


@on_council("measure-not-submitted")
def decided_without_being_submitted(story: Story) -> None:
    propose_measure(story, NEW)
    confirm(story, schedule(story, "new item", subject(NEW)))
    apply(story, "new item", NEW)


@on_council("effect-without-decision")
def effect_twice_without_a_correction(story: Story) -> None:
    apply(story, "bus item", BUS)


@on_council("effect-without-decision")
def effect_without_a_decision(story: Story) -> None:
    fresh(story)
    apply(story, "new item", NEW)


@on_council("effect-without-decision")
def effect_of_a_decision_about_another_measure(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    confirm(story, schedule(story, "new item", subject(CABLE)))
    apply(story, "new item", NEW)


@on_council("effect-without-decision")
def effect_of_a_preliminary_debate(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    said = schedule(story, "new item", subject(NEW), role="preliminary", authoritative=False)
    confirm(story, {**said, "authoritative": False})
    apply(story, "new item", NEW)


@on_council("effect-wrong")
def effect_of_another_outcome(story: Story) -> None:
    confirm(story, fresh(story), NO)
    apply(story, "new item", NEW)


@on_council("effect-wrong", "effect-missing")
def effect_that_a_publication_belies(story: Story) -> None:
    entry = story.entries[story.find("decision.published")]
    entry["record"] = dict(NO)


@on_council("revocation-wrong")
def effect_taken_away_without_a_repeal(story: Story) -> None:
    revoke(story, "land item", number("land"), "repeal")


@on_council("revocation-wrong")
def effect_taken_away_by_a_correction_that_never_was(story: Story) -> None:
    revoke(story, "land item", number("land"), "correction")


@on_council("score-wrong")
def assessment_embellished(story: Story) -> None:
    story.entries[story.find("measure.assessed")]["result"] = 500


@on_council("milestone-wrong")
def milestone_moved_after_it_was_reached(story: Story) -> None:
    stone = {"measure": BUS, "milestone": number("stone"), "old": "2026-10-01", "ends": DAY}
    story.say("measure.milestone-moved", {"reason": "Schönrechnen"}, **stone, **OFFICE)


@on_council("evidence-missing")
def measure_completed_without_benefit(story: Story) -> None:
    story.add("measure.completed", measure=BUS, starts=DAY, **OFFICE)


@on_council("evidence-missing")
def measure_stopped_without_lessons(story: Story) -> None:
    story.say("measure.stopped", {"reason": "Darum"}, measure=BUS, **OFFICE)


@on_council("evidence-missing")
def red_light_without_a_word(story: Story) -> None:
    report = {"measure": BUS, "percent": 40, "on": DAY, "light": "red"}
    story.add("measure.progress-reported", **report, **OFFICE)


@on_council("plan-wrong")
def plan_with_a_measure_nobody_adopted(story: Story) -> None:
    plan(story, CABLE, year=2028)


@on_council("plan-wrong")
def plan_that_costs_more_than_there_is(story: Story) -> None:
    plan(story, BUS, year=2028, budget=39)


@on_council("mission-wrong")
def mission_changed_without_a_reason(story: Story) -> None:
    draft(story)
    story.entries[-1]["version"] = 2


@on_council("adoption-missing")
def strategy_without_a_decision(story: Story) -> None:
    publish_strategy(story, version=2)


@on_council("adoption-missing")
def mission_by_a_decision_about_something_else(story: Story) -> None:
    adopting = {"version": 1, "decision": number("strategy item")}
    story.add("mission.adopted", **adopting, **OFFICE)


@on_council("adoption-missing")
def strategy_by_a_decision_that_its_publication_belies(story: Story) -> None:
    said = schedule(story, "closed item", public=False)
    story.add("decision.confirmed", **said)
    publish_strategy(story, version=2, decision=number("closed item"))
    told = {key: value for key, value in said.items() if key != "public"}
    subjects = [["strategy", number("strategy"), 2]]
    fields = {"version": 1, "subjects": subjects, "record": NO, **told}
    story.say("decision.published", {"text": "Abgelehnt."}, **fields)


@on_council("effect-missing")
def adoption_kept_from_taking_effect(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    confirm(story, schedule(story, "new item", subject(NEW)))
    schedule(story, "next item")


@on_council("effect-missing")
def one_of_two_measures_left_out(story: Story) -> None:
    propose_measure(story, NEW)
    for measure in (NEW, ROAD):
        submit(story, "new item", measure, version=2 if measure == ROAD else 1)
    confirm(story, schedule(story, "new item", subject(NEW), subject(ROAD, 2)))
    apply(story, "new item", NEW)
    schedule(story, "next item")


@on_council("effect-missing")
def repeal_without_consequence(story: Story) -> None:
    adopted(story)
    repeal(story, "new item", "other item")
    schedule(story, "next item")


@on_council("effect-missing")
def correction_without_consequence(story: Story) -> None:
    adopted(story)
    words = {"reason": "Verzählt.", "minutes": "Niederschrift 8"}
    versions = {"version": 2, "old": YES, "record": NO}
    story.say("decision.corrected", words, decision=number("new item"), **versions)
    schedule(story, "next item")


@on_council("effect-missing")
def adoption_behind_closed_doors_without_effect(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "closed item", NEW)
    said = schedule(story, "closed item", public=False)
    story.add("decision.confirmed", **said)
    told = {key: value for key, value in said.items() if key != "public"}
    fields = {"version": 1, "subjects": [subject(NEW)], "record": YES, **told}
    story.say("decision.published", {"text": "Angenommen."}, **fields)
    schedule(story, "next item")


@on_council("effect-without-decision")
def effect_for_the_county_of_a_decision_for_a_village(story: Story) -> None:
    propose_measure(story, NEW)
    submit(story, "new item", NEW)
    said = schedule(story, "new item", subject(NEW), territory="072310090502")
    confirm(story, {**said, "territory": "072310090502"})
    apply(story, "new item", NEW)


@on_council("strategy-wrong")
def revision_of_a_revision(story: Story) -> None:
    story.say("strategy.revision-started", {"reason": "Noch einmal"}, **OFFICE)


@on_council("answer-wrong")
def answer_to_what_nobody_can_read(story: Story) -> None:
    propose(story, number("quiet"), "Leise")
    story.take_down(number("quiet"))
    answer = {"q": number("quiet"), "unit": UNIT, "verdict": "accepted"}
    story.commit("answer.given", {"text": "Gern"}, **answer, **OFFICE)


@on_council("answer-wrong")
def answer_replaced_quietly(story: Story) -> None:
    answer = {"q": BENCH, "unit": UNIT, "verdict": "not_accepted"}
    story.say("answer.given", {"text": "Nein"}, **answer, **OFFICE)


@on_council("order-wrong")
def report_accepted_that_was_refused(story: Story) -> None:
    story.add("inventory.accepted", item=number("club"), **OFFICE)


@on_council("field-wrong", "effect-without-decision")
def record_with_half_a_vote(story: Story) -> None:
    entry = cast("dict[str, Any]", story.entries[story.find("decision.confirmed")])
    entry["record"] = {"present": 40, "result": "unchanged", "votes": [30, 8]}
