"""What waits for a second person: results of formats on site, records of decisions."""

from datetime import date
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from api.resources.schemas.strategy.decisions import CouncilCorrection, CouncilDecision
from api.resources.schemas.strategy.gathering import WorkshopDots
from domain.workshops import FormatKind


class WaitingResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of a format, as somebody wrote it down. `id` is the format's.

    `yours` says that whoever asks wrote it: then somebody else has to confirm it.
    """

    id: UUID
    kind: FormatKind
    title: str | None
    place: str | None
    day: date
    attendance: int
    summary: str | None
    protocol: str | None
    dots: list[WorkshopDots]
    recorded_at: Time
    yours: bool


class WaitingResultList(Page, frozen=True, kw_only=True):
    """Results that wait, by the days of their formats; `next` is always null."""

    items: list[WaitingResult]


class WaitingRecord(CouncilDecision, frozen=True, kw_only=True):
    """A decision whose record waits, or one in force whose `correction` does.

    `recorded_at` and `yours` are about what waits; who wrote it does not confirm it.
    """

    correction: CouncilCorrection | None
    recorded_at: Time | None
    yours: bool


class WaitingRecordList(Page, frozen=True, kw_only=True):
    """Records and corrections that wait, the newest session first; `next` is always null."""

    items: list[WaitingRecord]
