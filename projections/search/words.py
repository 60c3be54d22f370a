"""Texts as they are compared: without case, umlauts and accents; never a query syntax."""

import re
import unicodedata
from collections.abc import Sequence

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"\w+")
_MOST_TERMS = 8
_LONGEST_TERM = 60  # characters; German has long words
_MOST_STEMS = 24
_SHORTEST_STEM = 4
FOLDING = "1"
"""To be counted up when `fold` changes: indexes hold what it has made."""

SHORTEST_INDEXED = 3
"""Characters of the shortest term that an index of trigrams can find."""

_FREQUENT = """
aber alle allem allen aller alles als also auch auf aus bei beim bitte bzw dann das dass deren dem
den denn der des deshalb die dies diese diesem diesen dieser dieses doch dort durch eine einem
einen einer eines einfach etwas fuer gibt haben hat hier ich ihre immer ist jede jeden jeder kann
kein keine koennen koennte koennten mehr mit muss nach nicht noch nur oder ohne schon sehr sein
seine sich sie sind sollen sollte sollten soll und uns unser unsere unserem unseren unserer viel
viele vom von vor waere wenn werden wird wie wieder wir wuerde wuerden zum zur
"""
_STOPWORDS = frozenset(_FREQUENT.split())


def fold(text: str) -> str:
    """Return a text as it is indexed.

    Umlauts lose their dots; words that have some are added with `ae`, `oe`, `ue`, so
    that both ways of typing them are found.
    """
    lower = " ".join(unicodedata.normalize("NFC", text).lower().split())
    typed = [
        word.translate(_GERMAN) for word in _WORD.findall(lower) if word.translate(_GERMAN) != word
    ]
    return _bare(" ".join([lower, *typed]))


def terms(query: str) -> list[tuple[str, ...]]:
    """Return what all has to be found: for each word the ways it may be written.

    Any text is a query; signs that are not part of words count as blanks.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", query).lower())[:_MOST_TERMS]
    return [tuple(dict.fromkeys(_ways(word[:_LONGEST_TERM]))) for word in words]


def stems(text: str) -> list[str]:
    """Return beginnings of the words that say what a text is about, longest first.

    The end of a word is cut off, which finds other forms of it.
    """
    lower = unicodedata.normalize("NFC", text).lower()
    words = dict.fromkeys(
        _bare(word) for word in _WORD.findall(lower) if word.translate(_GERMAN) not in _STOPWORDS
    )
    long = sorted((word for word in words if len(word) >= _SHORTEST_STEM), key=len, reverse=True)
    return [word[: max(_SHORTEST_STEM, len(word) - 2)] for word in long][:_MOST_STEMS]


def likeness(stems_of_one: Sequence[str], folded: str) -> float:
    """Return how much of what one text is about is in another: 0 to 1, long words count more."""
    total = sum(map(len, stems_of_one))
    return sum(len(stem) for stem in stems_of_one if stem in folded) / total if total else 0.0


def _ways(word: str) -> tuple[str, str]:
    return _bare(word), _bare(word.translate(_GERMAN))


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign if sign.isprintable() else " " for sign in kept)
