"""What the comparisons of ideas and of processes share."""

from typing import Annotated

from litestar.params import QueryParameter

from api import comparison
from api.moments import day_shown, moment
from api.pages.formatting import compare
from api.pages.framing import Frame
from api.pages.parts.words import Words
from api.pages.views import ComparedMoment, ComparedText, ComparedValue
from domain.messages import ContentRef
from projections import audit
from projections.model import Snapshot

From = Annotated[str, QueryParameter(name="from")]
To = Annotated[str, QueryParameter(name="to")]


def moments(
    frame: Frame, snapshot: Snapshot, earlier: str, later: str
) -> tuple[Snapshot, Snapshot]:
    """Return the two moments of an address, the earlier one first; without `later` now.

    Raises:
        Malformed: one of them is none.
    """
    early = moment(snapshot, earlier, frame.person, "from")
    late = moment(snapshot, later or None, frame.person, "to")
    return comparison.in_order(early, late)


def compared_moment(frame: Frame, seen: Snapshot, path: str) -> ComparedMoment:
    """Return what is said about one of the moments; `path` is that of the object."""
    now = seen.as_of is None
    url = frame.url(path)
    return ComparedMoment(
        position=seen.until,
        at=audit.moment_of(seen, seen.until),
        day=day_shown(seen),
        url=url if now else f"{url}?as_of={seen.until}",
        today=now,
    )


def number(frame: Frame, name: str, before: int | None, after: int | None) -> ComparedValue:
    """Return a number at both moments."""
    return ComparedValue(
        name=frame.say(name),
        before=None if before is None else str(before),
        after=None if after is None else str(after),
        by=None if before is None or after is None else after - before,
    )


def text(
    frame: Frame, name: str, before: ContentRef | None, after: ContentRef | None, words: Words
) -> ComparedText:
    """Return a text at both moments, compared word by word."""
    named, old, new = frame.say(name), words.get(before), words.get(after)
    if new is not None and before is None:
        return ComparedText(name=named, state="new", parts=compare("", new))
    if old is None or new is None:
        return ComparedText(name=named, state="missing")
    if old == new:
        return ComparedText(name=named, state="same")
    return ComparedText(name=named, state="changed", parts=compare(old, new))
