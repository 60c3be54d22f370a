"""What the forms of the office offer: whom to ask, which councils decide, sources to unlink."""

from itertools import groupby

from api.pages import vocabulary
from api.pages.amounts import NotWritten
from api.pages.framing import Frame
from api.pages.measures.partners import partner_bodies
from api.pages.measures.reading import Reading
from api.pages.parts import cards
from api.pages.parts.words import Words, opened
from api.pages.views import Option
from api.pages.vocabulary.terms import N_
from domain.codes import ProposalId, TerritoryKey, UnitId
from domain.ports import Texts
from projections import decisions
from projections.decisions import SubmissionRow
from projections.measures import SourceRow
from projections.model import Snapshot
from projections.organisation import BodyRow


def addressees(frame: Frame, reading: Reading, words: Words) -> tuple[Option, ...]:
    """Return the units, and the administrations of all places."""
    units = (
        Option(value=f"unit:{row.unit_id}", label=words.text(row.name)) for row in reading.units
    )
    places = (
        Option(
            value=f"place:{each.value}",
            label=frame.say(N_("Verwaltung %(place)s"), place=each.label),
        )
        for each in reading.around.territory_options(words)
    )
    return (*units, *places)


def addressee(reading: Reading, typed: str) -> tuple[UnitId | None, TerritoryKey | None]:
    """Return which unit or which place was chosen.

    Raises:
        NotWritten: it is none of them.
    """
    kind, _, key = typed.partition(":")
    for row in reading.units if kind == "unit" else ():
        if str(row.unit_id) == key:
            return row.unit_id, None
    for place in reading.around.territories if kind == "place" else ():
        if place.key == key:
            return None, place.key
    raise NotWritten(typed, "addressee")


def bodies(reading: Reading, words: Words) -> tuple[Option, ...]:
    """Return the bodies that decide for the whole area; imported ones have no seats here."""
    partners = partner_bodies(reading)
    lead = (row for row in reading.bodies if row.seats is not None and row not in partners)
    return tuple(_option(row, words) for row in lead)


def partners(reading: Reading, words: Words) -> tuple[Option, ...]:
    """Return the bodies that decide for one municipality."""
    return tuple(_option(row, words) for row in partner_bodies(reading) if row.seats is not None)


def waiting_items(
    snapshot: Snapshot, texts: Texts, reading: Reading, words: Words
) -> tuple[tuple[SubmissionRow, str], ...]:
    """Return the items that other measures were handed in for, each named by its measures."""
    rows = sorted(reading.handed_in, key=lambda row: (row.decision_id.hex, row.position))
    names = decisions.names(snapshot, [row.measure_id for row in rows])
    titles = opened(texts, names.values(), "")
    found = []
    for _, group in groupby(rows, key=lambda row: row.decision_id):
        together = list(group)
        named = (names.get((row.measure_id, row.version)) for row in together)
        measures = ", ".join(
            f"{each.number} {titles.text(each.title)}".strip() for each in named if each
        )
        body = reading.body(together[0].body_id, words) or ""
        found.append((together[0], f"{measures} ({body})"))
    return tuple(found)


def sources(frame: Frame, reading: Reading, words: Words) -> tuple[Option, ...]:
    """Return what the measure takes up; what is not public today by its kind."""
    return tuple(_source(frame, reading, words, each) for each in reading.sources)


def _source(frame: Frame, reading: Reading, words: Words, row: SourceRow) -> Option:
    idea = reading.ideas.get(ProposalId(row.source_id))
    found = reading.origins.get(row.source_id)
    label = frame.say(vocabulary.word("source_kind", row.kind))
    if idea:
        label = f"{idea.receipt} {cards.title(idea, words)}"
    elif found:
        label = f"{label}: {found.title(words)}"
    return Option(value=str(row.source_id), label=label)


def _option(row: BodyRow, words: Words) -> Option:
    return Option(value=str(row.body_id), label=words.text(row.name))
