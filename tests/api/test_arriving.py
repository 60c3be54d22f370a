"""Results of threads reach those who wait for them, in few wake-ups of the loop."""

import asyncio
import threading
from concurrent.futures import CancelledError, Future

import pytest

from api.arriving import Arrivals
from tests.patience import PATIENCE


def in_a_thread(*results: "tuple[Future[int], int | Exception]") -> threading.Thread:
    def set_all() -> None:
        for future, result in results:
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

    thread = threading.Thread(target=set_all)
    thread.start()
    return thread


async def test_everybody_gets_their_own_result() -> None:
    arrivals: Arrivals[int] = Arrivals()
    futures: list[Future[int]] = [Future() for _ in range(500)]
    waiting = [asyncio.ensure_future(arrivals.wait_for(future)) for future in futures]
    await asyncio.sleep(0)
    threads = [
        in_a_thread(*((futures[number], number) for number in range(start, 500, 4)))
        for start in range(4)
    ]
    assert await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE) == list(range(500))
    for thread in threads:
        thread.join()


async def test_a_portion_of_results_wakes_the_loop_once(monkeypatch: pytest.MonkeyPatch) -> None:
    arrivals: Arrivals[int] = Arrivals()
    futures: list[Future[int]] = [Future() for _ in range(50)]
    waiting = [asyncio.ensure_future(arrivals.wait_for(future)) for future in futures]
    await asyncio.sleep(0)
    loop, woken = asyncio.get_running_loop(), 0
    wake = loop.call_soon_threadsafe

    def counting(*arguments: object, **keywords: object) -> asyncio.Handle:
        nonlocal woken
        woken += 1
        return wake(*arguments, **keywords)  # type: ignore[arg-type] # handed on as they come

    monkeypatch.setattr(loop, "call_soon_threadsafe", counting)
    in_a_thread(*((future, 1) for future in futures)).join()  # the loop stands still meanwhile
    assert await asyncio.gather(*waiting) == [1] * 50
    assert woken == 1


async def test_what_went_wrong_is_told_to_whom_it_concerns() -> None:
    arrivals: Arrivals[int] = Arrivals()
    good: Future[int] = Future()
    bad: Future[int] = Future()
    waiting = asyncio.gather(
        arrivals.wait_for(good), arrivals.wait_for(bad), return_exceptions=True
    )
    await asyncio.sleep(0)
    in_a_thread((bad, ValueError("no")), (good, 1)).join()
    one, other = await waiting
    assert one == 1
    assert isinstance(other, ValueError)


async def test_who_gives_up_waiting_takes_the_wish_back() -> None:
    arrivals: Arrivals[int] = Arrivals()
    future: Future[int] = Future()
    waiting = asyncio.ensure_future(arrivals.wait_for(future))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert future.cancelled()
    with pytest.raises(CancelledError):
        future.result()
    another: Future[int] = Future()
    later = asyncio.ensure_future(arrivals.wait_for(another))
    await asyncio.sleep(0)
    in_a_thread((another, 2)).join()
    assert await later == 2
