"""The server's own log: one JSON object a line on standard error, or plain at a terminal.

Nothing personal enters it: layers log routes, counts and classes of errors, never
bodies, queries, cookies, addresses or texts.
"""

import atexit
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO, cast

import structlog

GATHER_SECONDS = 0.1


class Gathered:
    """A stream that hands lines on ten times a second, and at the end of the process.

    A line of its own for every answer costs more than many an answer. What SIGKILL takes
    are lines of a tenth of a second; errors of libraries do not come through here.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: list[str] = []
        self._stopped = threading.Event()
        threading.Thread(target=self._run, name="log", daemon=True).start()
        atexit.register(self._hand_on)

    def write(self, text: str) -> int:
        """Keep a line for the next time."""
        self._lines.append(text)
        return len(text)

    def flush(self) -> None:
        """Leave it to the next time: whoever logs need not wait for the disk."""

    def _run(self) -> None:
        while not self._stopped.wait(GATHER_SECONDS):
            # A full disk takes those lines alone: ended, the thread would let all later ones
            # gather in memory.
            with suppress(OSError):
                self._hand_on()

    def _hand_on(self) -> None:
        # One step each: lines that arrive meanwhile belong to the next time.
        lines, self._lines = self._lines, []
        if lines:
            self._stream.write("".join(lines))
            self._stream.flush()


class _Lines:
    """Where whole lines go at once; None where people read them, or nobody does."""

    write: Callable[[str], object] | None = None


_lines = _Lines()


def whole_lines() -> Callable[[str], object] | None:
    """Return what takes a line of JSON as it is; None where lines are to be composed."""
    return _lines.write


def set_up(level: int = logging.INFO, *, gathered: bool = False) -> None:
    """Let everything the process logs go to standard error in one form.

    `gathered` is for servers: their lines arrive up to a tenth of a second later.
    """
    plain = sys.stderr.isatty()
    stream = cast("TextIO", Gathered(sys.stderr)) if gathered and not plain else sys.stderr
    gathers = gathered and not plain and level <= logging.INFO
    _lines.write = stream.write if gathers else None
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer() if plain else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    # Libraries speak up only when something is wrong; some would log whole addresses.
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
