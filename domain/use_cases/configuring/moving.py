"""Phases are opened, extended, closed and reopened."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

import msgspec

from domain import phases
from domain.codes import PhaseId
from domain.messages import ContentRef, require_seen
from domain.people import Actor, ProcessId
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.configuring.setting_up import Refs, present
from domain.use_cases.histories import Histories
from domain.use_cases.standing import require_in_use


class PhaseState(msgspec.Struct, frozen=True):
    """The answer to a command on a phase."""

    id: PhaseId
    state: str


def _move(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    make: Callable[[Histories, Refs, Actor], phases.PhaseCommand],
    reason: str | None = None,
) -> Outcome:
    """Carry out a command on a phase of a process."""

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(reason or "", None)])[0]

    def decide(histories: Histories) -> bytes:
        by = actor(platform, histories, asking, "configure", process_id)
        require_in_use(histories, process_id)
        histories.process(process_id).phase(phase_id)
        refs: Refs = {"reason": sealed().ref if reason else None}
        command = make(histories, refs, by)
        events = phases.decide(histories.phase(phase_id), command)
        histories.add(phases.history_of(phase_id), events)
        histories.sealed = [sealed()] if reason else []
        return msgspec.json.encode(PhaseState(phase_id, histories.phase(phase_id).status))

    return carry_out(platform, asking, decide)


def start_phase(
    platform: Platform, asking: Asking, process_id: ProcessId, phase_id: PhaseId
) -> Outcome:
    """Open a phase as it was announced, once its time has come."""

    def make(histories: Histories, _refs: Refs, by: Actor) -> phases.PhaseCommand:
        process = histories.process(process_id)
        announced = process.phase(phase_id)
        return phases.StartPhase(
            phase_id=phase_id,
            process_id=process_id,
            starts=announced.starts,
            ends=announced.ends,
            features=announced.features,
            question=process.question,
            moderation=announced.moderation,
            by=by,
            at=asking.at,
        )

    return _move(platform, asking, process_id, phase_id, make)


def extend_phase(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    new_end: datetime,
    reason: str,
) -> Outcome:
    """Let an open phase end later, for a published reason."""

    def make(_histories: Histories, refs: Refs, by: Actor) -> phases.PhaseCommand:
        return phases.ExtendPhase(
            new_end=new_end, reason=present(refs["reason"]), by=by, at=asking.at
        )

    return _move(platform, asking, process_id, phase_id, make, reason)


def close_phase(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    *,
    by_clock: bool = False,
) -> Outcome:
    """End a phase; from this event on no vote is stored (I5).

    Raises:
        PhaseStillOpen: `by_clock`, and its end has not come.
    """

    def make(_histories: Histories, _refs: Refs, by: Actor) -> phases.PhaseCommand:
        return phases.ClosePhase(by=by, at=asking.at, by_clock=by_clock)

    return _move(platform, asking, process_id, phase_id, make)


def propose_reopening(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    new_end: datetime,
    reason: str,
) -> Outcome:
    """Ask for a closed phase to go on; it stays closed until a second person agrees.

    Raises:
        ReopeningAlreadyProposed: somebody else has, and it waits for a second person.
        PhaseStillOpen, ExtensionMustEndLater: there is nothing to reopen, or not until then.
    """

    def make(_histories: Histories, refs: Refs, by: Actor) -> phases.PhaseCommand:
        return phases.ProposeReopening(
            new_end=new_end, reason=present(refs["reason"]), by=by, at=asking.at
        )

    return _move(platform, asking, process_id, phase_id, make, reason)


def agree_to_reopening(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    seen: ContentRef | None = None,
) -> Outcome:
    """Let a closed phase go on as somebody else has proposed it.

    `seen` is the reference of the reason that was read with the proposal.

    Raises:
        ChangedMeanwhile: another proposal stands instead of it.
        ReopeningNotProposed: nobody has.
        ReopeningNeedsSecondPerson: whoever agrees has proposed it themselves.
    """

    def make(histories: Histories, _refs: Refs, by: Actor) -> phases.PhaseCommand:
        proposed = histories.phase(phase_id).proposed
        if proposed is None:
            raise phases.ReopeningNotProposed
        require_seen(seen, proposed.reason)
        return phases.ReopenPhase(
            new_end=proposed.new_end,
            reason=proposed.reason,
            by=proposed.by,
            approved_by=by,
            at=asking.at,
        )

    return _move(platform, asking, process_id, phase_id, make)
