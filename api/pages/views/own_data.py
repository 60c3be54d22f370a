"""Erasing one's account or texts, and a copy of one's own data."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Page, View
from domain.codes import SubjectKind
from domain.people import Role


class OwnText(View, frozen=True, kw_only=True):
    """A contribution that can be ticked; `id` is posted as `subject`."""

    id: str
    kind: SubjectKind
    title: str
    at: datetime
    ticked: bool = False


class ErasurePage(Page, frozen=True, kw_only=True):
    """`/{lang}/me/erasure`, form fields `what` and `subject` (any number).

    Without `fresh` the page only explains, and offers a sign-in link by a button
    posted to `/{lang}/me/erasure/sign-in`.
    """

    template: ClassVar[str] = "erasure.html"
    fresh: bool
    hours: int
    texts: tuple[OwnText, ...]
    roles: tuple[Role, ...] = ()
    votes: int = 0
    drafts: int = 0
    what: str = ""
    errors: tuple[FieldError, ...] = ()


class ErasedItem(View, frozen=True, kw_only=True):
    commitment: str
    position: int
    leaf: int | None = None


class ErasureStatePage(Page, frozen=True, kw_only=True):
    """`/{lang}/erasure/{token}`: cancelling while it waits, the proof when it is done.

    `state` is `void` for unknown and cancelled ones alike.
    """

    template: ClassVar[str] = "erasure_state.html"
    token: str
    state: Literal["waiting", "running", "done", "void"]
    account: bool = True
    due: datetime | None = None
    carried_out: datetime | None = None
    items: tuple[ErasedItem, ...] = ()
    backups_until: date | None = None


class ExportPage(Page, frozen=True, kw_only=True):
    """`/{lang}/me/export`, posted to `/{lang}/me/export/download`; see ErasurePage.fresh."""

    template: ClassVar[str] = "export.html"
    fresh: bool
