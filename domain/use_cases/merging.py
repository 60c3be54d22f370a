"""Carrying supporters of a merged proposal over to its target, and back (ruling 3).

Numbers of two questions cannot be linked outside the vault. So a job maps them
inside this use case, and events name the target's number only.
"""

from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

import msgspec

from domain import ballots, proposals
from domain.codes import ProposalId, Subject
from domain.people import PersonRef, VoterNumber
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out, seal_optional
from domain.use_cases.finding import known, open_next_case, state_of
from domain.use_cases.histories import Histories

CHUNK = 200
"""Ballots that are carried over in one append."""


def merge_proposals(
    platform: Platform,
    asking: Asking,
    proposal_id: ProposalId,
    into_id: ProposalId,
    reason: str | None,
) -> Outcome:
    """Let a published proposal go on as part of another; author or moderator only (I8).

    Supporters follow by `carry_supporters_over`, which the worker runs next.
    """
    merge_id = platform.new_id()

    @cache
    def sealed(owner: PersonRef | None) -> Sealed | None:
        return seal_optional(platform.vault, owner, reason)

    def decide(histories: Histories) -> bytes:
        proposal, process_id = known(histories, proposal_id)
        by_author = platform.vault.owner(proposal_id) == asking.person is not None
        # A moderator's reason is the office's and stays (E5); an author's is their own.
        words = sealed(asking.person if by_author else None)
        command = proposals.MergeProposal(
            target=histories.proposal(into_id),
            merge_id=merge_id,
            reason=words.ref if words else None,
            by=actor(platform, histories, asking, "merge", process_id),
            by_author=by_author,
        )
        stream = proposals.history_of(proposal_id)
        histories.add(stream, proposals.decide(proposal, command))
        histories.sealed = [words] if words else []
        return state_of(histories, proposal_id)

    return carry_out(platform, asking, decide)


def unmerge_proposal(
    platform: Platform, asking: Asking, proposal_id: ProposalId, reason: str
) -> Outcome:
    """Undo a merge; carried support is given back by `give_supporters_back`."""

    @cache
    def sealed() -> Sealed:
        # Words of the office: they stay when the moderator's own texts go (E5).
        return platform.vault.seal([Plain(reason, None)])[0]

    def decide(histories: Histories) -> bytes:
        proposal, process_id = known(histories, proposal_id)
        by = actor(platform, histories, asking, "merge", process_id)
        command = proposals.UnmergeProposal(reason=sealed().ref, by=by)
        stream = proposals.history_of(proposal_id)
        histories.add(stream, proposals.decide(proposal, command))
        histories.sealed = [sealed()]
        subject = Subject("proposal", proposal_id)
        open_next_case(platform, histories, asking, process_id, subject)
        return state_of(histories, proposal_id)

    return carry_out(platform, asking, decide)


class Carried(msgspec.Struct, frozen=True):
    """What became of the supporters of a merged proposal."""

    carried: int
    already: int
    own: int
    not_attributable: int


def carry_supporters_over(
    platform: Platform,
    asking: Asking,
    proposal_id: ProposalId,
    supporters: Collection[VoterNumber],
) -> Outcome:
    """Let each supporter of a merged proposal count once for its target.

    `supporters` are the numbers that supported it when it was merged; they cannot
    change afterwards. Running it again after an interruption adds nothing twice.
    The result is a `Carried`.

    Raises:
        ProposalNotMerged: it is not merged (any more).
    """
    histories = Histories(platform.log)
    proposal, process_id = known(histories, proposal_id)
    target_id, merge_id = proposal.merged_into, proposal.merge_id
    if target_id is None or merge_id is None:
        raise proposals.ProposalNotMerged
    numbers = platform.vault.carry_over(process_id, proposal_id, target_id, supporters)
    author = platform.vault.owner(target_id)
    own_number = (
        None if author is None else platform.vault.voter_number(author, process_id, target_id)
    )
    # Sorted, so that the order tells nothing about who was first (ruling 3).
    targets = sorted(number for number in numbers.values() if number != own_number)
    carried = _carry(platform, asking, target_id, merge_id, targets)
    counts = Carried(
        carried=carried,
        already=len(targets) - carried,
        own=len(numbers) - len(targets),
        not_attributable=len(supporters) - len(numbers),
    )
    return _record(platform, asking, proposal_id, merge_id, counts)


def _carry(
    platform: Platform,
    asking: Asking,
    target_id: ProposalId,
    merge_id: UUID,
    targets: Sequence[VoterNumber],
) -> int:
    """Append the carried support in chunks; return how many the merge has carried in all.

    Whoever was carried before an interruption stays counted, even if they have said since
    that they support the target themselves, and is not carried again after saying no.
    """
    carried = 0
    for start in range(0, len(targets), CHUNK):
        chunk = targets[start : start + CHUNK]

        def decide(histories: Histories, chunk: Sequence[VoterNumber] = chunk) -> bytes:
            histories.fetch(*(ballots.history_of(voter) for voter in chunk))
            target = histories.proposal(target_id)
            # New support for the target must not keep the job from ending.
            histories.unguarded.add(proposals.history_of(target_id))
            count = 0
            for voter in chunk:
                count += _was_carried(histories, voter, merge_id) or _carry_one(
                    histories, voter, merge_id, target
                )
            return msgspec.json.encode(count)

        outcome = carry_out(platform, asking, decide)
        carried += msgspec.json.decode(outcome.result, type=int)
    return carried


def _carry_one(
    histories: Histories, voter: VoterNumber, merge_id: UUID, target: proposals.Proposal
) -> bool:
    """Carry the support of one person over; tell whether that was needed."""
    command = ballots.CarrySupportOver(voter=voter, merge_id=merge_id, target=target)
    events = ballots.decide(histories.ballot(voter), command)
    histories.add(ballots.history_of(voter), events)
    return bool(events)


def _was_carried(histories: Histories, voter: VoterNumber, merge_id: UUID) -> bool:
    return any(
        isinstance(event, ballots.SupportCarriedOver) and event.merge_id == merge_id
        for event in histories.events(ballots.history_of(voter))
    )


def _record(
    platform: Platform,
    asking: Asking,
    proposal_id: ProposalId,
    merge_id: UUID,
    counts: Carried,
) -> Outcome:
    def decide(histories: Histories) -> bytes:
        command = proposals.RecordCarriedSupporters(
            merge_id=merge_id, **msgspec.structs.asdict(counts)
        )
        events = proposals.decide(histories.proposal(proposal_id), command)
        histories.add(proposals.history_of(proposal_id), events)
        return msgspec.json.encode(counts)

    return carry_out(platform, asking, decide)


def give_supporters_back(
    platform: Platform,
    asking: Asking,
    merge_id: UUID,
    supporters: Sequence[VoterNumber],
) -> int:
    """Take back what a merge that was undone had carried over; return how many.

    `supporters` are all present supporters of the former target. Who has since
    supported it themselves goes on doing so.
    """
    given_back = 0
    for start in range(0, len(supporters), CHUNK):
        chunk = sorted(supporters[start : start + CHUNK])

        def decide(histories: Histories, chunk: Sequence[VoterNumber] = chunk) -> bytes:
            histories.fetch(*(ballots.history_of(voter) for voter in chunk))
            count = 0
            for voter in chunk:
                command = ballots.GiveCarriedSupportBack(merge_id=merge_id)
                events = ballots.decide(histories.ballot(voter), command)
                histories.add(ballots.history_of(voter), events)
                count += len(events)
            return msgspec.json.encode(count)

        outcome = carry_out(platform, asking, decide)
        given_back += msgspec.json.decode(outcome.result, type=int)
    return given_back
