"""The lints that guard replay and tests bite where they should, and only there."""

import socket
from pathlib import Path

import pytest

from tests.architecture.tree import copy_to, run

CLOCK = '"""Planted."""\n\nfrom datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n'
DICE = '"""Planted."""\n\nfrom uuid import uuid4\n\nID = uuid4()\n'
UP = '"""Planted."""\n\nfrom . import messages\n\n__all__ = ["messages"]\n'
WARNING = "import warnings\n\n\ndef test_it() -> None:\n    warnings.warn('old', stacklevel=1)\n"
MARKER = "import pytest\n\n\n@pytest.mark.unheard_of\ndef test_it() -> None:\n    assert True\n"


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        ("domain/planted.py", CLOCK, "TID251"),
        ("domain/planted.py", DICE, "TID251"),
        ("domain/planted.py", UP, "TID252"),
        ("projections/planted.py", CLOCK, "TID251"),
        ("projections/planted.py", DICE, "TID251"),
        ("adapters/planted.py", CLOCK, "TID251"),
    ],
)
def test_clock_and_dice_stay_at_the_edge(tmp_path: Path, place: str, text: str, code: str) -> None:
    copy_to(tmp_path, {place: text})
    found = run("ruff", "check", "--no-cache", "--output-format=concise", place, folder=tmp_path)
    assert code in found


def test_the_edge_may_ask_the_clock(tmp_path: Path) -> None:
    copy_to(tmp_path, {"api/planted.py": CLOCK})
    found = run("ruff", "check", "--no-cache", "api/planted.py", folder=tmp_path)
    assert "All checks passed" in found


@pytest.mark.parametrize(("text", "complaint"), [(WARNING, "UserWarning: old"), (MARKER, "marker")])
def test_pytest_forgives_neither_warnings_nor_unknown_markers(
    tmp_path: Path, text: str, complaint: str
) -> None:
    copy_to(tmp_path, {"test_planted.py": text})
    said = run("pytest", "-p", "no:cacheprovider", "test_planted.py", folder=tmp_path)
    assert complaint in said
    assert "1 passed" not in said


def test_a_test_that_phones_out_fails() -> None:
    # 192.0.2.0/24 is set aside for examples; nobody answers there.
    with socket.socket() as phone, pytest.raises(RuntimeError, match="no network"):
        phone.connect(("192.0.2.1", 80))
