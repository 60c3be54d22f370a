"""Paper intake: sheets, transcripts, and where they stand."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, GivenDay, Page, Request, Time, Title
from domain.codes import Receipt, TerritoryKey
from domain.papers import AsideReason, PaperStatus


class NewTranscript(Request, frozen=True, kw_only=True):
    """What a clerk read on a sheet; neither name nor address of its writer."""

    title: Title
    body: Body
    action_field: UUID | None = None
    territory: TerritoryKey | None = None


class NewPaper(NewTranscript, frozen=True, kw_only=True):
    """A sheet that reached an office on `received_on`; `process` is a slug or an id."""

    process: Annotated[str, msgspec.Meta(max_length=60, examples=["gemeinsam"])]
    received_on: Annotated[GivenDay, msgspec.Meta(examples=["2023-06-16"])]


class NewAside(Request, frozen=True, kw_only=True):
    """Why a sheet does not become a proposal."""

    reason: Annotated[AsideReason, msgspec.Meta(examples=["duplicate"])]


class PaperStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where a sheet stands after a command; `proposal` is what it became."""

    id: UUID
    receipt: Receipt
    state: PaperStatus
    proposal: UUID | None


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet with its newest transcript, which clerks and auditors alone may read.

    `seen` names this transcript; whoever confirms it sends that along.
    """

    id: UUID
    receipt: Receipt
    state: PaperStatus
    process: UUID
    received_on: date
    title: str | None
    body: str | None
    action_field: UUID | None
    territory: TerritoryKey | None
    transcribed_at: Time
    seen: str | None
    proposal: UUID | None
    reason: AsideReason | None


class PaperList(Page, frozen=True, kw_only=True):
    """What waits for a second clerk, whole: `next` is always null."""

    items: list[Paper]
