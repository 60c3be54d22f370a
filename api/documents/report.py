"""The content of a report on a year: what became of ideas, what was done, what it cost."""

from collections.abc import Iterator, Sequence
from datetime import date

from api.accounting import Worked, Year
from api.documents.content import Line, Listed, Named, ReportContent, day_of
from api.documents.labels import EVERYWHERE, REPORT
from api.documents.strategy import shown
from api.documents.voice import GERMAN, Voice
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words, references
from api.pages.vocabulary.marking import N_
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

_STANDING = N_("Den heutigen Stand und alle Belege finden Sie hier:")
_RENDERED = N_(
    "Veröffentlicht wurde der deutsche Bericht; dies ist derselbe mit Überschriften und Angaben in"
    " einer anderen Sprache. Den heutigen Stand und alle Belege finden Sie hier:"
)


def refs(year: Year, around: Surroundings) -> Iterator[ContentRef]:
    """Yield all texts of a report. What people handed in is not among them."""
    for row in (*around.rows, *year.measures):
        yield from references(row)
    for each in year.worked:
        yield from (stone.title for stone in each.reached)
        if each.report:
            yield from (ref for ref in (each.report.text, each.report.next_step) if ref)


def content(
    year: Year,
    around: Surroundings,
    words: Words,
    base_url: str,
    note: str | None,
    voice: Voice = GERMAN,
) -> ReportContent:
    """Return what the report on a year says; the German one is what is published."""
    title = words.text(around.process.title, around.process.slug).split(": ")[0]
    url = f"{base_url}/{voice.language}/p/{around.process.slug}/reports/{year.year}"
    budget = [each for each in year.worked if each.budget]
    say, name = voice.say, str(year.year)
    return ReportContent(
        language=voice.language,
        labels=voice.labels(EVERYWHERE, REPORT),
        title=say(N_("%(process)s: Bericht %(year)s"), process=title, year=name),
        subject=say(N_("Rechenschaftsbericht %(year)s"), year=name),
        client=around.client(words),
        day=day_of(date(year.year, 12, 31)),
        url=url,
        address=shown(url),
        lead=say(N_("Was aus den Ideen wurde und was %(year)s getan wurde."), year=name),
        note=note,
        figures=tuple(Named(name=what, value=str(count)) for what, count in figures(voice, year)),
        money=tuple(
            Named(name=_called(each.row, words), value=voice.money(each.budget or 0), german="name")
            for each in budget
        ),
        total=voice.money(year.budget) if budget else None,
        done=tuple(_done(voice, each, words) for each in year.worked if each.anything),
        states=tuple(_states(voice, year, words)),
        standing=say(_STANDING if voice == GERMAN else _RENDERED),
    )


def figures(voice: Voice, year: Year) -> Iterator[tuple[str, int]]:
    """Yield the figures of a year with their names."""
    say = voice.say
    yield say(N_("Neue Ideen")), year.ideas
    yield say(N_("Beantwortete Ideen")), year.answered
    for verdict in VERDICTS:
        if year.verdicts.get(verdict):
            yield f"– {voice.term('verdict', verdict)}", year.verdicts[verdict]
    yield say(N_("Ideen ohne Antwort am Jahresende")), year.unanswered
    yield say(N_("Beschlüsse der Gremien")), len(year.decisions)
    yield say(N_("Maßnahmen am Jahresende")), len(year.measures)
    completed = sum(1 for each in year.worked if each.completed)
    yield say(N_("Im Jahr abgeschlossene Maßnahmen")), completed


def _called(row: MeasureRow, words: Words) -> str:
    return f"{row.number} {words.text(row.title)}"


def _done(voice: Voice, each: Worked, words: Words) -> Listed:
    state = voice.term("measure_state", each.row.status)
    return Listed(
        name=_called(each.row, words),
        line=voice.say(N_("Stand am Jahresende: %(state)s"), state=state),
        rows=tuple(steps(voice, each, words)),
    )


def steps(voice: Voice, each: Worked, words: Words) -> Iterator[Line]:
    """Yield what was done for a measure, one line each."""
    say, day = voice.say, voice.day
    if each.adopted:
        yield say(N_("Beschlossen am %(day)s"), day=day(each.adopted))
    for stone in each.reached:
        reached = say(N_("Erreicht am %(day)s"), day=day(stone.reached) if stone.reached else "")
        yield voice.joined(f"{reached}: ", words.text(stone.title))
    if each.report:
        told, at = words.get(each.report.text), day(each.report.as_of)
        line = say(N_("%(percent)s %% am %(day)s"), percent=each.report.percent, day=at)
        yield voice.joined(f"{line}: ", told) if told else line
    if each.completed:
        benefit = words.get(each.row.benefit)
        usable = say(N_("Nutzbar seit %(day)s"), day=day(each.completed))
        yield voice.joined(f"{usable}: ", benefit) if benefit else usable
    if each.stopped:
        yield say(N_("Abgebrochen"))


def _states(voice: Voice, year: Year, words: Words) -> Iterator[Listed]:
    for state in STATES:
        rows = [row for row in year.measures if row.status == state]
        if rows:
            name = f"{voice.term('measure_state', state)} ({len(rows)})"
            yield Listed(name=name, rows=tuple(_called(row, words) for row in rows))
