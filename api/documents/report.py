"""The content of a report on a year: what became of ideas, what was done, what it cost."""

from collections.abc import Iterator, Sequence
from datetime import date

from api.accounting import Worked, Year
from api.documents.content import Listed, Named, ReportContent, day_of
from api.documents.strategy import shown
from api.documents.wording import day, money
from api.pages import vocabulary
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words, references
from domain.codes import Verdict
from domain.measures import Status
from domain.messages import ContentRef
from projections.measures import MeasureRow

VERDICTS: Sequence[Verdict] = ("accepted", "partly", "already_exists", "forwarded", "not_accepted")
STATES: Sequence[Status] = (
    "completed",
    "in_implementation",
    "paused",
    "planned",
    "adopted",
    "submitted",
    "deferred",
    "prioritised",
    "assessed",
    "proposed",
    "rejected",
    "stopped",
)
"""What is done first."""


def refs(year: Year, around: Surroundings) -> Iterator[ContentRef]:
    """Yield all texts of a report. What people handed in is not among them."""
    for row in (*around.rows, *year.measures):
        yield from references(row)
    for each in year.worked:
        yield from (stone.title for stone in each.reached)
        if each.report:
            yield from (ref for ref in (each.report.text, each.report.next_step) if ref)


def content(
    year: Year, around: Surroundings, words: Words, base_url: str, note: str | None
) -> ReportContent:
    """Return what the report on a year says."""
    title = words.text(around.process.title, around.process.slug).split(": ")[0]
    url = f"{base_url}/de/p/{around.process.slug}/reports/{year.year}"
    budget = [each for each in year.worked if each.budget]
    return ReportContent(
        title=f"{title}: Bericht {year.year}",
        subject=f"Rechenschaftsbericht {year.year}",
        client=around.client(words),
        day=day_of(date(year.year, 12, 31)),
        url=url,
        address=shown(url),
        lead=f"Was aus den Ideen wurde und was {year.year} getan wurde.",
        note=note,
        figures=tuple(Named(name=name, value=str(value)) for name, value in figures(year)),
        money=tuple(
            Named(name=_called(each.row, words), value=money(each.budget or 0)) for each in budget
        ),
        total=money(year.budget) if budget else None,
        done=tuple(_done(each, words) for each in year.worked if each.anything),
        states=tuple(_states(year, words)),
        standing="Den heutigen Stand und alle Belege finden Sie hier:",
    )


def figures(year: Year) -> Iterator[tuple[str, int]]:
    """Yield the figures of a year with their German names."""
    yield "Neue Ideen", year.ideas
    yield "Beantwortete Ideen", year.answered
    for verdict in VERDICTS:
        if year.verdicts.get(verdict):
            yield f"– {vocabulary.word('verdict', verdict)}", year.verdicts[verdict]
    yield "Ideen ohne Antwort am Jahresende", year.unanswered
    yield "Beschlüsse der Gremien", len(year.decisions)
    yield "Maßnahmen am Jahresende", len(year.measures)
    yield "Im Jahr abgeschlossene Maßnahmen", sum(1 for each in year.worked if each.completed)


def _called(row: MeasureRow, words: Words) -> str:
    return f"{row.number} {words.text(row.title)}"


def _done(each: Worked, words: Words) -> Listed:
    state = vocabulary.word("measure_state", each.row.status)
    return Listed(
        name=_called(each.row, words),
        line=f"Stand am Jahresende: {state}",
        rows=tuple(steps(each, words)),
    )


def steps(each: Worked, words: Words) -> Iterator[str]:
    """Yield what was done for a measure, one line each."""
    if each.adopted:
        yield f"Beschlossen am {day(each.adopted)}"
    for stone in each.reached:
        reached = day(stone.reached) if stone.reached else ""
        yield f"Erreicht am {reached}: {words.text(stone.title)}"
    if each.report:
        told = words.get(each.report.text)
        line = f"{each.report.percent} % am {day(each.report.as_of)}"
        yield f"{line}: {told}" if told else line
    if each.completed:
        benefit = words.get(each.row.benefit)
        yield f"Nutzbar seit {day(each.completed)}" + (f": {benefit}" if benefit else "")
    if each.stopped:
        yield "Abgebrochen"


def _states(year: Year, words: Words) -> Iterator[Listed]:
    for state in STATES:
        rows = [row for row in year.measures if row.status == state]
        if rows:
            name = f"{vocabulary.word('measure_state', state)} ({len(rows)})"
            yield Listed(name=name, rows=tuple(_called(row, words) for row in rows))
