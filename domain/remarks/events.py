"""What can happen to a remark. Stored names are for ever (ruling 25)."""

from datetime import date, datetime
from uuid import UUID

from domain.codes import CaseId, PhaseId, RemarkId, RuleCode
from domain.messages import ContentRef, Event
from domain.people import Actor, Level, ProcessId


class RemarkPosted(Event, frozen=True, tag="remark.posted/1"):
    """Somebody commented on a paragraph of the mission as it stood in `mission_version`."""

    remark_id: RemarkId
    process_id: ProcessId
    paragraph_id: UUID
    mission_version: int
    phase_id: PhaseId
    text: ContentRef
    level: Level
    author: Actor
    posted_at: datetime


class RemarkEdited(Event, frozen=True, tag="remark.edited/1"):
    """The author corrected it within the edit window; the old version stays known."""

    remark_id: RemarkId
    process_id: ProcessId
    version: int
    text: ContentRef
    by: Actor


class RemarkWithdrawn(Event, frozen=True, tag="remark.withdrawn/1"):
    """The author took it back; a stub stays at the paragraph."""

    remark_id: RemarkId
    process_id: ProcessId
    by: Actor


class RemarkHeld(Event, frozen=True, tag="remark.held/1"):
    """Not public until a moderator has read it, or, after a report, until `until`."""

    remark_id: RemarkId
    process_id: ProcessId
    case_id: CaseId
    until: datetime | None


class RemarkReleased(Event, frozen=True, tag="remark.released/1"):
    """Public from now on; `by` is None where an interim hold ran out."""

    remark_id: RemarkId
    process_id: ProcessId
    case_id: CaseId
    by: Actor | None


class RemarkRefused(Event, frozen=True, tag="remark.refused/1"):
    """A held remark stays unpublished, with reasons and a way to appeal."""

    remark_id: RemarkId
    process_id: ProcessId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class RemarkHidden(Event, frozen=True, tag="remark.hidden/1"):
    """It was public and is not any more; a stub names the rule."""

    remark_id: RemarkId
    process_id: ProcessId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class RemarkRestored(Event, frozen=True, tag="remark.restored/1"):
    """Public again after having been hidden or refused."""

    remark_id: RemarkId
    process_id: ProcessId
    case_id: CaseId
    by: Actor


RemarkEvent = (
    RemarkPosted
    | RemarkEdited
    | RemarkWithdrawn
    | RemarkHeld
    | RemarkReleased
    | RemarkRefused
    | RemarkHidden
    | RemarkRestored
)
