"""The documents tell the truth: links lead somewhere, commands exist, snippets run."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest

from api.cli import gemeinsam
from tests.architecture.tree import ROOT, tracked_files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CITED = re.compile(r"\bdocs/((?:rules|decisions|how-to)/[\w-]+)")
RULE = re.compile(r"(?<=[(; ,])[IPLT]\d{1,2}(?=[);,.:])")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARKED = {"console", "python", "text", "toml", "json", "ini", "nginx", "yaml"}
OTHER_TOOLS = {"git", "npm", "psql", "openssl", "systemctl", "curl"}


def documents() -> list[Path]:
    """Return every Markdown file under version control."""
    return [path for path in tracked_files() if path.suffix == ".md"]


def snippets(language: str) -> list[tuple[str, str]]:
    """Return document and text of every code block in a language."""
    return [
        (str(path.relative_to(ROOT)), text)
        for path in documents()
        for found, text in FENCE.findall(path.read_text(encoding="utf-8"))
        if found == language
    ]


def console_commands() -> list[tuple[str, str]]:
    """Return document and command of every line a reader is told to type."""
    lines = [(name, line) for name, text in snippets("console") for line in text.splitlines()]
    return [(name, line.removeprefix("$ ")) for name, line in lines if line.startswith("$ ")]


@cache
def anchors(path: Path) -> set[str]:
    """Return the anchors that a Markdown page offers: one for each heading."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for path in documents():
        for link in LINK.findall(path.read_text(encoding="utf-8")):
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            name, _, anchor = link.partition("#")
            target = path.parent / name if name else path
            if not target.exists() or (anchor and anchor not in anchors(target)):
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert broken == []


def test_every_page_that_code_cites_exists() -> None:
    broken = {
        f"{path.relative_to(ROOT)}: {page}"
        for path in tracked_files()
        if path.suffix in {".py", ".html", ".toml"}
        for page in CITED.findall(path.read_text(encoding="utf-8"))
        if not any((ROOT / "docs").glob(f"{page}*"))
    }
    assert broken == set()


def test_every_number_that_code_cites_is_explained() -> None:
    rules = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")
    )
    cited = {
        number
        for path in tracked_files()
        if path.suffix == ".py"
        for number in RULE.findall(path.read_text(encoding="utf-8"))
    }
    assert {number for number in cited if not re.search(rf"\b{number}\b", rules)} == set()


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in documents()
        for link in LINK.findall(path.read_text(encoding="utf-8"))
    }
    assert [
        path
        for path in documents()
        if path not in linked and path.parent not in {ROOT, ROOT / "docs" / "changes"}
    ] == []


def test_every_code_block_says_what_it_is() -> None:
    unmarked = [
        str(path.relative_to(ROOT))
        for path in documents()
        for language, _ in FENCE.findall(path.read_text(encoding="utf-8"))
        if language not in MARKED
    ]
    assert unmarked == []


def test_python_snippets_run() -> None:
    for name, text in snippets("python"):
        if has_a_test_of_its_own(Path(name)):
            continue
        done = subprocess.run(
            [sys.executable, "-c", text], cwd=ROOT, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{name}:\n{done.stderr}"


def has_a_test_of_its_own(document: Path) -> bool:
    """Tell whether some test reads this page, to run its code with what the code needs."""
    tests = (ROOT / "tests").rglob("test_*.py")
    return any(f'"{document.name}"' in test.read_text(encoding="utf-8") for test in tests)


def test_commands_in_documents_exist() -> None:
    commands = console_commands()
    assert commands
    for document, command in commands:
        program, *arguments = command.split()
        if program == "make":
            assert arguments[0] in make_targets(), f"{document}: {command}"
        elif program == ".venv/bin/gemeinsam":
            assert offers(arguments), f"{document}: {command}"
        else:
            assert program in OTHER_TOOLS, f"{document}: {command}"


def make_targets() -> set[str]:
    """Return the names one can call make with."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE))


def offers(arguments: list[str]) -> bool:
    """Tell whether the command line knows this command and its options."""
    command: click.Command = gemeinsam
    for word in arguments:
        if not isinstance(command, click.Group) or not re.fullmatch(r"[a-z][a-z-]*", word):
            break
        if word not in command.commands:
            return False
        command = command.commands[word]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    options = {word.partition("=")[0] for word in arguments if word.startswith("--")}
    return options <= known | {"--help", "--version"}


def test_the_readme_starts_with_the_two_commands() -> None:
    commands = [command for name, command in console_commands() if name == "README.md"]
    assert commands[:2] == ["make demo", "make test"]


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec make test"
    assert script.stat().st_mode & 0o111


def test_every_decision_is_listed_and_complete() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(folder.glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]
    for path in records:
        assert f"]({path.name})" in index
        text = path.read_text(encoding="utf-8")
        for heading in ("Context", "Decision", "Consequences", "Alternatives"):
            assert f"\n## {heading}\n" in text, f"{path.name} lacks {heading}"


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    asked = "\n".join(
        (ROOT / "requirements" / f"{part}.in").read_text(encoding="utf-8")
        for part in ("runtime", "test", "node")
    )
    for name in re.findall(r"^[a-z0-9-]+", asked, re.MULTILINE):
        if not name.startswith("-"):
            assert re.search(rf"[| ]{name}[,| ]", reasons), f"{name} is not explained"


@pytest.mark.parametrize("line", ['softwareVersion: "{version}"', "license: {licence}"])
def test_the_catalogue_entry_agrees_with_the_package(line: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    expected = line.format(version=project["version"], licence=project["license"])
    assert expected in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
