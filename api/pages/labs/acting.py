"""People say what they experienced in a lab; the office extends and evaluates it."""

from collections.abc import Callable
from typing import NamedTuple, cast, get_args
from uuid import UUID

from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import NotWritten
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing
from api.pages.labs.lab import Reading, Typed, again, read
from api.pages.measures.typing import day
from api.pages.views.common import FieldError
from api.pages.vocabulary.terms import N_
from api.people import office_only, signed_in_only
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    ReadModels,
    Texts,
    Visible,
)
from domain.codes import COMMENT_MAXIMUM
from domain.labs import LabOutcome
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.use_cases.carrying_out import Outcome
from domain.use_cases.strategy import gathering

_ELSEWHERE = {403, 404}


class _Form(NamedTuple):
    """A form by its name, the field its refusals are told at, and what was typed."""

    name: str
    field: str
    typed: Typed


@post("/labs/{lab_id:uuid}/feedback", sync_to_thread=True, guards=[signed_in_only])
def tell_of_lab(
    *,
    lab_id: FromPath[UUID],
    data: URLEncodedBody[Typed],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
) -> Answer:
    """Take what somebody experienced; the office reads it, nobody else.

    Raises:
        NotFoundException: there is no such lab.
        NotAllowed: the reader does not contribute as a citizen or organisation.
    """
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, frame, lab_id, asking.at)
        process_id = reading.row.process_id
        if not person.may("give_feedback", process_id):
            raise NotAllowed(action="give_feedback", needs=sorted(ALLOWED["give_feedback"]))
        text = typed(data.text)
        if unusable := _unusable(frame, text):
            return again(frame, snapshot, texts, reading, "feedback", data, unusable)
        allowances.spend("comments", person)
        try:
            gathering.say_of_lab(platform, asking, process_id, reading.row.lab_id, text)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = _refused(frame, refusal, "feedback-text")
            return again(frame, snapshot, texts, reading, "feedback", data, error)
    return frame.lead_to(f"/labs/{lab_id}", "lab_told")


def _unusable(frame: Frame, text: str) -> FieldError | None:
    """Return what keeps an experience from being taken; None if it is fine."""
    if not text:
        return frame.error("feedback-text", N_("Schreiben Sie, was Sie erlebt haben."))
    if len(text) > COMMENT_MAXIMUM:
        too_long = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        return frame.error("feedback-text", too_long, length=len(text), maximum=COMMENT_MAXIMUM)
    return None


def _refused(frame: Frame, refusal: Refusal, field: str) -> FieldError:
    return FieldError(field=field, message=frame.refusal(type(refusal).__name__))


@post("/labs/{lab_id:uuid}/extension", sync_to_thread=True, guards=[office_only])
def extend_lab(
    *,
    lab_id: FromPath[UUID],
    data: URLEncodedBody[Typed],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Let a lab last longer, for a published reason."""

    def do(reading: Reading) -> Outcome | FieldError:
        try:
            ends = day(data.on)
        except NotWritten:
            ends = None
        if ends is None or not data.text.strip():
            return frame.error("extension-on", N_("Nennen Sie das neue Ende und den Grund."))
        row = reading.row
        return gathering.extend_lab(platform, asking, row.process_id, row.lab_id, ends, data.text)

    form = _Form("extension", "extension-on", data)
    return _by_office(frame, read_models, texts, asking, visible, lab_id, form, do)


@post("/labs/{lab_id:uuid}/evaluation", sync_to_thread=True, guards=[office_only])
def evaluate_lab(
    *,
    lab_id: FromPath[UUID],
    data: URLEncodedBody[Typed],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Say what came out of a lab, with evidence."""

    def do(reading: Reading) -> Outcome | FieldError:
        if data.outcome not in get_args(LabOutcome):
            return frame.error("evaluation-outcome", N_("Wählen Sie, wie es weitergeht."))
        row, chosen = reading.row, cast("LabOutcome", data.outcome)
        return gathering.evaluate_lab(
            platform, asking, row.process_id, row.lab_id, chosen, data.text
        )

    form = _Form("evaluation", "evaluation-text", data)
    return _by_office(frame, read_models, texts, asking, visible, lab_id, form, do)


def _by_office(
    frame: Frame,
    read_models: ReadModels,
    texts: Texts,
    asking: Asking,
    visible: Visible,
    lab_id: UUID,
    form: _Form,
    do: Callable[[Reading], Outcome | FieldError],
) -> Answer:
    """Do something as the office; what is wrong comes back at the form it was typed into."""
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, frame, lab_id, asking.at)
        if not reading.office:
            raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
        try:
            outcome = do(reading)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            outcome = _refused(frame, refusal, form.field)
        if isinstance(outcome, FieldError):
            return again(frame, snapshot, texts, reading, form.name, form.typed, outcome)
    visible.wait(outcome.position)
    done = {"extension": "lab_extended", "evaluation": "lab_evaluated"}
    return frame.lead_to(f"/labs/{lab_id}", done[form.name])
