"""Keeps the loops of a process running: each on a thread, started again when it fails."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from traceback import walk_tb
from types import FrameType

import msgspec
import structlog

from domain.ports import LogUnavailable, VaultUnavailable
from projections.database import is_away
from projections.folding import ProjectionFailed

FIRST_PAUSE = 0.5  # seconds before a failed loop starts again; doubled each time
LONGEST_PAUSE = 30.0
OUTAGE_PAUSE = 1.0  # a database that is away comes back by itself, and people wait for it

log = structlog.get_logger("gemeinsam.loops")

Run = Callable[[threading.Event], None]


class Loop(msgspec.Struct, frozen=True):
    """Work that goes on until it is told to stop, and may fail at any time."""

    name: str
    run: Run


class Supervisor:
    """Runs loops on threads, with a pause after each failure, which grows until one runs well.

    The pause does not grow while a database is away: when it is back, all loops run within
    two seconds.

    What failed is in the server's log and, as long as it lasts, in `troubles`, which
    `/readyz` shows.
    """

    def __init__(self, loops: Sequence[Loop], *, first_pause: float = FIRST_PAUSE) -> None:
        self._loops = loops
        self._first_pause = first_pause
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._troubles: dict[str, str] = {}

    @property
    def troubles(self) -> Mapping[str, str]:
        """Return the loops that have failed and not yet run again for a while, and why."""
        return dict(self._troubles)

    @property
    def running(self) -> Sequence[str]:
        """Return the names of the loops whose threads have not ended."""
        return [thread.name for thread in self._threads if thread.is_alive()]

    def start(self) -> None:
        """Start every loop."""
        for loop in self._loops:
            thread = threading.Thread(target=self._keep_running, args=(loop,), name=loop.name)
            thread.daemon = True
            self._threads.append(thread)
            thread.start()

    def stop(self, seconds: float = 10) -> bool:
        """Tell all loops to stop and wait for them; False if one did not end in time."""
        self._stop.set()
        for thread in self._threads:
            thread.join(seconds)
        return not self.running

    def _keep_running(self, loop: Loop) -> None:
        pause = self._first_pause
        while not self._stop.is_set():
            while_in_doubt, began = 2 * pause, time.monotonic()
            well = threading.Timer(while_in_doubt, self._troubles.pop, (loop.name, None))
            well.daemon = True
            well.start()
            try:
                loop.run(self._stop)
            except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
                if time.monotonic() - began > while_in_doubt:
                    pause = self._first_pause
                pause = min(pause, OUTAGE_PAUSE) if is_outage(error) else pause
                self._troubles[loop.name] = type(error).__name__
                log.error("failed", loop=loop.name, error=described(error), pause=pause)  # noqa: TRY400 - `described` leaves values out
            else:
                return
            finally:
                well.cancel()
            self._stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def is_outage(error: BaseException) -> bool:
    """Tell whether a database is away, so that nothing is wrong with whoever asked it."""
    return isinstance(error, LogUnavailable | VaultUnavailable) or is_away(error)


def described(error: BaseException) -> str:
    """Return an error's class and where it happened, without its message.

    Messages of databases and parsers quote values, and values may be personal. Where an
    event could not be folded in, its position is named: somebody has to look at that one.
    """
    places: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    where = " < ".join(reversed(places[-8:]))
    cause = error.__cause__
    behind = f" because of {type(cause).__name__}" if cause is not None else ""
    which = f" of event {error.position}" if isinstance(error, ProjectionFailed) else ""
    return f"{type(error).__name__}{which}{behind} at {where}"


def traced(error: BaseException) -> list[str]:
    """Return the whole way of an error, innermost cause first, for the log.

    Each line names a class or a place in the code. Neither messages nor values are in
    it: both may be personal (see `described`).
    """
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = [_place(frame, line) for frame, line in walk_tb(current.__traceback__)]
        kind = type(current)
        lines = [*frames, f"{kind.__module__}.{kind.__qualname__}", *lines]
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return lines


def _place(frame: FrameType, line: int) -> str:
    """Name a line of code by its module, so that no path of the machine is told."""
    module = frame.f_globals.get("__name__", "?")
    return f"{module}:{line} {frame.f_code.co_name}"
