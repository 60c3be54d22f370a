"""What the feed counts: answers per proposal, and proposals per kind."""

from collections.abc import Iterator
from uuid import UUID

from msgspec.structs import replace

from domain.ballots import (
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportGiven,
    SupportWithdrawn,
)
from domain.codes import Choice, ProposalId
from domain.messages import Event, Recorded
from projections.feed.rows import CountRow, FeedRow
from projections.model import Sheet, Work

_NO_FIELD = UUID(int=0)
_SUPPORTS = 0
_CHOICES: dict[Choice, int] = {"agree": 1, "disagree": 2, "pass": 3}
_KEY = CountRow.__struct_fields__[:6]
Key = tuple[object, ...]


def answered(feed: Sheet[FeedRow], ballots: list[Recorded]) -> Iterator[FeedRow]:
    """Yield the rows of proposals that were answered, with their new counts."""
    for proposal, (supports, agree, disagree, passes) in _differences(ballots).items():
        row = feed.get(proposal)
        if row is not None:
            yield replace(
                row,
                supports=row.supports + supports,
                agree=row.agree + agree,
                disagree=row.disagree + disagree,
                passes=row.passes + passes,
                approval=row.approval + supports + agree,
            )


def _differences(ballots: list[Recorded]) -> dict[ProposalId, list[int]]:
    found: dict[ProposalId, list[int]] = {}
    for recorded in ballots:
        event: Event = recorded.event
        match event:
            case OpinionImported(proposal_id=proposal, choice=choice, old=old):
                counts = found.setdefault(proposal, [0, 0, 0, 0])
                counts[_CHOICES[choice]] += 1
                if old is not None:
                    counts[_CHOICES[old]] -= 1
            case OpinionGiven(proposal_id=proposal, choice=choice):
                found.setdefault(proposal, [0, 0, 0, 0])[_CHOICES[choice]] += 1
            case OpinionChanged(proposal_id=proposal, old=old, new=new):
                counts = found.setdefault(proposal, [0, 0, 0, 0])
                counts[_CHOICES[new]] += 1
                counts[_CHOICES[old]] -= 1
            case OpinionWithdrawn(proposal_id=proposal, old=old):
                found.setdefault(proposal, [0, 0, 0, 0])[_CHOICES[old]] -= 1
            case SupportGiven(proposal_id=proposal) | SupportCarriedOver(proposal_id=proposal):
                found.setdefault(proposal, [0, 0, 0, 0])[_SUPPORTS] += 1
            case SupportWithdrawn() | CarriedSupportGivenBack():
                found.setdefault(event.proposal_id, [0, 0, 0, 0])[_SUPPORTS] -= 1
    return found


def save_counts(feed: Sheet[FeedRow], work: Work) -> None:
    """Move the counters by the difference between the stored rows and those of now."""
    differences: dict[Key, list[int]] = {}
    for before, after in feed.changes():
        for row, sign in ((before, -1), (after, 1)):
            if row is not None:
                _add(differences.setdefault(_key(row), [0] * 6), row, sign)
    sheet = work.sheet(CountRow, "feed_counts", list(differences))
    for key, numbers in differences.items():
        sheet.put(_moved(sheet.get(key) or _none(key), numbers))
    for count in sheet.values():
        # Kinds that no proposal is of any more must not depend on how batches were cut.
        if count.proposals == 0:
            sheet.remove(tuple(getattr(count, name) for name in _KEY))
    sheet.save()


def _key(row: FeedRow) -> Key:
    return (
        row.process_id,
        row.public,
        row.state,
        row.field or _NO_FIELD,
        row.territory or "",
        row.channel,
    )


def _none(key: Key) -> CountRow:
    return CountRow(*key)  # type: ignore[arg-type]  # the key has these six types


def _add(numbers: list[int], row: FeedRow, sign: int) -> None:
    counted = (1, row.comments, row.supports, row.agree, row.disagree, row.passes)
    for index, number in enumerate(counted):
        numbers[index] += sign * number


def _moved(row: CountRow, numbers: list[int]) -> CountRow:
    proposals, comments, supports, agree, disagree, passes = numbers
    return replace(
        row,
        proposals=row.proposals + proposals,
        comments=row.comments + comments,
        supports=row.supports + supports,
        agree=row.agree + agree,
        disagree=row.disagree + disagree,
        passes=row.passes + passes,
    )
