"""What the data protection officer watches, for programs."""

from typing import Literal

import msgspec

from api.keeping import Kept
from api.resources.schemas.common import Time
from domain.use_cases.erasing import Ground


class RequestedErasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that was asked for and is not done. `waiting`: it can be cancelled."""

    requested: Time
    due: Time
    ground: Ground
    account: bool
    texts: Literal["none", "some", "all"]
    state: Literal["waiting", "running", "mail_fails"]


class CarriedOutErasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that was carried out; `texts` counts titles, bodies and versions."""

    at: Time
    ground: Ground
    account: bool
    texts: int


class RetentionTerm(msgspec.Struct, frozen=True, kw_only=True):
    """How many days something is kept; `due` is how much is over it, null in a demo."""

    kept: Kept
    days: int
    due: int | None


class DataProtectionReport(msgspec.Struct, frozen=True, kw_only=True):
    """Erasures that were asked for, those carried out, and how long each thing is kept."""

    requested: list[RequestedErasure]
    carried_out: list[CarriedOutErasure]
    terms: list[RetentionTerm]
