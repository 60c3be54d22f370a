"""How rows follow from what was taken over from councils elsewhere."""

from typing import Any

from msgspec.structs import replace

from domain.decisions import AgendaItemImported, ResultImported
from domain.messages import Recorded
from projections.decisions.rows import DecisionRow


def no_record() -> dict[str, Any]:
    """Return the columns of a record for an item that has none."""
    names = ("result", "present", "yes", "no", "abstain", "method")
    texts = ("text", "conditions", "minutes", "recorded_by", "recorded_at")
    return dict.fromkeys((*names, *texts))


def of_no_source() -> dict[str, Any]:
    """Return the columns of a source for an item that is our own."""
    names = ("paper_id", "paper_name", "paper_kind", "wording")
    return {**dict.fromkeys(names), "doubts": (), "contradicts": False}


def imported(recorded: Recorded, event: AgendaItemImported) -> DecisionRow:
    """Return the row of an item that was taken over from a source."""
    paper = event.paper
    of_source = {
        "paper_id": paper.id if paper else None,
        "paper_name": paper.name if paper else None,
        "paper_kind": paper.kind if paper else None,
    }
    return DecisionRow(
        decision_id=event.decision_id,
        process_id=event.process_id,
        body_id=event.body_id,
        territory=None,
        session=event.session,
        number=event.number,
        place=f"{event.order:05}",
        public=True,
        title=event.title,
        reference=paper.reference if paper else None,
        url=paper.url if paper else None,
        sha256=None,
        role=event.role,
        authoritative=event.authoritative,
        subjects=(),
        status="imported",
        version=0,
        published=False,
        **no_record(),
        confirmed_at=None,
        published_at=None,
        repealed_by=None,
        repealed_at=None,
        **of_no_source() | of_source,
        position=recorded.position,
    )


def reported(row: DecisionRow, event: ResultImported) -> DecisionRow:
    """Return the row with what the source says came of it."""
    vote = event.vote
    return replace(
        row,
        result=event.result,
        yes=vote.yes if vote else None,
        no=vote.no if vote else None,
        abstain=vote.abstain if vote else None,
        method=vote.method if vote else None,
        minutes=event.minutes,
        wording=event.wording,
        doubts=event.doubts,
        contradicts="contradiction" in event.doubts,
    )
