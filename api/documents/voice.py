"""The language a document speaks around what people wrote: headings, days, amounts, codes.

What is published is German: `GERMAN` is what documents are made with where nobody asks for
another language. Texts of people, measures and councils stay as they were written.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from api.pages import vocabulary
from api.pages.formats import filters
from api.pages.measures.figures import written
from api.ports import Language
from api.translations import translations


class Voice(msgspec.Struct, frozen=True):
    """Words things in one language."""

    language: Language

    def say(self, text: str, **values: object) -> str:
        """Return a German msgid in this language, `%(name)s` filled in."""
        translated = translations(self.language).gettext(text)
        return translated % values if values else translated

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


GERMAN = Voice("de")
