"""What the feed counts: answers per proposal, and proposals per kind."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

import msgspec
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
_CHOICES: tuple[Choice, ...] = ("agree", "disagree", "pass")
_KEY = CountRow.__struct_fields__[:6]
Key = tuple[object, ...]


class Answers(msgspec.Struct):
    """By how much the answers to a proposal differ after a batch."""

    proposal: ProposalId
    supports: int = 0
    choices: dict[Choice, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_CHOICES, 0))


def answered(feed: Sheet[FeedRow], answers: Iterable[Answers]) -> Iterator[FeedRow]:
    """Yield the rows of proposals that were answered, with their new counts."""
    for each in answers:
        row = feed.get(each.proposal)
        if row is not None:
            yield replace(
                row,
                supports=row.supports + each.supports,
                agree=row.agree + each.choices["agree"],
                disagree=row.disagree + each.choices["disagree"],
                passes=row.passes + each.choices["pass"],
                approval=row.approval + each.supports + each.choices["agree"],
            )


def answers_of(ballots: Iterable[Recorded]) -> Collection[Answers]:
    """Return what the votes of a batch change, one sum per proposal."""
    found: dict[int, Answers] = {}
    for recorded in ballots:
        event: Any = recorded.event
        answers = found.get(event.proposal_id.int)
        if answers is None:
            answers = found[event.proposal_id.int] = Answers(event.proposal_id)
        _add_answer(answers, event)
    return found.values()


def _add_answer(answers: Answers, event: Event) -> None:
    match event:
        case OpinionImported():
            answers.choices[event.choice] += 1
            if event.old is not None:
                answers.choices[event.old] -= 1
        case OpinionGiven():
            answers.choices[event.choice] += 1
        case OpinionChanged():
            answers.choices[event.new] += 1
            answers.choices[event.old] -= 1
        case OpinionWithdrawn():
            answers.choices[event.old] -= 1
        case SupportGiven() | SupportCarriedOver():
            answers.supports += 1
        case SupportWithdrawn() | CarriedSupportGivenBack():
            answers.supports -= 1


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
