"""Answers: what the office says to each published idea, and what came of it (I10).

A stream of its own beside the proposal's, so that answering disturbs no vote.
Rules: docs/rules/answers.md.
"""

from datetime import date
from typing import Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import Cents, MeasureId, ProposalId, UnitId, Verdict
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId
from domain.proposals import Proposal

_ANSWERS = UUID("1c9a6f40-3c55-5d0e-8f52-9d6b1f0c2a77")

Feasible = Literal["yes", "partly", "no", "other_authority"]


class CostRange(msgspec.Struct, frozen=True):
    """What it may cost, from `least` to `most` cents."""

    least: Cents
    most: Cents


class RequestReview(Command, frozen=True, kw_only=True):
    """`proposal` is how it stands, `today` the office's day."""

    proposal: Proposal
    review_id: UUID
    unit: UnitId
    due: date
    today: date
    by: Actor


class FileReview(Command, frozen=True, kw_only=True):
    review_id: UUID
    feasible: Feasible
    cost: CostRange | None
    text: ContentRef
    by: Actor


class AnswerProposal(Command, frozen=True, kw_only=True):
    """Also revises an answer that is there; then `reason` is needed."""

    proposal: Proposal
    verdict: Verdict
    text: ContentRef
    unit: UnitId
    forwarded_to: ContentRef | None
    reason: ContentRef | None
    by: Actor


class ReportOutcome(Command, frozen=True, kw_only=True):
    text: ContentRef
    measure_id: MeasureId | None
    by: Actor


class ExpertReviewRequested(Event, frozen=True, tag="answer.review-requested/1"):
    """A unit is asked whether and at what cost the idea can be done."""

    proposal_id: ProposalId
    process_id: ProcessId
    review_id: UUID
    unit: UnitId
    due: date
    by: Actor


class ExpertReviewFiled(Event, frozen=True, tag="answer.review-filed/1"):
    """The unit's view; public with the answer."""

    proposal_id: ProposalId
    process_id: ProcessId
    review_id: UUID
    feasible: Feasible
    cost: CostRange | None
    text: ContentRef
    by: Actor


class ProposalAnswered(Event, frozen=True, tag="answer.given/1"):
    """What becomes of the idea, who says so, and why (I10)."""

    proposal_id: ProposalId
    process_id: ProcessId
    verdict: Verdict
    text: ContentRef
    unit: UnitId
    forwarded_to: ContentRef | None
    by: Actor


class AnswerRevised(Event, frozen=True, tag="answer.revised/1"):
    """Another answer, with the reason for the change; the former stays readable."""

    proposal_id: ProposalId
    process_id: ProcessId
    version: int
    verdict: Verdict
    text: ContentRef
    unit: UnitId
    forwarded_to: ContentRef | None
    reason: ContentRef
    by: Actor


class OutcomeReported(Event, frozen=True, tag="answer.outcome-reported/1"):
    """What came of it in the end."""

    proposal_id: ProposalId
    process_id: ProcessId
    text: ContentRef
    measure_id: MeasureId | None
    by: Actor


class NotToBeAnswered(Refusal):
    """Only what has been published is answered."""


class ReviewDueInThePast(Refusal): ...


class ReviewAlreadyRequested(Refusal): ...


class ReviewNotRequested(Refusal): ...


class ReviewAlreadyFiled(Refusal): ...


class CostRangeReversed(Refusal): ...


class ForwardingNeedsAddressee(Refusal):
    """Whoever forwards an idea says to whom; other verdicts name nobody."""


class RevisionNeedsReason(Refusal): ...


class NothingWasPromised(Refusal):
    """An outcome is reported of ideas that were accepted, at least in part."""


AnswerCommand = RequestReview | FileReview | AnswerProposal | ReportOutcome
AnswerEvent = (
    ExpertReviewRequested | ExpertReviewFiled | ProposalAnswered | AnswerRevised | OutcomeReported
)


class Answer(msgspec.Struct, frozen=True):
    """What was asked and said about one idea. `reviews` tells which have been filed."""

    proposal_id: ProposalId | None = None
    process_id: ProcessId | None = None
    reviews: dict[UUID, bool] = {}
    verdict: Verdict | None = None
    text: ContentRef | None = None
    unit: UnitId | None = None
    version: int = 0


def history_of(proposal_id: ProposalId) -> StreamId:
    """Return the stream of an idea's answer."""
    return StreamId(uuid5(_ANSWERS, proposal_id.hex))


def evolve(answer: Answer, event: AnswerEvent) -> Answer:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    known = msgspec.structs.replace(
        answer, proposal_id=event.proposal_id, process_id=event.process_id
    )
    change = msgspec.structs.replace
    match event:
        case ExpertReviewRequested():
            return change(known, reviews={**answer.reviews, event.review_id: False})
        case ExpertReviewFiled():
            return change(known, reviews={**answer.reviews, event.review_id: True})
        case ProposalAnswered():
            return change(known, verdict=event.verdict, text=event.text, unit=event.unit, version=1)
        case AnswerRevised():
            return change(
                known,
                verdict=event.verdict,
                text=event.text,
                unit=event.unit,
                version=event.version,
            )
        case OutcomeReported():
            return known
        case _:
            assert_never(event)


def decide(answer: Answer, command: AnswerCommand) -> list[AnswerEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case RequestReview():
            return _request(answer, command)
        case FileReview():
            return _file(answer, command)
        case AnswerProposal():
            return _answer(answer, command)
        case ReportOutcome():
            return _report(answer, command)
        case _:
            assert_never(command)


def _published(proposal: Proposal) -> tuple[ProposalId, ProcessId]:
    public = proposal.status in {"published", "merged"} and proposal.once_public
    if not public or proposal.id is None or proposal.process_id is None:
        raise NotToBeAnswered(state=proposal.status)
    return proposal.id, proposal.process_id


def _request(answer: Answer, command: RequestReview) -> list[AnswerEvent]:
    proposal_id, process_id = _published(command.proposal)
    if command.due < command.today:
        raise ReviewDueInThePast(due=command.due)
    if command.review_id in answer.reviews:
        raise ReviewAlreadyRequested
    return [
        ExpertReviewRequested(
            proposal_id=proposal_id,
            process_id=process_id,
            review_id=command.review_id,
            unit=command.unit,
            due=command.due,
            by=command.by,
        )
    ]


def _file(answer: Answer, command: FileReview) -> list[AnswerEvent]:
    asked = answer.reviews.get(command.review_id)
    if asked is None or answer.proposal_id is None or answer.process_id is None:
        raise ReviewNotRequested
    if asked:
        raise ReviewAlreadyFiled
    if command.cost is not None and command.cost.most < command.cost.least:
        raise CostRangeReversed
    return [
        ExpertReviewFiled(
            proposal_id=answer.proposal_id,
            process_id=answer.process_id,
            review_id=command.review_id,
            feasible=command.feasible,
            cost=command.cost,
            text=command.text,
            by=command.by,
        )
    ]


def _answer(answer: Answer, command: AnswerProposal) -> list[AnswerEvent]:
    proposal_id, process_id = _published(command.proposal)
    if (command.verdict == "forwarded") != (command.forwarded_to is not None):
        raise ForwardingNeedsAddressee(verdict=command.verdict)
    if answer.version == 0:
        return [
            ProposalAnswered(
                proposal_id=proposal_id,
                process_id=process_id,
                verdict=command.verdict,
                text=command.text,
                unit=command.unit,
                forwarded_to=command.forwarded_to,
                by=command.by,
            )
        ]
    if command.reason is None:
        raise RevisionNeedsReason
    return [
        AnswerRevised(
            proposal_id=proposal_id,
            process_id=process_id,
            version=answer.version + 1,
            verdict=command.verdict,
            text=command.text,
            unit=command.unit,
            forwarded_to=command.forwarded_to,
            reason=command.reason,
            by=command.by,
        )
    ]


def _report(answer: Answer, command: ReportOutcome) -> list[AnswerEvent]:
    promised = answer.verdict in {"accepted", "partly"}
    if not promised or answer.proposal_id is None or answer.process_id is None:
        raise NothingWasPromised(verdict=answer.verdict)
    return [
        OutcomeReported(
            proposal_id=answer.proposal_id,
            process_id=answer.process_id,
            text=command.text,
            measure_id=command.measure_id,
            by=command.by,
        )
    ]
