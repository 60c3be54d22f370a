"""What the office does with a format: its result, a second person's word, calling it off."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import msgspec
from litestar import post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.framing import Answer, Frame, Framing
from api.pages.views import FieldError
from api.pages.views.workshops import ResultForm
from api.pages.vocabulary.terms import N_
from api.pages.workshops.page import Showing, known, show
from api.people import office_only
from api.provided import Asking, Platform, ReadModels, ReadModelsPort, Texts, Visible, VisiblePort
from domain.codes import MeasureId
from domain.messages import Refusal
from domain.ports import Texts as TextsPort
from domain.use_cases import carrying_out
from domain.use_cases.carrying_out import Outcome
from domain.use_cases.strategy import gathering
from domain.use_cases.strategy.gathering import NewResult
from domain.workshops import Dots
from projections.workshops import FormatRow

Do = Callable[[carrying_out.Platform, carrying_out.Asking, FormatRow], Outcome]
_ELSEWHERE = {403, 404}
_MOST = 1_000_000  # people, or dots of one measure
_WHERE = {
    "result": "attendance",
    "confirmation": "confirm-title",
    "discarding": "discarding-reason",
    "cancellation": "cancellation-reason",
}
"""Where on the page a refusal of a form leads to."""


class Holding(msgspec.Struct, frozen=True):
    """Everything a form of a format needs."""

    frame: Frame
    read_models: ReadModelsPort
    texts: TextsPort
    platform: carrying_out.Platform
    asking: carrying_out.Asking
    visible: VisiblePort

    def carry_out(
        self,
        workshop_id: UUID,
        failed: str,
        notice: str,
        do: Do | tuple[FieldError, ...],
        form: ResultForm | None = None,
    ) -> Answer:
        """Do something with a format and lead back to it, or show it with what is wrong."""
        with self.read_models.snapshot() as snapshot:
            row = known(snapshot, workshop_id)
            showing = Showing(self.frame, snapshot, self.texts, self.platform.vault, self.asking.at)
            if isinstance(do, tuple):
                return show(showing, row, form, do, failed)
            try:
                outcome = do(self.platform, self.asking, row)
            except Refusal as refusal:
                if status_of(refusal) in _ELSEWHERE:
                    raise
                told = self.frame.refusal(type(refusal).__name__)
                error = FieldError(field=_WHERE[failed], message=told)
                return show(showing, row, form, (error,), failed)
        shown = self.visible.wait(outcome.position)
        return self.frame.lead_to(f"/workshops/{workshop_id}", notice if shown else "lagging")


def provide_holding(
    *,
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Holding:
    """Provide `holding` to the handlers below."""
    return Holding(frame, read_models, texts, platform, asking, visible)


Held = NamedDependency[Holding]
PROVIDED = {"holding": Provide(provide_holding, sync_to_thread=False)}


class TypedResult(msgspec.Struct):
    """`measure` and `dots` belong together row by row."""

    attendance: str = ""
    summary: str = ""
    protocol: str = ""
    measure: list[str] | str = msgspec.field(default_factory=list)
    dots: list[str] | str = msgspec.field(default_factory=list)

    def view(self) -> ResultForm:
        """Return the form as it is shown again."""
        measures, dots = (
            [each] if isinstance(each, str) else each for each in (self.measure, self.dots)
        )
        rows = tuple((key, typed) for key, typed in zip(measures, dots, strict=False) if typed)
        return ResultForm(
            attendance=self.attendance, summary=self.summary, protocol=self.protocol, dots=rows
        )


class SeenForm(msgspec.Struct):
    """What somebody confirms, by the reference of the summary they have read."""

    seen: str = ""


class ReasonForm(msgspec.Struct):
    reason: str = ""


@post(
    "/workshops/{workshop_id:uuid}/result",
    sync_to_thread=True,
    guards=[office_only],
    dependencies=PROVIDED,
)
def record(workshop_id: FromPath[UUID], data: URLEncodedBody[TypedResult], holding: Held) -> Answer:
    """Write down what came out of it; it counts once a second person has confirmed."""
    form = data.view()
    new = _written(holding.frame, form)
    return holding.carry_out(
        workshop_id,
        "result",
        "format_recorded",
        new if isinstance(new, tuple) else partial(_record, new),
        form,
    )


def _record(
    new: NewResult,
    platform: carrying_out.Platform,
    asking: carrying_out.Asking,
    row: FormatRow,
) -> Outcome:
    return gathering.record_result(platform, asking, row.process_id, row.workshop_id, new)


def _number(typed: str) -> int | None:
    plain = typed.strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(_MOST)):
        return None
    return int(plain) if int(plain) <= _MOST else None


def _written(frame: Frame, form: ResultForm) -> NewResult | tuple[FieldError, ...]:
    """Return what was typed, or what is wrong with it."""
    errors = []
    attendance = _number(form.attendance)
    if attendance is None:
        errors.append(frame.error("attendance", N_("Geben Sie an, wie viele Menschen da waren.")))
    if not form.summary.strip():
        errors.append(frame.error("summary", N_("Sagen Sie kurz, was herausgekommen ist.")))
    dots = []
    for key, typed in form.dots:
        count = _number(typed)
        try:
            measure_id = MeasureId(UUID(key))
        except ValueError:
            continue
        if count is None:
            text = N_("Geben Sie die Punkte als ganze Zahl an.")
            errors.append(frame.error(f"dots-{key}", text))
        elif count:
            dots.append(Dots(measure_id, count))
    if errors or attendance is None:
        return tuple(errors)
    return NewResult(
        attendance=attendance,
        summary=form.summary,
        protocol=form.protocol or None,
        dots=tuple(dots),
    )


@post(
    "/workshops/{workshop_id:uuid}/confirmation",
    sync_to_thread=True,
    guards=[office_only],
    dependencies=PROVIDED,
)
def confirm(workshop_id: FromPath[UUID], data: URLEncodedBody[SeenForm], holding: Held) -> Answer:
    """Confirm a result as a second person who compared it with the protocol."""
    return holding.carry_out(
        workshop_id,
        "confirmation",
        "format_confirmed",
        lambda platform, asking, row: gathering.confirm_result(
            platform, asking, row.process_id, row.workshop_id, data.seen
        ),
    )


@post(
    "/workshops/{workshop_id:uuid}/discarding",
    sync_to_thread=True,
    guards=[office_only],
    dependencies=PROVIDED,
)
def discard(workshop_id: FromPath[UUID], data: URLEncodedBody[ReasonForm], holding: Held) -> Answer:
    """Find a result wrong; it is then written down anew."""
    return holding.carry_out(
        workshop_id,
        "discarding",
        "format_discarded",
        _with_reason(holding.frame, "discarding", data.reason, gathering.discard_result),
    )


@post(
    "/workshops/{workshop_id:uuid}/cancellation",
    sync_to_thread=True,
    guards=[office_only],
    dependencies=PROVIDED,
)
def call_off(
    workshop_id: FromPath[UUID], data: URLEncodedBody[ReasonForm], holding: Held
) -> Answer:
    """Call it off, for a published reason."""
    return holding.carry_out(
        workshop_id,
        "cancellation",
        "format_cancelled",
        _with_reason(holding.frame, "cancellation", data.reason, gathering.cancel_format),
    )


def _with_reason(
    frame: Frame, form: str, reason: str, do: Callable[..., Outcome]
) -> Do | tuple[FieldError, ...]:
    if not reason.strip():
        return (frame.error(f"{form}-reason", N_("Sagen Sie, warum.")),)
    return lambda platform, asking, row: do(
        platform, asking, row.process_id, row.workshop_id, reason
    )
