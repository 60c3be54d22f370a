"""Giving the system back what the allocator keeps for later."""

import ctypes
from collections.abc import Callable


def give_back() -> None:
    """Return the free pages of all heaps to the system, where its library can do that.

    Rows and pages of files are many small pieces: what is freed between two that stay is kept
    by the process, up to thirty megabytes of it after a storm. Takes some milliseconds, in which
    other threads go on.
    """
    if _TRIM is not None:
        _TRIM(0)


def _trim() -> "Callable[[int], int] | None":
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # not the C library of GNU
        return None


_TRIM = _trim()
