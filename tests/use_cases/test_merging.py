"""Merging duplicates: every supporter counts once, nobody is linked (I8, ruling 3)."""

from uuid import UUID

from domain.ballots import SupportCarriedOver
from domain.codes import ProposalId
from domain.people import VoterNumber
from domain.processes import process_id_of
from domain.proposals import ProposalMerged
from domain.use_cases import contributing, merging
from tests.use_cases.town import Town, answer

WHY = "Beide Ideen meinen dasselbe."


def support(town: Town, proposal_id: ProposalId, *names: str) -> None:
    for name in names:
        contributing.give_support(town.platform, town.as_(name), proposal_id)


def numbers(town: Town, proposal_id: ProposalId, *names: str) -> list[VoterNumber]:
    process_id = process_id_of("gemeinsam")
    return [town.vault.voter_number(town.person(name), process_id, proposal_id) for name in names]


def merged(town: Town) -> tuple[ProposalId, ProposalId]:
    """Merge ben's idea into ana's; carl supports both, dora only ben's, ana too."""
    process_id, _ = town.open_process()
    target, source = town.published(process_id, "ana"), town.published(process_id, "ben")
    support(town, target, "carl")
    support(town, source, "ana", "carl", "dora")
    milo = town.as_("milo", "moderator")
    merging.merge_proposals(town.platform, milo, source, target, WHY)
    return source, target


def carry(town: Town, source: ProposalId) -> merging.Carried:
    supporters = [*numbers(town, source, "ana", "carl", "dora"), VoterNumber(town.new_id())]
    outcome = merging.carry_supporters_over(town.platform, town.system(), source, supporters)
    return answer(outcome, merging.Carried)


def test_each_supporter_counts_once_for_the_target(town: Town) -> None:
    source, target = merged(town)
    carried = carry(town, source)
    assert carried == merging.Carried(carried=1, already=1, own=1, not_attributable=1)
    ana, carl, dora = numbers(town, target, "ana", "carl", "dora")
    assert town.history(dora) == ["SupportCarriedOver"]
    assert town.history(carl) == ["SupportGiven"]
    assert town.history(ana) == []
    assert town.history(source)[-2:] == ["ProposalMerged", "SupportersCarriedOver"]


def test_no_event_names_numbers_of_both_proposals(town: Town) -> None:
    source, target = merged(town)
    carry(town, source)
    [carried] = town.events(numbers(town, target, "dora")[0])
    assert isinstance(carried, SupportCarriedOver)
    old = numbers(town, source, "dora")[0].hex
    states = [str(recorded.event) for page in town.log.since(0) for recorded in page]
    both = [state for state in states if old in state.replace("-", "")]
    assert len(both) == 1
    assert numbers(town, target, "dora")[0].hex not in both[0].replace("-", "")


def test_an_interrupted_job_goes_on_without_counting_twice(town: Town) -> None:
    source, target = merged(town)
    carry(town, source)
    again = carry(town, source)
    assert again.carried == 1
    assert town.history(numbers(town, target, "dora")[0]) == ["SupportCarriedOver"]
    assert town.history(source)[-2:] == ["ProposalMerged", "SupportersCarriedOver"]


def test_an_interrupted_job_counts_those_who_said_so_themselves_meanwhile(town: Town) -> None:
    source, target = merged(town)
    carry(town, source)
    support(town, target, "dora")
    assert carry(town, source).carried == 1
    assert town.history(numbers(town, target, "dora")[0]) == [
        "SupportCarriedOver",
        "SupportConfirmed",
    ]


def test_undoing_a_merge_gives_back_what_it_carried(town: Town) -> None:
    source, target = merged(town)
    carry(town, source)
    milo = town.as_("milo")
    merge_id = merge_of(town, source)
    merging.unmerge_proposal(town.platform, milo, source, "Doch verschieden.")
    everybody = numbers(town, target, "carl", "dora")
    given_back = merging.give_supporters_back(town.platform, town.system(), merge_id, everybody)
    assert given_back == 1
    assert town.history(everybody[0]) == ["SupportGiven"]
    assert town.history(everybody[1])[-1] == "CarriedSupportGivenBack"


def merge_of(town: Town, source: ProposalId) -> UUID:
    return next(
        event.merge_id for event in town.events(source) if isinstance(event, ProposalMerged)
    )


def test_the_author_may_merge_their_own_idea(town: Town) -> None:
    process_id, _ = town.open_process()
    target, source = town.published(process_id, "ana"), town.published(process_id, "ben")
    merging.merge_proposals(town.platform, town.as_("ben"), source, target, None)
    assert town.history(source)[-1] == "ProposalMerged"
