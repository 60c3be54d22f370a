"""What happens to a phase."""

from datetime import datetime

from domain.codes import Feature, ModerationMode, PhaseId, Question
from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId


class PhaseStarted(Event, frozen=True, tag="phase.started/1"):
    """From now on the public may do what `features` say, until `ends`.

    The rules in force are repeated here, so that a decision needs no other stream.
    """

    phase_id: PhaseId
    process_id: ProcessId
    ends: datetime
    features: tuple[Feature, ...]
    question: Question
    moderation: ModerationMode
    by: Actor


class PhaseExtended(Event, frozen=True, tag="phase.extended/1"):
    """The phase ends later than announced, for a published reason."""

    phase_id: PhaseId
    process_id: ProcessId
    old_end: datetime
    new_end: datetime
    reason: ContentRef
    by: Actor


class PhaseClosed(Event, frozen=True, tag="phase.closed/1"):
    """Nothing more is accepted in this phase, paper received in time excepted."""

    phase_id: PhaseId
    process_id: ProcessId
    by: Actor


class ReopeningProposed(Event, frozen=True, tag="phase.reopening-proposed/1"):
    """One person wants a closed phase to go on; a second one has to agree."""

    phase_id: PhaseId
    process_id: ProcessId
    new_end: datetime
    reason: ContentRef
    by: Actor


class PhaseReopened(Event, frozen=True, tag="phase.reopened/1"):
    """Two persons let a closed phase go on, for a published reason."""

    phase_id: PhaseId
    process_id: ProcessId
    new_end: datetime
    reason: ContentRef
    by: Actor
    approved_by: Actor


PhaseEvent = PhaseStarted | PhaseExtended | PhaseClosed | ReopeningProposed | PhaseReopened
