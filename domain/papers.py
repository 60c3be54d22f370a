"""Paper intake: a clerk types in what somebody wrote on paper, a second clerk compares.

One stream per sheet, from the day it reached an office until it became a proposal or was
put aside. Rules: docs/rules/papers.md (J2).
"""

from datetime import date, datetime
from typing import Literal, NewType, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import FieldId, PhaseId, ProposalId, Receipt, TerritoryKey
from domain.messages import Command, ContentRef, Event, Refusal, StreamId, require_seen
from domain.people import Actor, ProcessId, Pseudonym
from domain.phases import Phase

PaperId = NewType("PaperId", UUID)
_PROPOSALS = UUID("5f1f4f0e-7d0c-5b5e-9f53-3d2f0f5d2b61")

PaperStatus = Literal["absent", "waiting", "confirmed", "set_aside"]
AsideReason = Literal["duplicate", "unreadable", "withdrawn", "no_proposal"]
"""Why a sheet does not become a proposal."""


def proposal_id_of(paper_id: PaperId) -> ProposalId:
    """Return the proposal that a sheet becomes, once it is confirmed."""
    return ProposalId(uuid5(_PROPOSALS, paper_id.hex))


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk read on the sheet, sealed."""

    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None


class RecordPaper(Command, frozen=True, kw_only=True):
    """`phase` is the one that took ideas when the sheet came in."""

    paper_id: PaperId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    received_on: date
    transcript: Transcript
    phase: Phase
    by: Actor
    at: datetime


class CorrectTranscript(Command, frozen=True, kw_only=True):
    transcript: Transcript
    by: Actor


class ConfirmTranscript(Command, frozen=True, kw_only=True):
    """`seen` names by its text the transcript that was compared; None if nobody was asked."""

    seen: ContentRef | None = None
    by: Actor


class SetPaperAside(Command, frozen=True, kw_only=True):
    reason: AsideReason
    by: Actor


PaperCommand = RecordPaper | CorrectTranscript | ConfirmTranscript | SetPaperAside


class PaperReceived(Event, frozen=True, tag="paper.received/1"):
    """A sheet reached an office on `received_on`; its writer was given the number."""

    paper_id: PaperId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    received_on: date
    by: Actor


class PaperTranscribed(Event, frozen=True, tag="paper.transcribed/1"):
    """A clerk typed the sheet in, for the first time or again."""

    paper_id: PaperId
    process_id: ProcessId
    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    by: Actor


class TranscriptConfirmed(Event, frozen=True, tag="paper.confirmed/1"):
    """Another clerk compared sheet and transcript; the proposal is handed in with it."""

    paper_id: PaperId
    process_id: ProcessId
    proposal_id: ProposalId
    by: Actor


class PaperSetAside(Event, frozen=True, tag="paper.set-aside/1"):
    """The sheet does not become a proposal."""

    paper_id: PaperId
    process_id: ProcessId
    reason: AsideReason
    by: Actor


PaperEvent = PaperReceived | PaperTranscribed | TranscriptConfirmed | PaperSetAside


class PaperUnknown(Refusal): ...


class PaperAlreadyRecorded(Refusal): ...


class PaperAlreadySettled(Refusal):
    """It was confirmed or set aside; `state` tells which."""


class ClerkConfirmsOwnTranscript(Refusal):
    """Four eyes: whoever typed it in last does not confirm it."""


class Paper(msgspec.Struct, frozen=True):
    """One sheet as its history tells it. `transcribed_by` typed the newest transcript."""

    status: PaperStatus = "absent"
    id: PaperId | None = None
    process_id: ProcessId | None = None
    phase_id: PhaseId | None = None
    receipt: Receipt | None = None
    received_on: date | None = None
    transcript: Transcript | None = None
    transcribed_by: Pseudonym | None = None


class Waiting(msgspec.Struct, frozen=True):
    """A sheet that was typed in, with everything known that a proposal needs."""

    id: PaperId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    received_on: date
    transcript: Transcript
    transcribed_by: Pseudonym


def waiting(paper: Paper) -> Waiting:
    """Return a sheet as one that waits.

    Raises:
        PaperUnknown: it was never typed in.
    """
    try:
        return msgspec.convert(msgspec.structs.asdict(paper), Waiting, from_attributes=True)
    except msgspec.ValidationError as error:
        raise PaperUnknown from error


def history_of(paper_id: PaperId) -> StreamId:
    """Return the stream of a sheet."""
    return StreamId(paper_id)


def evolve(paper: Paper, event: PaperEvent) -> Paper:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case PaperReceived():
            return Paper(
                status="waiting",
                id=event.paper_id,
                process_id=event.process_id,
                phase_id=event.phase_id,
                receipt=event.receipt,
                received_on=event.received_on,
            )
        case PaperTranscribed():
            transcript = Transcript(
                title=event.title,
                body=event.body,
                action_field=event.action_field,
                territory=event.territory,
            )
            return change(paper, transcript=transcript, transcribed_by=event.by.pseudonym)
        case TranscriptConfirmed():
            return change(paper, status="confirmed")
        case PaperSetAside():
            return change(paper, status="set_aside")
        case _:
            assert_never(event)


def decide(paper: Paper, command: PaperCommand) -> list[PaperEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, RecordPaper):
        return _record(paper, command)
    if paper.id is None or paper.process_id is None:
        raise PaperUnknown
    if paper.status != "waiting":
        raise PaperAlreadySettled(state=paper.status)
    match command:
        case CorrectTranscript():
            return [_transcribed(paper.id, paper.process_id, command)]
        case ConfirmTranscript():
            return _confirm(paper, paper.id, paper.process_id, command)
        case SetPaperAside():
            return [
                PaperSetAside(
                    paper_id=paper.id,
                    process_id=paper.process_id,
                    reason=command.reason,
                    by=command.by,
                )
            ]
        case _:
            assert_never(command)


def _record(paper: Paper, command: RecordPaper) -> list[PaperEvent]:
    if paper.status != "absent":
        raise PaperAlreadyRecorded
    command.phase.require_received("submit", command.received_on, command.at)
    received = PaperReceived(
        paper_id=command.paper_id,
        process_id=command.process_id,
        phase_id=command.phase_id,
        receipt=command.receipt,
        received_on=command.received_on,
        by=command.by,
    )
    return [received, _transcribed(command.paper_id, command.process_id, command)]


def _transcribed(
    paper_id: PaperId, process_id: ProcessId, command: RecordPaper | CorrectTranscript
) -> PaperTranscribed:
    return PaperTranscribed(
        paper_id=paper_id,
        process_id=process_id,
        by=command.by,
        **msgspec.structs.asdict(command.transcript),
    )


def _confirm(
    paper: Paper, paper_id: PaperId, process_id: ProcessId, command: ConfirmTranscript
) -> list[PaperEvent]:
    if command.by.pseudonym == paper.transcribed_by:
        raise ClerkConfirmsOwnTranscript
    if paper.transcript is not None:
        require_seen(command.seen, paper.transcript.body)
    return [
        TranscriptConfirmed(
            paper_id=paper_id,
            process_id=process_id,
            proposal_id=proposal_id_of(paper_id),
            by=command.by,
        )
    ]
