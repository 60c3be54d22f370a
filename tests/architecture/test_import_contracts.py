"""Every import contract bites: what it forbids is planted in a copy and must be found.

A contract that watches a folder that was renamed keeps quiet for ever; only a
violation that is really reported proves that it still works.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import copy_to, run

VIOLATIONS = {
    "domain/planted_api.py": ("import api", "domain.planted_api -> api"),
    "domain/planted_adapter.py": ("import adapters", "domain.planted_adapter -> adapters"),
    "domain/planted_view.py": ("import projections", "domain.planted_view -> projections"),
    "domain/planted_sql.py": ("import sqlalchemy", "domain.planted_sql -> sqlalchemy"),
    "domain/planted_web.py": ("import litestar", "domain.planted_web -> litestar"),
    "domain/planted_store.py": ("import eventsourcing", "domain.planted_store -> eventsourcing"),
    "adapters/planted.py": ("import projections", "adapters.planted -> projections"),
    "adapters/planted_up.py": ("import api", "adapters.planted_up -> api"),
    "projections/planted.py": ("import adapters", "projections.planted -> adapters"),
    "projections/planted_up.py": ("import api", "projections.planted_up -> api"),
    "projections/planted_es.py": (
        "import eventsourcing",
        "projections.planted_es -> eventsourcing",
    ),
    "api/resources/planted.py": ("import adapters", "api.resources.planted -> adapters"),
    "api/pages/planted.py": ("import adapters", "api.pages.planted -> adapters"),
    "api/planted_handler.py": ("import adapters", "api.planted_handler -> adapters"),
    "api/planted.py": ("import eventsourcing", "api.planted -> eventsourcing"),
}
"""File to plant: its import, and the arrow that must be reported."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy with every violation in it."""
    folder = tmp_path_factory.mktemp("broken")
    copy_to(folder, {name: f"{line}\n" for name, (line, _) in VIOLATIONS.items()})
    # An arrow inside the domain that points outwards: messages know nobody.
    messages = folder / "domain" / "messages.py"
    messages.write_text(f"import domain.ports\n{messages.read_text(encoding='utf-8')}")
    return run("lint-imports", "--no-cache", "--no-logo", folder=folder)


@pytest.mark.parametrize("arrow", [arrow for _, arrow in VIOLATIONS.values()])
def test_a_forbidden_import_is_reported(broken: str, arrow: str) -> None:
    assert re.search(rf"^-?\s*{re.escape(arrow)} \(l\.\d+\)", broken, re.MULTILINE), broken


def test_an_arrow_against_the_order_inside_the_domain_is_reported(broken: str) -> None:
    assert "domain.messages -> domain.ports (l.1)" in broken


def test_a_domain_module_without_a_place_is_reported(broken: str) -> None:
    assert "- domain.planted_api\n" in broken


def test_every_contract_is_broken_by_some_violation(broken: str) -> None:
    verdicts = re.findall(r" (KEPT|BROKEN)$", broken, re.MULTILINE)
    assert verdicts
    assert set(verdicts) == {"BROKEN"}


def test_the_tree_as_it_is_keeps_every_contract(tmp_path: Path) -> None:
    copy_to(tmp_path, {})
    assert "0 broken" in run("lint-imports", "--no-cache", "--no-logo", folder=tmp_path)
