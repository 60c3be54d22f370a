"""Every attack is reported by name, and only because its check is there."""

from pathlib import Path

import pytest

from gemeinsam_verifier.checks import CHECKS
from tests.verifier import (
    attacks_on_contributions,
    attacks_on_entries,
    attacks_on_files,
    attacks_on_remarks,
    attacks_on_strategy,
)
from tests.verifier.attacks import ATTACKS
from tests.verifier.laboratory import Laboratory, complaints

MODULES = (
    attacks_on_contributions,
    attacks_on_entries,
    attacks_on_files,
    attacks_on_remarks,
    attacks_on_strategy,
)
"""Importing them enters their attacks into the table."""

NINE = {
    "vote flipped",
    "entries swapped",
    "entry copied",
    "size edited",
    "old vote rewritten and root signed again",
    "five votes more claimed",
    "text edited",
    "text vanished",
    "perfect rewrite",
}
"""Those of the design."""

FIVE = {
    "forged witness",
    "checkpoint below quorum",
    "vote after close",
    "double voter number",
    "missing statement of reasons",
}


def test_the_attacks_of_the_acceptance_list_are_among_ours() -> None:
    assert ATTACKS.keys() >= NINE | FIVE


def test_there_is_an_attack_for_every_check() -> None:
    receipts = {name for name, check in CHECKS.items() if check.step == 0}
    assert {attack.check for attack in ATTACKS.values()} == CHECKS.keys() - receipts


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_reported_by_name(name: str, tmp_path: Path) -> None:
    laboratory = Laboratory(tmp_path)
    ATTACKS[name].make(laboratory)
    report = laboratory.verify()
    assert complaints(report)[:1] == [ATTACKS[name].check]
    assert report.exit_code == 1


@pytest.mark.parametrize("name", ATTACKS)
def test_without_its_check_it_is_called_something_else_or_nothing(
    name: str, tmp_path: Path
) -> None:
    laboratory = Laboratory(tmp_path)
    ATTACKS[name].make(laboratory)
    found = complaints(laboratory.verify(off={ATTACKS[name].check}))
    assert next(iter(found), None) == ATTACKS[name].without
