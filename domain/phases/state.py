"""What the rules must remember about a phase, and how events change it."""

from datetime import date, datetime, timedelta
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

import msgspec

from domain.codes import Feature, ModerationMode, PhaseId, Question
from domain.messages import StreamId
from domain.people import ProcessId
from domain.phases.events import (
    PhaseClosed,
    PhaseEvent,
    PhaseExtended,
    PhaseReopened,
    PhaseStarted,
    ReopeningProposed,
)
from domain.phases.refusals import (
    NotOfferedInThisPhase,
    PhaseIsOver,
    PhaseNotStartedYet,
    ReceivedAfterPhaseEnd,
    ReceivedInTheFuture,
)

BERLIN = ZoneInfo("Europe/Berlin")
"""The clock of all deadlines (I2)."""


class Phase(msgspec.Struct, frozen=True):
    """What the rules must remember about one phase.

    `proposed` is a reopening that waits for a second person.
    """

    status: Literal["defined", "open", "closed"] = "defined"
    id: PhaseId | None = None
    process_id: ProcessId | None = None
    ends: datetime | None = None
    features: tuple[Feature, ...] = ()
    question: Question = "support"
    moderation: ModerationMode = "pre"
    proposed: ReopeningProposed | None = None

    def require(self, feature: Feature, at: datetime) -> None:
        """Let `feature` pass if it is offered and open at this moment (I2).

        The end counts even before the closing event is in the log (ruling 23).

        Raises:
            NotOfferedInThisPhase, PhaseNotStartedYet, PhaseIsOver.
        """
        if self.status == "defined" or self.ends is None:
            raise PhaseNotStartedYet
        if feature not in self.features:
            raise NotOfferedInThisPhase(feature=feature)
        if self.status == "closed" or at >= self.ends:
            raise PhaseIsOver(ended=self.ends)

    def require_received(self, feature: Feature, received_on: date, at: datetime) -> None:
        """Let paper pass that reached an office by the last day of the phase (I2).

        Raises:
            NotOfferedInThisPhase, PhaseNotStartedYet, ReceivedAfterPhaseEnd,
            ReceivedInTheFuture.
        """
        if self.status == "defined" or self.ends is None:
            raise PhaseNotStartedYet
        if feature not in self.features:
            raise NotOfferedInThisPhase(feature=feature)
        if received_on > at.astimezone(BERLIN).date():
            raise ReceivedInTheFuture(received_on=received_on)
        # The end is exclusive: one that falls on midnight belongs to the day before.
        last_day = (self.ends - timedelta.resolution).astimezone(BERLIN).date()
        if received_on > last_day:
            raise ReceivedAfterPhaseEnd(received_on=received_on, ended=self.ends)


def history_of(phase_id: PhaseId) -> StreamId:
    """Return the stream of a phase; it guards everything done in the phase."""
    return StreamId(phase_id)


def evolve(phase: Phase, event: PhaseEvent) -> Phase:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case PhaseStarted():
            return Phase(
                status="open",
                id=event.phase_id,
                process_id=event.process_id,
                ends=event.ends,
                features=event.features,
                question=event.question,
                moderation=event.moderation,
            )
        case PhaseExtended():
            return change(phase, ends=event.new_end)
        case PhaseClosed():
            return change(phase, status="closed")
        case ReopeningProposed():
            return change(phase, proposed=event)
        case PhaseReopened():
            return change(phase, status="open", ends=event.new_end, proposed=None)
        case _:
            assert_never(event)
