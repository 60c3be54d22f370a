"""Real-world labs: something is tried in a place for a time, then evaluated.

One stream per lab. Rules: docs/rules/labs.md.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from domain.codes import LabId, MeasureId
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

LabOutcome = Literal["continue", "scale", "stop"]


class OpenLab(Command, frozen=True, kw_only=True):
    """`area` is the text of a GeoJSON polygon."""

    lab_id: LabId
    process_id: ProcessId
    measure_id: MeasureId | None
    title: ContentRef
    hypothesis: ContentRef
    area: ContentRef
    starts: date
    ends: date
    by: Actor


class ExtendLab(Command, frozen=True, kw_only=True):
    ends: date
    reason: ContentRef
    by: Actor


class ReceiveFeedback(Command, frozen=True, kw_only=True):
    text: ContentRef
    today: date
    by: Actor


class EvaluateLab(Command, frozen=True, kw_only=True):
    outcome: LabOutcome
    evidence: ContentRef | None
    today: date
    by: Actor


class LabOpened(Event, frozen=True, tag="lab.opened/1"):
    """What is tried where, from when to when, and what one expects of it."""

    lab_id: LabId
    process_id: ProcessId
    measure_id: MeasureId | None
    title: ContentRef
    hypothesis: ContentRef
    area: ContentRef
    starts: date
    ends: date
    by: Actor


class LabExtended(Event, frozen=True, tag="lab.extended/1"):
    """It lasts longer than announced, for a published reason."""

    lab_id: LabId
    process_id: ProcessId
    old_end: date
    new_end: date
    reason: ContentRef
    by: Actor


class LabFeedbackReceived(Event, frozen=True, tag="lab.feedback-received/1"):
    """What somebody experienced there; the office reads it, it is not published."""

    lab_id: LabId
    process_id: ProcessId
    text: ContentRef
    by: Actor


class LabEvaluated(Event, frozen=True, tag="lab.evaluated/1"):
    """What came out of it, and whether it goes on, grows or ends."""

    lab_id: LabId
    process_id: ProcessId
    outcome: LabOutcome
    evidence: ContentRef
    by: Actor


class LabUnknown(Refusal): ...


class LabAlreadyOpened(Refusal): ...


class LabEndsBeforeItStarts(Refusal): ...


class LabMustEndLater(Refusal): ...


class LabNotRunning(Refusal):
    """Feedback is taken from its first day to its last."""


class LabNotOver(Refusal):
    """It is evaluated once it has ended, or earlier if it is stopped."""


class EvaluationNeedsEvidence(Refusal): ...


class LabAlreadyEvaluated(Refusal): ...


LabCommand = OpenLab | ExtendLab | ReceiveFeedback | EvaluateLab
LabEvent = LabOpened | LabExtended | LabFeedbackReceived | LabEvaluated


class Lab(msgspec.Struct, frozen=True):
    """One lab as its history tells it."""

    state: Literal["absent", "open", "evaluated"] = "absent"
    id: LabId | None = None
    process_id: ProcessId | None = None
    starts: date = date.min
    ends: date = date.max
    feedback: int = 0


def history_of(lab_id: LabId) -> StreamId:
    """Return the stream of a lab."""
    return StreamId(lab_id)


def evolve(lab: Lab, event: LabEvent) -> Lab:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case LabOpened():
            return Lab("open", event.lab_id, event.process_id, event.starts, event.ends)
        case LabExtended():
            return change(lab, ends=event.new_end)
        case LabFeedbackReceived():
            return change(lab, feedback=lab.feedback + 1)
        case LabEvaluated():
            return change(lab, state="evaluated")
        case _:
            assert_never(event)


def decide(lab: Lab, command: LabCommand) -> list[LabEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, OpenLab):
        return _open(lab, command)
    if lab.id is None or lab.process_id is None:
        raise LabUnknown
    if lab.state == "evaluated":
        raise LabAlreadyEvaluated
    ids = (lab.id, lab.process_id)
    match command:
        case ExtendLab():
            return _extend(lab, ids, command)
        case ReceiveFeedback():
            if not lab.starts <= command.today <= lab.ends:
                raise LabNotRunning(starts=lab.starts, ends=lab.ends)
            return [
                LabFeedbackReceived(
                    lab_id=ids[0], process_id=ids[1], text=command.text, by=command.by
                )
            ]
        case EvaluateLab():
            return _evaluate(lab, ids, command)
        case _:
            assert_never(command)


def _open(lab: Lab, command: OpenLab) -> list[LabEvent]:
    if lab.state != "absent":
        raise LabAlreadyOpened
    if command.ends < command.starts:
        raise LabEndsBeforeItStarts(starts=command.starts, ends=command.ends)
    return [
        LabOpened(
            lab_id=command.lab_id,
            process_id=command.process_id,
            measure_id=command.measure_id,
            title=command.title,
            hypothesis=command.hypothesis,
            area=command.area,
            starts=command.starts,
            ends=command.ends,
            by=command.by,
        )
    ]


def _extend(lab: Lab, ids: tuple[LabId, ProcessId], command: ExtendLab) -> list[LabEvent]:
    if command.ends <= lab.ends:
        raise LabMustEndLater(ends=lab.ends)
    return [
        LabExtended(
            lab_id=ids[0],
            process_id=ids[1],
            old_end=lab.ends,
            new_end=command.ends,
            reason=command.reason,
            by=command.by,
        )
    ]


def _evaluate(lab: Lab, ids: tuple[LabId, ProcessId], command: EvaluateLab) -> list[LabEvent]:
    if command.today <= lab.ends and command.outcome != "stop":
        raise LabNotOver(ends=lab.ends)
    if command.evidence is None:
        raise EvaluationNeedsEvidence
    return [
        LabEvaluated(
            lab_id=ids[0],
            process_id=ids[1],
            outcome=command.outcome,
            evidence=command.evidence,
            by=command.by,
        )
    ]
