"""The office asks units for reviews and answers every published idea (I10)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain import answers
from domain.answers import CostRange, Feasible
from domain.codes import MeasureId, ProposalId, UnitId, Verdict
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.office import Refs, perform, require_same


class NewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` is needed where an answer is revised, `forwarded_to` where it is forwarded."""

    proposal_id: ProposalId
    verdict: Verdict
    text: str
    unit: UnitId
    forwarded_to: str | None = None
    reason: str | None = None


class NewReview(msgspec.Struct, frozen=True, kw_only=True):
    review_id: UUID
    feasible: Feasible
    text: str
    cost: CostRange | None = None


def request_review(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    proposal_id: ProposalId,
    unit: UnitId,
    due: date,
    review_id: UUID | None = None,
) -> Outcome:
    """Ask a unit whether and at what cost an idea can be done."""
    chosen = review_id or platform.new_id()

    def do(histories: Histories, _: Refs, by: Actor) -> UUID:
        folding.bodies(histories, process_id).unit(unit)
        proposal = histories.proposal(proposal_id)
        require_same(proposal.process_id, process_id)
        command = answers.RequestReview(
            proposal=proposal,
            review_id=chosen,
            unit=unit,
            due=due,
            today=asking.at.astimezone(BERLIN).date(),
            by=by,
        )
        _decide(histories, process_id, proposal_id, command)
        return chosen

    return perform(platform, asking, "plan", process_id, {}, do)


def file_review(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    proposal_id: ProposalId,
    new: NewReview,
) -> Outcome:
    """Record what the unit found."""

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = answers.FileReview(
            review_id=new.review_id,
            feasible=new.feasible,
            cost=new.cost,
            text=refs.need("text"),
            by=by,
        )
        _decide(histories, process_id, proposal_id, command)
        return new.review_id

    return perform(platform, asking, "plan", process_id, {"text": new.text}, do)


def publish_answers(
    platform: Platform, asking: Asking, process_id: ProcessId, new: Sequence[NewAnswer]
) -> Outcome:
    """Answer one or many ideas, all or none of them."""
    texts: dict[str, str | None] = {}
    for at, each in enumerate(new):
        texts |= {
            f"{at}.text": each.text,
            f"{at}.forwarded_to": each.forwarded_to,
            f"{at}.reason": each.reason,
        }

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID | None:
        for at, each in enumerate(new):
            folding.bodies(histories, process_id).unit(each.unit)
            proposal = histories.proposal(each.proposal_id)
            require_same(proposal.process_id, process_id)
            command = answers.AnswerProposal(
                proposal=proposal,
                verdict=each.verdict,
                text=refs.need(f"{at}.text"),
                unit=each.unit,
                forwarded_to=refs.get(f"{at}.forwarded_to"),
                reason=refs.get(f"{at}.reason"),
                by=by,
            )
            _decide(histories, process_id, each.proposal_id, command)
        return new[0].proposal_id if len(new) == 1 else None

    return perform(platform, asking, "plan", process_id, texts, do)


def report_outcome(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    proposal_id: ProposalId,
    text: str,
    measure_id: MeasureId | None = None,
) -> Outcome:
    """Say what came of an accepted idea in the end."""

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        if measure_id is not None:
            folding.measure(histories, process_id, measure_id)
        command = answers.ReportOutcome(text=refs.need("text"), measure_id=measure_id, by=by)
        _decide(histories, process_id, proposal_id, command)
        return proposal_id

    return perform(platform, asking, "plan", process_id, {"text": text}, do)


def _decide(
    histories: Histories,
    process_id: ProcessId,
    proposal_id: ProposalId,
    command: answers.AnswerCommand,
) -> None:
    present = folding.answer(histories, process_id, proposal_id)
    histories.add(answers.history_of(proposal_id), answers.decide(present, command))
