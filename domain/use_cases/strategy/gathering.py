"""Formats on site with their results, and real-world labs with what people say of them."""

from datetime import date
from uuid import UUID

import msgspec

from domain import labs, measures, workshops
from domain.codes import LabId, MeasureId, WorkshopId
from domain.labs import LabOutcome
from domain.messages import ContentRef
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import FORMATS, LABS
from domain.use_cases.strategy.office import Refs, perform
from domain.workshops import Dots, FormatKind


class NewFormat(msgspec.Struct, frozen=True, kw_only=True):
    kind: FormatKind
    title: str
    place: str
    on: date
    workshop_id: WorkshopId | None = None


class NewResult(msgspec.Struct, frozen=True, kw_only=True):
    attendance: workshops.People
    summary: str
    protocol: str | None = None
    dots: tuple[Dots, ...] = ()


class NewLab(msgspec.Struct, frozen=True, kw_only=True):
    """`area` is the text of a GeoJSON polygon."""

    title: str
    hypothesis: str
    area: str
    starts: date
    ends: date
    measure_id: MeasureId | None = None
    lab_id: LabId | None = None


def _today(asking: Asking) -> date:
    return asking.at.astimezone(BERLIN).date()


def _require_measure(histories: Histories, process_id: ProcessId, measure_id: MeasureId) -> None:
    if folding.measure(histories, process_id, measure_id).id is None:
        raise measures.MeasureUnknown


def schedule_format(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewFormat
) -> Outcome:
    """Invite people to a place on a day."""
    chosen = new.workshop_id or WorkshopId(platform.new_id())

    def make(_: Histories, refs: Refs, by: Actor) -> workshops.FormatCommand:
        return workshops.ScheduleFormat(
            workshop_id=chosen,
            process_id=process_id,
            kind=new.kind,
            title=refs.need("title"),
            place=refs.need("place"),
            on=new.on,
            by=by,
        )

    texts: dict[str, str | None] = {"title": new.title, "place": new.place}
    return FORMATS.perform(platform, asking, process_id, chosen, texts, make)


def cancel_format(
    platform: Platform, asking: Asking, process_id: ProcessId, workshop_id: WorkshopId, reason: str
) -> Outcome:
    """Call it off, for a published reason."""

    def make(_: Histories, refs: Refs, by: Actor) -> workshops.FormatCommand:
        return workshops.CancelFormat(reason=refs.need("reason"), by=by)

    return FORMATS.perform(platform, asking, process_id, workshop_id, {"reason": reason}, make)


def record_result(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    workshop_id: WorkshopId,
    new: NewResult,
) -> Outcome:
    """Write down what came out of it; counts once a second person has confirmed."""

    def make(histories: Histories, refs: Refs, by: Actor) -> workshops.FormatCommand:
        for each in new.dots:
            _require_measure(histories, process_id, each.measure_id)
        return workshops.RecordFormatResult(
            attendance=new.attendance,
            summary=refs.need("summary"),
            protocol=refs.get("protocol"),
            dots=new.dots,
            today=_today(asking),
            by=by,
        )

    texts = {"summary": new.summary, "protocol": new.protocol}
    return FORMATS.perform(platform, asking, process_id, workshop_id, texts, make)


def confirm_result(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    workshop_id: WorkshopId,
    seen: ContentRef | None = None,
) -> Outcome:
    """Confirm a result as a second person.

    `seen` is the reference of the summary that was compared with the protocol.
    """

    def make(_histories: Histories, _: Refs, by: Actor) -> workshops.FormatCommand:
        return workshops.ConfirmFormatResult(seen=seen, by=by)

    return FORMATS.perform(platform, asking, process_id, workshop_id, {}, make)


def discard_result(
    platform: Platform, asking: Asking, process_id: ProcessId, workshop_id: WorkshopId, reason: str
) -> Outcome:
    """Find a result wrong; it is to be recorded anew."""

    def make(_: Histories, refs: Refs, by: Actor) -> workshops.FormatCommand:
        return workshops.DiscardFormatResult(reason=refs.need("reason"), by=by)

    return FORMATS.perform(platform, asking, process_id, workshop_id, {"reason": reason}, make)


def open_lab(platform: Platform, asking: Asking, process_id: ProcessId, new: NewLab) -> Outcome:
    """Try something in a place for a time."""
    chosen = new.lab_id or LabId(platform.new_id())

    def make(histories: Histories, refs: Refs, by: Actor) -> labs.LabCommand:
        if new.measure_id is not None:
            _require_measure(histories, process_id, new.measure_id)
        return labs.OpenLab(
            lab_id=chosen,
            process_id=process_id,
            measure_id=new.measure_id,
            title=refs.need("title"),
            hypothesis=refs.need("hypothesis"),
            area=refs.need("area"),
            starts=new.starts,
            ends=new.ends,
            by=by,
        )

    texts = {"title": new.title, "hypothesis": new.hypothesis, "area": new.area}
    return LABS.perform(platform, asking, process_id, chosen, texts, make)


def extend_lab(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    lab_id: LabId,
    ends: date,
    reason: str,
) -> Outcome:
    """Let a lab last longer."""

    def make(_: Histories, refs: Refs, by: Actor) -> labs.LabCommand:
        return labs.ExtendLab(ends=ends, reason=refs.need("reason"), by=by)

    return LABS.perform(platform, asking, process_id, lab_id, {"reason": reason}, make)


def say_of_lab(
    platform: Platform, asking: Asking, process_id: ProcessId, lab_id: LabId, text: str
) -> Outcome:
    """Tell the office what one experienced in a lab; it is not published."""

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = labs.ReceiveFeedback(text=refs.need("text"), today=_today(asking), by=by)
        LABS.carry(histories, process_id, lab_id, command)
        return lab_id

    return perform(platform, asking, "give_feedback", process_id, {"text": text}, do, asking.person)


def evaluate_lab(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    lab_id: LabId,
    outcome: LabOutcome,
    evidence: str | None,
) -> Outcome:
    """Say what came out of a lab."""

    def make(_: Histories, refs: Refs, by: Actor) -> labs.LabCommand:
        return labs.EvaluateLab(
            outcome=outcome, evidence=refs.get("evidence"), today=_today(asking), by=by
        )

    return LABS.perform(platform, asking, process_id, lab_id, {"evidence": evidence}, make)
