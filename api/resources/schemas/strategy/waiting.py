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

    `yours` says that whoever asks wrote it: then somebody else has to confirm it, and
    sends `seen` along, which names this result.
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
    seen: str | None


class WaitingResultList(Page, frozen=True, kw_only=True):
    """Results that wait, by the days of their formats; `next` is always null."""

    items: list[WaitingResult]


class WaitingRecord(CouncilDecision, frozen=True, kw_only=True):
    """A decision whose record waits, or one in force whose `correction` does.

    `recorded_at`, `yours` and `seen` are about what waits: who wrote it does not confirm it,
    and who confirms it sends `seen` along, which names this record or correction.
    """

    correction: CouncilCorrection | None
    recorded_at: Time | None
    yours: bool
    seen: str | None


class WaitingRecordList(Page, frozen=True, kw_only=True):
    """Records and corrections that wait, the newest session first; `next` is always null."""

    items: list[WaitingRecord]


class WaitingReopening(msgspec.Struct, frozen=True, kw_only=True):
    """A closed phase that somebody wants to go on until `until`. `id` is the phase's.

    `yours` says that whoever asks proposed it: then somebody else has to agree, and sends
    `seen` along, which names this proposal.
    """

    id: UUID
    until: Time
    reason: str | None
    yours: bool
    seen: str


class WaitingReopeningList(Page, frozen=True, kw_only=True):
    """Proposals to reopen phases, in the order of the phases; `next` is always null."""

    items: list[WaitingReopening]
