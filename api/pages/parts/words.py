"""Opens the texts of a page: all of them in one batch, then each where it is needed."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import get_args, get_type_hints

import msgspec

from api.pages.vocabulary.terms import N_
from domain.messages import ContentRef
from domain.ports import Texts, VaultUnavailable

UNAVAILABLE = N_("Dieser Text ist gerade kurz nicht verfügbar.")
"""What stands for a text while the vault does not answer."""


class Words:
    """The texts of one page. Knows an erased text from one that cannot be had just now."""

    def __init__(self, known: Mapping[ContentRef, str], stand_in: str | None) -> None:
        self._known = known
        self._stand_in = stand_in

    @property
    def complete(self) -> bool:
        """Whether every text that is not erased could be opened."""
        return self._stand_in is None

    def get(self, ref: ContentRef | None) -> str | None:
        """Return a text; None where there is none or it was erased."""
        return None if ref is None else self._known.get(ref, self._stand_in)

    def text(self, ref: ContentRef | None, otherwise: str = "") -> str:
        """Return a text, or something else where there is none or it was erased."""
        found = self.get(ref)
        return otherwise if found is None else found


def opened(texts: Texts, rows: Iterable[msgspec.Struct | None], unavailable: str) -> Words:
    """Open every text that these rows refer to, in one batch.

    While the vault does not answer, texts that are not in memory read `unavailable`:
    reading goes on (ruling 21).
    """
    return opened_refs(texts, [ref for row in rows if row for ref in references(row)], unavailable)


def opened_refs(texts: Texts, refs: Collection[ContentRef], unavailable: str) -> Words:
    """Open texts by their references, in one batch."""
    try:
        return Words(texts.open(refs) if refs else {}, None)
    except VaultUnavailable:
        return Words(texts.remembered(refs), unavailable)


def references(row: msgspec.Struct) -> list[ContentRef]:
    """Return the content references that a row holds."""
    values = (getattr(row, name) for name in _reference_fields(type(row)))
    return [value for value in values if value is not None]


@cache
def _reference_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        name for name, hint in hints.items() if hint == ContentRef or ContentRef in get_args(hint)
    )
