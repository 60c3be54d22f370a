"""What the office types into the forms of a measure, and how it is read."""

from datetime import date
from uuid import UUID

import msgspec

from api.pages.measures.typing import NotWritten, day


class Typed(msgspec.Struct):
    """All fields of all forms of the page; each form sends its own."""

    act: str = ""
    group: str = ""
    benefit: str = ""
    reach: str = ""
    urgency: str = ""
    feasibility: str = ""
    transfer: str = ""
    effort: str = ""
    weight_benefit: str = ""
    weight_reach: str = ""
    weight_urgency: str = ""
    weight_feasibility: str = ""
    weight_transfer: str = ""
    weight_effort: str = ""
    workshop: str = ""
    rank: str = ""
    priority: str = ""
    addressee: str = ""
    statement: str = ""
    stance: str = ""
    body: str = ""
    on: str = ""
    text: str = ""
    more: str = ""
    year: str = ""
    first: str = ""
    last: str = ""
    budget: str = ""
    milestone: str = ""
    percent: str = ""
    light: str = ""
    licence: str = ""
    source: str = ""


def day_of(typed: str) -> date:
    """Return a day that must be there."""
    found = day(typed)
    if found is None:
        raise NotWritten(typed)
    return found


def number_of(typed: str, low: int, high: int) -> int:
    """Return a whole number within bounds."""
    if not (typed.isascii() and typed.isdigit()) or not low <= int(typed[:9]) <= high:
        raise NotWritten(typed)
    return int(typed[:9])


def id_of(typed: str) -> UUID:
    """Return an id."""
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotWritten(typed) from error


def code_of(typed: str, kind: object) -> object:
    """Return one of the words of a vocabulary."""
    try:
        return msgspec.convert(typed, kind)
    except msgspec.ValidationError as error:
        raise NotWritten(typed) from error
