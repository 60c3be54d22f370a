"""How long tests wait for what comes as soon as it can."""

import time
from collections.abc import Callable

PATIENCE = 90.0
"""Seconds until something that has not happened counts as never happening.

A busy machine is slow, not wrong: one that gives us a quarter of its time, or nothing at
all for some seconds, must not make a test fail. Who waits goes on at once when it is there.
"""


def eventually(seen: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something is so, and tell whether it came to that."""
    until = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
