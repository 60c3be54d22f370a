"""The language a document speaks around what people wrote: headings, days, amounts, codes.

What is published is German: `GERMAN` is what documents are made with where nobody asks for
another language. Texts of people, measures and councils stay as they were written.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

import msgspec

from api.documents.content import Line, Piece
from api.pages import vocabulary
from api.pages.formats import filters
from api.pages.measures.figures import written
from api.ports import Language
from api.translations import translations

_VALUE = re.compile(r"%\((\w+)\)s")


class Written(str):
    """What people wrote, in German, wherever it stands."""

    __slots__ = ()


class Voice(msgspec.Struct, frozen=True):
    """Words things in one language."""

    language: Language

    def say(self, text: str, **values: object) -> str:
        """Return a German msgid in this language, `%(name)s` filled in."""
        translated = translations(self.language).gettext(text)
        return translated % values if values else translated

    def line(self, text: str, **values: object) -> Line:
        """Return a sentence as `say` does, with what is `Written` in it told apart.

        A screen reader speaks each piece in its own language.
        """
        if self.language == "de":
            return self.say(text, **values)
        said = _VALUE.split(translations(self.language).gettext(text))
        return joined(*_pieces(said, values))

    def joined(self, before: str, written: str, after: str = "") -> Line:
        """Return what people wrote with own words around it."""
        if self.language == "de":
            return f"{before}{written}{after}"
        return joined(before, Written(written), after)

    def term(self, kind: str, code: str) -> str:
        """Return the word for a code of a vocabulary."""
        return self.say(vocabulary.word(kind, code))

    def day(self, value: date) -> str:
        """Return a date in full."""
        return filters(self.language)["day"](value)

    def money(self, cents: int) -> str:
        """Return an amount in euros."""
        return filters(self.language)["money"](cents)

    def number(self, value: float) -> str:
        """Return a number with its separators."""
        return filters(self.language)["number"](value)

    def measured(self, value: int, decimals: int) -> str:
        """Return what an indicator counts, with its digits behind the point."""
        return written(value, decimals, self.language)

    def labels(self, *named: Mapping[str, str]) -> dict[str, str]:
        """Return the fixed words of a template, by the names it knows them under."""
        return {name: self.say(text) for each in named for name, text in each.items()}


def joined(*lines: Line) -> Line:
    """Return lines one after the other; a text if all of them are."""
    if all(type(each) is str for each in lines):
        return "".join(map(str, lines))
    pieces = [piece for each in lines for piece in _split(each) if piece.text]
    return tuple(
        Piece(text="".join(each.text for each in same), german=german)
        for german, same in groupby(pieces, key=lambda each: each.german)
    )


def _split(line: Line) -> tuple[Piece, ...]:
    if isinstance(line, str):
        return (Piece(text=str(line), german=isinstance(line, Written)),)
    return line


def _pieces(said: list[str], values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence as its words and values, which take turns."""
    for at, part in enumerate(said):
        if at % 2:
            value = values[part]
            yield value if isinstance(value, Written) else str(value)
        else:
            yield part.replace("%%", "%")


GERMAN = Voice("de")
