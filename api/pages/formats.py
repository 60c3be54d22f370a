"""How dates, times, numbers and addresses are written, by language. Times are Berlin's."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from babel.dates import format_datetime
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

BERLIN = ZoneInfo("Europe/Berlin")


class Style(msgspec.Struct, frozen=True):
    """Patterns of one language, in the notation of Unicode's LDML."""

    locale: str
    day: str
    short_day: str
    moment: str
    hour: str


_STYLES = {
    "de": Style("de_DE", "d. MMMM y", "dd.MM.y", "d. MMMM y 'um' HH:mm 'Uhr'", "HH:mm 'Uhr'"),
    "en": Style(
        "en_GB",
        "d MMMM y",
        "d\N{NO-BREAK SPACE}MMM\N{NO-BREAK SPACE}y",
        "d MMMM y 'at' HH:mm",
        "HH:mm",
    ),
}
_EXACT = "yyyy-MM-dd HH:mm:ss"
_NUMBER = re.compile(r"\b[A-Z]{1,3}(?:-[0-9]{1,6}){1,2}\b")


@lru_cache(8192)
def _written(value: date, pattern: str, locale: str) -> str:
    # A page of ideas shows dozens of dates, and babel takes some 30 us for each.
    if isinstance(value, datetime):
        return format_datetime(value.astimezone(BERLIN), pattern, locale=locale)
    return format_datetime(datetime(value.year, value.month, value.day), pattern, locale=locale)  # noqa: DTZ001 - a day has no zone


@lru_cache(8192)
def _counted(value: float, locale: str) -> str:
    return format_decimal(value, locale=locale)


def filters(language: str) -> Mapping[str, Callable[..., str]]:
    """Return the template filters of a language.

    `day`, `short_day`, `month` take a date or an aware datetime; `last_day` and
    `short_last_day` the end of something, and say the last day that counts; `moment`, `hour`,
    `exact` a datetime; `iso_moment` the ISO text of one; `number` any number, `percent` one of a
    hundred, `money` whole cents. `unbroken` keeps numbers of ideas and measures in one line; the
    text stays as it is.
    """
    style = _STYLES[language]

    def by(pattern: str) -> Callable[[date], str]:
        return lambda value: _written(value, pattern, style.locale)

    return {
        "day": by(style.day),
        "short_day": by(style.short_day),
        "last_day": lambda end: by(style.day)(_before(end)),
        "short_last_day": lambda end: by(style.short_day)(_before(end)),
        "month": by("LLL"),
        "moment": by(style.moment),
        "hour": by(style.hour),
        "exact": by(_EXACT),
        "iso_moment": lambda text: by(style.moment)(datetime.fromisoformat(text)),
        "number": lambda value: _counted(value, style.locale),
        "percent": lambda value: _percent(value, style.locale),
        "money": lambda cents: _money(cents, style.locale),
        "iso": lambda value: value.isoformat(),
        "web_address": _shown_address,
        "unbroken": _unbroken,
    }


def _before(end: datetime) -> datetime:
    """Return the last moment before an end, which is not part of what it ends."""
    return end - timedelta.resolution


def _money(cents: int, locale: str) -> str:
    """Return an amount in euros; cents are written where there are some."""
    pattern = "#,##0.00" if cents % 100 else "#,##0"
    amount = format_decimal(Decimal(cents) / 100, format=pattern, locale=locale)
    return f"{amount}\N{NO-BREAK SPACE}€" if locale.startswith("de") else f"€{amount}"


def _percent(value: int, locale: str) -> str:
    """Return a share; German sets a space before the sign, at which no line ends."""
    return format_percent(Decimal(value) / 100, locale=locale)


def _unbroken(text: str) -> Markup:
    """Return a text as HTML in which no line ends within "M-17"."""
    # As plain text: what is joined to Markup is escaped once more.
    escaped = str(escape(text))
    return Markup(_NUMBER.sub(r'<span class="nowrap">\g<0></span>', escaped))  # noqa: S704 - escaped in the line above


def _shown_address(value: str) -> str:
    """Return an address as people read it aloud: without its scheme."""
    return value.removeprefix("https://").removeprefix("http://")
