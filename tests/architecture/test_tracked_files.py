"""What may be committed: our own work, readable in size, and no trace of where it was made."""

import ast
import io
import json
import re
import tokenize
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, tracked_files, tracked_texts

# Written in two halves, so that this file does not find itself.
HOSTS = ("registry." + "npmjs", "files." + "pythonhosted", "pypi." + "org", "npm." + "pkg.github")
PLACES = ("/ro" + "ot/", "/wo" + "rk/", "/opt/" + "pypi", f"{ROOT}/")
INSTALLED_NOT_COMMITTED = (".min.js", ".min.css", ".woff", ".woff2", ".whl", ".mo")
REQUIREMENT = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$")
MODULE_LINES = 300
TEST_MODULE_LINES = 400
OUTGROWN: set[str] = set()
"""Modules that wait to be split. The list may only get shorter."""
LAYOUT = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}


@pytest.mark.parametrize("host", HOSTS)
def test_no_package_registry_is_named(host: str) -> None:
    assert [name for name, text in tracked_texts() if host in text] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_path_of_a_machine_is_named(place: str) -> None:
    assert [name for name, text in tracked_texts() if place in text] == []


def test_third_party_files_are_installed_never_committed() -> None:
    assert [path for path in tracked_files() if path.name.endswith(INSTALLED_NOT_COMMITTED)] == []


def test_every_module_can_be_read_in_one_sitting() -> None:
    too_long = {
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".py" and lines_of_code(path) > lines_allowed(path)
    }
    assert too_long == OUTGROWN


def lines_allowed(path: Path) -> int:
    """Return how many lines of code this module may have."""
    return TEST_MODULE_LINES if path.is_relative_to(ROOT / "tests") else MODULE_LINES


def lines_of_code(path: Path) -> int:
    """Count lines without blank ones, comments and docstrings: explaining costs nothing."""
    text = path.read_text(encoding="utf-8")
    prose = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    code = {
        line
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in LAYOUT
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(code - prose)


@pytest.mark.parametrize("name", ["runtime", "test", "node"])
def test_every_requirement_is_pinned_by_version_and_hash(name: str) -> None:
    entries = requirement_entries(name)
    assert entries
    for entry in entries:
        first, *hashes = entry.splitlines()
        assert REQUIREMENT.match(first), first
        assert hashes, f"{first} has no hash"
        assert all(re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in hashes)


@pytest.mark.parametrize("name", ["runtime", "test", "node"])
def test_requirements_name_no_address(name: str) -> None:
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def test_what_the_program_declares_is_what_set_up_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {_name(line) for line in project["project"]["dependencies"]}
    asked = {_name(line) for line in (ROOT / "requirements/runtime.in").read_text().splitlines()}
    assert asked - {""} - {"hatchling", "editables"} == declared


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=;# ]", requirement.partition("#")[0].strip())[0]


def requirement_entries(name: str) -> list[str]:
    """Return one text per pinned package: its line and those of its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return re.split(r"\n(?=\S)", text.strip())


def test_the_front_end_is_pinned_by_hash_and_names_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_front_end_versions_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert versions
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_every_folder_of_the_program_is_packaged() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["only-include"]) == sorted(PACKAGES)
    assert sorted(wheel["sources"]) == sorted(PACKAGES)
