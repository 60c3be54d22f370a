"""The German words for the codes that views carry.

Every text here is a gettext msgid: `word()` hands it out, the template translates it.
A code without a word is a mistake and raises `KeyError`, except where noted.
"""

from api.pages.vocabulary.events import EVENTS
from api.pages.vocabulary.marking import RefusalText
from api.pages.vocabulary.notices import NOTICES
from api.pages.vocabulary.refusals import REFUSALS, UNKNOWN_REFUSAL
from api.pages.vocabulary.terms import TERMS

__all__ = [
    "EVENTS",
    "NOTICES",
    "REFUSALS",
    "TERMS",
    "UNKNOWN_REFUSAL",
    "RefusalText",
    "refusal",
    "word",
]


def word(vocabulary: str, code: str) -> str:
    """Return the German word for a code, to be translated by the caller.

    Events the vocabulary does not know yet are shown by their topic: an auditor must
    see every entry, whatever it is.
    """
    if vocabulary == "event":
        return EVENTS.get(code, code)
    return TERMS[vocabulary][code]


def refusal(name: str) -> RefusalText:
    """Return what a refusal means in plain language; a general text if it has none."""
    return REFUSALS.get(name, UNKNOWN_REFUSAL)
