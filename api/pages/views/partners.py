"""Municipalities that decide for themselves on a shared measure."""

from datetime import datetime
from typing import Literal

from api.pages.views.common import View

PartnerState = Literal["open", "waiting", "takes_part", "not_part"]


class PartnerView(View, frozen=True, kw_only=True):
    """A municipality that decides for itself; `at` is when its decision took effect."""

    key: str
    name: str
    state: PartnerState
    body: str | None = None
    decision: str | None = None
    at: datetime | None = None
    version: int | None = None
    conditions: str | None = None
