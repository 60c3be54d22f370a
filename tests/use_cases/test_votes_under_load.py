"""One person, one vote, and none after the end: with threads, on both stores (T8, T10)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from threading import Barrier

import pytest

from domain import phases
from domain.ballots import SupportGiven, SupportWithdrawn
from domain.codes import PhaseId, ProposalId
from domain.people import PersonRef, ProcessId
from domain.ports import ConcurrentChange, VaultUnavailable
from domain.use_cases import configuring, contributing
from tests.sizes import Sizes
from tests.use_cases.town import Town, a_town


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def busy_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """Return a town whose log lies in SQLite, then one in PostgreSQL."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None
    with a_town(tmp_path, url) as town:
        yield town


def voters(town: Town, count: int) -> list[PersonRef]:
    """Return people the vault knows; a first vote needs nothing in the log."""
    people = [PersonRef(town.new_id()) for _ in range(count)]
    for number, person in enumerate(people):
        town.vault.enrol(person, town.now.date())
        town.vault.identify(person, f"voter-{number}@beispiel.example")
    return people


def at_once(threads: int, act: Callable[[int], None]) -> None:
    """Let all threads begin in the same moment and wait for the last; errors surface."""
    barrier = Barrier(threads)

    def run(number: int) -> None:
        barrier.wait()
        act(number)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(threads)))


def supports(
    town: Town,
    proposal_id: ProposalId,
    kinds: tuple[type[SupportGiven | SupportWithdrawn], ...] = (SupportGiven,),
) -> list[int]:
    """Return the positions of all support for a proposal, or of other kinds of votes."""
    return [
        recorded.position
        for page in town.log.since(0)
        for recorded in page
        if isinstance(recorded.event, kinds) and recorded.event.proposal_id == proposal_id
    ]


def test_the_same_vote_from_many_threads_is_stored_once(busy_town: Town, sizes: Sizes) -> None:
    town = busy_town
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    [voter] = voters(town, 1)

    def vote(_: int) -> None:
        contributing.give_support(town.platform, town.asking(voter), proposal_id)

    at_once(sizes.same_votes, vote)
    assert len(supports(town, proposal_id)) == 1


def test_different_votes_from_many_threads_are_all_stored(busy_town: Town, sizes: Sizes) -> None:
    town = busy_town
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    people = voters(town, sizes.different_votes)

    def vote(number: int) -> None:
        while True:
            try:
                contributing.give_support(town.platform, town.asking(people[number]), proposal_id)
            except VaultUnavailable:
                continue  # A thousand at once are too many for a file: who is told so comes back.
            return

    at_once(sizes.different_votes, vote)
    assert len(supports(town, proposal_id)) == sizes.different_votes


def test_no_vote_is_stored_after_the_close(busy_town: Town, sizes: Sizes) -> None:
    town = busy_town
    share = 15
    people = voters(town, sizes.voting_threads * share)
    for round_number in range(sizes.closings):
        process_id, phase_id = town.open_process(f"runde-{round_number}")
        proposal_id = town.published(process_id)

        def act(number: int, proposal_id: ProposalId = proposal_id) -> None:
            # Nobody stops before the close, however late it comes.
            for person in cycle(people[number * share : (number + 1) * share]):
                try:
                    contributing.give_support(town.platform, town.asking(person), proposal_id)
                    contributing.withdraw_support(town.platform, town.asking(person), proposal_id)
                except phases.PhaseIsOver:
                    return
                except (ConcurrentChange, VaultUnavailable):
                    continue

        with ThreadPoolExecutor(1) as closing:
            # The clerk closes by hand while votes come in; the phase has days to go.
            closed = closing.submit(_close_soon, town, process_id, phase_id)
            at_once(sizes.voting_threads, act)
            end = closed.result()
        positions = supports(town, proposal_id, (SupportGiven, SupportWithdrawn))
        assert positions
        assert all(position < end for position in positions)


def _close_soon(town: Town, process_id: ProcessId, phase_id: PhaseId) -> int:
    """Close the phase as soon as a first vote is stored; return the closing position."""
    start = town.log.head().position
    town.log.wait_beyond(start, 60)
    return configuring.close_phase(town.platform, town.system(), process_id, phase_id).position
