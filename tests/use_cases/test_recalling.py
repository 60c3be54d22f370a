"""Votes decided from memory: never other than those decided on what is read."""

from concurrent.futures import Future
from uuid import UUID

import msgspec
import pytest

from domain.ballots import history_of
from domain.codes import PhaseId, ProposalId
from domain.messages import Appended, StreamId
from domain.people import AlreadyVotedUnderAnotherAccount, ProcessId
from domain.ports import ConcurrentChange, NotAtHand
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking, Deciding
from domain.use_cases.recalling import Recollection, Voting
from domain.use_cases.supporting import supporting, withdrawing_support
from tests.patience import PATIENCE
from tests.use_cases.town import Town


@pytest.fixture
def running(town: Town) -> tuple[ProcessId, PhaseId]:
    return town.open_process()


@pytest.fixture
def process(running: tuple[ProcessId, PhaseId]) -> ProcessId:
    return running[0]


@pytest.fixture
def idea(town: Town, process: ProcessId) -> ProposalId:
    return town.published(process)


@pytest.fixture
def voting(town: Town) -> Voting:
    return Voting(town.platform)


def support(town: Town, idea: ProposalId, asking: Asking) -> Deciding:
    return supporting(town.platform, asking, idea)


def warmed(town: Town, voting: Voting, process: ProcessId, *names: str) -> None:
    """Let everybody vote on another idea first, so that everything of theirs is known."""
    other = town.published(process, "ida")
    for name in names:
        voting.carry_out(town.as_(name), support(town, other, town.as_(name)))


def began(voting: Voting, asking: Asking, decide: Deciding) -> Future[Appended]:
    """Return the vote that was queued, which nothing kept from being decided on memory."""
    begun = voting.begin(asking, decide)
    assert isinstance(begun, Future)
    return begun


def test_first_votes_of_many_are_fetched_for_together(
    town: Town, voting: Voting, idea: ProposalId
) -> None:
    people = [town.as_(f"citizen {number}") for number in range(30)]
    wishes = [(asking, support(town, idea, asking)) for asking in people]
    begun = [voting.begin(*wish) for wish in wishes]
    rounds = 0
    while missing := [each for each in begun if isinstance(each, NotAtHand)]:
        voting.fetch(missing)
        begun = [voting.begin(*wish) for wish in wishes]
        rounds += 1
    assert rounds == 3  # idea and accounts, the marks of the voters, the phase
    stored = [each.result(PATIENCE) for each in begun if isinstance(each, Future)]
    assert len({each.position for each in stored}) == len(people)


def test_who_voted_under_another_account_is_left_to_be_refused(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    town.vault.voter_number(town.person("ben"), process, idea)
    town.vault.identify(town.person("dan"), "ben@beispiel.example")
    wishes = [(each, support(town, idea, each)) for each in map(town.as_, ("dan", "cem"))]
    for _ in range(5):
        begun = [voting.begin(*wish) for wish in wishes]
        voting.fetch([each for each in begun if isinstance(each, NotAtHand)])
    assert isinstance(begun[0], NotAtHand)
    assert isinstance(begun[1], Future)
    with pytest.raises(AlreadyVotedUnderAnotherAccount):
        voting.carry_out(*wishes[0])


def test_later_votes_read_nothing(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    warmed(town, voting, process, "ben", "cem")
    ben, cem = town.as_("ben"), town.as_("cem")
    voting.carry_out(ben, support(town, idea, ben))
    stored = began(voting, cem, support(town, idea, cem)).result(PATIENCE)
    assert msgspec.json.decode(stored.result)["says"] == "support"
    number = town.platform.vault.voter_number(town.person("cem"), process, idea)
    assert town.history(history_of(number)) == ["SupportGiven"]


def test_somebody_who_has_voted_is_noticed_by_the_log(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    warmed(town, voting, process, "ben")
    ben = town.as_("ben")
    voting.carry_out(ben, support(town, idea, ben))
    head = town.platform.log.head()
    begun = began(voting, ben, support(town, idea, ben))
    with pytest.raises(ConcurrentChange):
        begun.result(PATIENCE)
    voting.carry_out(ben, support(town, idea, ben))
    assert town.platform.log.head() == head


def test_taking_back_is_never_decided_on_a_presumption(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    warmed(town, voting, process, "ben")
    ben = town.as_("ben")
    voting.carry_out(ben, support(town, idea, ben))
    assert voting.begin(ben, withdrawing_support(town.platform, ben, idea)) is None


def test_a_phase_that_has_closed_since_takes_no_vote_from_memory(
    town: Town, voting: Voting, running: tuple[ProcessId, PhaseId], idea: ProposalId
) -> None:
    process, phase = running
    warmed(town, voting, process, "ben", "cem")
    ben, cem = town.as_("ben"), town.as_("cem")
    voting.carry_out(ben, support(town, idea, ben))
    configuring.close_phase(town.platform, town.system(), process, phase)
    begun = began(voting, cem, support(town, idea, cem))
    with pytest.raises(ConcurrentChange):
        begun.result(PATIENCE)


def test_what_is_refused_is_left_to_a_decision_on_what_is_stored(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    ana = town.as_("ana")  # her own idea
    begun = voting.begin(ana, support(town, idea, ana))
    while isinstance(begun, NotAtHand):
        voting.fetch([begun])
        begun = voting.begin(ana, support(town, idea, ana))
    assert begun is None


def test_a_key_gets_its_first_answer_again(
    town: Town, voting: Voting, process: ProcessId, idea: ProposalId
) -> None:
    warmed(town, voting, process, "ben")
    ben = town.asking(town.person("ben"), key="k-1")
    cem = town.asking(town.person("cem"), key="k-2")
    voting.carry_out(cem, support(town, idea, cem))
    first, second = (began(voting, ben, support(town, idea, ben)) for _ in range(2))
    assert second.result(PATIENCE).position == first.result(PATIENCE).position
    assert second.result(PATIENCE).repeated


def test_memory_is_bounded(town: Town, process: ProcessId) -> None:
    recollection = Recollection(most=2)
    ideas = [StreamId(town.published(process, name)) for name in ("ana", "ben", "cem")]
    for each in ideas:
        recollection.keep({each: town.platform.log.read(each)})
    with pytest.raises(NotAtHand) as missing:
        recollection.read_many(ideas)
    assert missing.value.streams == [ideas[0]]
    assert recollection.read_many(ideas[1:])[ideas[2]]


def test_the_vault_says_when_it_would_have_to_wait(town: Town) -> None:
    unknown = UUID(int=5)
    with town.platform.vault.at_hand(), pytest.raises(NotAtHand) as missing:
        town.platform.vault.owner(unknown)
    assert missing.value.can_be_fetched
    town.platform.vault.fetch((), subjects=missing.value.subjects)
    with town.platform.vault.at_hand():
        assert town.platform.vault.owner(unknown) is None
