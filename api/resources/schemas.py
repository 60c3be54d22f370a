"""What the JSON API takes and gives. Ids are opaque strings, times RFC 3339 in UTC."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

import msgspec

from domain.codes import (
    BODY_MAXIMUM,
    COMMENT_MAXIMUM,
    TITLE_MAXIMUM,
    Receipt,
    RuleCode,
    Stance,
    SubjectKind,
    TerritoryKey,
)
from domain.messages import Channel
from domain.moderation import AppealOutcome, Outcome
from domain.people import Role

T = TypeVar("T")

_VISIBLE = r"\S"  # at least one character that is not white space
Title = Annotated[str, msgspec.Meta(max_length=TITLE_MAXIMUM, pattern=_VISIBLE)]
Body = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM, pattern=_VISIBLE)]
CommentText = Annotated[str, msgspec.Meta(max_length=COMMENT_MAXIMUM, pattern=_VISIBLE)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
CaseState = Literal["open", "in_work", "decided", "appealed", "final"]


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A list. `next` goes into `cursor=` for the following page; `as_of` is the position read."""

    items: list[T]
    next: str | None
    as_of: int


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A GeoJSON point: longitude, then latitude, WGS 84."""

    type: Literal["Point"]
    coordinates: tuple[Longitude, Latitude]


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A phase. `open_now` says whether the public may act in it at this moment."""

    id: UUID
    kind: str
    title: str | None
    status: Literal["announced", "open", "closed"]
    open_now: bool
    starts: datetime
    ends: datetime
    announced_end: datetime
    level: str
    negotiable: str | None
    not_negotiable: str | None
    features: list[str]
    moderation: str


class ActionField(msgspec.Struct, frozen=True, kw_only=True):
    """A thematic area; `merged_into` stands for it today, if set."""

    id: UUID
    name: str | None
    description: str | None
    merged_into: UUID | None


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """A place by its official key."""

    key: TerritoryKey
    name: str | None
    parent: TerritoryKey | None


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """A process with what it asks, and what is open now."""

    id: UUID
    slug: str
    title: str | None
    summary: str | None
    question: Literal["support", "opinion"]
    opened_at: datetime
    open_features: list[str]
    phases: list[Phase]
    action_fields: list[ActionField]
    territories: list[Territory]
    as_of: int


class Opinions(msgspec.Struct, frozen=True, kw_only=True):
    """The last opinion of each person; earlier ones are in the history."""

    agree: int
    disagree: int
    # The word is reserved in Python; the API says `pass`.
    passes: int = msgspec.field(name="pass")


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as the public may read it; `title` and `body` are null where it may not.

    `text_version` is the version shown, `merged_into` where it goes on.
    """

    id: UUID
    receipt: Receipt
    process: UUID
    title: str | None
    body: str | None
    state: str
    action_field: UUID | None
    territory: TerritoryKey | None
    channel: Channel
    author_role: Role
    submitted_at: datetime
    published_at: datetime | None
    text_version: int
    supports: int
    opinions: Opinions
    comments: int
    as_of: int
    location: Point | None = None
    merged_into: UUID | None = None
    rules: list[str] = []


class NewProposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A proposal to hand in. `territory` is an official key of the process's tree."""

    title: Title
    body: Body
    action_field: UUID | None = None
    territory: TerritoryKey | None = None
    location: Point | None = None


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a submission: it waits for a moderator, or is published already."""

    id: UUID
    receipt: Receipt
    state: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the person asking says to a proposal from now on."""

    id: UUID
    says: Literal["nothing", "support", "agree", "disagree", "pass"]


class NewOpinion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to an opinion question."""

    choice: Literal["agree", "disagree", "pass"]


class NewComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment, or with `parent` a reply."""

    body: CommentText
    parent: UUID | None = None
    stance: Stance | None = None


class PostedComment(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a comment: `visible`, or `held` until a moderator has read it."""

    id: UUID
    state: str


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment; a stub without `body` where it was withdrawn or hidden."""

    id: UUID
    parent: UUID | None
    depth: int
    body: str | None
    stance: Stance | None
    state: str
    author_role: Role | None
    posted_at: datetime
    edited: bool
    rules: list[str]
    replies: int


class NewReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notice that something public breaks a house rule."""

    subject: "SubjectRef"
    rule: RuleCode
    text: Annotated[str, msgspec.Meta(max_length=COMMENT_MAXIMUM)] | None = None


class SubjectRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a report or a case is about."""

    kind: SubjectKind
    id: UUID


class Report(msgspec.Struct, frozen=True):
    """The case that looks into a report."""

    case: UUID


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A moderation case as moderators see it."""

    id: UUID
    state: CaseState
    subject: SubjectRef
    process: UUID
    trigger: str
    due: datetime
    overdue: bool
    reports: int
    claimed: bool
    outcome: str | None


class CaseStanding(msgspec.Struct, frozen=True):
    """Where a case stands after a command."""

    id: UUID
    state: CaseState


class NewDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A first decision, or on an appeal `upheld`, `overturned` or `partly`.

    Restricting outcomes need a rule and an explanation of 20 characters.
    """

    outcome: Outcome | AppealOutcome
    rules: tuple[RuleCode, ...] = ()
    explanation: Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)] | None = None
    quoted: Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)] | None = None
    into: UUID | None = None


class NewAppeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the author asks for a second look."""

    text: CommentText
