"""Answers, reviews and outcomes as pages show them."""

from collections.abc import Mapping, Sequence

from api.pages.formatting import compare
from api.pages.parts.words import Words
from api.pages.views import TextPart
from api.pages.views.answers import AnswerSaid, OutcomeView, ReviewView
from api.rendering import formatted
from domain.codes import UnitId
from projections.answers import AnswerVersionRow, OutcomeRow, ReviewRow
from projections.organisation import UnitRow

_EURO = 100  # cents

Units = Mapping[UnitId, UnitRow]


def unit_name(units: Units, unit_id: UnitId | None, words: Words) -> str | None:
    """Return how a unit is called now; None where there is none."""
    row = None if unit_id is None else units.get(unit_id)
    return None if row is None else words.get(row.name)


def said(rows: Sequence[AnswerVersionRow], units: Units, words: Words) -> tuple[AnswerSaid, ...]:
    """Return all answers to an idea, the newest first, each compared with the one before."""
    found = []
    for at, row in enumerate(rows):
        text = words.get(row.text)
        found.append(
            AnswerSaid(
                number=row.number,
                verdict=row.verdict,
                unit=unit_name(units, row.unit, words) or "",
                at=row.at,
                text_html=None if text is None else formatted(text),
                forwarded_to=words.get(row.forwarded_to),
                reason=words.get(row.reason),
                comparison=_changes(words.get(rows[at - 1].text), text) if at else (),
            )
        )
    return tuple(reversed(found))


def _changes(old: str | None, new: str | None) -> tuple[TextPart, ...]:
    if old is None or new is None or old == new:
        return ()
    return compare(old, new)


def review(row: ReviewRow, units: Units, words: Words, *, told: bool) -> ReviewView:
    """Return a review; what the unit found only if it may be `told`."""
    asked = ReviewView(
        id=str(row.review_id), unit=unit_name(units, row.unit, words) or "", due=row.due
    )
    if not told or row.feasible is None:
        return asked
    return ReviewView(
        id=asked.id,
        unit=asked.unit,
        due=row.due,
        feasible=row.feasible,
        least=None if row.least is None else row.least // _EURO,
        most=None if row.most is None else row.most // _EURO,
        text=words.get(row.text),
    )


def outcome(row: OutcomeRow, words: Words) -> OutcomeView:
    """Return what was reported to have come of an idea."""
    return OutcomeView(at=row.at, text=words.get(row.text))
