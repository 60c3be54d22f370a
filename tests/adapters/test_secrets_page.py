"""The page a stranger recomputes our numbers from is right (docs/rules/secrets.md)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from adapters.vault import derivations
from domain.people import PersonRef

PAGE = Path(__file__).parents[2] / "docs" / "rules" / "secrets.md"
PEPPER = bytes(range(32))
SECRET = bytes(range(32, 64))
ANA = PersonRef(UUID(int=1))
BENCH = UUID(int=1000)


@pytest.fixture(scope="module")
def page() -> Any:  # noqa: ANN401 - the functions of the page
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    functions: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), functions)  # noqa: S102 - our own page
    return SimpleNamespace(**functions)


def test_numbers_and_names(page: SimpleNamespace) -> None:
    assert page.pseudonym(PEPPER, SECRET) == derivations.pseudonym(PEPPER, SECRET)
    assert page.voter_number(PEPPER, SECRET, BENCH) == derivations.voter_number(
        PEPPER, SECRET, BENCH
    )
    source = derivations.source_secret("polis:17")
    assert page.imported_voter_number(PEPPER, "polis:17", BENCH) == derivations.voter_number(
        PEPPER, source, BENCH
    )


def test_commitments(page: SimpleNamespace) -> None:
    text = "Ba\u0308nke am Fluss"
    committed = derivations.commitment(SECRET, derivations.canonical(text))
    assert page.commitment(SECRET, text) == committed
    assert len(committed) == 43


def test_markers_and_commands(page: SimpleNamespace) -> None:
    assert page.marker(PEPPER, "mailto:ana@example.org") == derivations.marker(
        PEPPER, "mailto:ana@example.org"
    )
    for person in (ANA, None):
        wish = derivations.command_key(PEPPER, person, "k1", b"{}")
        assert page.command_key(PEPPER, person, "k1") == wish.key
        assert page.request_digest(PEPPER, b"{}") == wish.digest


def test_the_scheme_never_changes() -> None:
    """These values are in logs out there: a new scheme needs a new label."""
    assert str(derivations.pseudonym(PEPPER, SECRET)) == "d3658b37-f6fd-a9a5-77be-1ed96588b72b"
    assert (
        str(derivations.voter_number(PEPPER, SECRET, BENCH))
        == "62ca1427-faf2-67c4-b883-d47ea46dfccb"
    )
    assert (
        derivations.commitment(SECRET, derivations.canonical("Bänke"))
        == "ympB9Sga0q9l9ZYlYgLJms0hZVOGotJLVcqOF58Jbvc"
    )
