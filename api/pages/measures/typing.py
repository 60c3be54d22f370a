"""What office pages read out of forms beside numbers: days and ticked boxes."""

from datetime import date
from uuid import UUID

from api.days import typed_day
from api.pages.amounts import NotWritten


def day(typed: str) -> date | None:
    """Return a day as browsers send it; None if nothing was typed.

    Raises:
        NotWritten: it is none.
    """
    if not typed.strip():
        return None
    try:
        return typed_day(typed)
    except ValueError as error:
        raise NotWritten(typed) from error


def ids(typed: list[str] | str) -> tuple[UUID, ...]:
    """Return the ids of ticked boxes, each once; others are passed over."""
    found: dict[UUID, None] = {}
    for each in [typed] if isinstance(typed, str) else typed:
        try:
            found[UUID(each)] = None
        except ValueError:
            continue
    return tuple(found)
