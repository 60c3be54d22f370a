"""The figures of a measure: money, indicators, scores."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from api.pages.framing import Frame
from api.pages.measures.reading import Reading
from api.pages.parts.words import Words
from api.pages.views.measures import AssessmentView, GoalView, IndicatorView, MoneyShare, ScoresView
from api.pages.vocabulary.terms import N_
from api.ports import Language
from domain.measures import Group, Profile, Scores, combined, mean, quadrant_of
from projections.measures import Assessed
from projections.organisation import IndicatorRow

_BAR = 1000
_LOWEST = 10  # tenths of a point
_SEVERAL = 2


def shares(frame: Frame, profile: Profile, words: Words) -> Iterator[MoneyShare]:
    """Yield who pays what of the cost, and what nobody pays yet; the widths add up."""
    cost = profile.cost_once
    if not cost:
        return
    parts = [("own", frame.say(N_("Eigenanteil")), profile.own_share or 0)]
    parts += [("funding", words.text(each.source), each.amount) for each in profile.funding]
    if profile.gap > 0:
        parts.append(("gap", frame.say(N_("noch nicht finanziert")), profile.gap))
    whole = max(cost, sum(amount for _, _, amount in parts))
    paid = 0
    for kind, label, amount in parts:
        if not amount:
            continue
        start, end = _BAR * paid // whole, _BAR * (paid + amount) // whole
        paid += amount
        yield MoneyShare(
            kind=kind,  # type: ignore[arg-type]  # one of the three above
            label=label,
            amount=amount,
            start=start,
            width=end - start,
        )


def written(value: int, decimals: int, language: Language = "de") -> str:
    """Return a value with its digits behind the comma, or behind the point of English."""
    if not decimals:
        return str(value)
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(decimals + 1, "0")
    point = "," if language == "de" else "."
    return f"{sign}{digits[:-decimals]}{point}{digits[-decimals:]}"


def goals(frame: Frame, reading: Reading, words: Words) -> Iterator[GoalView]:
    """Yield the goals of the profile, each with its indicators and their last values."""
    profile = reading.story.profile
    for goal in reading.goals:
        chosen = [
            each
            for each in reading.indicators
            if each.goal_id == goal.goal_id and each.indicator_id in profile.indicators
        ]
        if goal.goal_id in profile.goals or chosen:
            yield GoalView(
                text=words.text(goal.text),
                indicators=tuple(_indicator(frame, reading, each, words) for each in chosen),
            )


def _indicator(frame: Frame, reading: Reading, row: IndicatorRow, words: Words) -> IndicatorView:
    def told(value: int) -> str:
        return written(value, row.decimals, frame.language)

    reported = [each for each in reading.values if each.indicator_id == row.indicator_id]
    by_day = {each.as_of: each for each in reported}  # the last report of a day corrects others
    last = by_day[max(by_day)] if by_day else None
    way = row.target - row.baseline
    gone = 0 if last is None or not way else 100 * (last.value - row.baseline) // way
    return IndicatorView(
        name=words.text(row.name),
        unit=words.text(row.unit),
        baseline=told(row.baseline),
        target=told(row.target),
        by_day=row.by_day,
        last=None if last is None else told(last.value),
        last_at=None if last is None else last.as_of,
        source=None if last is None else words.get(last.source),
        share=max(0, min(100, gone)),
        history=tuple((day, told(each.value)) for day, each in sorted(by_day.items())),
    )


def assessments(reading: Reading) -> Iterator[AssessmentView]:
    """Yield the last word of each group."""
    known = reading.story.assessments
    for group in get_args(Group):
        if group in known:
            yield _assessment(known[group])


def together(reading: Reading) -> ScoresView | None:
    """Return what all groups think together, if there are several."""
    given = list(reading.story.assessments.values())
    if len(given) < _SEVERAL:
        return None
    scores = combined([each.scores for each in given])
    return ScoresView(**_placed(scores), result=mean([each.result for each in given]))


def _assessment(given: Assessed) -> AssessmentView:
    return AssessmentView(
        group=given.group,
        version=given.version,
        result=given.result,
        weights=tuple(msgspec.structs.asdict(given.weights).items()),
        **_placed(given.scores),
    )


def _placed(scores: Scores) -> dict[str, Any]:
    x, y = place(scores)
    return {
        **msgspec.structs.asdict(scores),
        "quadrant": quadrant_of(scores),
        "x": x,
        "y": y,
    }


def place(scores: Scores) -> tuple[int, int]:
    """Return where effort and benefit stand in the picture, 0 to 400 from its upper left."""
    return (scores.effort - _LOWEST) * 10, 400 - (scores.benefit - _LOWEST) * 10
