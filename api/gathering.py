"""Many requests that wait for something of the same kind are served together.

While one portion is fetched in a thread, further wishes come together and make up the
next one. So nobody waits for company, and under load a few statements serve dozens.
"""

import asyncio
import copy
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

W = TypeVar("W")

MOST = 500  # wishes that are fetched together


class Gathering(Generic[W]):
    """Fetches wishes in portions, one portion at a time. Belongs to one event loop."""

    def __init__(self, fetch: Callable[[Sequence[W]], None]) -> None:
        """`fetch` runs in a thread, and raises what all wishes of its portion end with."""
        self._fetch = fetch
        self._waiting: list[tuple[W, asyncio.Future[None]]] = []
        self._working: asyncio.Task[None] | None = None

    async def wait_for(self, wish: W) -> None:
        """Return when a portion with this wish has been fetched.

        Raises:
            Exception: what `fetch` raised for it.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((wish, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        await done

    async def _work(self) -> None:
        while self._waiting:
            portion, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            error: Exception | None = None
            try:
                wishes = [wish for wish, _ in portion]
                # Nobody can cancel it: what the framework's own way of doing it is for.
                await asyncio.get_running_loop().run_in_executor(None, self._fetch, wishes)
            except Exception as raised:  # noqa: BLE001 - told to all who wait for it
                error = raised
            for _, done in portion:
                if done.done():
                    continue  # The request was given up meanwhile.
                if error is None:
                    done.set_result(None)
                else:
                    done.set_exception(_own(error))


def _own(error: Exception) -> Exception:
    """Return the error for one of several requests.

    What is raised in several of them at once collects the frames of all, and whoever lets
    go of the frames of an error that was answered would end the others half-way.
    """
    try:
        return copy.copy(error)
    except TypeError:  # It is made from something else than it holds.
        return error
