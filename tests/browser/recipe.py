"""Follows docs/how-to/run_a_process.md line by line, as somebody would who knows nothing else."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE

_PERSON = re.compile(r"As .*\(`(?P<address>[^`]+)`\):")
_COMMAND = re.compile(r"\$ \S*gemeinsam (?P<arguments>.+)")
_LINE = re.compile(
    r"- (?P<verb>Open|Follow|Unfold|Enter in|Choose in|Tick|Press|Read|Reload until it says)"
    r":? (?P<rest>.+)"
)
_NAME = re.compile(r"\*\*(.+?)\*\*")
_VALUE = re.compile(r"`([^`]+)`")
_DAYS = re.compile(r"in (\d+) days")
_UNNAMED = {"Open", "Read", "Reload until it says"}
_BARE = {"Follow", "Unfold", "Tick", "Press"}


class Step(msgspec.Struct, frozen=True):
    """One line of the recipe: who does what, to which part of the page, with which texts."""

    line: int
    heading: str
    who: str
    verb: str
    name: str
    values: tuple[str, ...]


class Unreadable(ValueError):
    """A line of a list that says nothing to do."""


def commands(text: str) -> list[list[str]]:
    """Return the arguments of every command line of the recipe."""
    return [found["arguments"].split() for found in _COMMAND.finditer(text)]


def steps(text: str) -> Iterator[Step]:
    """Yield what the recipe says is to be done.

    Raises:
        Unreadable: a line of a list cannot be followed.
    """
    who = heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif person := _PERSON.match(line):
            who = person["address"]
        elif line.startswith("- "):
            yield _step(number, heading, who, line)


def _step(number: int, heading: str, who: str, line: str) -> Step:
    found = _LINE.fullmatch(line)
    if found is None or not who:
        raise Unreadable(f"line {number}: {line}")
    name = _NAME.search(found["rest"])
    behind = found["rest"][name.end() :] if name else found["rest"]
    values = tuple(map(day, _VALUE.findall(behind)))
    if not (name or found["verb"] in _UNNAMED) or not (values or found["verb"] in _BARE):
        raise Unreadable(f"line {number}: {line}")
    return Step(number, heading, who, found["verb"], name[1] if name else "", values)


def day(text: str) -> str:
    """Return a text as it is typed: `today` and `in 30 days` are days."""
    days = 0 if text == "today" else None
    if found := _DAYS.fullmatch(text):
        days = int(found[1])
    return text if days is None else (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - the clock of the machine is that of its browser


class Hands:
    """What one person does on the page they have in front of them."""

    def __init__(self, page: Page, open_path: Callable[[str], None]) -> None:
        self._page = page
        self._open = open_path
        self._do: dict[str, Callable[[Step], None]] = {
            "Open": lambda step: self._open(f"/de{step.values[0]}"),
            "Follow": lambda step: self._named("link", step.name).click(),
            "Unfold": lambda step: self._summary(step.name).click(),
            "Enter in": lambda step: self._labelled(step.name).fill("\n".join(step.values)),
            "Choose in": self._choose,
            "Tick": lambda step: self._box(step.name).check(),
            "Press": lambda step: self._named("button", step.name).click(),
            "Read": lambda step: self._read(step.values[0]),
            "Reload until it says": lambda step: self._wait(step.values[0]),
        }

    def follow(self, step: Step) -> None:
        """Do what a line says."""
        self._do[step.verb](step)

    def _named(self, role: str, name: str) -> Locator:
        # What is said to screen readers may go on: "Verlängern: Ideen sammeln".
        wanted = re.compile(rf"^(B-\S+ |M-\S+ )?{re.escape(name)}( ?:|$)")
        found = self._page.get_by_role(role, name=wanted)  # type: ignore[arg-type]  # link or button
        main = self._page.locator("main").get_by_role(role, name=wanted)  # type: ignore[arg-type]  # as above
        return self._first(main if main.count() else found)

    def _summary(self, name: str) -> Locator:
        return self._first(self._page.locator("summary").filter(has_text=_beginning(name)))

    def _labelled(self, name: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(name)}\s*(\(freiwillig\))?\s*$")
        label = self._first(self._page.locator("label").filter(has_text=words))
        return self._page.locator(f'[id="{label.get_attribute("for")}"]')

    def _box(self, name: str) -> Locator:
        words = re.compile(rf"^\s*(B-\S+ |M-\S+ )?{re.escape(name)}\s*$")
        label = self._first(self._page.locator("label").filter(has_text=words))
        return self._page.locator(f'[id="{label.get_attribute("for")}"]')

    def _choose(self, step: Step) -> None:
        field = self._labelled(step.name)
        wanted = step.values[0]
        texts = [text.strip() for text in field.locator("option").all_inner_texts()]
        fitting = [text for text in texts if text == wanted or wanted in text]
        assert fitting, f"line {step.line}: {wanted} is none of {texts}"
        field.select_option(label=wanted if wanted in texts else fitting[0])

    def _read(self, text: str) -> None:
        expect(self._first(self._page.get_by_text(text))).to_be_visible()

    def _wait(self, text: str) -> None:
        for _ in range(30):
            if self._page.get_by_text(text).locator("visible=true").count():
                return
            self._page.wait_for_timeout(500)
            self._page.reload()
        raise AssertionError(f"the page never says {text}")

    def _first(self, found: Locator) -> Locator:
        visible = found.locator("visible=true").first
        visible.wait_for(timeout=PATIENCE)
        return visible


def _beginning(name: str) -> "re.Pattern[str]":
    return re.compile(rf"^\s*{re.escape(name)}")
