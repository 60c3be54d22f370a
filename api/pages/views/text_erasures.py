"""Erasing one text, by two people of the office."""

from datetime import datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, IdeaLink, Page, View
from domain.codes import SubjectKind


class TextToErase(View, frozen=True, kw_only=True):
    """An idea, a comment or a remark; `title` is the title, or how it begins.

    `idea` is None for a remark.
    """

    id: str
    kind: SubjectKind
    title: str
    idea: IdeaLink | None


class WaitingErasure(View, frozen=True, kw_only=True):
    """A proposal. `own`: the reader has made it, and somebody else must agree."""

    text: TextToErase
    ground: Literal["legal", "retention"]
    reason: str
    at: datetime
    own: bool


class TextErasuresPage(Page, frozen=True, kw_only=True):
    """`/{lang}/erasures`: what waits for a second person of the office."""

    template: ClassVar[str] = "text_erasures.html"
    waiting: tuple[WaitingErasure, ...]


class TextErasurePage(Page, frozen=True, kw_only=True):
    """`/{lang}/erasures/{id}`.

    POST there proposes it (ground, reason); POST `agreement` and `refusal` (no fields)
    are for what waits. With `gone` nothing is left of the text.
    """

    template: ClassVar[str] = "text_erasure.html"
    text: TextToErase
    body_html: str
    versions: int
    gone: bool
    waiting: WaitingErasure | None = None
    ground: str = ""
    reason: str = ""
    errors: tuple[FieldError, ...] = ()
