"""Texts on their way in and out: cleaned before they are sealed, opened in one go."""

from collections.abc import Collection

from api.pages.formatting import typed
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


def all_words(texts: Texts, refs: Collection[ContentRef | None]) -> Words:
    """Return opened texts for a file: people keep it, and nothing would tell that some are missing.

    Raises:
        VaultUnavailable: not all of them can be opened just now.
    """
    words = Words(texts, refs)
    if words.incomplete:
        raise VaultUnavailable
    return words


def one_line(text: str) -> str:
    """Return a title cleaned as all texts are, and in one line."""
    return " ".join(typed(text).split())


def remark(text: str | None) -> str | None:
    """Return a text that may be left out, cleaned; None if nothing is left of it."""
    return typed(text or "") or None
