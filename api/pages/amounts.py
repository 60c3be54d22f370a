"""Numbers that people type, in the notation of the language of their page.

German writes 80.000,50 and English 80,000.50. A page shows and takes the notation of its own
language alone: an amount in the other one is refused, never read as something else. Where a
number may have more than two digits behind its point, that alone does not tell the two apart:
`1.234` is both. Such a number is refused as well, and the page says how to write it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import msgspec

from api.ports import Language

_MOST = 100_000_000_000_00
_MOST_SCALED = 1_000_000
_CENTS = 2  # digits
_FINEST = 6  # digits of an indicator
_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_EURO = re.compile(r"\s*€\s*")
_SCALED = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,2})?")


class NotWritten(ValueError):
    """What was typed cannot be read; `field` is its place in the form, where that is known."""

    def __init__(self, typed: str, field: str = "") -> None:
        super().__init__(typed)
        self.field = field


class WrittenTwoWays(NotWritten):
    """What was typed is one number in German and another one in English."""


class _Notation(msgspec.Struct, frozen=True):
    """The signs of a language: between thousands, and before what is less than one."""

    thousands: str
    point: str

    def matching(self, behind: int) -> re.Pattern[str]:
        """Return what matches a number with at most `behind` digits behind its point.

        Thousands are set apart everywhere or nowhere, by the sign of the language or by
        spaces. What begins with a zero has none: "0.500" is no way to write five hundred.
        """
        sign = f"[{re.escape(self.thousands)}{_SPACES}]"
        apart = rf"[1-9][0-9]{{0,2}}({sign})[0-9]{{3}}(?:\3[0-9]{{3}})*"
        point = re.escape(self.point)
        return re.compile(rf"([+-]?)({apart}|[0-9]{{1,14}})(?:{point}([0-9]{{1,{behind}}}))?")


_NOTATIONS: Final[Mapping[Language, _Notation]] = {
    "de": _Notation(".", ","),
    "en": _Notation(",", "."),
}
_AMOUNTS = {language: each.matching(_CENTS) for language, each in _NOTATIONS.items()}
_VALUES = {language: each.matching(_FINEST) for language, each in _NOTATIONS.items()}
_TWO_WAYS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def cents(typed: str, language: Language) -> int | None:
    """Return an amount in euros, "80.000,50" in German, in cents; None if nothing was typed.

    Raises:
        NotWritten: it is no amount in the notation of the language, or larger than any budget.
    """
    plain = _EURO.sub("", typed).strip()
    if not plain:
        return None
    found = _AMOUNTS[language].fullmatch(plain)
    if found is None or found[1]:
        raise NotWritten(typed)
    amount = int(_digits(found[2]) + (found[4] or "").ljust(_CENTS, "0"))
    if amount > _MOST:
        raise NotWritten(typed)
    return amount


def euros(amount: int | None, language: Language) -> str:
    """Return an amount in cents as `cents` reads it; nothing for None."""
    if amount is None:
        return ""
    notation = _NOTATIONS[language]
    whole = f"{amount // 100:,}".replace(",", notation.thousands)
    return f"{whole}{notation.point}{amount % 100:02d}" if amount % 100 else whole


def hundredths(typed: str) -> int | None:
    """Return "0,25" or "0.25" as 25; None if nothing was typed.

    Raises:
        NotWritten: it is no such number, or has more digits behind its point.
    """
    return _scaled(typed, 100)


def tenths(typed: str) -> int | None:
    """Return "4,4" or "4.4" as 44; None if nothing was typed.

    Raises:
        NotWritten: it is no such number, or has more digits behind its point.
    """
    return _scaled(typed, 10)


def decimal(value: int | None, language: Language) -> str:
    """Return hundredths as `hundredths` reads them: 25 as "0,25"; nothing for None."""
    if value is None:
        return ""
    whole, rest = divmod(value, 100)
    point = _NOTATIONS[language].point
    return f"{whole}{point}{rest:02d}".rstrip("0") if rest else str(whole)


def value(typed: str, language: Language) -> tuple[int, int]:
    """Return a number without its point, and how many digits stand behind it.

    Raises:
        WrittenTwoWays: it has just three digits behind its point, as thousands have in the
            other language.
        NotWritten: it is no number in the notation of the language.
    """
    plain = typed.strip().replace(_MINUS, "-")
    found = _VALUES[language].fullmatch(plain)
    if found is None:
        raise NotWritten(typed)
    behind = found[4] or ""
    if behind and _TWO_WAYS.fullmatch(plain):
        raise WrittenTwoWays(typed)
    number = int(_digits(found[2]) + behind)
    return -number if found[1] == "-" else number, len(behind)


def _scaled(typed: str, by: int) -> int | None:
    # Without thousands and with two digits at most, comma and point cannot be mistaken.
    plain = typed.strip()
    if not plain:
        return None
    if not _SCALED.fullmatch(plain):
        raise NotWritten(typed)
    number = Decimal(plain.replace(",", ".")) * by
    whole = int(number)
    if number != whole or whole > _MOST_SCALED:
        raise NotWritten(typed)
    return whole


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())
