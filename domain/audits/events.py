"""What the log can say about audits."""

from datetime import date
from typing import Annotated, Literal, NewType
from uuid import UUID

import msgspec

from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId

AuditId = NewType("AuditId", UUID)
FindingId = NewType("FindingId", UUID)

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 value in 64 hexadecimal digits."""

Scope = Literal["everything", "counting", "moderation", "phases", "roles", "personal_data"]
"""What an audit looks at."""

Severity = Literal["note", "minor", "major", "critical"]
"""How much a finding weighs, the lightest first."""


class AuditOpened(Event, frozen=True, tag="audit.opened/1"):
    """An auditor began to look at one process, or at the installation."""

    audit_id: AuditId
    process_id: ProcessId | None
    scope: Scope
    by: Actor


class ReplayRequested(Event, frozen=True, tag="audit.replay-requested/1"):
    """An auditor wants the state recomputed as of a position; the worker does it."""

    audit_id: AuditId
    process_id: ProcessId | None
    to_position: int
    by: Actor


class ReplayExecuted(Event, frozen=True, tag="audit.replay-executed/1"):
    """The state was recomputed from the log and compared with the read models.

    `state_hash` is that of the recomputed state, `live_hash` that of the read models
    as of the same position; `matches` says whether they are one.
    """

    audit_id: AuditId
    process_id: ProcessId | None
    to_position: int
    state_hash: Digest
    live_hash: Digest
    matches: bool
    by: Actor


class FindingRecorded(Event, frozen=True, tag="audit.finding-recorded/1"):
    """An auditor found something; the office answers by the end of the day `due`.

    `positions` and `subjects` are the events and objects it is about.
    """

    audit_id: AuditId
    process_id: ProcessId | None
    finding_id: FindingId
    severity: Severity
    text: ContentRef
    positions: tuple[int, ...]
    subjects: tuple[UUID, ...]
    due: date
    by: Actor


class FindingAnswered(Event, frozen=True, tag="audit.finding-answered/1"):
    """The office said what it makes of a finding, and what it does about it."""

    audit_id: AuditId
    process_id: ProcessId | None
    finding_id: FindingId
    text: ContentRef
    by: Actor


class FindingReopened(Event, frozen=True, tag="audit.finding-reopened/1"):
    """The answer was not enough, for the reason given; another one is due."""

    audit_id: AuditId
    process_id: ProcessId | None
    finding_id: FindingId
    reason: ContentRef
    due: date
    by: Actor


class FindingSettled(Event, frozen=True, tag="audit.finding-settled/1"):
    """The auditor is content with the answer."""

    audit_id: AuditId
    process_id: ProcessId | None
    finding_id: FindingId
    by: Actor


class AuditClosed(Event, frozen=True, tag="audit.closed/1"):
    """The audit is over: every finding was answered and settled."""

    audit_id: AuditId
    process_id: ProcessId | None
    by: Actor


AuditEvent = (
    AuditOpened
    | ReplayRequested
    | ReplayExecuted
    | FindingRecorded
    | FindingAnswered
    | FindingReopened
    | FindingSettled
    | AuditClosed
)
