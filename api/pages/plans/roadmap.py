"""The roadmap: measures over quarters, drawn for wide and narrow windows and told in words."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from api.pages.parts.words import Words
from api.pages.plans.changing import span
from api.pages.plans.reading import Planning
from api.pages.views.plans import (
    Bar,
    BarKind,
    Column,
    Drawing,
    RoadmapLine,
    RoadmapRow,
    Stone,
    StoneLine,
)
from domain.measures import Status
from projections.measures import MeasureRow, Milestone
from projections.plans import PlaceRow

_QUARTERS = 4
_DAYS_OF_YEAR = 366  # a leap year's last day still lies within its column
_KINDS: dict[Status, BarKind] = {
    "in_implementation": "running",
    "paused": "running",
    "completed": "done",
    "stopped": "stopped",
}
_MOST = 5  # years that are drawn; of more, those around the present
_EARLIER, _LATER = 1, 3  # years before and after the present
_EDGE = 10  # pixels at the right for what lies at the end of the last year


class _Paper(msgspec.Struct, frozen=True):
    """What a drawing of one width looks like, in pixels. `letters` fit on one line."""

    kind: str
    width: int
    left: int
    top: int
    row: int
    letters: int


_WIDE = _Paper("wide", 1120, 330, 52, 46, 38)
_NARROW = _Paper("narrow", 358, 0, 48, 66, 38)


def drawings(planning: Planning, words: Words) -> tuple[Drawing, ...]:
    """Return the roadmap for both kinds of windows; none where nothing is planned."""
    years = _years(planning)
    if not years:
        return ()
    return tuple(_drawing(planning, words, years, paper) for paper in (_WIDE, _NARROW))


def _years(planning: Planning) -> list[int]:
    """Return the years that are drawn, without a gap between them."""
    known = sorted({place.year for place in planning.places})
    if known and known[-1] - known[0] >= _MOST:
        present = planning.today.year
        near = range(present - _EARLIER, present + _LATER + 1)
        known = [year for year in known if year in near] or known[-_LATER:]
    return list(range(known[0], known[-1] + 1)) if known else []


def _planned(planning: Planning, years: Sequence[int]) -> list[MeasureRow]:
    """Return the measures worked on in these years, the first to begin first."""
    begins: dict[object, tuple[int, int, int]] = {}
    for place in planning.places:
        if place.year in years:
            number = int(planning.rows[place.measure_id].number[2:])
            begins.setdefault(place.measure_id, (place.year, place.first, number))
    return sorted(
        (row for key, row in planning.rows.items() if key in begins),
        key=lambda row: begins[row.measure_id],
    )


def _drawing(planning: Planning, words: Words, years: Sequence[int], paper: _Paper) -> Drawing:
    rows = _planned(planning, years)
    return Drawing(
        kind="wide" if paper is _WIDE else "narrow",
        width=paper.width,
        height=paper.top + paper.row * len(rows) + 8,
        left=paper.left,
        top=paper.top,
        columns=tuple(_column(paper, years, year) for year in years),
        rows=tuple(
            _row(planning, words, row, paper, years, index) for index, row in enumerate(rows)
        ),
        today=_x(paper, years, planning.today),
    )


def _quarter(paper: _Paper, years: Sequence[int], year: int, quarter: int) -> int:
    """Return where a quarter begins; the fifth of a year is where the next year does."""
    done = (year - years[0]) * _QUARTERS + quarter - 1
    room = paper.width - paper.left - _EDGE
    return paper.left + room * done // (len(years) * _QUARTERS)


def _x(paper: _Paper, years: Sequence[int], day: date) -> int | None:
    if day.year not in years:
        return None
    start, end = (_quarter(paper, years, day.year, each) for each in (1, _QUARTERS + 1))
    return start + (end - start) * day.timetuple().tm_yday // _DAYS_OF_YEAR


def _column(paper: _Paper, years: Sequence[int], year: int) -> Column:
    edges = [_quarter(paper, years, year, each) for each in range(1, _QUARTERS + 2)]
    return Column(
        year=year, x=edges[0], width=edges[-1] - edges[0], quarters=tuple(edges[:_QUARTERS])
    )


def _row(
    planning: Planning,
    words: Words,
    row: MeasureRow,
    paper: _Paper,
    years: Sequence[int],
    index: int,
) -> RoadmapRow:
    title = words.text(row.title, row.number)
    places = [each for each in planning.standing(row.measure_id) if each.year in years]
    stones = _ordered(planning, row)
    return RoadmapRow(
        id=str(row.measure_id),
        number=row.number,
        title=title,
        short=_short(title, paper.letters),
        status=row.status,
        y=paper.top + paper.row * index,
        bars=tuple(_bars(paper, years, places, _KINDS.get(row.status, "planned"))),
        stones=tuple(_stones(planning, paper, years, stones)),
    )


def _short(title: str, letters: int) -> str:
    if len(title) <= letters:
        return title
    return title[: letters - 1].rsplit(" ", 1)[0].rstrip(" ,:;–-") + " …"


def _bars(
    paper: _Paper, years: Sequence[int], places: Sequence[PlaceRow], kind: BarKind
) -> Iterator[Bar]:
    for place in places:
        start = _quarter(paper, years, place.year, place.first)
        end = _quarter(paper, years, place.year, place.last + 1)
        label = f"Q{place.first}" + (f"–{place.last}" if place.last > place.first else "")
        yield Bar(kind=kind, x=start + 1, width=end - start - 2, label=label)


def _stones(
    planning: Planning, paper: _Paper, years: Sequence[int], stones: Sequence[Milestone]
) -> Iterator[Stone]:
    for stone in stones:
        x = _x(paper, years, stone.reached or stone.due)
        if x is not None:
            late = stone.reached is None and stone.due < planning.today
            yield Stone(x=x, reached=stone.reached is not None, late=late)


def _ordered(planning: Planning, row: MeasureRow) -> list[Milestone]:
    stones = planning.stories[row.measure_id].milestones.values()
    return sorted(stones, key=lambda each: each.due)


def stone_line(stone: Milestone, words: Words, today: date) -> StoneLine:
    """Return a milestone in words."""
    return StoneLine(
        title=words.text(stone.title),
        due=stone.due,
        reached=stone.reached,
        late=stone.reached is None and stone.due < today,
    )


def lines(planning: Planning, words: Words) -> Iterator[RoadmapLine]:
    """Yield what is drawn in words, for every year there is."""
    years = {place.year for place in planning.places}
    for row in _planned(planning, sorted(years)):
        yield RoadmapLine(
            id=str(row.measure_id),
            number=row.number,
            title=words.text(row.title, row.number),
            status=row.status,
            spans=tuple(span(place) for place in planning.standing(row.measure_id)),
            stones=tuple(
                stone_line(each, words, planning.today) for each in _ordered(planning, row)
            ),
        )
