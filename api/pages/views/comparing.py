"""Two moments of an idea or a process side by side."""

from datetime import datetime
from typing import ClassVar, Literal

from api.pages.views.common import IdeaLink, Page, TextPart, TimelineEntry, View


class ComparedMoment(View, frozen=True, kw_only=True):
    """One of the two moments; `at` is None before the first event, `day` fills its field.

    `url` leads to the page as of it. `today` says that it is the newest state there is.
    """

    position: int
    at: datetime | None
    day: str
    url: str
    today: bool = False


class ComparedValue(View, frozen=True, kw_only=True):
    """A number or word at both moments; None where there was none. `by` is the difference.

    `german` says what of it people wrote: the name, or the value.
    """

    name: str
    before: str | None
    after: str | None
    by: int | None = None
    german: Literal["neither", "name", "value"] = "neither"

    @property
    def changed(self) -> bool:
        """Whether it is another one now."""
        return self.before != self.after


class ComparedText(View, frozen=True, kw_only=True):
    """A text at both moments, word by word.

    `same`: nothing changed; `missing`: at least one of the two may not be read today.
    """

    name: str
    state: Literal["changed", "same", "missing", "new"]
    parts: tuple[TextPart, ...] = ()


class ComparedComment(View, frozen=True, kw_only=True):
    """A comment that came; `body` is plain text and shortened."""

    id: str
    at: datetime
    body: str | None


class ComparePage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}/compare` and `/{lang}/p/{slug}/compare`.

    `kind` says which of the two; `own_url` is what the form is sent to, `back_url` leads
    to the object of today. `unknown` says that there was nothing public at the first moment.
    """

    template: ClassVar[str] = "compare.html"
    kind: Literal["idea", "process"]
    title: str
    own_url: str
    back_url: str
    before: ComparedMoment
    after: ComparedMoment
    values: tuple[ComparedValue, ...]
    texts: tuple[ComparedText, ...]
    events: tuple[TimelineEntry, ...] = ()
    added: tuple[ComparedComment, ...] = ()
    gone: int = 0
    ideas: tuple[IdeaLink, ...] = ()
    unknown: bool = False
