"""Remarks on a mission are judged as the verifier in Python judges them."""

import pytest

from tests.verifier.attacks_on_remarks import REMARK_ATTACKS
from tests.verifier.remark_story import remark_story
from tests.verifier_js.conftest import Reporting

pytestmark = pytest.mark.browser

OTHERWISE = {"reasons-missing": "no-reasons"}
"""What this verifier has always called by another name."""


def test_the_log_of_an_honest_discussion_is_accepted(report: Reporting) -> None:
    story = remark_story()
    found = report(story.files())
    assert found["problems"] == []
    assert found["texts"] == len(story.texts)


@pytest.mark.parametrize("name", REMARK_ATTACKS)
def test_an_attack_on_remarks_is_named(name: str, report: Reporting) -> None:
    check, change = REMARK_ATTACKS[name]
    story = remark_story()
    change(story)
    found = report(story.files())
    assert not found["accepted"]
    assert [each["code"] for each in found["problems"]] == [OTHERWISE.get(check, check)]
