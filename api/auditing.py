"""Recomputes the public state for auditors: from the log, and from the read models."""

import threading
from collections.abc import Callable
from datetime import datetime

import msgspec
import structlog

from api.provided import ReadModelsPort
from domain.audits.refusals import AuditIsClosed, ReplayNotRequested
from domain.people import ProcessId
from domain.ports import EventLog
from domain.public_state import PublicState, digest
from domain.use_cases import auditing
from domain.use_cases.carrying_out import Asking, Platform
from projections import audits, public_state
from projections.audits import ReplayProgress, ReplayRow

EVERY = 1.0  # seconds between two looks at what is wanted
PATIENCE = 60.0  # seconds for which read models that lag are waited for

Progress = Callable[[int, int], None]
"""Called with the position folded in and the one that is aimed at."""

log = structlog.get_logger("gemeinsam.auditing")


class Recomputed(msgspec.Struct, frozen=True):
    """The hashes of one state as of one position: by the rules, and by the read models."""

    state_hash: str
    live_hash: str

    @property
    def matches(self) -> bool:
        """Whether pages and API show what follows from the log."""
        return self.state_hash == self.live_hash


class Stopped(Exception):
    """The process ends; whoever leads next begins anew."""


def recompute(
    events: EventLog,
    read_models: ReadModelsPort,
    position: int,
    process_id: ProcessId | None,
    on_progress: Progress,
) -> Recomputed:
    """Compute the state as of a position twice (docs/rules/audits.md); changes nothing.

    Raises:
        TimeoutError: the read models did not reach the position within a minute.
    """
    state = PublicState()
    for page in events.since(0, until=position):
        for recorded in page:
            state.apply(recorded)
        on_progress(page[-1].position, position)
    if not read_models.wait_for(position, PATIENCE):
        raise TimeoutError(f"the read models have not reached {position}")
    with read_models.snapshot() as snapshot:
        live = public_state.lines(snapshot.at(position), process_id)
    return Recomputed(digest(state.lines(process_id)), digest(live))


class Auditing:
    """Works off what auditors want recomputed; one process at a time: the leader."""

    def __init__(
        self,
        platform: Platform,
        read_models: ReadModelsPort,
        progress: ReplayProgress,
        clock: Callable[[], datetime],
    ) -> None:
        self._platform = platform
        self._read_models = read_models
        self._progress = progress
        self._clock = clock

    def run(self, stop: threading.Event) -> None:
        """Recompute what is wanted, until told to stop."""
        while not stop.is_set():
            try:
                self.do_what_is_wanted(stop.is_set)
            except Stopped:
                return
            stop.wait(EVERY)

    def do_what_is_wanted(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Recompute everything that waits; return how many states that were."""
        with self._read_models.snapshot() as snapshot:
            waiting = audits.waiting_replays(snapshot)
            about = {row.audit_id: audits.audit(snapshot, row.audit_id) for row in waiting}
        for row in waiting:
            audit = about[row.audit_id]
            self._recompute(row, audit.process_id if audit else None, stopped)
        return len(waiting)

    def _recompute(
        self, row: ReplayRow, process_id: ProcessId | None, stopped: Callable[[], bool]
    ) -> None:
        def show(done: int, total: int) -> None:
            if stopped():
                raise Stopped
            self._progress.note(row.audit_id, done, total)

        found = recompute(self._platform.log, self._read_models, row.to_position, process_id, show)
        asking = Asking(person=None, at=self._clock(), channel="system", system=True)
        hashes = (found.state_hash, found.live_hash)
        try:
            outcome = auditing.record_replay(
                self._platform, asking, row.audit_id, row.to_position, hashes
            )
        except (AuditIsClosed, ReplayNotRequested) as no:
            log.info("not recorded", audit=str(row.audit_id), why=type(no).__name__)
            return
        finally:
            self._progress.forget(row.audit_id)
        # The list of what waits comes from the read models: it must know before the next look.
        self._read_models.wait_for(outcome.position, PATIENCE)
        log.info("recomputed", audit=str(row.audit_id), matches=found.matches)
