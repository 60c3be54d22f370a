"""Asking a unit what it thinks of an idea, and recording what it said."""

from datetime import date
from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody
from msgspec.structs import replace

from api.days import typed_day
from api.pages.amounts import NotWritten, cents
from api.pages.answers.desk import explained
from api.pages.answers.writing import Sheet, again, reading_of
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing
from api.pages.views import FieldError
from api.pages.views.answers import ReviewForm
from api.pages.vocabulary.amounts import NO_COSTS
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Platform, ReadModels, Texts, Visible
from domain.answers import CostRange, Feasible
from domain.codes import ProposalId, UnitId
from domain.messages import Refusal
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewReview

_EURO = 100  # cents


class Asked(msgspec.Struct):
    review_unit: str = ""
    due: str = ""


class Filed(msgspec.Struct):
    """Money in whole euros."""

    feasible: str = ""
    least: str = ""
    most: str = ""
    found: str = ""


@post("/ideas/{idea_id:uuid}/answer/reviews", sync_to_thread=True, guards=[office_only])
def ask_unit(
    *,
    idea_id: FromPath[UUID],
    data: URLEncodedBody[Asked],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Ask a unit whether and at what cost an idea can be done."""
    with read_models.snapshot() as snapshot:
        reading = reading_of(frame, snapshot, platform, ProposalId(idea_id))
    unit, due = _id(data.review_unit), _day(data.due)
    errors = []
    if unit is None:
        errors.append(frame.error("review_unit", N_("Wählen Sie aus, wer prüfen soll.")))
    if due is None:
        errors.append(frame.error("due", N_("Geben Sie an, bis wann geprüft sein soll.")))
    if unit is not None and due is not None:
        try:
            outcome = answering.request_review(
                platform,
                asking,
                reading.around.process.process_id,
                ProposalId(idea_id),
                UnitId(unit),
                due,
            )
        except Refusal as refusal:
            errors = [explained(frame, refusal)]
    if errors:
        form = ReviewForm(unit=data.review_unit, due=data.due)
        sheet = Sheet(review=form, errors=tuple(errors))
        return again(frame, read_models, texts, platform, idea_id, sheet)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}/answer", "review_requested" if shown else "lagging")


@post(
    "/ideas/{idea_id:uuid}/answer/reviews/{review_id:uuid}",
    sync_to_thread=True,
    guards=[office_only],
)
def file_review(
    *,
    idea_id: FromPath[UUID],
    review_id: FromPath[UUID],
    data: URLEncodedBody[Filed],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Record what a unit found."""
    with read_models.snapshot() as snapshot:
        reading = reading_of(frame, snapshot, platform, ProposalId(idea_id))
    errors = _missing(frame, data)
    if not errors:
        least, most = _euros(frame, data.least), _euros(frame, data.most)
        cost = None if least is None or most is None else CostRange(least, most)
        new = NewReview(
            review_id=review_id,
            feasible=cast("Feasible", data.feasible),
            text=typed(data.found),
            cost=cost,
        )
        process_id = reading.around.process.process_id
        try:
            outcome = answering.file_review(platform, asking, process_id, ProposalId(idea_id), new)
        except Refusal as refusal:
            told = explained(frame, refusal)
            errors = (replace(told, field="found") if told.field == "text" else told,)
    if errors:
        form = ReviewForm(
            id=str(review_id),
            feasible=data.feasible,
            least=data.least,
            most=data.most,
            text=data.found,
        )
        sheet = Sheet(review=form, errors=errors)
        return again(frame, read_models, texts, platform, idea_id, sheet)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}/answer", "review_filed" if shown else "lagging")


def _missing(frame: Frame, data: Filed) -> tuple[FieldError, ...]:
    errors = []
    if data.feasible not in get_args(Feasible):
        errors.append(frame.error("feasible", N_("Wählen Sie das Ergebnis der Prüfung aus.")))
    unread = [name for name in ("least", "most") if _euros(frame, getattr(data, name)) is None]
    if unread and (data.least.strip() or data.most.strip()):
        errors.append(frame.error(unread[0], NO_COSTS))
    if not typed(data.found):
        errors.append(frame.error("found", N_("Schreiben Sie, was die Prüfung ergeben hat.")))
    return tuple(errors)


def _euros(frame: Frame, written: str) -> int | None:
    """Return whole euros in cents; None if nothing was typed, or something else."""
    try:
        found = cents(written, frame.language)
    except NotWritten:
        return None
    return None if found is None or found % _EURO else found


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _day(written: str) -> date | None:
    try:
        return typed_day(written)
    except ValueError:
        return None
