"""Something is taken away while people use the platform, and they go on until it is back."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from tests.cluster.platform import Site
from tests.cluster.programs import say
from tests.cluster.voters import Answered, Voters

ANSWERED_WITHIN = 11.0  # seconds: what is read and what is stored may each wait for five
LOAD_SECONDS = 6.0  # before it is taken away, and after the service is back
GIVE_UP = 90.0


class Crowd(Protocol):
    """People who use the platform until told to stop."""

    async def run(self) -> None:
        """Go on until `stop`, then see to it that all that was begun is acknowledged."""
        ...

    def stop(self) -> None:
        """Begin nothing more."""
        ...

    def first_begun_after(self, moment: float) -> float | None:
        """Return when the first thing was acknowledged whose attempt began after a moment."""
        ...


async def gone_under_load(take_away: Callable[[], None], crowd: Crowd) -> tuple[float, float]:
    """Return when it was taken away, and when people were served again, by the steady clock."""
    running = asyncio.create_task(crowd.run())
    await asyncio.sleep(LOAD_SECONDS)
    take_away()
    gone = time.monotonic()
    # One that was stored and replicated a moment before may still be on its way.
    while (back := crowd.first_begun_after(gone)) is None:
        assert time.monotonic() - gone < GIVE_UP, "nobody is served any more"
        await asyncio.sleep(0.1)
    await asyncio.sleep(LOAD_SECONDS)
    crowd.stop()
    await asyncio.wait_for(running, GIVE_UP)
    say(f"  service back after {back - gone:.1f} s")
    return gone, back


def require_answers(what: str, answers: Sequence[Answered], wanted: set[int], site: Site) -> None:
    """See to it that people were told nothing but this, soon, and when to come back if 503."""
    seen = Counter((each.status, each.promised) for each in answers)
    longest = max(each.seconds for each in answers)
    say(f"  {what} by status and promise: {dict(seen)}, longest wait {longest:.1f} s")
    expected = {(status, status == 503) for status in wanted}
    assert seen.keys() == expected, site.mistakes()
    assert longest < ANSWERED_WITHIN


def require_once(voters: Voters, earlier: int, site: Site) -> None:
    """See to it that each acknowledged vote is stored, once, where its voter was told."""
    acknowledged, stored = voters.acknowledged, site.votes()
    for each in acknowledged:
        assert stored[each.position].proposal_id == each.vote.proposal
    positions = [each.position for each in acknowledged]
    assert len(set(positions)) == len(positions)
    assert len({(event.proposal_id, event.voter) for event in stored.values()}) == len(stored)
    # Whoever was told that it is unknown has asked again: all that began has ended.
    assert len(stored) == earlier + len(acknowledged)
