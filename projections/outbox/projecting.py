"""Which events are worth telling an author or a reporter about (docs/rules/notices.md).

What was imported is nobody's news.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid5

from msgspec.structs import replace
from sqlalchemy import and_, or_

from domain.answers import AnswerRevised, OutcomeReported, ProposalAnswered
from domain.codes import Subject
from domain.comments import CommentHeld, CommentReleased
from domain.measures import Effect
from domain.messages import Event, Recorded
from domain.moderation import (
    AppealDecided,
    AppealFiled,
    CaseDecided,
    ContentReported,
    Outcome,
    appeal_until,
)
from domain.participants import ParticipantSuspended
from domain.proposals import (
    ProposalEditReleased,
    ProposalHeld,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalPublished,
    ProposalSubmitted,
    ProposalUnmerged,
)
from domain.remarks import RemarkHeld, RemarkReleased
from projections.model import Batch, Sheet, Work
from projections.outbox import measured, reports
from projections.outbox.measured import Measured
from projections.outbox.reports import ReportRow
from projections.outbox.rows import NoticeKind, NoticeRow

_MESSAGES = UUID("b7a3c1f4-59d0-5f38-9a63-7f0f7d1c2e55")
_DECISIONS: dict[Outcome, NoticeKind] = {
    "return": "returned",
    "reject": "rejected",
    "hide": "hidden",
    "restore": "restored",
    "warn": "warned",
    "suspend": "suspended",
}
"""Decisions the author is told with reasons; what else they mean shows in other events."""

_EFFECTS: dict[Effect, NoticeKind] = {
    "adopted": "measure_adopted",
    "adopted_with_changes": "measure_adopted",
    "rejected": "measure_rejected",
    "deferred": "measure_deferred",
    "referred_back": "measure_deferred",
}
"""What authors are told of a measure that their idea went into."""

Notices = Iterator[NoticeRow]


def message_id(position: int, kind: NoticeKind) -> UUID:
    """Return the id a message keeps however often it is sent or derived."""
    return uuid5(_MESSAGES, f"{position}/{kind}")


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    events = [
        recorded
        for recorded in batch.of(*_TELLING, *measured.EVENTS, ContentReported)
        if recorded.channel != "import"
    ]
    if not events:
        return
    sheet = work.sheet(NoticeRow, "notices")
    _load(sheet, work, events)
    reported = reports.sheet_of(work, events)
    decided = Measured(work, events)
    for recorded in events:
        notices = [
            *_told(recorded, sheet),
            *_told_reporters(recorded, reported),
            *_told_of_measures(recorded, decided),
        ]
        for notice in notices:
            sheet.put(notice)
    reported.save()
    decided.save()
    sheet.save()


def _told(recorded: Recorded, sheet: Sheet[NoticeRow]) -> list[NoticeRow]:
    """Return what an event tells the author of a text."""
    telling = _TELLING.get(type(recorded.event))
    return [] if telling is None else list(telling(recorded, sheet))


def _told_reporters(recorded: Recorded, sheet: Sheet[ReportRow]) -> Notices:
    """Yield what a decision tells those who reported the text: the outcome, no reasons."""
    event = recorded.event
    if isinstance(event, ContentReported):
        reports.note(recorded, event, sheet)
    elif isinstance(event, CaseDecided):
        for report in list(reports.answered(event, sheet)):
            notice = _notice(recorded, "report_decided", event.subject)
            yield replace(
                notice,
                message_id=uuid5(notice.message_id, str(report.reporter)),
                rules=event.rules,
                reporter=report.reporter,
                outcome=event.outcome,
            )


def _told_of_measures(recorded: Recorded, decided: Measured) -> Notices:
    """Yield what a published decision tells the authors of the ideas behind its measures."""
    for proposal_id, effect in decided.note(recorded):
        notice = _notice(recorded, _EFFECTS[effect], Subject("proposal", proposal_id))
        yield replace(notice, message_id=uuid5(notice.message_id, str(proposal_id)))


def _load(sheet: Sheet[NoticeRow], work: Work, events: list[Recorded]) -> None:
    """Fetch earlier notices that some of the events refer to."""
    source = work.table("notices")
    cases = {
        recorded.event.case_id
        for recorded in events
        if isinstance(recorded.event, AppealFiled | ParticipantSuspended)
    }
    released = {
        _text_of(recorded.event).id
        for recorded in events
        if isinstance(recorded.event, CommentReleased | RemarkReleased)
    }
    if cases or released:
        covered = and_(source.c.subject_id.in_(released), source.c.kind == "covered")
        sheet.add_where(or_(source.c.case_id.in_(cases), covered))


def _notice(recorded: Recorded, kind: NoticeKind, subject: Subject) -> NoticeRow:
    event: Any = recorded.event
    return NoticeRow(
        message_id=message_id(recorded.position, kind),
        position=recorded.position,
        kind=kind,
        subject_kind=subject.kind,
        subject_id=subject.id,
        process_id=event.process_id,
        case_id=getattr(event, "case_id", None),
        rules=(),
        explanation=None,
        quoted=None,
        ruling=None,
        until=None,
        appeal_until=None,
        into_id=None,
        at=recorded.recorded_at,
    )


def _about_proposal(recorded: Recorded, kind: NoticeKind) -> NoticeRow:
    event: Any = recorded.event
    return _notice(recorded, kind, Subject("proposal", event.proposal_id))


def _received(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    yield _about_proposal(recorded, "received")


def _published(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    # Published at once: the receipt says so. After an appeal: so does its decision.
    if event.mode == "reviewed":
        yield _about_proposal(recorded, "published")


def _edit_released(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    yield _about_proposal(recorded, "edit_released")


def _merged(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    if event.by.role == "moderator":
        notice = _about_proposal(recorded, "merged")
        yield replace(notice, explanation=event.reason, into_id=event.into_id)


def _unmerged(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    notice = _about_proposal(recorded, "unmerged")
    yield replace(notice, explanation=event.reason, into_id=event.into_id)


def _answered(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    kind: NoticeKind = "outcome" if isinstance(event, OutcomeReported) else "answered"
    yield replace(_about_proposal(recorded, kind), explanation=event.text)


def _covered(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    if event.until is None:
        return  # a comment or remark that waits for its first review
    if isinstance(event, ProposalHeld):
        notice = _about_proposal(recorded, "covered")
        yield replace(notice, until=event.until, rules=(event.rule,))
        return
    subject = _text_of(event)
    yield replace(_notice(recorded, "covered", subject), until=event.until)


def _uncovered(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    yield _about_proposal(recorded, "uncovered")


def _text_of(event: Any) -> Subject:  # noqa: ANN401 - of a comment or a remark
    if isinstance(event, RemarkHeld | RemarkReleased):
        return Subject("remark", event.remark_id)
    return Subject("comment", event.comment_id)


def _released(recorded: Recorded, sheet: Sheet[NoticeRow]) -> Notices:
    subject = _text_of(recorded.event)
    told = {row.subject_id for row in sheet.values() if row.kind == "covered"}
    kind: NoticeKind = "uncovered" if subject.id in told else "published"
    yield _notice(recorded, kind, subject)


def _decided(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    kind = _DECISIONS.get(event.outcome)
    if kind is None:
        return
    taken = event.outcome != "restore"
    yield replace(
        _notice(recorded, kind, event.subject),
        rules=event.rules,
        explanation=event.explanation,
        quoted=event.quoted,
        appeal_until=appeal_until(event.decided_at) if taken else None,
    )


def _suspended(recorded: Recorded, sheet: Sheet[NoticeRow]) -> Notices:
    """Add the end of a suspension to the notice that its decision made."""
    event: Any = recorded.event
    for row in sheet.values():
        if (row.case_id, row.kind) == (event.case_id, "suspended"):
            yield replace(row, until=event.until)


def _appeal_filed(recorded: Recorded, sheet: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    reasons = [row for row in sheet.values() if row.case_id == event.case_id and row.appeal_until]
    for row in reasons[:1]:
        subject = Subject(row.subject_kind, row.subject_id)
        yield replace(_notice(recorded, "appeal_received", subject), until=event.due)


def _appeal_decided(recorded: Recorded, _: Sheet[NoticeRow]) -> Notices:
    event: Any = recorded.event
    yield replace(
        _notice(recorded, "appeal_decided", event.subject),
        explanation=event.explanation,
        ruling=event.outcome,
    )


_TELLING: dict[type[Event], Callable[[Recorded, Sheet[NoticeRow]], Notices]] = {
    ProposalSubmitted: _received,
    ProposalPublished: _published,
    ProposalEditReleased: _edit_released,
    ProposalMerged: _merged,
    ProposalUnmerged: _unmerged,
    ProposalHeld: _covered,
    ProposalHoldEnded: _uncovered,
    CommentHeld: _covered,
    CommentReleased: _released,
    RemarkHeld: _covered,
    RemarkReleased: _released,
    CaseDecided: _decided,
    ParticipantSuspended: _suspended,
    AppealFiled: _appeal_filed,
    AppealDecided: _appeal_decided,
    ProposalAnswered: _answered,
    AnswerRevised: _answered,
    OutcomeReported: _answered,
}
