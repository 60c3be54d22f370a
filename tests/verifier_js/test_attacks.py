"""Every way to cheat is noticed and named, with the first bad entry."""

import pytest

from tests.verifier.story import honest_story
from tests.verifier_js.attacks import attacks
from tests.verifier_js.conftest import Reporting

ATTACKS = attacks()


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_named(name: str, report: Reporting) -> None:
    attack = ATTACKS[name]
    found = report(attack.files, attack.trusted, attack.old)
    assert not found["accepted"]
    named = {problem["code"]: problem["index"] for problem in found["problems"]}
    assert attack.code in named, named
    if attack.entry is not None:
        assert named[attack.code] == attack.entry


@pytest.mark.browser
def test_a_perfect_rewrite_shows_only_to_those_who_kept_a_checkpoint(report: Reporting) -> None:
    rewrite = ATTACKS["a perfect rewrite"]
    assert report(rewrite.files)["accepted"]
    assert not report(rewrite.files, old=rewrite.old)["accepted"]


@pytest.mark.browser
def test_there_are_all_the_attacks_that_must_be_noticed() -> None:
    assert len(ATTACKS) >= 14
    assert len(honest_story().entries) == 109
