"""What office pages read out of forms: euros, days, points and ticked boxes."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

_EUROS = re.compile(r"[0-9]{1,3}(\.?[0-9]{3})*(,[0-9]{1,2})?")
_MOST = 100_000_000_000_00
_MOST_SCALED = 1_000_000


class NotWritten(ValueError):
    """What was typed cannot be read."""


def cents(typed: str) -> int | None:
    """Return an amount in German notation ("80.000,50") in cents; None if nothing was typed.

    Raises:
        NotWritten: it is no such amount.
    """
    plain = typed.replace("€", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not plain:
        return None
    if not _EUROS.fullmatch(plain):
        raise NotWritten(typed)
    amount = int(Decimal(plain.replace(".", "").replace(",", ".")) * 100)
    if amount > _MOST:
        raise NotWritten(typed)
    return amount


def euros(amount: int | None) -> str:
    """Return an amount as it is typed."""
    if amount is None:
        return ""
    whole = f"{amount // 100:,}".replace(",", ".")
    return f"{whole},{amount % 100:02d}" if amount % 100 else whole


def hundredths(typed: str) -> int | None:
    """Return "0,25" as 25; None if nothing was typed.

    Raises:
        NotWritten: it is no such number.
    """
    return _scaled(typed, 100)


def tenths(typed: str) -> int | None:
    """Return "4,4" as 44; None if nothing was typed.

    Raises:
        NotWritten: it is no such number.
    """
    return _scaled(typed, 10)


def _scaled(typed: str, by: int) -> int | None:
    plain = typed.strip().replace(",", ".")
    if not plain:
        return None
    try:
        number = Decimal(plain) * by
        whole = int(number)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise NotWritten(typed) from error
    if number != whole or not 0 <= whole <= _MOST_SCALED:
        raise NotWritten(typed)
    return whole


def day(typed: str) -> date | None:
    """Return a day as browsers send it; None if nothing was typed.

    Raises:
        NotWritten: it is none.
    """
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
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
