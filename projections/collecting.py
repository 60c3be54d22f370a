"""Less garbage collection while very many events are folded in.

Events and rows are trees of values: counting references frees them. The collector of
cycles finds nothing among them, yet took a third of a rebuild to look.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (1_000_000, 50, 100)  # a few batches' worth of objects, then seldom all of them

_changing = threading.Lock()
_inside = 0
_usual = gc.get_threshold()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let the process look for cycles less often; as before when the last one leaves."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _usual  # noqa: PLW0603 - the collector is one per process, so is its setting
    with _changing:
        if not _inside:
            _usual = gc.get_threshold()
            gc.set_threshold(*_SELDOM)
        _inside += 1


def _leave() -> None:
    global _inside  # noqa: PLW0603 - see above
    with _changing:
        _inside -= 1
        if not _inside:
            gc.set_threshold(*_usual)
