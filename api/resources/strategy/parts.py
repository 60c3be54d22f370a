"""Parts of lists that are short enough to be read whole."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from api.resources.parameters import readable_cursor
from projections import cursors


class Placed(Protocol):
    """A row that has a position of its own in the log, whatever becomes of it."""

    @property
    def position(self) -> int:
        """The position of the event it began with."""
        ...


RowT = TypeVar("RowT", bound=Placed)


def part(
    rows: Sequence[RowT],
    fits: Callable[[RowT], bool],
    name: str,
    cursor: str | None,
    limit: int,
) -> tuple[list[RowT], str | None]:
    """Return the rows of a part in their order, and the cursor of the next one, if any.

    A cursor names the last row shown, not how many there were: what is added elsewhere
    meanwhile shifts nothing.

    Raises:
        Malformed: the cursor is none of the list called `name`, or names no row of it.
    """
    start = 0
    if cursor is not None:
        with readable_cursor():
            start = _after(rows, cursors.read(cursor, name, 1)[0], cursor)
    found = [row for row in rows[start:] if fits(row)]
    shown = found[:limit]
    rest = len(found) > limit
    return shown, cursors.write(name, (shown[-1].position,)) if rest else None


def _after(rows: Sequence[RowT], position: int, cursor: str) -> int:
    for place, row in enumerate(rows):
        if row.position == position:
            return place + 1
    raise cursors.UnreadableCursor(cursor)
