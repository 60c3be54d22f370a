"""The mission statement (Leitbild): drafted in versions, adopted by a decision.

One stream per process. Rules: docs/rules/strategies.md.
"""

from typing import assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import DecisionId
from domain.decisions import Decision
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_MISSIONS = UUID("5b1c8e7a-9f44-5c0b-b0d5-3e6a2f9d1c08")


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph keeps its id through all versions, so that remarks stay with it."""

    id: UUID
    text: ContentRef


class DraftMission(Command, frozen=True, kw_only=True):
    """`seen` is the version this one was written on, 0 for the first."""

    seen: int
    paragraphs: tuple[Paragraph, ...]
    reason: ContentRef | None
    by: Actor


class AdoptMission(Command, frozen=True, kw_only=True):
    """`decision` is the one that adopted exactly this version."""

    version: int
    decision: Decision
    by: Actor


class MissionDrafted(Event, frozen=True, tag="mission.drafted/1"):
    """A version of the mission statement, paragraph by paragraph."""

    process_id: ProcessId
    version: int
    paragraphs: tuple[Paragraph, ...]
    reason: ContentRef | None
    by: Actor


class MissionAdopted(Event, frozen=True, tag="mission.adopted/1"):
    """A council adopted this version."""

    process_id: ProcessId
    version: int
    decision_id: DecisionId
    by: Actor


class MissionChangedMeanwhile(Refusal): ...


class MissionIsEmpty(Refusal): ...


class ParagraphTwice(Refusal): ...


class NewVersionNeedsReason(Refusal): ...


class MissionVersionUnknown(Refusal): ...


class MissionNotDecided(Refusal):
    """No decision in force adopts this version."""


MissionCommand = DraftMission | AdoptMission
MissionEvent = MissionDrafted | MissionAdopted


class Mission(msgspec.Struct, frozen=True):
    """The newest draft, and the version in force."""

    version: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    adopted: int | None = None


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's mission statement."""
    return StreamId(uuid5(_MISSIONS, process_id.hex))


def evolve(mission: Mission, event: MissionEvent) -> Mission:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    match event:
        case MissionDrafted():
            return Mission(event.version, event.paragraphs, mission.adopted)
        case MissionAdopted():
            return msgspec.structs.replace(mission, adopted=event.version)
        case _:
            assert_never(event)


def decide(mission: Mission, process_id: ProcessId, command: MissionCommand) -> list[MissionEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case DraftMission():
            return _draft(mission, process_id, command)
        case AdoptMission():
            return _adopt(mission, process_id, command)
        case _:
            assert_never(command)


def _draft(mission: Mission, process_id: ProcessId, command: DraftMission) -> list[MissionEvent]:
    if command.seen != mission.version:
        raise MissionChangedMeanwhile(version=mission.version)
    if not command.paragraphs:
        raise MissionIsEmpty
    if len({each.id for each in command.paragraphs}) != len(command.paragraphs):
        raise ParagraphTwice
    if command.paragraphs == mission.paragraphs:
        return []
    if mission.version and command.reason is None:
        raise NewVersionNeedsReason
    return [
        MissionDrafted(
            process_id=process_id,
            version=mission.version + 1,
            paragraphs=command.paragraphs,
            reason=command.reason,
            by=command.by,
        )
    ]


def _adopt(mission: Mission, process_id: ProcessId, command: AdoptMission) -> list[MissionEvent]:
    if not 1 <= command.version <= mission.version:
        raise MissionVersionUnknown(version=command.version)
    decision = command.decision
    about = any(
        subject.kind == "mission" and subject.version == command.version
        for subject in decision.subjects
    )
    if decision.id is None or not (decision.adopts and about):
        raise MissionNotDecided(version=command.version)
    if mission.adopted == command.version:
        return []
    return [
        MissionAdopted(
            process_id=process_id,
            version=command.version,
            decision_id=decision.id,
            by=command.by,
        )
    ]
