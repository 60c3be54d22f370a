"""Erased texts: the public note that words went while events and counts stay."""

from typing import Literal
from uuid import UUID, uuid5

from domain.codes import Subject
from domain.messages import ContentRef, Event, Refusal, StreamId

_ERASURES = UUID("0d7f7a52-5a54-5d52-8a4f-5f2b7c1f7e10")


class ContentErased(Event, frozen=True, tag="content.erased/1"):
    """The text behind a reference was destroyed; names no person."""

    ref: ContentRef
    subject: Subject | None
    ground: Literal["request", "legal", "retention"]


def history_of(ref: ContentRef) -> StreamId:
    """Return the stream that can hold the one erasure of a text."""
    return StreamId(uuid5(_ERASURES, ref))


class FreshSignInNeeded(Refusal):
    """It takes a sign-in of the last few minutes; `minutes` says how many."""


class ErasureHasBegun(Refusal):
    """It is too late to cancel: texts are being destroyed."""


class TextUnknown(Refusal):
    """There is no such text, or it was erased already."""


class AnotherPersonMustAgree(Refusal):
    """Who asked for an erasure does not carry it out as well (four eyes)."""
