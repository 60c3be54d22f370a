"""My page: one's own proposals and comments, what happens next, and reasons given."""

from typing import Any

from domain.messages import Recorded
from domain.moderation import CaseOpened
from projections.contributions import reasons, texts
from projections.contributions.queries import (
    Contribution,
    NextStep,
    Step,
    case,
    judged_on_paper,
    of_authors,
    of_ids,
)
from projections.contributions.rows import ContributionRow, OwnCaseRow, State, define
from projections.model import Batch, Model, Work


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _texts(batch.of(*texts.KINDS), work)
    _cases(batch.of(*reasons.KINDS), work)


def _texts(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    sheet = work.sheet(ContributionRow, "contributions", [_subject(each) for each in events])
    for recorded in events:
        if isinstance(recorded.event, texts.BEGINNINGS):
            sheet.put(texts.begun(recorded))
            continue
        row = sheet.get(_subject(recorded))
        if row is None:
            raise LookupError(f"position {recorded.position}: contribution never began")
        sheet.put(texts.moved(row, recorded))
    sheet.save()


def _subject(recorded: Recorded) -> Any:  # noqa: ANN401 - an id of one of three kinds
    event: Any = recorded.event
    # Comments name their proposal too.
    names = ("comment_id", "remark_id", "proposal_id")
    return next(getattr(event, name) for name in names if hasattr(event, name))


def _cases(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    sheet = work.sheet(OwnCaseRow, "own_cases", [_case(each) for each in events])
    for recorded in events:
        if isinstance(recorded.event, CaseOpened):
            sheet.put(reasons.opened(recorded, recorded.event))
            continue
        row = sheet.get(_case(recorded))
        if row is None:
            raise LookupError(f"position {recorded.position}: case was never opened")
        sheet.put(reasons.moved(row, recorded))
    sheet.save()


def _case(recorded: Recorded) -> Any:  # noqa: ANN401 - every case event has it
    event: Any = recorded.event
    return event.case_id


MODEL = Model("contributions", define, project)

__all__ = [
    "MODEL",
    "Contribution",
    "ContributionRow",
    "NextStep",
    "OwnCaseRow",
    "State",
    "Step",
    "case",
    "define",
    "judged_on_paper",
    "of_authors",
    "of_ids",
    "project",
]
