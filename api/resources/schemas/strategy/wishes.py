"""What the requests of a strategy have in common: ids, days, money, texts."""

from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import GivenDay, Request
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM, Cents, TerritoryKey

Id = Annotated[UUID, msgspec.Meta(examples=["0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10"])]
Key = Annotated[TerritoryKey, msgspec.Meta(examples=["07231"])]
Day = Annotated[GivenDay, msgspec.Meta(examples=["2024-03-01"])]
Money = Annotated[Cents, msgspec.Meta(examples=[4000000])]
Version = Annotated[int, msgspec.Meta(ge=0, le=1_000_000, examples=[1])]
Note = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)]
Line = Annotated[str, msgspec.Meta(max_length=TITLE_MAXIMUM)]
Reason = Annotated[
    str, msgspec.Meta(max_length=BODY_MAXIMUM, examples=["Die Firma kann erst im März beginnen."])
]


class NewReason(Request, frozen=True, kw_only=True):
    """Why something is done; published with it."""

    reason: Reason
