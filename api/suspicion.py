"""Texts that are read before they are published, whatever the moderation mode (P1).

Links, addresses and telephone numbers are how advertising and other people's data
look like; a few words are never meant well. Nothing is refused here: a moderator
reads the text first.
"""

import re
import unicodedata
from typing import Final

# What stands before a point or an @ is asked for its last characters only: a pattern that
# looks for where the name begins reads one long word again from each of its letters.
_LINK = re.compile(r"https?:|www\.|[\w-]{2}\.(?:de|com|net|org|info|eu|shop|ru)\b", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]\s?(?:@|\(at\)|\[at\])\s?[\w-]", re.IGNORECASE)
# Eight digits and more, however they are grouped; years and amounts have fewer.
_TELEPHONE = re.compile(r"(?:\+|\b0)[\d()/ .–-]{7,}\d")

WORDS: Final[frozenset[str]] = frozenset({
    "abschaum", "arschloch", "arschlöcher", "bastard", "drecksau", "dreckspack", "fotze",
    "gesindel", "gutmenschenpack", "hackfresse", "heil hitler", "hurensohn", "hurensöhne",
    "kanake", "kanaken", "missgeburt", "nazischwein", "neger", "parasiten", "schlampe",
    "schmarotzer", "schwuchtel", "spasti", "untermensch", "untermenschen", "volksverräter",
    "wichser", "zigeuner", "casino", "viagra", "kredit ohne schufa", "onlyfans",
})  # fmt: skip
"""The word filter (docs/rules/moderation.md), in lower case."""

_WORDS = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(WORDS))) + r")\b", re.IGNORECASE)

# Words of one language are of one script. Greek letters that stand beside ours in a text, such
# as those of units, are not among these: they resemble none of ours.
_OURS, _ALIKE = (
    r"[a-zäöüß]",
    r"[\u0400-\u04ff\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7]",
)
_DISGUISED = re.compile(rf"{_OURS}{_ALIKE}|{_ALIKE}{_OURS}", re.IGNORECASE)
_UNSEEN = frozenset({"Cf", "Mn"})  # categories of signs that show nothing by themselves


def suspicious(*texts: str) -> bool:
    """Tell whether a moderator should read these texts before anybody else does."""
    patterns = (_LINK, _MAIL, _TELEPHONE, _WORDS, _DISGUISED)
    return any(pattern.search(_as_read(text)) for text in texts for pattern in patterns)


def _as_read(text: str) -> str:
    """Return a text as people read it: without signs that nobody sees, and with usual letters."""
    if text.isascii():
        return text
    usual = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in usual if unicodedata.category(sign) not in _UNSEEN)
