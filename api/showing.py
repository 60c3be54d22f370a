"""What an answer shows, so that it may be given out until just that has changed (ruling 8)."""

from collections.abc import Callable
from uuid import UUID

import msgspec

from api.rendering import TRACE
from projections import subjects
from projections.model import Snapshot

Also = Callable[[Snapshot], object]
"""Reads something an answer shows besides its subjects; a value that can be compared."""


class Shown(msgspec.Struct, frozen=True):
    """The subjects of an answer, and how they stood when it was made.

    `position` is that of the last event that changed what it shows.
    """

    subjects: tuple[UUID, ...]
    also: Also | None
    position: int
    beside: object = None

    def stands(self, now: Snapshot) -> bool:
        """Tell whether an answer made now would show the same."""
        return self == look(now, self.subjects, self.also)


def look(now: Snapshot, about: tuple[UUID, ...], also: Also | None) -> Shown:
    """Return how subjects stand."""
    beside = None if also is None else also(now)
    return Shown(about, also, subjects.shown_at(now, about), beside)


def shows(seen: Snapshot, *about: UUID, also: Also | None = None) -> None:
    """Tell the cache what the answer to this request is about.

    An answer about a proposal holds until something happens to that proposal, or something
    that is about no single one; an answer about a process until something happens to any of its
    proposals as well. What it shows beyond that, `also` reads again. An answer whose handler says
    nothing holds until the next event, whatever it is, and one that looks back needs nothing
    of the kind.
    """
    if seen.as_of is None:
        TRACE.get().shown = look(seen, about, also)
