"""One format: when and where, what came out of it, and the office's forms."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Frame, Framing, Html
from api.pages.inventory.cards import made
from api.pages.parts import offices, surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option
from api.pages.views.workshops import (
    DotsRow,
    FormatStep,
    ResultForm,
    ResultView,
    ScoredRow,
    WorkshopPage,
)
from api.pages.workshops import cards
from api.provided import Now, Platform, Texts
from domain.codes import WorkshopId
from domain.measures import MeasureAssessed, quadrant_of
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from domain.ports import Vault
from projections import measures, workshops
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel
from projections.workshops import FormatRow


class Showing(msgspec.Struct, frozen=True):
    """What a format is shown with."""

    frame: Frame
    seen: ReadModel
    texts: TextsPort
    vault: Vault
    now: datetime


@get("/workshops/{workshop_id:uuid}", sync_to_thread=True)
def workshop_page(
    *,
    workshop_id: FromPath[UUID],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    platform: Platform,
    now: Now,
) -> Html:
    """Show a format.

    Raises:
        NotFoundException: there is none at the moment shown.
    """
    showing = Showing(frame, seen, texts, platform.vault, clock(seen, now))
    return show(showing, known(seen, workshop_id))


def known(seen: ReadModel, workshop_id: UUID) -> FormatRow:
    """Return a format.

    Raises:
        NotFoundException: there is none.
    """
    row = workshops.find(seen, WorkshopId(workshop_id))
    if row is None:
        raise NotFoundException
    return row


def show(
    showing: Showing,
    row: FormatRow,
    form: ResultForm | None = None,
    errors: tuple[FieldError, ...] = (),
    failed: str = "",
) -> Html:
    """Answer with a format, or with one of its forms as it was typed."""
    frame, seen = showing.frame, showing.seen
    around = surroundings.by_id(seen, row.process_id, showing.now)
    steps = workshops.steps(seen, row.workshop_id)
    every = measures.of_process(seen, row.process_id)
    words = opened(showing.texts, [*around.rows, row, *steps, *every], frame.say(UNAVAILABLE))
    may_plan = offices.may(seen, frame.person, "plan", row.process_id)
    page = WorkshopPage(
        slug=around.process.slug,
        process_title=words.text(around.process.title, around.process.slug),
        card=cards.card(row, words),
        result=_result(row, every, words, office=may_plan),
        scored=_scored(seen, row, every, words),
        made=tuple(made(measure, words) for _, measure in measures.taken_up(seen, row.workshop_id)),
        steps=tuple(
            FormatStep(kind=_TOPICS[each.kind], at=each.at, reason=words.get(each.reason))
            for each in steps
            if may_plan or each.kind in _PUBLIC
        ),
        reason=words.get(row.reason) if may_plan or row.state == "cancelled" else None,
        today=around.now.astimezone(BERLIN).date(),
        may_plan=may_plan,
        yours=may_plan and _mine(showing, row),
        form=form or ResultForm(),
        measures=_options(every, words) if may_plan else (),
        errors=errors,
        failed=failed,
    )
    return frame.show(
        page,
        nav="process",
        process=around.brand(words),
        seen=seen,
        about=row.workshop_id,
        path=f"/workshops/{row.workshop_id}" if errors else None,
        status=400 if errors else 200,
    )


_TOPICS = {
    "scheduled": "format.scheduled",
    "cancelled": "format.cancelled",
    "recorded": "format.result-recorded",
    "confirmed": "format.result-confirmed",
    "discarded": "format.result-discarded",
}
_PUBLIC = {"scheduled", "cancelled", "confirmed"}
"""Steps everybody sees; a result that nobody confirmed is not public, nor why it was wrong."""


def _mine(showing: Showing, row: FormatRow) -> bool:
    """Tell whether the reader wrote the result down: then somebody else confirms it."""
    person = showing.frame.person.ref
    if person is None or row.written_by is None:
        return False
    return showing.vault.pseudonym(person, row.process_id) == row.written_by


def _result(
    row: FormatRow, every: Sequence[MeasureRow], words: Words, *, office: bool
) -> ResultView | None:
    shown = row.state == "confirmed" or (office and row.state == "recorded")
    if not shown or row.attendance is None:
        return None
    dots = row.dots_by_measure
    rows = [
        DotsRow(
            id=str(each.measure_id),
            number=each.number,
            title=words.text(each.title),
            dots=dots[each.measure_id],
        )
        for each in every
        if each.measure_id in dots
    ]
    return ResultView(
        attendance=row.attendance,
        summary=words.text(row.summary),
        protocol=words.get(row.protocol),
        dots=tuple(sorted(rows, key=lambda each: -each.dots)),
        total=sum(dots.values()),
        seen=row.summary or "",
    )


def _scored(
    seen: ReadModel, row: FormatRow, every: Sequence[MeasureRow], words: Words
) -> tuple[ScoredRow, ...]:
    """Return the last scores given there, the best first."""
    steps = measures.of_these_kinds(seen, row.process_id, ("measure.assessed",))
    found = []
    for each in every:
        events = [step.event for step in steps.get(each.measure_id, ())]
        given = [
            event
            for event in events
            if isinstance(event, MeasureAssessed) and event.workshop_id == row.workshop_id
        ]
        if given:
            scores = given[-1].scores
            scored = ScoredRow(
                id=str(each.measure_id),
                number=each.number,
                title=words.text(each.title),
                benefit=scores.benefit,
                effort=scores.effort,
                result=given[-1].result,
                quadrant=quadrant_of(scores),
            )
            found.append(scored)
    return tuple(sorted(found, key=lambda each: -each.result))


def _options(every: Sequence[MeasureRow], words: Words) -> tuple[Option, ...]:
    return tuple(
        Option(value=str(each.measure_id), label=f"{each.number} {words.text(each.title)}")
        for each in every
    )
