"""Texts on their way in and out: cleaned before they are sealed, opened in one go."""

from collections.abc import Collection

from api.errors import Malformed
from api.pages.formatting import typed
from api.problems import WrongField
from domain.messages import ContentRef
from domain.ports import Texts, VaultUnavailable


class Words:
    """Opened texts. `incomplete` says that some could not be opened just now."""

    def __init__(self, texts: Texts, refs: Collection[ContentRef | None]) -> None:
        wanted = {ref for ref in refs if ref is not None}
        self.incomplete = False
        try:
            self._found = texts.open(wanted)
        except VaultUnavailable:
            # Reading goes on without the vault, with the texts in memory (ruling 21).
            self.incomplete = True
            self._found = texts.remembered(wanted)

    def get(self, ref: ContentRef | None) -> str | None:
        """Return a text; None where there is none, or it was erased or is out of reach."""
        return None if ref is None else self._found.get(ref)


def one_line(field: str, text: str) -> str:
    """Return a title in one line, cleaned as `written` does.

    Raises:
        Malformed: nothing is left of it.
    """
    return " ".join(written(field, text).split())


def written(field: str, text: str) -> str:
    """Return a text as it was meant: no control signs, nothing that turns the direction.

    Raises:
        Malformed: nothing is left of it.
    """
    cleaned = typed(text)
    if not cleaned:
        raise Malformed(WrongField(field, "holds no visible character"))
    return cleaned


def remark(text: str | None) -> str | None:
    """Return a text that may be left out; None if nothing is left of it."""
    return typed(text or "") or None
