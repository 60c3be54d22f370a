"""Proposals, what people say to them, and comments."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, CommentText, Page, Point, Request, Time, Title
from domain.codes import Choice, Receipt, Stance, TerritoryKey, Verdict, WithdrawalReason
from domain.comments import CommentStatus
from domain.messages import Channel
from domain.people import Role
from domain.proposals import Status
from projections import comments

ListedState = Literal["published", "merged", "withdrawn"]
PublicState = Literal["published", "merged", "withdrawn", "hidden"]
Says = Literal["nothing", "support", "agree", "disagree", "pass"]


class Opinions(msgspec.Struct, frozen=True, kw_only=True):
    """The last opinion of each person; earlier ones are in the history."""

    agree: int
    disagree: int
    # The word is reserved in Python; the API says `pass`.
    passes: int = msgspec.field(name="pass")


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as the public may read it.

    `title` and `body` are null where they may not be read: withdrawn, hidden, erased.
    A work without a title has a body only. `text_version` is the version shown. `answer`
    is the verdict of the last answer, `in_measure` says that it went into a measure, at
    least in part.
    """

    id: UUID
    receipt: Receipt
    process: UUID
    title: str | None
    body: str | None
    state: PublicState
    action_field: UUID | None
    territory: TerritoryKey | None
    channel: Channel
    author_role: Role
    submitted_at: Time
    published_at: Time | None
    text_version: int
    supports: int
    opinions: Opinions
    comments: int
    answer: Verdict | None = None
    in_measure: bool = False
    as_of: int


class ProposalDetails(Proposal, frozen=True, kw_only=True):
    """One proposal with what lists leave out.

    `merged_into` is the proposal it goes on in, `rules` are the house rules by which
    its text was hidden, `withdrawn` is the reason its author gave for taking it back.
    `source` is the address an imported one comes from. `mask` and `incomplete` are
    those of a page.
    """

    location: Point | None
    source: str | None
    merged_into: UUID | None
    rules: list[str]
    withdrawn: WithdrawalReason | None
    mask: int
    incomplete: bool = False


class ProposalPage(Page, frozen=True, kw_only=True):
    """A part of a list of proposals."""

    items: list[Proposal]


class NewProposal(Request, frozen=True, kw_only=True):
    """A proposal to hand in.

    `action_field` and `territory` are among those of the process; who does not know
    leaves them out.
    """

    title: Title
    body: Body
    action_field: UUID | None = None
    territory: TerritoryKey | None = None
    location: Point | None = None


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a submission.

    `submitted` waits for a moderator, `published` is public already. `receipt` is the
    number by which people ask for it.
    """

    id: UUID
    receipt: Receipt
    state: Status


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the person asking says to a proposal from now on."""

    id: UUID
    says: Says


class NewOpinion(Request, frozen=True, kw_only=True):
    """An answer to an opinion question."""

    choice: Annotated[Choice, msgspec.Meta(examples=["agree"])]


class NewComment(Request, frozen=True, kw_only=True):
    """A comment, or with `parent` a reply to one."""

    body: CommentText
    parent: UUID | None = None
    stance: Annotated[Stance | None, msgspec.Meta(examples=["pro"])] = None


class PostedComment(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a comment: `visible`, or `held` until a moderator has read it."""

    id: UUID
    state: CommentStatus


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment; a stub without `body` where it was withdrawn, hidden or waits.

    `depth` 0 stands below the proposal itself; `replies` counts direct answers.
    """

    id: UUID
    parent: UUID | None
    depth: int
    body: str | None
    stance: Stance | None
    state: comments.State
    author_role: Role | None
    posted_at: Time
    edited: bool
    rules: list[str]
    replies: int


class CommentPage(Page, frozen=True, kw_only=True):
    """Some threads with all their replies, in reading order."""

    items: list[Comment]
