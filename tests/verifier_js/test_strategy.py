"""Decisions and measures are judged as the verifier in Python judges them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.use_cases.strategy.county import County, a_county
from tests.use_cases.strategy.whole_story import published, tell
from tests.use_cases.town import a_town
from tests.verifier.attacks_on_strategy import STRATEGY_ATTACKS
from tests.verifier.decided_anew import DECIDED_ANEW
from tests.verifier.story import open_story
from tests.verifier.strategy_story import (
    BUS,
    CORRECTED,
    ROAD,
    complete,
    confirm,
    council_story,
    schedule,
    subject,
    submit,
)
from tests.verifier.test_rules import COURSES, Course
from tests.verifier_js.conftest import Reporting

pytestmark = pytest.mark.browser

OTHERWISE = {"version-wrong": "wrong-version", "field-wrong": "field"}
"""What this verifier has called by another name since before there were councils."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with a_town(tmp_path) as town:
        yield a_county(town)


@pytest.mark.parametrize("name", STRATEGY_ATTACKS)
def test_an_attack_on_the_council_is_named(name: str, report: Reporting) -> None:
    check, change = STRATEGY_ATTACKS[name]
    story = council_story()
    change(story)
    found = report(story.files())
    assert not found["accepted"]
    assert [each["code"] for each in found["problems"]] == [OTHERWISE.get(check, check)]


def test_the_log_of_an_honest_council_is_accepted(report: Reporting) -> None:
    story = council_story()
    complete(story)
    found = report(story.files())
    assert found["problems"] == []
    assert found["texts"] == len(story.texts)
    (process,) = found["processes"]
    states = {each["id"]: each["status"] for each in process["measures"]}
    assert states[BUS] == "completed"


@pytest.mark.parametrize("finish", [*CORRECTED, *DECIDED_ANEW])
def test_councils_correct_themselves_and_decide_late(finish: Course, report: Reporting) -> None:
    story = council_story()
    finish(story)
    found = report(story.files())
    assert (found["problems"], found["notes"]) == ([], [])


def test_a_log_that_ends_with_a_decision_notes_that_its_effects_are_to_come(
    report: Reporting,
) -> None:
    story = council_story()
    submit(story, "last item", ROAD, version=2)
    confirm(story, schedule(story, "last item", subject(ROAD, 2)))
    found = report(story.files())
    assert found["problems"] == []
    assert found["notes"] == [{"code": "effect-pending", "index": len(story.entries) - 1}]


def test_a_log_of_the_platform_is_accepted_with_the_same_states(
    county: County, report: Reporting
) -> None:
    told = tell(county)
    found = report(published(county))
    assert found["problems"] == []
    (process,) = found["processes"]
    states = {each["id"]: each for each in process["measures"]}
    for measure_id in told.values():
        ours, theirs = county.state(measure_id), states[measure_id.hex]
        assert (theirs["status"], theirs["version"]) == (ours.status, ours.version)
        decided = {key: by.decision_id.hex for key, by in ours.decided.items()}
        assert dict(theirs["decided"]) == decided
    named = {(each["body"], each["result"], each["corrected"]) for each in process["decisions"]}
    assert ("Kreistag", "rejected", True) in named
    assert ("Gemeinderat", "unchanged", False) in named


def test_supporters_carried_over_stay_counted_after_an_interruption(report: Reporting) -> None:
    story = open_story()
    COURSES["a job is interrupted and somebody confirms what it carried"](story)
    assert report(story.files())["problems"] == []
