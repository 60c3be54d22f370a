"""The forms of one agenda item. What is refused comes back with its reason."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import msgspec
from litestar import post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, URLEncodedBody

from api.pages.decisions.item import Showing, read, show
from api.pages.decisions.minutes import MinutesForm, explained, read_record
from api.pages.decisions.scheduling import day_of, decision_id_of
from api.pages.framing import Answer, Frame, Framing
from api.pages.views import FieldError
from api.pages.views.decisions import RecordForm
from api.pages.vocabulary.terms import N_
from api.people import Person as AnyPerson
from api.people import secretaries_only
from api.provided import (
    Asking,
    Person,
    Platform,
    ReadModels,
    ReadModelsPort,
    Texts,
    Visible,
    VisiblePort,
)
from domain.codes import DecisionId
from domain.messages import Refusal
from domain.people import ProcessId
from domain.ports import Texts as TextsPort
from domain.use_cases import carrying_out
from domain.use_cases.carrying_out import Outcome
from domain.use_cases.strategy import deciding

Do = Callable[[carrying_out.Platform, carrying_out.Asking, ProcessId, DecisionId], Outcome]


class Working(msgspec.Struct, frozen=True):
    """Everything a form of an item needs."""

    frame: Frame
    read_models: ReadModelsPort
    texts: TextsPort
    platform: carrying_out.Platform
    asking: carrying_out.Asking
    person: AnyPerson
    visible: VisiblePort

    def carry_out(
        self,
        item: UUID,
        do: Do | None,
        notice: str,
        form: RecordForm | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> Answer:
        """Do something with an item and lead back to it, or show it with what is wrong."""
        with self.read_models.snapshot() as snapshot:
            row = read(snapshot, self.person, item)
            showing = Showing(snapshot, self.texts, self.platform.vault, self.asking.at)
            if do is None or errors:
                return show(self.frame, showing, row, form, errors)
            try:
                outcome = do(self.platform, self.asking, row.process_id, row.decision_id)
            except Refusal as refusal:
                if form is None:
                    raise
                return show(self.frame, showing, row, form, (explained(self.frame, refusal),))
        shown = self.visible.wait(outcome.position)
        return self.frame.lead_to(f"/council/{item}", notice if shown else "lagging")


Work = NamedDependency[Working]


def provide_work(
    *,
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Working:
    """Provide `work` to the handlers below."""
    return Working(frame, read_models, texts, platform, asking, person, visible)


PROVIDED = {"work": Provide(provide_work, sync_to_thread=False)}
"""For the routes."""


class SeenForm(msgspec.Struct):
    """What somebody confirms, by the reference of the text they have read."""

    seen: str = ""


class ReasonForm(msgspec.Struct):
    reason: str = ""
    to: str = ""
    by: str = ""

    def errors(self, frame: Frame) -> tuple[FieldError, ...]:
        """Return what is missing where a reason is needed."""
        if self.reason.strip():
            return ()
        return (frame.error("reason", N_("Schreiben Sie den Grund dazu.")),)


@post("/council/{item:uuid}/record", sync_to_thread=True, guards=[secretaries_only])
def record(item: FromPath[UUID], data: URLEncodedBody[MinutesForm], work: Work) -> Answer:
    """Write down what the minutes say."""
    said, errors = read_record(work.frame, data)
    if not data.text.strip():
        missing = work.frame.error("text", N_("Schreiben Sie den Wortlaut des Beschlusses ab."))
        errors = (*errors, missing)
    if said is None or errors:
        return work.carry_out(item, None, "", data.view(), errors)
    new = deciding.NewRecord(
        record=said, text=data.text, conditions=data.conditions, minutes=data.minutes
    )

    return work.carry_out(
        item,
        partial(deciding.record, new=new),
        "decision_recorded",
        data.view(),
    )


@post("/council/{item:uuid}/confirmation", sync_to_thread=True, guards=[secretaries_only])
def confirm(item: FromPath[UUID], data: URLEncodedBody[SeenForm], work: Work) -> Answer:
    """Confirm as a second person; an authoritative decision now takes effect."""
    return work.carry_out(item, partial(deciding.confirm, seen=data.seen), "decision_confirmed")


@post("/council/{item:uuid}/discard", sync_to_thread=True, guards=[secretaries_only])
def discard(item: FromPath[UUID], data: URLEncodedBody[ReasonForm], work: Work) -> Answer:
    """Find a record wrong."""
    return work.carry_out(
        item,
        partial(deciding.discard_record, reason=data.reason),
        "record_discarded",
        None,
        data.errors(work.frame),
    )


@post("/council/{item:uuid}/publication", sync_to_thread=True, guards=[secretaries_only])
def publish(item: FromPath[UUID], work: Work) -> Answer:
    """Let everybody read it."""
    return work.carry_out(item, deciding.publish, "decision_published")


@post("/council/{item:uuid}/postponement", sync_to_thread=True, guards=[secretaries_only])
def postpone(item: FromPath[UUID], data: URLEncodedBody[ReasonForm], work: Work) -> Answer:
    """Take it off this session."""
    to = day_of(data.to)
    return work.carry_out(
        item,
        partial(deciding.postpone, to=to, reason=data.reason),
        "item_postponed",
        None,
        data.errors(work.frame),
    )


@post("/council/{item:uuid}/correction", sync_to_thread=True, guards=[secretaries_only])
def correct(item: FromPath[UUID], data: URLEncodedBody[MinutesForm], work: Work) -> Answer:
    """Say that the minutes read otherwise; a second person confirms it."""
    said, errors = read_record(work.frame, data)
    if not data.reason.strip():
        missing = work.frame.error("reason", N_("Schreiben Sie, was falsch erfasst war."))
        errors = (*errors, missing)
    if not data.minutes.strip():
        missing = work.frame.error("minutes", N_("Geben Sie die Stelle in der Niederschrift an."))
        errors = (*errors, missing)
    if said is None or errors:
        return work.carry_out(item, None, "", data.view(), errors)
    return work.carry_out(
        item,
        partial(
            deciding.propose_correction, corrected=said, reason=data.reason, minutes=data.minutes
        ),
        "correction_proposed",
        data.view(),
    )


@post(
    "/council/{item:uuid}/correction/confirmation", sync_to_thread=True, guards=[secretaries_only]
)
def confirm_correction(item: FromPath[UUID], data: URLEncodedBody[SeenForm], work: Work) -> Answer:
    """Confirm a correction as a second person."""
    do = partial(deciding.confirm_correction, seen=data.seen)
    return work.carry_out(item, do, "correction_confirmed")


@post("/council/{item:uuid}/correction/discard", sync_to_thread=True, guards=[secretaries_only])
def discard_correction(
    item: FromPath[UUID], data: URLEncodedBody[ReasonForm], work: Work
) -> Answer:
    """Find a correction wrong; the record stays."""
    return work.carry_out(
        item,
        partial(deciding.discard_correction, reason=data.reason),
        "correction_discarded",
        None,
        data.errors(work.frame),
    )


@post("/council/{item:uuid}/repeal", sync_to_thread=True, guards=[secretaries_only])
def repeal(item: FromPath[UUID], data: URLEncodedBody[ReasonForm], work: Work) -> Answer:
    """Take a decision back by a later one that is in force."""
    by = decision_id_of(data.by)
    if by is None:
        error = work.frame.error("by", N_("Wählen Sie den Beschluss, der diesen aufhebt."))
        return work.carry_out(item, None, "", None, (error,))
    return work.carry_out(item, partial(deciding.repeal, repealed_by=by), "decision_repealed")
