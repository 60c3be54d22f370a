"""Goals of action fields, their indicators, and the values reported over time."""

from datetime import date
from functools import partial
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.inventory.choosing import chosen_field
from api.pages.measures.figures import written
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.parts.words import Words
from api.pages.views.set_up import GoalRow, GoalsPage, IndicatorRow, ReportedValue, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.ports import Language
from domain.codes import GoalId, IndicatorId
from domain.goals import GoalUnknown, IndicatorUnknown
from domain.phases import BERLIN
from domain.use_cases.strategy import organising
from projections import organisation

_WIDTH, _HEIGHT = 300, 60


class GoalForm(msgspec.Struct):
    field: str = ""
    text: str = ""


class IndicatorForm(msgspec.Struct):
    name: str = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""
    by_day: str = ""


class ValueForm(msgspec.Struct):
    value: str = ""
    as_of: str = ""
    source: str = ""


def _show(found: Found, typed: Typed) -> Html:
    goals = organisation.goals(found.snapshot, found.id)
    indicators = organisation.indicators(found.snapshot, found.id)
    values = organisation.values(found.snapshot, found.id)
    words = found.words(*goals, *indicators, *values)
    page = GoalsPage(
        slug=found.slug,
        process_title=words.text(found.around.process.title, found.slug),
        goals=tuple(
            GoalRow(
                id=str(goal.goal_id),
                text=words.text(goal.text),
                field=found.around.field(goal.field_id, words),
                indicators=tuple(
                    _indicator(found.frame.language, row, values, words)
                    for row in indicators
                    if row.goal_id == goal.goal_id
                ),
            )
            for goal in goals
        ),
        fields=found.around.field_options(words),
        today=found.around.now.astimezone(BERLIN).date(),
        typed=typed,
    )
    return found.show(page, words, "office/goals", typed)


def _indicator(
    language: Language,
    row: organisation.IndicatorRow,
    values: list[organisation.ValueRow],
    words: Words,
) -> IndicatorRow:
    reported = [each for each in values if each.indicator_id == row.indicator_id]
    by_day = {each.as_of: each for each in reported}  # the last report of a day corrects others
    last = by_day[max(by_day)].value if by_day else None
    way = row.target - row.baseline
    gone = None if last is None else max(0, min(100, 100 * (last - row.baseline) // way))
    return IndicatorRow(
        id=str(row.indicator_id),
        name=words.text(row.name),
        unit=words.text(row.unit),
        baseline=written(row.baseline, row.decimals, language),
        target=written(row.target, row.decimals, language),
        by_day=row.by_day,
        share=gone,
        values=_values(language, row, by_day, words),
    )


def _values(
    language: Language,
    row: organisation.IndicatorRow,
    by_day: dict[date, organisation.ValueRow],
    words: Words,
) -> tuple[ReportedValue, ...]:
    """Return the values in the order of their days, with their places in the picture."""
    if not by_day:
        return ()
    numbers = [row.baseline, row.target, *(each.value for each in by_day.values())]
    lowest, span = min(numbers), max(max(numbers) - min(numbers), 1)
    first = min(by_day)
    days = max((max(by_day) - first).days, 1)
    return tuple(
        ReportedValue(
            day=day,
            value=written(each.value, row.decimals, language),
            source=words.text(each.source),
            x=_WIDTH * (day - first).days // days,
            y=_HEIGHT - _HEIGHT * (each.value - lowest) // span,
        )
        for day, each in sorted(by_day.items())
    )


@get("/p/{slug:str}/office/goals", sync_to_thread=True, guards=[office_only])
def goals_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show goals, indicators and what was measured."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/goals", sync_to_thread=True, guards=[office_only])
def add_goal(slug: FromPath[str], data: URLEncodedBody[GoalForm], office: AtTheOffice) -> Answer:
    """Set an action field a goal."""
    return _define_goal(slug, data, office, None)


@post("/p/{slug:str}/office/goals/{goal_id:uuid}", sync_to_thread=True, guards=[office_only])
def change_goal(
    slug: FromPath[str],
    goal_id: FromPath[UUID],
    data: URLEncodedBody[GoalForm],
    office: AtTheOffice,
) -> Answer:
    """Word a goal anew, or move it to another field."""
    return _define_goal(slug, data, office, GoalId(goal_id))


def _define_goal(slug: str, data: GoalForm, office: AtTheOffice, goal_id: GoalId | None) -> Answer:
    def read(found: Found, checks: Checks) -> Do | list[Do]:
        if goal_id is not None:
            _known_goal(found, goal_id)
        text = checks.text("text", data.text, N_("Schreiben Sie, was erreicht werden soll."))
        field = chosen_field(found.around, data.field)
        if field is None:
            checks.wrong("field", N_("Wählen Sie ein Handlungsfeld aus."))
            return []
        return partial(organising.define_goal, field_id=field, text=text, goal_id=goal_id)

    act = f"goal-{goal_id}" if goal_id else "goal"
    notice = "goal_changed" if goal_id else "goal_set"
    return office.carry_out(slug, act, data, _show, read, Done(f"/p/{slug}/office/goals", notice))


def _known_goal(found: Found, goal_id: UUID) -> None:
    if goal_id not in {row.goal_id for row in organisation.goals(found.snapshot, found.id)}:
        raise GoalUnknown(goal=goal_id)


@post(
    "/p/{slug:str}/office/goals/{goal_id:uuid}/indicators",
    sync_to_thread=True,
    guards=[office_only],
)
def add_indicator(
    slug: FromPath[str],
    goal_id: FromPath[UUID],
    data: URLEncodedBody[IndicatorForm],
    office: AtTheOffice,
) -> Answer:
    """Say how one will know that a goal is reached."""

    def read(found: Found, checks: Checks) -> Do:
        _known_goal(found, goal_id)
        baseline, fine = checks.value("baseline", data.baseline)
        target, finer = checks.value("target", data.target)
        decimals = max(fine, finer)
        new = organising.NewIndicator(
            goal_id=GoalId(goal_id),
            name=checks.line("name", data.name, N_("Sagen Sie, was gemessen wird.")),
            unit=checks.line("unit", data.unit, N_("Sagen Sie, worin gemessen wird.")),
            decimals=decimals,
            baseline=baseline * 10 ** (decimals - fine),
            target=target * 10 ** (decimals - finer),
            by_day=checks.day("by_day", data.by_day),
        )
        return partial(organising.define_indicator, new=new)

    done = Done(f"/p/{slug}/office/goals", "indicator_added", anchor=f"goal-{goal_id}")
    return office.carry_out(slug, f"indicator-{goal_id}", data, _show, read, done)


@post(
    "/p/{slug:str}/office/indicators/{indicator_id:uuid}/values",
    sync_to_thread=True,
    guards=[office_only],
)
def report_value(
    slug: FromPath[str],
    indicator_id: FromPath[UUID],
    data: URLEncodedBody[ValueForm],
    office: AtTheOffice,
) -> Answer:
    """Report what was measured on a day, and where the number comes from."""

    def read(found: Found, checks: Checks) -> Do:
        rows = organisation.indicators(found.snapshot, found.id)
        known = {row.indicator_id: row for row in rows}.get(IndicatorId(indicator_id))
        if known is None:
            raise IndicatorUnknown(indicator=indicator_id)
        value, _ = checks.value("value", data.value, known.decimals)
        day = checks.day("as_of", data.as_of)
        source = checks.text("source", data.source, N_("Sagen Sie, woher die Zahl kommt."))
        return partial(
            organising.report_value,
            indicator_id=known.indicator_id,
            value=value,
            as_of=day,
            source=source,
        )

    done = Done(f"/p/{slug}/office/goals", "value_reported", anchor=f"indicator-{indicator_id}")
    return office.carry_out(slug, f"value-{indicator_id}", data, _show, read, done)
