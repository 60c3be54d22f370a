"""What the office types into the forms of a measure, and how it is read."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec

from api.pages.amounts import NotWritten, cents, tenths
from api.pages.formatting import number
from api.pages.measures.typing import day
from api.ports import Language

_T = TypeVar("_T")


class Typed(msgspec.Struct):
    """All fields of all forms of the page; each form sends its own."""

    act: str = ""
    group: str = ""
    benefit: str = ""
    reach: str = ""
    urgency: str = ""
    feasibility: str = ""
    transfer: str = ""
    effort: str = ""
    weight_benefit: str = ""
    weight_reach: str = ""
    weight_urgency: str = ""
    weight_feasibility: str = ""
    weight_transfer: str = ""
    weight_effort: str = ""
    workshop: str = ""
    rank: str = ""
    priority: str = ""
    addressee: str = ""
    statement: str = ""
    stance: str = ""
    body: str = ""
    together: str = ""
    on: str = ""
    text: str = ""
    more: str = ""
    year: str = ""
    first: str = ""
    last: str = ""
    budget: str = ""
    milestone: str = ""
    percent: str = ""
    light: str = ""
    licence: str = ""
    source: str = ""
    idea: str = ""
    share: str = ""


class Given(msgspec.Struct, frozen=True):
    """A form as it is read, field by field, in the language of its page.

    All of them raise NotWritten with the name of a field that is missing or cannot be read.
    """

    typed: Typed
    language: Language

    def text(self, name: str) -> str:
        """Return a text as it was typed."""
        written: str = getattr(self.typed, name)
        return written

    def day(self, name: str) -> date:
        """Return a day."""
        return self._read(name, day)

    def number(self, name: str, low: int, high: int) -> int:
        """Return a whole number within bounds."""
        return self._read(name, lambda written: _number(written, low, high))

    def cents(self, name: str) -> int:
        """Return an amount."""
        return self._read(name, lambda written: cents(written, self.language))

    def tenths(self, name: str) -> int:
        """Return points as tenths."""
        return self._read(name, tenths)

    def id(self, name: str) -> UUID:
        """Return an id."""
        return self._read(name, _id)

    def code(self, name: str, kind: object) -> object:
        """Return one of the words of a vocabulary."""
        return self._read(name, lambda written: _code(written, kind))

    def _read(self, name: str, reader: Callable[[str], _T | None]) -> _T:
        written = self.text(name)
        try:
            found = reader(written)
        except NotWritten as error:
            raise NotWritten(written, name) from error
        if found is None:
            raise NotWritten(written, name)
        return found


def _number(written: str, low: int, high: int) -> int | None:
    found = number(written.strip())
    return found if found is not None and low <= found <= high else None


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _code(written: str, kind: object) -> object | None:
    try:
        found: object = msgspec.convert(written, kind)
    except msgspec.ValidationError:
        return None
    return found
