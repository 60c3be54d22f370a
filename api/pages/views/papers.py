"""Paper intake: the clerks' list, the form, one sheet, and the receipt to print."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Option, Page, View
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM
from domain.papers import AsideReason

PaperState = Literal["waiting", "confirmed", "set_aside"]


class PaperEntry(View, frozen=True, kw_only=True):
    """A sheet in the list. `yours` says that the reader typed it in last."""

    id: str
    receipt: str
    title: str
    process_title: str
    received_on: date
    transcribed_at: datetime
    state: PaperState
    yours: bool = False
    settled_at: datetime | None = None
    idea_id: str | None = None
    reason: AsideReason | None = None


class PaperProcess(View, frozen=True, kw_only=True):
    """A process in which the reader may type sheets in."""

    slug: str
    title: str


class PaperDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/papers`."""

    template: ClassVar[str] = "papers.html"
    processes: tuple[PaperProcess, ...]
    waiting: tuple[PaperEntry, ...]
    settled: tuple[PaperEntry, ...]


class PaperForm(View, frozen=True, kw_only=True):
    """What was typed; `received_on` as the browser sends days (2023-07-16)."""

    received_on: str = ""
    title: str = ""
    body: str = ""
    field: str = ""
    territory: str = ""


class PaperFormPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/papers/new`, or `/{lang}/papers/{id}/correction` with `paper_id`.

    A correction keeps the day and the number of the sheet, `receipt`.
    """

    template: ClassVar[str] = "paper_form.html"
    slug: str
    process_title: str
    form: PaperForm
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    today: date
    paper_id: str | None = None
    receipt: str | None = None
    errors: tuple[FieldError, ...] = ()
    title_maximum: int = TITLE_MAXIMUM
    body_maximum: int = BODY_MAXIMUM


class PaperPage(Page, frozen=True, kw_only=True):
    """`/{lang}/papers/{id}`. Forms: `confirmation` (seen), `aside` (reason)."""

    template: ClassVar[str] = "paper.html"
    entry: PaperEntry
    body: str
    field: str | None
    territory: str | None
    reasons: tuple[AsideReason, ...]
    errors: tuple[FieldError, ...] = ()
    seen: str = ""


class PaperReceiptPage(Page, frozen=True, kw_only=True):
    """`/{lang}/papers/{id}/receipt`, made to be printed and handed out.

    `compared` says that a second person has confirmed the transcript already.
    """

    template: ClassVar[str] = "paper_receipt.html"
    paper_id: str
    receipt: str
    title: str
    process_title: str
    received_on: date
    short_url: str
    compared: bool = False
