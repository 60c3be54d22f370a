"""Results of threads for those who wait on the event loop, many with one wake-up.

`asyncio.wrap_future` wakes the loop once for each result, by a byte through a socket. A
thread that has results for many gives the interpreter away at each such byte, and gets
it back only when the loop pauses: the last of them waits for the work of all others.
"""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Arrivals(Generic[T]):
    """Brings results to the event loop that it is used on, one at a time."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: deque[tuple[asyncio.Future[T], Future[T]]] = deque()
        self._waking = False

    async def wait_for(self, future: "Future[T]") -> T:
        """Return what a thread sets as the result of `future`.

        Who stops waiting cancels it, as far as it can still be cancelled.

        Raises:
            Exception: what the thread set in place of a result.
        """
        loop = asyncio.get_running_loop()
        if loop is not self._loop:  # The former one has ended, maybe before it was woken.
            self._loop, self._waking = loop, False
        waiting: asyncio.Future[T] = loop.create_future()

        def arrive(done: "Future[T]") -> None:
            self._arrived.append((waiting, done))
            # A wake-up too many does no harm, and `_deliver` says first that it is awake.
            if not self._waking and not loop.is_closed():
                self._waking = True
                loop.call_soon_threadsafe(self._deliver)

        future.add_done_callback(arrive)
        try:
            return await waiting
        finally:
            future.cancel()  # has no effect on what is done or under way

    def _deliver(self) -> None:
        self._waking = False
        while self._arrived:
            waiting, done = self._arrived.popleft()
            if waiting.done():
                continue  # The request was given up meanwhile.
            if done.cancelled():
                waiting.cancel()
            elif (error := done.exception()) is not None:
                waiting.set_exception(error)
            else:
                waiting.set_result(done.result())
