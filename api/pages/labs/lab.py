"""The page of one lab, with the forms of those who may do something about it."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api import geometry
from api.moments import Seen, clock
from api.pages.framing import Frame, Framing, Html
from api.pages.labs import areas, cards
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views.common import FieldError
from api.pages.views.labs import Extension, Feedback, LabMeasure, LabPage, Outline
from api.provided import Now, Texts
from domain.codes import LabId
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from projections import boundaries, labs, measures
from projections.boundaries import BoundaryRow
from projections.labs import FeedbackRow, LabRow, LabStepRow
from projections.measures import MeasureRow
from projections.model import Snapshot


class Typed(msgspec.Struct):
    """The fields of the forms on the page; each form sends its own."""

    text: str = ""
    on: str = ""
    outcome: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one lab; `said` is empty for everybody but the office."""

    row: LabRow
    around: Surroundings
    steps: list[LabStepRow]
    measure: MeasureRow | None
    said: list[FeedbackRow]
    boundaries: Sequence[BoundaryRow]
    office: bool
    in_use: bool


def read(snapshot: Snapshot, frame: Frame, lab_id: UUID, now: Now) -> Reading:
    """Read a lab.

    Raises:
        NotFoundException: there is none at the moment shown.
    """
    row = labs.find(snapshot, LabId(lab_id))
    if row is None:
        raise NotFoundException
    office = snapshot.as_of is None and frame.person.may("plan", row.process_id)
    return Reading(
        row=row,
        around=surroundings.by_id(snapshot, row.process_id, now),
        steps=labs.steps(snapshot, row.lab_id),
        measure=measures.find(snapshot, row.measure_id) if row.measure_id else None,
        said=labs.feedback(snapshot, row.lab_id) if office else [],
        boundaries=list(boundaries.of_process(snapshot, row.process_id).values()),
        office=office,
        in_use=offices.in_use(snapshot, row.process_id),
    )


@get("/labs/{lab_id:uuid}", sync_to_thread=True)
def lab_page(lab_id: FromPath[UUID], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show a lab.

    Raises:
        NotFoundException: there is none at the moment shown.
    """
    reading = read(seen, frame, lab_id, clock(seen, now))
    words = _opened(texts, reading, frame)
    page = page_of(frame, reading, words)
    brand = reading.around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=lab_id)


def _opened(texts: TextsPort, reading: Reading, frame: Frame) -> Words:
    said = (*reading.steps, *reading.said, *reading.boundaries)
    rows = (*reading.around.rows, reading.row, reading.measure, *said)
    return opened(texts, rows, frame.say(UNAVAILABLE))


def _outline(reading: Reading, words: Words) -> Outline | None:
    """Return the area among the places of the process, as far as they have outlines."""
    places = [geometry.read(words.get(each.boundary)) for each in reading.boundaries]
    drawn = areas.outline(words.get(reading.row.area), places)
    named = (words.get(each.source) for each in reading.boundaries)
    sources = tuple(sorted({each for each in named if each}))
    return msgspec.structs.replace(drawn, sources=sources) if drawn else None


def page_of(frame: Frame, reading: Reading, words: Words) -> LabPage:
    """Return the page of a lab, without anything typed."""
    row, process = reading.row, reading.around.process
    today = reading.around.now.astimezone(BERLIN).date()
    person = frame.person
    may_tell = not person.signed_in or person.may("give_feedback", process.process_id)
    measure = reading.measure
    return LabPage(
        card=cards.card(row, words, today),
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        hypothesis=words.text(row.hypothesis),
        measure=LabMeasure(
            id=str(measure.measure_id), number=measure.number, title=words.text(measure.title)
        )
        if measure
        else None,
        outline=_outline(reading, words),
        announced=row.announced,
        extensions=tuple(
            Extension(old=each.old_end, new=each.new_end, reason=words.get(each.reason), at=each.at)
            for each in reading.steps
            if each.old_end and each.new_end
        ),
        evidence=words.get(row.evidence),
        evaluated=row.evaluated,
        feedback=tuple(Feedback(text=words.text(each.text), at=each.at) for each in reading.said)
        if reading.office
        else None,
        may_tell=may_tell and reading.in_use and row.takes_feedback(today),
        may_plan=reading.office and reading.in_use,
    )


def again(
    frame: Frame,
    snapshot: Snapshot,
    texts: TextsPort,
    reading: Reading,
    form: str,
    typed: Typed,
    error: FieldError,
) -> Html:
    """Answer with the page and a form that could not be carried out."""
    words = _opened(texts, reading, frame)
    page = page_of(frame, reading, words)
    page = msgspec.structs.replace(
        page,
        form=form,
        typed=typed.text,
        day=typed.on,
        outcome=typed.outcome,
        errors=(error,),
    )
    return frame.show(
        page,
        nav="measures",
        process=reading.around.brand(words),
        position=snapshot.position,
        path=f"/labs/{reading.row.lab_id}",
        status=400,
    )
