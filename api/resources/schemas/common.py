"""What the concepts of the API share: lists, texts, times, places on a map."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from api.days import YEARS
from api.pages.formatting import VISIBLE
from domain.codes import BODY_MAXIMUM, COMMENT_MAXIMUM, TITLE_MAXIMUM, RuleCode, SubjectKind
from domain.messages import ContentRef

# Texts have at least one character that is `VISIBLE`: what is left after cleaning is never empty.
Time = Annotated[datetime, msgspec.Meta(tz=True)]
_IN_THESE_YEARS = {"pattern": "^[12][0-9]{3}-"}
GivenDay = Annotated[date, msgspec.Meta(extra_json_schema=_IN_THESE_YEARS)]
GivenTime = Annotated[datetime, msgspec.Meta(tz=True, extra_json_schema=_IN_THESE_YEARS)]
Title = Annotated[
    str,
    msgspec.Meta(max_length=TITLE_MAXIMUM, pattern=VISIBLE, examples=["Rufbus am Abend"]),
]
Body = Annotated[
    str,
    msgspec.Meta(
        max_length=BODY_MAXIMUM,
        pattern=VISIBLE,
        examples=["Nach 19 Uhr fährt hier kein Bus mehr. Ein Rufbus bis 23 Uhr würde reichen."],
    ),
]
CommentText = Annotated[
    str,
    msgspec.Meta(
        max_length=COMMENT_MAXIMUM,
        pattern=VISIBLE,
        examples=["Das bräuchten wir auch in den Dörfern."],
    ),
]
Remark = Annotated[
    str,
    msgspec.Meta(
        max_length=COMMENT_MAXIMUM,
        examples=["Im zweiten Absatz steht die Anschrift der Nachbarin."],
    ),
]
Explanation = Annotated[
    str,
    msgspec.Meta(
        max_length=BODY_MAXIMUM,
        examples=["Der Text nennt Namen und Anschrift einer unbeteiligten Person."],
    ),
]
Quotation = Annotated[str, msgspec.Meta(max_length=BODY_MAXIMUM)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Rules = Annotated[tuple[RuleCode, ...], msgspec.Meta(max_length=10, examples=[["HR04"]])]
Rule = Annotated[RuleCode, msgspec.Meta(examples=["HR04"])]
Seen = Annotated[ContentRef, msgspec.Meta(examples=["TWVociBhbHMgZWluIFZpZXJ0ZWwgYWxsZXIgRG9yZmI"])]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a program sends. Unknown fields are refused, so that none is lost in silence."""

    def __post_init__(self) -> None:
        """Refuse days like 9999-12-31, which some write for "without an end".

        What reads them later adds a few weeks, or looks which day it is in Berlin.

        Raises:
            ValueError: a year is not one of `YEARS`.
        """
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, date) and value.year not in YEARS:
                raise ValueError(f"the year of field `{name}` is none from 1000 to 2999")


class NewConfirmation(Request, frozen=True, kw_only=True):
    """What a second person has read, by the `seen` that came with it.

    If something else stands there by now, the answer is `ChangedMeanwhile`: read it again.
    """

    seen: Seen


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

    type: Annotated[Literal["Point"], msgspec.Meta(examples=["Point"])]
    coordinates: Annotated[tuple[Longitude, Latitude], msgspec.Meta(examples=[[7.9459, 50.4431]])]


class SubjectRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a report or a case is about."""

    kind: Annotated[SubjectKind, msgspec.Meta(examples=["proposal"])]
    id: Annotated[UUID, msgspec.Meta(examples=["0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10"])]
