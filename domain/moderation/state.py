"""What the rules must remember about one moderation case."""

from datetime import datetime
from typing import Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import CaseId, Subject
from domain.messages import StreamId
from domain.moderation.events import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    AppealOutcome,
    CaseClaimed,
    CaseClosed,
    CaseDecided,
    CaseEscalated,
    CaseEvent,
    CaseNoteAdded,
    CaseOpened,
    CaseReleased,
    ContentReported,
    Outcome,
    Trigger,
)
from domain.people import ProcessId, Pseudonym, VoterNumber

CaseStatus = Literal[
    "absent",
    "open",
    "in_work",
    "escalated",
    "decided",
    "appealed",
    "under_appeal",
    "final",
    "closed",
]
RESTRICTING: frozenset[Outcome] = frozenset({"return", "reject", "hide", "warn", "suspend"})
"""Outcomes that take something from the author: they need reasons and can be appealed."""


class Case(msgspec.Struct, frozen=True):
    """One case as its history tells it."""

    status: CaseStatus = "absent"
    id: CaseId | None = None
    process_id: ProcessId | None = None
    subject: Subject | None = None
    trigger: Trigger = "submission"
    author: Pseudonym | None = None
    due: datetime | None = None
    claimed_by: Pseudonym | None = None
    reporters: frozenset[VoterNumber] = frozenset()
    reports: int = 0
    outcome: Outcome | None = None
    decided_by: Pseudonym | None = None
    decided_at: datetime | None = None
    reviewer: Pseudonym | None = None
    appeal_outcome: AppealOutcome | None = None

    @property
    def waiting(self) -> bool:
        """Whether the first decision is still to be made."""
        return self.status in {"open", "in_work", "escalated"}


def case_id_of(subject: UUID, number: int) -> CaseId:
    """Return the id of a subject's nth case, counted from 1."""
    return CaseId(uuid5(subject, f"case/{number}"))


def history_of(case_id: CaseId) -> StreamId:
    """Return the stream of a case."""
    return StreamId(case_id)


def evolve(case: Case, event: CaseEvent) -> Case:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case CaseOpened():
            return _opened(event)
        case ContentReported():
            known = frozenset() if event.reporter is None else {event.reporter}
            return change(case, reporters=case.reporters | known, reports=case.reports + 1)
        case CaseClaimed():
            return change(case, status="in_work", claimed_by=event.by.pseudonym)
        case CaseReleased():
            return change(case, status="open", claimed_by=None)
        case CaseNoteAdded():
            return case
        case CaseEscalated():
            return change(case, status="escalated", claimed_by=None)
        case CaseDecided():
            return change(
                case,
                status="decided",
                outcome=event.outcome,
                decided_by=event.by.pseudonym,
                decided_at=event.decided_at,
            )
        case AppealFiled():
            return change(case, status="appealed", due=event.due)
        case AppealAssigned():
            return change(case, status="under_appeal", reviewer=event.reviewer.pseudonym)
        case AppealDecided():
            return change(case, status="final", appeal_outcome=event.outcome)
        case CaseClosed():
            return change(case, status="closed")
        case _:
            assert_never(event)


def _opened(event: CaseOpened) -> Case:
    return Case(
        status="open",
        id=event.case_id,
        process_id=event.process_id,
        subject=event.subject,
        trigger=event.trigger,
        author=event.author,
        due=event.due,
    )
