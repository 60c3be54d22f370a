"""Two moments side by side."""

from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Time
from api.resources.schemas.processes import Process
from api.resources.schemas.proposals import Comment, Opinions, PublicState


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal at one moment; `state` and `text_version` are null before it was public."""

    as_of: int
    state: PublicState | None
    text_version: int | None
    action_field: UUID | None
    supports: int
    opinions: Opinions
    comments: int


class TextPart(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """A public event in between; `kind` is its stored name without version.

    `leaf` is the index of its entry in the public log.
    """

    leaf: int | None
    kind: str
    at: Time


class ProposalComparison(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a proposal; `before` is the earlier moment.

    `title` and `body` are compared word by word; null where one of the two was not there
    or may not be read today. `comments` came in between, `comments_gone` are public at
    the earlier moment only. `mask` and `incomplete` are those of a page.
    """

    before: Standing
    after: Standing
    title: list[TextPart] | None
    body: list[TextPart] | None
    events: list[Happened]
    comments: list[Comment]
    comments_gone: int
    mask: int
    incomplete: bool = False


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Public proposals of a process and the answers to them, the last of each person."""

    proposals: int
    comments: int
    supports: int
    agree: int
    disagree: int
    passes: int


class ProcessComparison(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a process; null where it was not open yet.

    `proposals` became public in between, newest first, at most 100.
    """

    before: Process | None
    after: Process | None
    before_sums: Sums
    after_sums: Sums
    proposals: list[UUID]
    mask: int
    incomplete: bool = False
