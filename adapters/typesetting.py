"""Turns content into tagged PDF files (PDF/UA-1), by the Typst compiler inside this process.

The same template, content and day give the same bytes, so that a hash says something. Typst
refuses what a screen reader could not read, such as a picture without words for it.
"""

import re
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

STAND_IN = "\N{WHITE SQUARE}"
"""What is printed for a sign that no font has, such as an emoji."""

_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 200  # different signs without a glyph in one document


class NotTypeset(Exception):
    """The template and its content do not go together; the text says where."""


class _Refused(Exception):
    """What the compiler says of a template and its content."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.message = message
        self.diagnostic = diagnostic


class TypstTypesetter:
    """Implements api.ports.documents.Typesetter. Safe in threads: one document at a time.

    `templates` and `fonts` are folders. Nothing else is read: no fonts of the machine, no
    packages, no network.
    """

    def __init__(self, templates: Path, fonts: Path) -> None:
        self._templates = templates
        self._folder = fonts
        self._fonts: typst.Fonts | None = None
        self._lock = threading.Lock()

    def pdf(self, template: str, content: str, on: date) -> bytes:
        """Typeset a template with JSON content, dated `on`.

        Raises:
            NotTypeset: they do not go together.
        """
        for _ in range(_TRIES):
            try:
                with self._lock:
                    return self._compiled(template, content, on)
            except _Refused as error:
                printable = _without(content, _undisplayed(error.message))
                if printable == content:
                    raise NotTypeset(f"{template}: {error.diagnostic}") from error
                content = printable
        raise NotTypeset(f"{template}: too many signs without a glyph")

    def _compiled(self, template: str, content: str, on: date) -> bytes:
        import typst  # noqa: PLC0415 - 7 MB that a process goes without until it sets a document

        if self._fonts is None:
            if not any(self._folder.glob("*.ttf")):
                raise NotTypeset(f"{self._folder} holds no fonts; set-up makes them")
            self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[self._folder])
        try:
            made = typst.compile(
                self._templates / template,
                root=self._templates,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"content": content},
                pdf_standards="ua-1",
                timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise _Refused(error.message, error.diagnostic) from error
        if not isinstance(made, bytes):
            raise NotTypeset(f"{template}: no single document came out")
        return made


def _undisplayed(message: str) -> Sequence[str]:
    """Return the signs that no font has, if that is what the compiler complains of."""
    found = _MISSING.search(message)
    if found is None:
        return []
    text = _ESCAPED.sub(lambda each: chr(int(each[1], 16)), found[1])
    return [sign for sign in text if not sign.isascii()]


def _without(content: str, signs: Sequence[str]) -> str:
    return content.translate({ord(sign): STAND_IN for sign in signs if sign != STAND_IN})
