"""Rules of support and opinion (docs/rules/support_and_opinion.md; I2, I3, I5)."""

from datetime import datetime

import pytest

from domain import ballots, phases
from domain.ballots import (
    Ballot,
    BallotEvent,
    CarriedSupportGivenBack,
    CarrySupportOver,
    GiveCarriedSupportBack,
    GiveOpinion,
    GiveSupport,
    ImportOpinion,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
    WithdrawOpinion,
    WithdrawSupport,
)
from domain.codes import Choice, Question
from domain.phases import Phase
from domain.proposals import Proposal
from domain.proposals.state import Status
from tests.domain.cast import (
    AFTER_THE_END,
    ANAS_NUMBER,
    BUS,
    END,
    GEMEINSAM,
    MEASURES,
    MERGE,
    MONDAY,
    SOURCE,
)
from tests.scenario import Scenario


def phase(question: Question = "support") -> Phase:
    return Phase(
        status="open",
        id=MEASURES,
        process_id=GEMEINSAM,
        ends=END,
        features=("submit", "comment", "support"),
        question=question,
        moderation="pre",
    )


def proposal(status: Status = "published", version: int = 1) -> Proposal:
    return Proposal(
        status=status,
        id=BUS,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        version=version,
        public_version=version,
    )


def support(
    *, own: bool = False, version: int = 1, at: datetime = MONDAY, status: Status = "published"
) -> GiveSupport:
    return GiveSupport(
        voter=ANAS_NUMBER, own=own, proposal=proposal(status, version), phase=phase(), at=at
    )


def opinion(choice: Choice, *, own: bool = False, version: int = 1) -> GiveOpinion:
    return GiveOpinion(
        voter=ANAS_NUMBER,
        choice=choice,
        own=own,
        proposal=proposal(version=version),
        phase=phase("opinion"),
        at=MONDAY,
    )


def given(
    *history: BallotEvent,
) -> Scenario[Ballot, BallotEvent, ballots.BallotCommand]:
    return Scenario(Ballot(), ballots.evolve, ballots.decide, *history)


supported = SupportGiven(process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, text_version=1)
withdrawn = SupportWithdrawn(process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER)
confirmed = SupportConfirmed(
    process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, text_version=2
)
carried = SupportCarriedOver(
    process_id=GEMEINSAM,
    proposal_id=BUS,
    voter=ANAS_NUMBER,
    merge_id=MERGE,
    text_version=1,
)
agreed = OpinionGiven(
    process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, choice="agree", text_version=1
)


def test_a_citizen_supports_a_proposal_once() -> None:
    given().when(support()).then(supported)
    given(supported).when(support()).then_nothing()


def test_nobody_supports_their_own_proposal() -> None:
    given().when(support(own=True)).refused(ballots.OwnProposal)
    given().when(opinion("agree", own=True)).refused(ballots.OwnProposal)


def test_support_is_bound_to_the_text_it_was_given_for() -> None:
    given(supported).when(support(version=2)).then(confirmed)
    given(supported, confirmed).when(support(version=2)).then_nothing()


def test_support_can_be_withdrawn_and_given_again() -> None:
    withdraw = WithdrawSupport(voter=ANAS_NUMBER, proposal=proposal(), phase=phase(), at=MONDAY)
    given(supported).when(withdraw).then(withdrawn)
    given().when(withdraw).then_nothing()
    given(supported, withdrawn).when(support()).then(supported)


def test_after_the_end_support_is_neither_given_nor_withdrawn() -> None:
    given().when(support(at=AFTER_THE_END)).refused(phases.PhaseIsOver, ended=END)
    withdraw = WithdrawSupport(
        voter=ANAS_NUMBER, proposal=proposal(), phase=phase(), at=AFTER_THE_END
    )
    given(supported).when(withdraw).refused(phases.PhaseIsOver)


@pytest.mark.parametrize(
    "status", ["submitted", "returned", "rejected", "hidden", "merged", "withdrawn"]
)
def test_only_a_published_proposal_takes_support(status: Status) -> None:
    given().when(support(status=status)).refused(ballots.ProposalNotOpenForSupport, state=status)


def test_a_process_asks_either_for_support_or_for_opinions() -> None:
    wrong_support = GiveSupport(
        voter=ANAS_NUMBER,
        own=False,
        proposal=proposal(),
        phase=phase("opinion"),
        at=MONDAY,
    )
    given().when(wrong_support).refused(ballots.AskedForOpinionNotSupport)
    wrong_opinion = GiveOpinion(
        voter=ANAS_NUMBER,
        choice="pass",
        own=False,
        proposal=proposal(),
        phase=phase("support"),
        at=MONDAY,
    )
    given().when(wrong_opinion).refused(ballots.AskedForSupportNotOpinion)


def test_an_opinion_is_given_once_and_changes_keep_the_old_one() -> None:
    changed = OpinionChanged(
        process_id=GEMEINSAM,
        proposal_id=BUS,
        voter=ANAS_NUMBER,
        old="agree",
        new="pass",
        text_version=1,
    )
    given().when(opinion("agree")).then(agreed)
    given(agreed).when(opinion("agree")).then_nothing()
    given(agreed).when(opinion("pass")).then(changed)


def test_the_same_opinion_on_a_newer_text_is_recorded() -> None:
    again = OpinionChanged(
        process_id=GEMEINSAM,
        proposal_id=BUS,
        voter=ANAS_NUMBER,
        old="agree",
        new="agree",
        text_version=2,
    )
    given(agreed).when(opinion("agree", version=2)).then(again)


def test_an_opinion_can_be_withdrawn() -> None:
    withdraw = WithdrawOpinion(
        voter=ANAS_NUMBER, proposal=proposal(), phase=phase("opinion"), at=MONDAY
    )
    gone = OpinionWithdrawn(process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, old="agree")
    given(agreed).when(withdraw).then(gone)
    given(agreed, gone).when(withdraw).then_nothing()


def imported(choice: Choice, old: Choice | None, *, source_rule: bool) -> OpinionImported:
    return OpinionImported(
        process_id=GEMEINSAM,
        proposal_id=BUS,
        voter=ANAS_NUMBER,
        choice=choice,
        old=old,
        source=SOURCE,
        source_rule=source_rule,
    )


def row(choice: Choice, *, own: bool = False) -> ImportOpinion:
    return ImportOpinion(
        voter=ANAS_NUMBER, choice=choice, source=SOURCE, own=own, proposal=proposal()
    )


def test_an_import_keeps_every_row_and_marks_what_our_rules_would_refuse() -> None:
    """Ruling 9: repeated values and votes on one's own item are the source's rule."""
    first = imported("agree", None, source_rule=False)
    given().when(row("agree")).then(first)
    given(first).when(row("agree")).then(imported("agree", "agree", source_rule=True))
    given(first).when(row("pass")).then(imported("pass", "agree", source_rule=False))
    given().when(row("agree", own=True)).then(imported("agree", None, source_rule=True))


def test_a_supporter_of_a_merged_proposal_counts_once_for_the_target() -> None:
    carry = CarrySupportOver(voter=ANAS_NUMBER, merge_id=MERGE, target=proposal())
    given().when(carry).then(carried)
    given(supported).when(carry).then_nothing()
    given(carried).when(carry).then_nothing()


def test_undoing_a_merge_takes_back_what_it_carried_and_nothing_else() -> None:
    give_back = GiveCarriedSupportBack(merge_id=MERGE)
    back = CarriedSupportGivenBack(
        process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, merge_id=MERGE
    )
    given(carried).when(give_back).then(back)
    given(supported).when(give_back).then_nothing()
    by_hand = SupportConfirmed(
        process_id=GEMEINSAM, proposal_id=BUS, voter=ANAS_NUMBER, text_version=1
    )
    given(carried).when(support()).then(by_hand)
    given(carried, by_hand).when(give_back).then_nothing()
