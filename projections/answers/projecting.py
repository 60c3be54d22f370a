"""How answers follow from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain.answers import (
    AnswerEvent,
    AnswerRevised,
    ExpertReviewFiled,
    ExpertReviewRequested,
    OutcomeReported,
    ProposalAnswered,
)
from domain.messages import Event, Recorded
from domain.proposals import (
    ProposalHidden,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRestored,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
)
from projections.answers.rows import (
    AnswerRow,
    AnswerVersionRow,
    IdeaState,
    OutcomeRow,
    ReviewRow,
)
from projections.model import Batch, Work

_NEW = (ProposalSubmitted, ProposalImported)
_STATES: dict[type[Event], IdeaState] = {
    ProposalPublished: "published",
    ProposalRestored: "published",
    ProposalUnmerged: "published",
    ProposalMerged: "merged",
    ProposalHidden: "gone",
    ProposalWithdrawn: "gone",
}
_ANSWERS: tuple[type[Event], ...] = get_args(AnswerEvent)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _ideas(batch, work)
    _reviews(batch, work)
    answered = batch.of(ProposalAnswered, AnswerRevised)
    work.insert("answer_versions", [_version(each, each.event) for each in answered])
    reported = batch.of(OutcomeReported)
    work.insert("answer_outcomes", [_outcome(each, each.event) for each in reported])


def _ideas(batch: Batch, work: Work) -> None:
    found = batch.of(*_NEW, *_STATES, *_ANSWERS)
    if not found:
        return
    sheet = work.sheet(AnswerRow, "answers", [_about(each).proposal_id for each in found])
    for recorded in found:
        event = _about(recorded)
        if isinstance(event, _NEW):
            sheet.put(_first(recorded, event), recorded.position)
            continue
        before = sheet.get(event.proposal_id)
        if before is not None:
            after = _after(before, recorded)
            if after != before:
                sheet.put(after, recorded.position)
    sheet.save()


def _about(recorded: Recorded) -> Any:  # noqa: ANN401 - any event of an idea or its answer
    return recorded.event


def _first(recorded: Recorded, event: ProposalSubmitted | ProposalImported) -> AnswerRow:
    return AnswerRow(
        proposal_id=event.proposal_id,
        process_id=event.process_id,
        phase_id=event.phase_id,
        receipt=event.receipt,
        channel=recorded.channel,
        state="waiting",
        published_at=None,
        asked=None,
        verdict=None,
        unit=None,
        version=0,
        answered_at=None,
        position=recorded.position,
    )


def _after(row: AnswerRow, recorded: Recorded) -> AnswerRow:
    match recorded.event:
        case ExpertReviewRequested() as event:
            return replace(row, asked=event.unit)
        case ProposalAnswered() as event:
            at = recorded.occurred_at
            return replace(row, verdict=event.verdict, unit=event.unit, version=1, answered_at=at)
        case AnswerRevised() as event:
            return replace(row, verdict=event.verdict, unit=event.unit, version=event.version)
        case event if type(event) in _STATES:
            published = row.published_at
            if isinstance(event, ProposalPublished):
                published = published or recorded.occurred_at
            return replace(row, state=_STATES[type(event)], published_at=published)
    return row


def _version(recorded: Recorded, event: Any) -> AnswerVersionRow:  # noqa: ANN401 - either of two
    return AnswerVersionRow(
        proposal_id=event.proposal_id,
        number=getattr(event, "version", 1),
        verdict=event.verdict,
        text=event.text,
        unit=event.unit,
        forwarded_to=event.forwarded_to,
        reason=getattr(event, "reason", None),
        at=recorded.occurred_at,
        position=recorded.position,
    )


def _outcome(recorded: Recorded, event: Any) -> OutcomeRow:  # noqa: ANN401 - of one class
    return OutcomeRow(
        proposal_id=event.proposal_id,
        position=recorded.position,
        text=event.text,
        measure_id=event.measure_id,
        at=recorded.occurred_at,
    )


def _reviews(batch: Batch, work: Work) -> None:
    found = batch.of(ExpertReviewRequested, ExpertReviewFiled)
    if not found:
        return
    sheet = work.sheet(ReviewRow, "answer_reviews", [_about(each).review_id for each in found])
    for recorded in found:
        match recorded.event:
            case ExpertReviewRequested() as event:
                sheet.put(_asked(recorded, event), recorded.position)
            case ExpertReviewFiled() as event:
                row = sheet.get(event.review_id)
                if row is not None:
                    sheet.put(_filed(row, recorded, event), recorded.position)
    sheet.save()


def _asked(recorded: Recorded, event: ExpertReviewRequested) -> ReviewRow:
    return ReviewRow(
        review_id=event.review_id,
        proposal_id=event.proposal_id,
        unit=event.unit,
        due=event.due,
        asked_at=recorded.occurred_at,
        position=recorded.position,
        feasible=None,
        least=None,
        most=None,
        text=None,
        filed_at=None,
        filed_position=None,
    )


def _filed(row: ReviewRow, recorded: Recorded, event: ExpertReviewFiled) -> ReviewRow:
    return replace(
        row,
        feasible=event.feasible,
        least=None if event.cost is None else event.cost.least,
        most=None if event.cost is None else event.cost.most,
        text=event.text,
        filed_at=recorded.occurred_at,
        filed_position=recorded.position,
    )
