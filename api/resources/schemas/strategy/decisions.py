"""Decisions of councils and committees; words follow OParl 1.1."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.codes import TerritoryKey
from domain.decisions import ConsultationRole, DecisionStatus, Result, ResultDoubt
from domain.decisions.events import SubjectKind

VoteMethod = Literal["open", "roll_call", "secret"]


class CouncilVoteCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many raised a hand for what; abstentions do not count for the majority."""

    yes: int
    no: int
    abstain: int
    method: VoteMethod | None


class CouncilRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What minutes say. `vote` is null where none was taken or none was counted."""

    result: Result
    present: int
    vote: CouncilVoteCount | None


class CouncilSubject(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided on, in exactly this version."""

    kind: SubjectKind
    id: UUID
    version: int


class CouncilPaper(msgspec.Struct, frozen=True, kw_only=True):
    """The paper of an item; `sha256` is that of its file, name and type those of a source."""

    reference: str | None
    url: str | None
    sha256: str | None
    name: str | None
    type: str | None


class CouncilDecision(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item, and what came of it once a second person has confirmed it.

    `territory` is null where it is decided for the lead. Of items of a source (`state`
    imported) `number` and `role` may be unknown; `wording` is what it calls the result,
    `doubts` why votes may not belong to it. `version` counts corrections from 1 on, and is
    0 before the first confirmation.
    """

    id: UUID
    process: UUID
    body: UUID
    territory: TerritoryKey | None
    session: date | None
    number: str | None
    title: str | None
    paper: CouncilPaper | None
    role: ConsultationRole | None
    authoritative: bool
    subjects: list[CouncilSubject]
    state: DecisionStatus
    version: int
    result: Result | None
    wording: str | None
    doubts: list[ResultDoubt]
    present: int | None
    vote: CouncilVoteCount | None
    text: str | None
    conditions: str | None
    minutes: str | None
    confirmed_at: Time | None
    published_at: Time | None
    repealed_by: UUID | None
    repealed_at: Time | None


class CouncilDecisionPage(Page, frozen=True, kw_only=True):
    """Some public items of a process, the newest session first."""

    items: list[CouncilDecision]


class CouncilCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded before, and what the minutes say.

    `confirmed_at` is null while it waits for a second person.
    """

    version: int
    before: CouncilRecord
    after: CouncilRecord
    reason: str | None
    minutes: str | None
    proposed_at: Time
    confirmed_at: Time | None


class CouncilDecisionDetails(CouncilDecision, frozen=True, kw_only=True):
    """A decision with its corrections, oldest first, and the decisions that it repealed."""

    corrections: list[CouncilCorrection]
    repeals: list[UUID]
    as_of: int
    mask: int
    incomplete: bool = False
