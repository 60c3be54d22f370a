"""Marks texts for translation where they stand, before it is known who will read them."""

from typing import NamedTuple


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Return the text unchanged; the extraction of sentences finds it by this call."""
    return text


class RefusalText(NamedTuple):
    """A heading that says what is so, and a sentence that says what to do now."""

    title: str
    next_step: str


RELOAD = N_("Laden Sie die Seite neu, dann sehen Sie den jetzigen Stand.")
PHASES = N_("Auf der Seite des Verfahrens steht, was gerade möglich ist und bis wann.")
