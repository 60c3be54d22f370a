"""From what people typed to what a page shows: excerpts, comparisons, clean lines."""

import difflib
import re
import unicodedata

from api.pages.views import TextPart

EXCERPT = 200  # characters
_DIGITS = 15  # of a position; more than a log will ever have
_MARKS = re.compile(r"[*_`>#]+")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_PAIRS = 1_000_000
"""Word pairs up to which texts are compared word by word; about a tenth of a second."""

# Signs that turn the reading direction can make a text read as something it is not; those from
# E0000 on spell out words that nobody is shown.
_GOING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE1000)])

VISIBLE = (
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff]"
)
"""A sign that shows, as a pattern: no white space, nothing that steers, joins or fills."""
_VISIBLE = re.compile(VISIBLE)


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the beginning of a text in one line, cut between words, with an ellipsis."""
    line = _SPACE.sub(" ", _MARKS.sub("", text)).strip()
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.–-") + "…"


def first_line(text: str, length: int = 90) -> str:
    """Return the first line of a text, for works without a title (ruling 9)."""
    return excerpt(text.strip().split("\n", 1)[0], length)


def compare(before: str, after: str) -> tuple[TextPart, ...]:
    """Return how one text became the other, word by word; line by line if both are long."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _PAIRS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[TextPart] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            parts.append(TextPart(kind="same", text="".join(old[start:end])))
            continue
        if end > start:
            parts.append(TextPart(kind="removed", text="".join(old[start:end])))
        if new_end > new_start:
            parts.append(TextPart(kind="added", text="".join(new[new_start:new_end])))
    return tuple(parts)


def number(text: str) -> int | None:
    """Return a whole number somebody typed, up to what a log can hold; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if plain else None


def ticked(values: list[str] | str) -> tuple[str, ...]:
    """Return what was ticked in a form: of one value alone nobody can tell that it is a list."""
    return (values,) if isinstance(values, str) else tuple(values)


def typed(text: str) -> str:
    """Return what a browser sent as the person meant it.

    One kind of line end, no control signs, nothing that turns the reading direction,
    no space around it; nothing at all of a text in which nothing shows.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_GOING)
    kept = (sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    whole = "".join(kept).strip()
    return whole if _VISIBLE.search(whole) else ""
