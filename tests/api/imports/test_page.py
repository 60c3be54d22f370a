"""The page of rules says what the code does."""

from typing import get_args

from api.imports import proposals
from api.imports.report import Reason
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "rules" / "imports.md").read_text(encoding="utf-8")


def test_every_reason_to_leave_a_row_out_is_explained() -> None:
    explained = [line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ")]
    assert explained[2:] == list(get_args(Reason))


def test_every_column_is_named() -> None:
    for column in proposals.COLUMNS.values():
        for name in column.names:
            assert f"`{name}`" in PAGE
