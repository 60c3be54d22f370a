"""One text goes if two people of the office want it, for programs."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import CommentText, GivenTime, Request, Time

OfficeGround = Literal["legal", "retention"]


class NewTextErasure(Request, frozen=True, kw_only=True):
    """`contribution` is an idea or a comment. Only the office reads the reason."""

    contribution: Annotated[UUID, msgspec.Meta(examples=["0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10"])]
    ground: Annotated[OfficeGround, msgspec.Meta(examples=["legal"])]
    reason: CommentText


class ErasureAgreement(Request, frozen=True, kw_only=True):
    """`seen` is the `proposed` of the proposal that was read.

    If another one waits by now, the answer is `ChangedMeanwhile`: read it again.
    """

    seen: Annotated[GivenTime, msgspec.Meta(examples=["2023-05-08T09:00:00Z"])]


class TextErasure(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that waits. `own`: whoever asks has made it, and cannot agree.

    Whoever agrees sends `proposed` along: it names this proposal.
    """

    contribution: UUID
    ground: OfficeGround
    reason: str
    proposed: Time
    own: bool


class TextErasureList(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that waits for somebody else to agree."""

    items: list[TextErasure]


class TextErasureAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a proposal."""

    contribution: UUID
    erased: bool
