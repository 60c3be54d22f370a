"""What many requests wait for is fetched in portions, and each gets its own end."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from api.gathering import Gathering
from tests.patience import PATIENCE


class Fetching:
    """Notes the portions, and holds the first one back until it is let go."""

    def __init__(self) -> None:
        self.portions: list[list[str]] = []
        self.go_on = threading.Event()

    def __call__(self, wishes: Sequence[str]) -> None:
        self.portions.append(list(wishes))
        assert self.go_on.wait(PATIENCE)
        if "broken" in wishes:
            raise LookupError("broken")


async def begin(gathering: Gathering[str], *wishes: str) -> list[asyncio.Task[None]]:
    """Let requests wait for these, all of which have asked when this returns."""
    waiting = [asyncio.create_task(gathering.wait_for(wish)) for wish in wishes]
    await asyncio.sleep(0.05)
    return waiting


async def test_what_comes_while_one_portion_is_fetched_makes_up_the_next() -> None:
    fetching = Fetching()
    gathering = Gathering(fetching)
    first = await begin(gathering, "a")
    others = await begin(gathering, "b", "c", "d")
    fetching.go_on.set()
    await asyncio.gather(*first, *others)
    assert fetching.portions == [["a"], ["b", "c", "d"]]
    await gathering.wait_for("e")
    assert fetching.portions[-1] == ["e"]


async def test_who_waits_is_told_what_went_wrong_and_the_next_are_served() -> None:
    fetching = Fetching()
    gathering = Gathering(fetching)
    first = await begin(gathering, "broken")
    others = await begin(gathering, "b")
    fetching.go_on.set()
    with pytest.raises(LookupError):
        await first[0]
    await others[0]


async def test_an_error_of_several_requests_ties_none_to_another() -> None:
    # Letting go of the frames of one error must not end requests that are still answered.
    fetching = Fetching()
    gathering = Gathering(fetching)
    first = await begin(gathering, "a")
    others = await begin(gathering, "broken", "b")
    fetching.go_on.set()
    await first[0]
    ends = await asyncio.gather(*others, return_exceptions=True)
    assert [str(end) for end in ends] == ["broken", "broken"]
    assert ends[0] is not ends[1]


async def test_a_request_that_is_given_up_keeps_nobody_waiting() -> None:
    fetching = Fetching()
    gathering = Gathering(fetching)
    first = await begin(gathering, "a")
    given_up, waiting = await begin(gathering, "b", "c")
    given_up.cancel()
    fetching.go_on.set()
    await asyncio.gather(*first, waiting)
    with pytest.raises(asyncio.CancelledError):
        await given_up
