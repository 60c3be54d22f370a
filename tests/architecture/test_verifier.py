"""The verifier and the platform share no code, and the verifier needs next to nothing."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, modules

NAME = "gemeinsam_verifier"
MODULES = sorted((ROOT / "verifier").rglob("*.py"))
CALLERS = "api/commands/"


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_there_are_modules_to_look_at() -> None:
    assert {path.name for path in MODULES} >= {"verifying.py", "tree.py", "witness.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_verifier_knows_the_standard_library_cryptography_and_itself(path: Path) -> None:
    foreign = {name.partition(".")[0] for name in imported(path)} - sys.stdlib_module_names
    assert foreign <= {"cryptography", NAME}


def test_the_platform_only_calls_the_command_of_the_verifier() -> None:
    found = {
        (str(path.relative_to(ROOT)), name)
        for path in modules(*PACKAGES)
        for name in imported(path)
        if name.partition(".")[0] == NAME
    }
    assert all(path.startswith(CALLERS) for path, _ in found)
    assert all(name.startswith(f"{NAME}.command_line") for _, name in found)


def test_the_log_maker_of_the_tests_shares_nothing_either() -> None:
    for name in ("log_files", "story", "make_log"):
        tops = {each.partition(".")[0] for each in imported(ROOT / f"tests/verifier/{name}.py")}
        assert not tops & {NAME, *PACKAGES}


def test_the_package_asks_for_cryptography_only() -> None:
    text = (ROOT / "verifier" / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["project"]["dependencies"] == ["cryptography"]
