"""Translations of the interface. Its msgids are the German sentences themselves.

English lies in `en/LC_MESSAGES/messages.po` and is read from there when the
application starts: no compiled file is kept, so text and translation cannot drift apart
unnoticed (`tests/api/test_translations.py`).
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("de", "en")
"""All languages of the interface, the first being the one texts are written in."""


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of a language; German answers every sentence as it is.

    Raises:
        ValueError: the interface does not speak this language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no translation into {language!r}")
    if language == LANGUAGES[0]:
        return NullTranslations()
    source = files(__package__) / language / "LC_MESSAGES" / "messages.po"
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
