"""How the cases an author may know of follow from the log."""

from typing import Any

from msgspec.structs import replace

from domain.messages import Event, Recorded
from domain.moderation import (
    RESTRICTING,
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    CaseClaimed,
    CaseClosed,
    CaseDecided,
    CaseEscalated,
    CaseOpened,
    CaseReleased,
    CaseStatus,
    appeal_until,
)
from projections.contributions.rows import OwnCaseRow

_STATE_AFTER: dict[type[Event], CaseStatus] = {
    CaseClaimed: "in_work",
    CaseReleased: "open",
    CaseEscalated: "escalated",
    CaseDecided: "decided",
    AppealFiled: "appealed",
    AppealAssigned: "under_appeal",
    AppealDecided: "final",
    CaseClosed: "closed",
}
KINDS: tuple[type[Event], ...] = (CaseOpened, *_STATE_AFTER)
"""Every event of a case that its author may notice."""


def opened(recorded: Recorded, event: CaseOpened) -> OwnCaseRow:
    """Return a new case."""
    return OwnCaseRow(
        case_id=event.case_id,
        subject_id=event.subject.id,
        subject_kind=event.subject.kind,
        process_id=event.process_id,
        author=event.author,
        trigger=event.trigger,
        state="open",
        opened_at=recorded.recorded_at,
        due=event.due,
        outcome=None,
        rules=(),
        explanation=None,
        quoted=None,
        into=None,
        decided_at=None,
        appeal_until=None,
        appeal=None,
        appealed_at=None,
        appeal_due=None,
        ruling=None,
        ruling_explanation=None,
        ruled_at=None,
        position=recorded.position,
    )


def moved(row: OwnCaseRow, recorded: Recorded) -> OwnCaseRow:
    """Return a case after one more of its events."""
    event: Any = recorded.event
    row = replace(row, state=_STATE_AFTER[type(event)])
    match event:
        case CaseDecided():
            return _decided(row, event)
        case AppealFiled():
            return replace(
                row, appeal=event.text, appealed_at=recorded.recorded_at, appeal_due=event.due
            )
        case AppealDecided():
            return replace(
                row,
                ruling=event.outcome,
                ruling_explanation=event.explanation,
                ruled_at=event.decided_at,
            )
        case _:
            return row


def _decided(row: OwnCaseRow, event: CaseDecided) -> OwnCaseRow:
    taken = event.outcome in RESTRICTING
    return replace(
        row,
        outcome=event.outcome,
        rules=event.rules,
        explanation=event.explanation,
        quoted=event.quoted,
        into=event.into,
        decided_at=event.decided_at,
        appeal_until=appeal_until(event.decided_at) if taken else None,
    )
