"""What the code imports it asks for itself, instead of finding it by chance."""

import ast
import re
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.tree import PACKAGES, ROOT, modules

OURS = {*PACKAGES, "tests", "gemeinsam", "gemeinsam_verifier"}


def asked_for(*parts: str) -> set[str]:
    """Return the distributions that these parts of the requirements name."""
    text = "\n".join((ROOT / "requirements" / f"{part}.in").read_text() for part in parts)
    return {_plain(name) for name in re.findall(r"^[A-Za-z][\w-]*", text, re.MULTILINE)}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def imported(folders: Iterable[str]) -> dict[str, str]:
    """Return each foreign top-level module, with one file that imports it."""
    found: dict[str, str] = {}
    for path in modules(*folders):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _names(node):
                found[name.partition(".")[0]] = str(path.relative_to(ROOT))
    return {
        name: path
        for name, path in found.items()
        if name not in sys.stdlib_module_names and name not in OURS
    }


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []


@pytest.mark.parametrize(
    ("folders", "parts"), [(PACKAGES, ("runtime",)), (("tests",), ("runtime", "test"))]
)
def test_every_import_is_asked_for(folders: tuple[str, ...], parts: tuple[str, ...]) -> None:
    distributions = packages_distributions()
    asked = asked_for(*parts)
    by_chance = {
        module: path
        for module, path in imported(folders).items()
        if not asked & {_plain(name) for name in distributions.get(module, [])}
    }
    assert by_chance == {}
