"""What the project office, and the clock, can ask of a phase."""

from datetime import datetime

from domain.codes import Feature, ModerationMode, PhaseId, Question
from domain.messages import Command, ContentRef
from domain.people import Actor, ProcessId


class StartPhase(Command, frozen=True, kw_only=True):
    phase_id: PhaseId
    process_id: ProcessId
    starts: datetime
    ends: datetime
    features: tuple[Feature, ...]
    question: Question
    moderation: ModerationMode
    by: Actor
    at: datetime


class ExtendPhase(Command, frozen=True, kw_only=True):
    new_end: datetime
    reason: ContentRef
    by: Actor
    at: datetime


class ClosePhase(Command, frozen=True, kw_only=True):
    """With `by_clock` the phase closes because its end has come, else because somebody says so."""

    by: Actor
    at: datetime
    by_clock: bool = False


class ProposeReopening(Command, frozen=True, kw_only=True):
    """The first of two persons asks for it; they may propose it otherwise while it waits.

    Who has seen the former proposal cannot agree to the later one unseen.
    """

    new_end: datetime
    reason: ContentRef
    by: Actor
    at: datetime


class ReopenPhase(Command, frozen=True, kw_only=True):
    new_end: datetime
    reason: ContentRef
    by: Actor
    approved_by: Actor
    at: datetime


PhaseCommand = StartPhase | ExtendPhase | ClosePhase | ProposeReopening | ReopenPhase
