"""Reads the fields of the office's forms, noting down what is wrong with each."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar, cast

from api.pages import amounts
from api.pages.formatting import typed
from api.pages.framing import Frame
from api.pages.views import FieldError
from api.pages.vocabulary.amounts import NO_NUMBER, TWO_WAYS
from api.pages.vocabulary.terms import N_
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM
from domain.phases import BERLIN

C = TypeVar("C", bound=str)
_DAY_ZERO = date(1970, 1, 1)
_NOTHING = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_YEAR = 2100


class Checks:
    """What is wrong with a form; a field that is wrong reads as something harmless."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.errors: list[FieldError] = []

    def wrong(self, field: str, text: str, **values: object) -> None:
        """Note down what is wrong with a field."""
        self.errors.append(self._frame.error(field, text, **values))

    def line(self, field: str, value: str, text: str) -> str:
        """Return a name in one line; `text` says that it is missing."""
        line = " ".join(typed(value).split())
        if not line:
            self.wrong(field, text)
        elif len(line) > TITLE_MAXIMUM:
            self.wrong(field, N_("Das ist zu lang. Höchstens 120 Zeichen sind möglich."))
        return line

    def text(self, field: str, value: str, text: str) -> str:
        """Return a text that must be there; `text` says that it is missing."""
        found = typed(value)
        if not found:
            self.wrong(field, text)
        self._limit(field, found)
        return found

    def optional(self, field: str, value: str) -> str | None:
        """Return a text that may be missing."""
        found = typed(value)
        self._limit(field, found)
        return found or None

    def _limit(self, field: str, text: str) -> None:
        if len(text) > BODY_MAXIMUM:
            self.wrong(field, N_("Das ist zu lang. Höchstens 5.000 Zeichen sind möglich."))

    def one_of(self, field: str, value: str, codes: Collection[C], otherwise: C) -> C:
        """Return one of some codes."""
        if value in codes:
            return cast("C", value)
        self.wrong(field, N_("Wählen Sie etwas aus der Liste."))
        return otherwise

    def some_of(self, values: Sequence[str] | str, codes: Collection[C]) -> tuple[C, ...]:
        """Return those codes whose boxes were ticked, in the order of the codes."""
        ticked = (values,) if isinstance(values, str) else values
        return tuple(code for code in codes if code in ticked)

    def day(self, field: str, value: str) -> date:
        """Return a day as browsers send it."""
        try:
            found = date.fromisoformat(value.strip())
        except ValueError:
            self.wrong(field, N_("Geben Sie einen Tag an."))
            return _DAY_ZERO
        if not _DAY_ZERO.year <= found.year <= LATEST_YEAR:
            self.wrong(field, N_("Prüfen Sie das Jahr."))
            return _DAY_ZERO
        return found

    def start_of(self, field: str, value: str) -> datetime:
        """Return the first moment of a local day."""
        found = self.day(field, value)
        return _midnight(found) if found != _DAY_ZERO else _NOTHING

    def end_of(self, field: str, value: str) -> datetime:
        """Return the moment after a local day: the day itself counts whole."""
        found = self.day(field, value)
        return _midnight(found + timedelta(days=1)) if found != _DAY_ZERO else _NOTHING

    def whole(self, field: str, value: str, least: int, most: int) -> int:
        """Return a whole number within limits."""
        plain = value.strip()
        if plain.isascii() and plain.isdigit() and len(plain) <= len(str(most)):
            found = int(plain)
            if least <= found <= most:
                return found
        self.wrong(
            field,
            N_("Geben Sie eine ganze Zahl von %(least)s bis %(most)s an."),
            least=least,
            most=most,
        )
        return least

    def value(self, field: str, value: str, decimals: int | None = None) -> tuple[int, int]:
        """Return a number, with how many digits stand behind its comma, or its English point.

        With `decimals` given the number is returned with just so many.
        """
        try:
            number, behind = amounts.value(value, self._frame.language)
        except amounts.NotWritten as error:
            unread = TWO_WAYS if isinstance(error, amounts.WrittenTwoWays) else NO_NUMBER
            self.wrong(field, unread)
            return 0, decimals or 0
        if decimals is None:
            return number, behind
        if behind <= decimals:
            return number * 10 ** (decimals - behind), decimals
        whole, rest = divmod(number, 10 ** (behind - decimals))
        if rest:
            self.wrong(
                field, N_("Höchstens %(count)s Stellen nach dem Komma passen."), count=decimals
            )
        return whole, decimals


def _midnight(day: date) -> datetime:
    """Return the beginning of a day in Berlin, in UTC as events hold it."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)
