"""Paper intake: the clerks' list, the form, one sheet, and the receipt to print."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Option, Page, ProposalState, Statement, View
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM
from domain.moderation import AppealOutcome
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


class PaperFate(View, frozen=True, kw_only=True):
    """What became of a sheet's idea; `public` that everybody can read it.

    `statement` is what its writer is to be told by letter, with the last day to object;
    `case_id` is set where a clerk can write an objection down. `answered` that there is an
    answer to be told by letter.
    """

    state: ProposalState
    public: bool
    answered: bool = False
    statement: Statement | None = None
    appeal_until: date | None = None
    may_appeal: bool = False
    appealed_at: datetime | None = None
    ruling: AppealOutcome | None = None
    ruled_at: datetime | None = None
    ruling_explanation: str | None = None
    appeal: str = ""


class PaperLetter(View, frozen=True, kw_only=True):
    """A letter to print: an answer to an idea on paper, why it is not public, or that it is now.

    `set_right` says that an appeal was successful.
    """

    kind: Literal["answer", "decision", "set_right"]
    path: str
    receipt: str
    title: str
    process_title: str
    at: datetime


class PaperProcess(View, frozen=True, kw_only=True):
    """A process in which the reader may type sheets in."""

    slug: str
    title: str


class PaperDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/papers?number=`. `found` are the sheets of a `number` that was looked for."""

    template: ClassVar[str] = "papers.html"
    processes: tuple[PaperProcess, ...]
    waiting: tuple[PaperEntry, ...]
    settled: tuple[PaperEntry, ...]
    letters: tuple[PaperLetter, ...] = ()
    number: str = ""
    found: tuple[PaperEntry, ...] = ()


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
    """`/{lang}/papers/{id}`. Forms: `confirmation` (seen), `aside` (reason), `appeal` (text).

    `fate` is what became of it once it was confirmed.
    """

    template: ClassVar[str] = "paper.html"
    entry: PaperEntry
    body: str
    field: str | None
    territory: str | None
    reasons: tuple[AsideReason, ...]
    errors: tuple[FieldError, ...] = ()
    seen: str = ""
    fate: PaperFate | None = None


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


class PaperLetterPage(Page, frozen=True, kw_only=True):
    """`/{lang}/papers/{id}/letter`: what moderators decided about an idea, made to be printed.

    `short_url` leads to the idea if it is public.
    """

    template: ClassVar[str] = "paper_letter.html"
    paper_id: str
    receipt: str
    title: str
    process_title: str
    client: str
    received_on: date
    short_url: str
    fate: PaperFate
