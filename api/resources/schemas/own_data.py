"""Erasing one's account or texts, for programs."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Request, Time

Texts = Literal["none", "some", "all"]


class ErasureWish(Request, frozen=True, kw_only=True):
    """What shall go. `contributions` belongs to `texts: some`: ids of one's own."""

    account: Annotated[bool, msgspec.Meta(examples=[True])] = True
    texts: Annotated[Texts, msgspec.Meta(examples=["all"])] = "none"
    contributions: Annotated[tuple[UUID, ...], msgspec.Meta(examples=[[]])] = ()


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that was asked for. Until `due` it can be cancelled, unless `begun`.

    `address` shows its state without signing in, and the proof afterwards.
    """

    account: bool
    texts: Texts
    requested: Time
    due: Time
    begun: bool
    address: str


class ErasureAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`pending` is null where nothing was asked for."""

    pending: Erasure | None
