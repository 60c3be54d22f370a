"""What the concepts of the API share: lists, texts, places on a map."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from domain.codes import BODY_MAXIMUM, COMMENT_MAXIMUM, TITLE_MAXIMUM, RuleCode, SubjectKind

_VISIBLE = r"\S"  # at least one character that is not white space
Title = Annotated[str, msgspec.Meta(max_length=TITLE_MAXIMUM, pattern=_VISIBLE)]
Body = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM, pattern=_VISIBLE)]
CommentText = Annotated[str, msgspec.Meta(max_length=COMMENT_MAXIMUM, pattern=_VISIBLE)]
Remark = Annotated[str, msgspec.Meta(max_length=COMMENT_MAXIMUM)]
Explanation = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Rules = Annotated[tuple[RuleCode, ...], msgspec.Meta(max_length=10)]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a program sends. Unknown fields are refused, so that none is lost in silence."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a list, and which moment it shows.

    `next` goes into `cursor` for the part that follows; null at the end. `as_of` is the
    position of the log it was read at, `mask` that of the last text taken from the
    public: for the same two an answer is the same for ever. `incomplete` says that
    texts are missing which will be back soon.
    """

    items: list[Any]
    next: str | None
    as_of: int
    mask: int
    incomplete: bool = False


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A GeoJSON point: longitude, then latitude, WGS 84."""

    type: Literal["Point"]
    coordinates: tuple[Longitude, Latitude]


class SubjectRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a report or a case is about."""

    kind: SubjectKind
    id: UUID
