"""How cases and their steps follow from the log."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from msgspec.structs import replace

from domain.codes import ProposalId
from domain.messages import Event, Recorded
from domain.moderation import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    CaseClaimed,
    CaseClosed,
    CaseDecided,
    CaseEscalated,
    CaseNoteAdded,
    CaseOpened,
    CaseReleased,
    CaseStatus,
    ContentReported,
)
from domain.people import Actor
from domain.phases import BERLIN
from projections.moderation.rows import SERIOUS, TAB_OF, URGENT_REPORTERS, CaseRow, StepRow

STEPS = (
    CaseOpened,
    ContentReported,
    CaseClaimed,
    CaseReleased,
    CaseNoteAdded,
    CaseEscalated,
    CaseDecided,
    AppealFiled,
    AppealAssigned,
    AppealDecided,
    CaseClosed,
)
_MINUTE = timedelta(minutes=1)


def opened(recorded: Recorded, event: CaseOpened, proposal_id: ProposalId | None) -> CaseRow:
    """Return a new case; `proposal_id` is what its subject belongs to."""
    return CaseRow(
        case_id=event.case_id,
        process_id=event.process_id,
        subject_kind=event.subject.kind,
        subject_id=event.subject.id,
        proposal_id=proposal_id,
        trigger=event.trigger,
        state="open",
        tab="open",
        channel=recorded.channel,
        opened_at=recorded.recorded_at,
        opened_position=recorded.position,
        due=event.due,
        author=event.author,
        previous=event.previous,
        claimed_by=None,
        reviewer=None,
        decided_by=None,
        outcome=None,
        rules=(),
        decided_at=None,
        appeal_outcome=None,
        reports=0,
        reporters=0,
        anonymous=0,
        urgent=False,
        version=recorded.version,
        position=recorded.position,
    )


def moved(case: CaseRow, recorded: Recorded) -> CaseRow:
    """Return the case after one more of its events."""
    case = replace(case, version=recorded.version, position=recorded.position)
    match recorded.event:
        case ContentReported() as event:
            return _reported(case, event)
        case CaseClaimed() as event:
            return _stands(replace(case, claimed_by=event.by.pseudonym), "in_work")
        case CaseReleased():
            return _stands(replace(case, claimed_by=None), "open")
        case CaseEscalated():
            return _stands(replace(case, claimed_by=None), "escalated")
        case CaseDecided() as event:
            return _decided(case, event)
        case AppealFiled() as event:
            return _stands(replace(case, due=event.due), "appealed")
        case AppealAssigned() as event:
            return _stands(replace(case, reviewer=event.reviewer.pseudonym), "under_appeal")
        case AppealDecided() as event:
            return _stands(replace(case, appeal_outcome=event.outcome), "final")
        case CaseClosed():
            return _stands(case, "closed")
        case _:
            return case


def _stands(case: CaseRow, state: CaseStatus) -> CaseRow:
    return replace(case, state=state, tab=TAB_OF[state])


def _reported(case: CaseRow, event: ContentReported) -> CaseRow:
    # People with an account are told apart by the domain, which refuses their second report.
    unknown = event.reporter is None
    reporters = case.reporters + (0 if unknown and case.anonymous else 1)
    return replace(
        case,
        reports=case.reports + 1,
        reporters=reporters,
        anonymous=case.anonymous + unknown,
        urgent=case.urgent or reporters >= URGENT_REPORTERS or event.rule in SERIOUS,
    )


def _decided(case: CaseRow, event: CaseDecided) -> CaseRow:
    decided = replace(
        case,
        decided_by=event.by.pseudonym,
        outcome=event.outcome,
        rules=event.rules,
        decided_at=event.decided_at,
    )
    return _stands(decided, "decided")


def step(recorded: Recorded, kind: str, opened_case: CaseRow) -> StepRow:
    """Return the structured entry of one event of a case."""
    event = cast("CaseOpened", recorded.event)  # the two ids are in every case event
    at = recorded.recorded_at
    entry = StepRow(
        case_id=event.case_id,
        position=recorded.position,
        process_id=event.process_id,
        kind=kind,
        at=at,
        month=f"{at.astimezone(BERLIN):%Y-%m}",
        actor=None,
        role=None,
        code=None,
        rules=(),
        text=None,
        quoted=None,
        into=None,
        due=None,
        minutes=None,
    )
    return _worded(_acted(entry, recorded.event), recorded.event, opened_case)


def _acted(entry: StepRow, event: Event) -> StepRow:
    by: Actor | None = getattr(event, "by", None) or getattr(event, "reviewer", None)
    if by is None:
        return entry
    return replace(entry, actor=by.pseudonym, role=by.role)


def _worded(entry: StepRow, event: Event, case: CaseRow) -> StepRow:
    match event:
        case CaseOpened():
            return replace(entry, code=event.trigger, due=event.due)
        case ContentReported():
            code = "anonymous" if event.reporter is None else "account"
            return replace(entry, code=code, rules=(event.rule,), text=event.text)
        case CaseNoteAdded():
            return replace(entry, text=event.text)
        case CaseEscalated():
            return replace(entry, code=event.to, text=event.reason)
        case CaseDecided():
            return _judged(entry, event, case)
        case AppealFiled():
            return replace(entry, text=event.text, due=event.due)
        case AppealDecided():
            return replace(entry, code=event.outcome, text=event.explanation)
        case _:
            return entry


def _judged(entry: StepRow, event: CaseDecided, case: CaseRow) -> StepRow:
    into: UUID | None = event.into
    return replace(
        entry,
        code=event.outcome,
        rules=event.rules,
        text=event.explanation,
        quoted=event.quoted,
        into=into,
        minutes=max(0, (event.decided_at - case.opened_at) // _MINUTE),
    )
