"""Remarks on paragraphs of the mission statement."""

from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import CommentText, Request, Time
from api.resources.schemas.strategy.wishes import Id
from domain.people import Role
from domain.remarks import RemarkStatus
from projections import remarks


class NewRemark(Request, frozen=True, kw_only=True):
    """A remark on a paragraph; `version` is the newest one of the mission, which was read."""

    paragraph: Id
    version: Annotated[int, msgspec.Meta(ge=1, examples=[1])]
    body: CommentText


class PostedRemark(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a remark: `visible`, or `held` until a moderator has read it."""

    id: UUID
    state: RemarkStatus


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A remark; a stub without `body` where it was withdrawn, hidden or waits.

    `version` is the one of the mission it was written for.
    """

    id: UUID
    paragraph: UUID
    version: int
    body: str | None
    state: remarks.State
    author_role: Role | None
    posted_at: Time
    edited: bool
    rules: list[str]


class Remarks(msgspec.Struct, frozen=True, kw_only=True):
    """All remarks on a mission statement, by paragraph, oldest first."""

    items: list[Remark]
    as_of: int
    mask: int
    incomplete: bool = False
