"""The measures of a process, by action field, and what people can use already."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter

from api.moments import Seen, clock
from api.pages import vocabulary
from api.pages.framing import Frame, Framing, Html
from api.pages.measures import cards
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import Option
from api.pages.views.measures import MeasureCard, MeasureFilter, MeasureGroup, MeasuresPage
from api.provided import Now, Texts
from domain.phases import BERLIN
from projections import measures
from projections.measures import MeasureRow

STATES = (
    "proposed",
    "assessed",
    "prioritised",
    "submitted",
    "deferred",
    "adopted",
    "planned",
    "in_implementation",
    "paused",
    "completed",
    "rejected",
    "stopped",
)
LIGHTS = ("green", "amber", "red")
_QUERY = 200  # characters of a search that are looked at
Read = Callable[[MeasureRow], Iterable[object]]


def provide_chosen(
    *,
    standing: Annotated[str, QueryParameter(name="state")] = "",
    field: FromQuery[str] = "",
    territory: FromQuery[str] = "",
    year: FromQuery[str] = "",
    light: FromQuery[str] = "",
    q: FromQuery[str] = "",
) -> MeasureFilter:
    """Collect the filter of the catalogue."""
    return MeasureFilter(
        state=standing, field=field, territory=territory, year=year, light=light, q=q
    )


@get(
    "/p/{slug:str}/measures",
    sync_to_thread=True,
    dependencies={"chosen": Provide(provide_chosen, sync_to_thread=False)},
)
def measures_page(
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    chosen: NamedDependency[MeasureFilter],
) -> Html:
    """Show the measures of a process; a filter that means nothing is passed over.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    rows = measures.of_process(seen, process_id)
    words = opened(texts, [*around.rows, *rows], frame.say(UNAVAILABLE))
    chosen = _known(around, rows, chosen)
    found = [row for row in rows if _fits(around, row, chosen) and _says(row, chosen.q, words)]
    today = around.now.astimezone(BERLIN).date()
    page = MeasuresPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        groups=_groups(around, found, words),
        usable=() if chosen.narrowed else _usable(around, rows, words, today),
        matching=len(found),
        total=len(rows),
        filter=chosen,
        **_options(frame, around, rows, words),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


def _usable(
    around: Surroundings, rows: Sequence[MeasureRow], words: Words, today: date
) -> tuple[MeasureCard, ...]:
    """Return what is completed and can be used by now, the newest first (R29)."""
    usable = [
        (row.usable_from, row) for row in rows if row.usable_from and row.usable_from <= today
    ]
    newest = sorted(usable, key=lambda each: each[0], reverse=True)
    return tuple(cards.card(row, around, words) for _, row in newest)


def _groups(
    around: Surroundings, rows: Sequence[MeasureRow], words: Words
) -> tuple[MeasureGroup, ...]:
    shown = [cards.card(row, around, words) for row in rows]
    order = [str(row.field_id) for row in around.standing_fields()]
    groups = []
    for key in [*order, None]:
        mine = tuple(
            card
            for card in shown
            if (card.field.id if card.field and card.field.id in order else None) == key
        )
        if mine:
            groups.append(MeasureGroup(field=mine[0].field, cards=mine))
    return tuple(groups)


def _field_of(around: Surroundings, row: MeasureRow) -> str:
    merged = {each.field_id: each.merged_into for each in around.fields}
    return str(merged.get(row.field_id) or row.field_id)


def _places_of(around: Surroundings, row: MeasureRow) -> set[str]:
    """Return the places a measure is for, and all they lie in; without any, the whole area."""
    paths = {each.key: each.path for each in around.territories}
    return {key for place in row.territories for key in paths.get(place, (place,))}


def _says(row: MeasureRow, asked: str, words: Words) -> bool:
    """Tell whether number, title or summary hold every word that was looked for (R22)."""
    said = " ".join((row.number, words.text(row.title), words.text(row.summary))).casefold()
    return all(word in said for word in asked.casefold().split())


def _fits(around: Surroundings, row: MeasureRow, chosen: MeasureFilter) -> bool:
    return all(
        (
            not chosen.state or row.status == chosen.state,
            not chosen.field or _field_of(around, row) == chosen.field,
            not chosen.territory
            or not row.territories
            or chosen.territory in _places_of(around, row),
            not chosen.year or str(row.year) == chosen.year,
            not chosen.light or row.light_now == chosen.light,
        )
    )


def _known(
    around: Surroundings, rows: Sequence[MeasureRow], chosen: MeasureFilter
) -> MeasureFilter:
    """Return the filter without what cannot be meant."""
    known = {
        "state": set(STATES),
        "field": {str(row.field_id) for row in around.fields},
        "territory": {row.key for row in around.territories},
        "year": {str(row.year) for row in rows if row.year},
        "light": set(LIGHTS),
    }
    values = msgspec.structs.asdict(chosen)
    asked = " ".join(values.pop("q")[:_QUERY].split())
    kept = {name: value for name, value in values.items() if value in known[name]}
    return MeasureFilter(**kept, q=asked)


def _options(
    frame: Frame, around: Surroundings, rows: Sequence[MeasureRow], words: Words
) -> dict[str, tuple[Option, ...]]:
    states = Counter(row.status for row in rows)
    fields = Counter(_field_of(around, row) for row in rows)
    years = Counter(row.year for row in rows if row.year)
    lights = Counter[str](row.light_now for row in rows if row.light_now)
    return {
        "states": tuple(
            _option(each, frame.say(vocabulary.word("measure_state", each)), states[each])  # type: ignore[index]  # states of the rules
            for each in STATES
            if each in states
        ),
        "fields": tuple(
            _option(each.value, each.label, fields[each.value])
            for each in around.field_options(words)
            if each.value in fields
        ),
        "territories": around.territory_options(words),
        "years": tuple(_option(str(each), str(each), years[each]) for each in sorted(years)),
        "lights": tuple(
            _option(each, frame.say(vocabulary.word("light", each)), lights[each])
            for each in LIGHTS
            if each in lights
        ),
    }


def _option(value: str, label: str, count: int) -> Option:
    return Option(value=value, label=label, count=count)
