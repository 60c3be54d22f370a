"""Rules of merging proposals (docs/rules/proposals.md; I8)."""

import pytest

from domain import proposals
from domain.messages import Refusal
from domain.people import Actor
from domain.proposals import (
    MergeProposal,
    Proposal,
    ProposalEvent,
    ProposalMerged,
    ProposalUnmerged,
    RecordCarriedSupporters,
    SupportersCarriedOver,
    UnmergeProposal,
)
from tests.domain.cast import (
    ANA,
    BEN,
    BENCHES,
    BUS,
    GEMEINSAM,
    MERGE,
    MILO,
    ref,
)
from tests.domain.test_proposals import given, merge, merged, published, submitted


@pytest.mark.parametrize(("by", "by_author"), [(MILO, False), (ANA, True)])
def test_author_and_moderators_merge(by: Actor, by_author: bool) -> None:  # noqa: FBT001 - a table of cases
    event = ProposalMerged(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        into_id=BENCHES,
        merge_id=MERGE,
        reason=ref("same"),
        by=by,
    )
    given(submitted, published).when(merge(by=by, by_author=by_author)).then(event)


def merging(target: Proposal) -> MergeProposal:
    return MergeProposal(target=target, merge_id=MERGE, reason=None, by=MILO, by_author=False)


@pytest.mark.parametrize(
    ("history", "command", "refusal"),
    [
        ((submitted, published), merge(by=BEN), proposals.OnlyAuthorOrModeratorMerges),
        ((submitted,), merge(), proposals.ProposalNotPublic),
        ((submitted, published, merged), merge(), proposals.AlreadyMerged),
        (
            (submitted, published),
            merging(Proposal(status="published", id=BUS, process_id=GEMEINSAM)),
            proposals.CannotMergeIntoItself,
        ),
        (
            (submitted, published),
            merging(Proposal(status="merged", id=BENCHES, process_id=GEMEINSAM)),
            proposals.TargetNotPublished,
        ),
    ],
)
def test_a_merge_needs_two_published_proposals_and_the_right_person(
    history: tuple[ProposalEvent, ...], command: MergeProposal, refusal: type[Refusal]
) -> None:
    given(*history).when(command).refused(refusal)


def test_the_carrying_over_of_supporters_is_written_down() -> None:
    record = RecordCarriedSupporters(
        merge_id=MERGE, carried=5, already=2, own=1, not_attributable=3
    )
    recorded = SupportersCarriedOver(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        into_id=BENCHES,
        merge_id=MERGE,
        carried=5,
        already=2,
        own=1,
        not_attributable=3,
    )
    given(submitted, published, merged).when(record).then(recorded)
    given(submitted, published).when(record).refused(proposals.ProposalNotMerged)


def test_a_moderator_undoes_a_merge() -> None:
    unmerge = UnmergeProposal(reason=ref("different"), by=MILO)
    unmerged = ProposalUnmerged(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        into_id=BENCHES,
        merge_id=MERGE,
        reason=ref("different"),
        by=MILO,
    )
    given(submitted, published, merged).when(unmerge).then(unmerged)
    assert given(submitted, published, merged, unmerged).state.answerable
    by_citizen = UnmergeProposal(reason=ref("no"), by=ANA)
    given(submitted, published, merged).when(by_citizen).refused(
        proposals.OnlyAuthorOrModeratorMerges
    )
