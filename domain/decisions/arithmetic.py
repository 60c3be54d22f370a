"""The arithmetic of a recorded vote (I12)."""

from typing import Annotated, Literal

import msgspec

from domain.messages import Refusal

Result = Literal["unchanged", "changed", "rejected", "deferred", "referred", "acknowledged"]
"""What a body made of a paper; OParl leaves the wording open, we do not."""

Heads = Annotated[int, msgspec.Meta(ge=0, le=1000)]

ADOPTING: frozenset[Result] = frozenset({"unchanged", "changed"})


class CouncilVote(msgspec.Struct, frozen=True, kw_only=True):
    """Who raised a hand for what. Abstentions do not count for the majority."""

    yes: Heads
    no: Heads
    abstain: Heads
    method: Literal["open", "roll_call", "secret"] = "open"

    @property
    def total(self) -> int:
        """Everybody who voted or abstained."""
        return self.yes + self.no + self.abstain

    @property
    def unanimous(self) -> bool:
        """Whether nobody was against; abstentions do not break it."""
        return self.yes > 0 and self.no == 0

    @property
    def carried(self) -> bool:
        """Whether it was adopted: more yes than no. A tie is a rejection."""
        return self.yes > self.no


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the minutes say. `vote` is None where none was taken or none was counted."""

    result: Result
    present: Heads
    vote: CouncilVote | None


class MorePresentThanSeats(Refusal): ...


class MoreVotesThanPresent(Refusal): ...


class ResultContradictsVote(Refusal):
    """Adopted needs more yes than no, rejected the contrary; a tie is a rejection."""


class VoteMissing(Refusal):
    """An authoritative decision to adopt or reject comes with its vote."""


def check(record: Record, *, seats: int, authoritative: bool) -> None:
    """Refuse minutes that cannot be right (I12).

    Raises:
        MorePresentThanSeats, MoreVotesThanPresent, ResultContradictsVote, VoteMissing.
    """
    if record.present > seats:
        raise MorePresentThanSeats(present=record.present, seats=seats)
    vote = record.vote
    settled = record.result in ADOPTING or record.result == "rejected"
    if vote is None:
        if settled and authoritative:
            raise VoteMissing
        return
    if vote.total > record.present:
        raise MoreVotesThanPresent(votes=vote.total, present=record.present)
    if settled and vote.carried != (record.result in ADOPTING):
        raise ResultContradictsVote(yes=vote.yes, no=vote.no, result=record.result)
