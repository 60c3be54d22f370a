"""What can be wished of an agenda item and its decision."""

from datetime import date
from uuid import UUID

from domain.codes import BodyId, DecisionId, TerritoryKey
from domain.decisions.arithmetic import CouncilVote, Record, Result
from domain.decisions.events import (
    ConsultationRole,
    DecisionSubject,
    ItemNumber,
    ItemOrder,
    Paper,
    ResultDoubt,
    SourcePaper,
)
from domain.messages import Command, ContentRef
from domain.people import Actor, ProcessId


class ScheduleAgendaItem(Command, frozen=True, kw_only=True):
    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    territory: TerritoryKey | None
    session: date
    number: ItemNumber
    public: bool
    title: ContentRef
    paper: Paper | None
    role: ConsultationRole
    authoritative: bool
    subjects: tuple[DecisionSubject, ...]
    by: Actor


class PostponeAgendaItem(Command, frozen=True, kw_only=True):
    to: date | None
    reason: ContentRef
    by: Actor


class RecordDecision(Command, frozen=True, kw_only=True):
    """`seats` are those of the body, `today` the office's day."""

    record: Record
    seats: int
    today: date
    text: ContentRef
    conditions: ContentRef | None
    minutes: ContentRef | None
    by: Actor


class ConfirmDecision(Command, frozen=True, kw_only=True):
    """`seen` names by its text the record that was compared; None if no page was."""

    seen: ContentRef | None = None
    by: Actor


class DiscardRecord(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class PublishDecision(Command, frozen=True, kw_only=True):
    by: Actor


class ProposeCorrection(Command, frozen=True, kw_only=True):
    record: Record
    seats: int
    reason: ContentRef
    minutes: ContentRef
    by: Actor


class ConfirmCorrection(Command, frozen=True, kw_only=True):
    """`seen` names by its reason the correction that was compared; None if no page was."""

    seen: ContentRef | None = None
    by: Actor


class DiscardCorrection(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class RepealDecision(Command, frozen=True, kw_only=True):
    """`adopts` tells whether the repealing decision is in force and says yes, `session` its day."""

    repealed_by: DecisionId
    adopts: bool
    session: date | None
    by: Actor


class ImportAgendaItem(Command, frozen=True, kw_only=True):
    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    session: date
    number: ItemNumber | None
    order: ItemOrder
    title: ContentRef
    paper: SourcePaper | None
    role: ConsultationRole | None
    authoritative: bool
    source: UUID
    by: Actor


class ImportResult(Command, frozen=True, kw_only=True):
    """What the source says; a second one is only taken if it brings a vote for the first time."""

    result: Result | None
    wording: ContentRef | None
    vote: CouncilVote | None
    minutes: ContentRef | None
    doubts: tuple[ResultDoubt, ...]
    by: Actor


DecisionCommand = (
    ScheduleAgendaItem
    | PostponeAgendaItem
    | RecordDecision
    | ConfirmDecision
    | DiscardRecord
    | PublishDecision
    | ProposeCorrection
    | ConfirmCorrection
    | DiscardCorrection
    | RepealDecision
    | ImportAgendaItem
    | ImportResult
)
