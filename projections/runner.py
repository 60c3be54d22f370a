"""The runner: keeps the read models up with the log, and rebuilds them beside it."""

import threading
import time
from collections.abc import Collection
from contextlib import nullcontext

from domain.ports import EventLog
from projections.beside import Beside
from projections.collecting import seldom_collecting
from projections.comparing import Difference
from projections.database import reading
from projections.folding import (
    PAGE,
    Line,
    LogTooShort,
    NotOurTurn,
    OtherVersion,
    Progress,
    ProjectionFailed,
    batches,
    is_transient,
    quietly,
)
from projections.read_models import LIVE, ReadModels, State
from projections.rebuilding import Rebuild, break_hold
from projections.tidying import drop_retired

_IDLE_SECONDS = 0.5  # how soon a request to stop is noticed
_REST = 2.0  # times as long as a batch took, so that under load the next one fills up
_LONGEST_REST_SECONDS = 0.1
_HELD_SECONDS = 0.02
_LONGEST_HOLD_SECONDS = 15.0  # whoever holds the line for longer has died
_GRACE_SECONDS = 30.0  # readers in flight keep former tables this long
_BACK_OFF = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds between attempts while a database is away
_ATTEMPTS = 5


class Runner:
    """Moves the read models of one database on. Any number may run: a fence lets one win.

    `beside` tells how a rebuild begins a second process, if it may.
    `failure` is set when an event stopped it for good; somebody has to look.
    """

    def __init__(
        self, log: EventLog, read_models: ReadModels, beside: Beside | None = None
    ) -> None:
        self._log = log
        self._beside = beside
        self._read_models = read_models
        self._next_batch = 0.0
        self._held: tuple[str, float] = ("", 0.0)
        self._switches: tuple[int, float] = (-1, 0.0)
        self._renewed = False
        self._line: tuple[int, Line] | None = None
        self._left: State | None = None  # where we left the line a moment ago
        self.failure: ProjectionFailed | None = None

    def catch_up(
        self, until: int | None = None, on_progress: Progress = quietly, page: int = PAGE
    ) -> int:
        """Fold in all events up to a position, or to the end of the log.

        Returns the position reached. That is an earlier one if somebody holds the line
        still, and maybe a later one if another runner is at it too.

        Raises:
            ProjectionFailed: names the event that stopped it; appends before it are in.
            LogTooShort: these are read models of another log, or of a later state of this one.
            OtherVersion: another version has rebuilt them since this runner began.
        """
        self._renew_outdated()
        return self._advance(self._read_models.state(), until, on_progress, page)

    def _advance(
        self,
        state: State,
        until: int | None = None,
        on_progress: Progress = quietly,
        page: int = PAGE,
    ) -> int:
        """Fold in what comes after a state that has just been read."""
        aim = self._log.head().position if until is None else until
        self._read_models.note(state.position)
        if state.hold or state.position >= aim:
            return state.position
        far = aim - state.position > PAGE
        with seldom_collecting() if far else nullcontext():
            return self._fold(state, aim, on_progress, page)

    def run(self, stop: threading.Event) -> None:
        """Follow the log until `stop` is set. Waits out databases that are away.

        Raises:
            ProjectionFailed: names the event that stopped it.
            LogTooShort, OtherVersion: as `catch_up`.
        """
        self._read_models.runs_here = True
        failures = 0
        try:
            while not stop.is_set():
                try:
                    self._follow()
                    failures = 0
                except Exception as error:
                    if isinstance(error, ProjectionFailed):
                        self.failure = error
                    if not is_transient(error):
                        raise
                    stop.wait(_BACK_OFF[min(failures, len(_BACK_OFF) - 1)])
                    failures += 1
        finally:
            self._read_models.runs_here = False

    def rebuild(
        self, names: Collection[str] | None = None, on_progress: Progress = quietly
    ) -> None:
        """Fill new tables of these models, or of all, then switch readers to them.

        Readers see the former tables until the switch. Those are dropped later, by
        whichever runner follows the log, or by `tidy`. In the end all models are at the
        end of the log, unless another runner is still on its way there.

        Raises:
            LookupError: there is no model of such a name.
            ProjectionFailed: names the event that stopped it; nothing was switched.
        """
        rebuilding = Rebuild(self._log, self._read_models, self._known(names), self._beside)
        with seldom_collecting(), rebuilding as rebuild:
            rebuild.fill(on_progress)
            for attempt in range(_ATTEMPTS):
                try:
                    rebuild.switch()
                except NotOurTurn:
                    if attempt + 1 == _ATTEMPTS:
                        raise
                else:
                    break
        self.catch_up(on_progress=on_progress)

    def check(
        self, names: Collection[str] | None = None, on_progress: Progress = quietly
    ) -> list[Difference]:
        """Rebuild beside the live tables and compare; return what is not equal.

        Live tables are first brought to the end of the log. They are held still, at a
        batch boundary, only for the moment in which both are at the same position.

        Raises:
            LookupError, ProjectionFailed: as `rebuild`.
        """
        self.catch_up()
        rebuilding = Rebuild(self._log, self._read_models, self._known(names), self._beside)
        with seldom_collecting(), rebuilding as rebuild:
            rebuild.fill(on_progress)
            return rebuild.differences()

    def wait_for(self, position: int, seconds: float) -> bool:
        """Block until readers see this position; False when time runs out."""
        return self._read_models.wait_for(position, seconds)

    def tidy(self) -> None:
        """Drop tables that rebuilds have replaced; no reader may still use them."""
        while drop_retired(self._read_models):
            pass

    def _known(self, names: Collection[str] | None) -> Collection[str]:
        known = self._read_models.models
        unknown = sorted(set(names or ()) - known.keys())
        if unknown:
            raise LookupError(", ".join(unknown))
        return list(known) if names is None else names

    def _fold(self, state: State, aim: int, on_progress: Progress, page: int) -> int:
        line = self._live_line(state)
        position = state.position
        try:
            for batch in batches(self._log, position, aim, page):
                line.fold(batch)
                position = batch.last
                self._read_models.note(position)
                on_progress(position, aim)
        except NotOurTurn:
            position = self._read_models.position()
            self._read_models.note(position)
        else:
            self._left = State(position, state.switches, "")
        return position

    def _live_line(self, state: State) -> Line:
        """Return the live tables as of a state; they are others only after a switch."""
        if self._line is None or self._line[0] != state.switches:
            # Those of before were ours; in between another version may have rebuilt them.
            foreign = self._read_models.outdated()
            if foreign:
                raise OtherVersion(", ".join(foreign))
            with reading(self._read_models.engine) as connection:
                chosen = self._read_models.live_generations(connection)
            self._line = state.switches, Line(self._read_models, LIVE, chosen, state.switches)
        return self._line[1]

    def _renew_outdated(self) -> None:
        """Rebuild what has another shape than when it was made, before anything is added."""
        if not self._renewed:
            # In this order: others may append and fold meanwhile, but never fold first.
            seen, ends = self._read_models.position(), self._log.head().position
            if seen > ends:
                raise LogTooShort(f"The log ends at {ends}, the read models are at {seen}")
            outdated = self._read_models.outdated()
            if outdated:
                self.rebuild(outdated)
            self._renewed = True

    def _follow(self) -> None:
        """Do what there is to do now, or wait a little for more."""
        # What comes after a rest is folded at once; in a storm a batch is many events.
        time.sleep(max(0.0, self._next_batch - time.monotonic()))
        began = time.monotonic()
        # Whether it still is where we left it, the fence tells: that costs less than asking.
        state, self._left = self._left or self._read_models.state(), None
        if state.hold:
            self._outwait(state.hold)
            return
        self._look_after_tables(state)
        reached = self._advance(state) if self._renewed else self.catch_up()
        ended = time.monotonic()
        self._next_batch = ended + min(_REST * (ended - began), _LONGEST_REST_SECONDS)
        if not self._log.wait_beyond(reached, _IDLE_SECONDS):
            self._left = None

    def _outwait(self, hold: str) -> None:
        """Stand still while a rebuild holds the line, unless it has died doing so."""
        now = time.monotonic()
        token, since = self._held
        if token != hold:
            self._held = (hold, now)
        elif now - since > _LONGEST_HOLD_SECONDS:
            break_hold(self._read_models.engine, hold)
        time.sleep(_HELD_SECONDS)

    def _look_after_tables(self, state: State) -> None:
        """Drop former tables when their last readers have ended, one model each time."""
        switches, since = self._switches
        now = time.monotonic()
        if state.switches != switches:
            self._switches = (state.switches, now)
        elif since and now - since > _GRACE_SECONDS and not drop_retired(self._read_models):
            self._switches = (state.switches, 0.0)
