"""What became of ideas: the answer on an idea's page, the public list, the office's desk."""

from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from api.pages.views.common import (
    FieldError,
    IdeaLink,
    Option,
    Page,
    Pages,
    TextPart,
    View,
)
from domain.answers import Feasible
from domain.codes import Verdict

ANSWER_MAXIMUM = 5000


class AnswerSaid(View, frozen=True, kw_only=True):
    """One answer. `reason` and `comparison` tell how it differs from the one before."""

    number: int
    verdict: Verdict
    unit: str
    at: datetime
    text_html: Markup | None
    forwarded_to: str | None = None
    reason: str | None = None
    comparison: tuple[TextPart, ...] = ()


class ReviewView(View, frozen=True, kw_only=True):
    """What a unit was asked and said; money in whole euros. `feasible` is None before."""

    id: str
    unit: str
    due: date
    feasible: Feasible | None = None
    least: int | None = None
    most: int | None = None
    text: str | None = None


class OutcomeView(View, frozen=True, kw_only=True):
    at: datetime
    text: str | None


class AnswerPart(View, frozen=True, kw_only=True):
    """The answer to an idea, or by when it is due.

    `unit` is who was asked, before there is an answer. `former` holds earlier answers,
    the newest first.
    """

    due: date | None
    overdue: bool
    unit: str | None
    said: AnswerSaid | None = None
    former: tuple[AnswerSaid, ...] = ()
    reviews: tuple[ReviewView, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()


class AnswerNumbers(View, frozen=True, kw_only=True):
    """Of `ideas` that are owed an answer.

    The `withdrawn` ones stay in lists as notes and are owed none; with them they are all ideas.
    """

    ideas: int
    answered: int
    in_time: int
    overdue: int
    withdrawn: int = 0


class UnitNumbers(AnswerNumbers, frozen=True, kw_only=True):
    """The same of one unit; without a name where none was asked yet."""

    unit: str | None


class DueIdea(View, frozen=True, kw_only=True):
    """An idea whose answer is due. `days` counts from its day: above 0 is overdue."""

    idea: IdeaLink
    due: date | None
    days: int
    unit: str | None
    supports: int = 0
    merged: bool = False
    paper: bool = False
    review: ReviewView | None = None


class AnswersPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/answers`: how many ideas are answered, and which are overdue."""

    template: ClassVar[str] = "answers.html"
    slug: str
    process_title: str
    numbers: AnswerNumbers
    units: tuple[UnitNumbers, ...]
    overdue: tuple[DueIdea, ...]
    waiting: int
    next_due: date | None = None
    pages: Pages = Pages()


class AnswerProcess(View, frozen=True, kw_only=True):
    slug: str
    title: str
    waiting: int


class AnswerDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/answers`: the processes in which the reader works in the office."""

    template: ClassVar[str] = "answer_desk.html"
    processes: tuple[AnswerProcess, ...]


class BatchForm(View, frozen=True, kw_only=True):
    """What was typed to answer many ideas alike; `ideas` are the ids that were ticked.

    They were on this `page` of what waits.
    """

    ideas: tuple[str, ...] = ()
    verdict: str = ""
    unit: str = ""
    text: str = ""
    forwarded_to: str = ""
    page: int = 1


class AnswerQueue(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/answers/desk`: what waits, and one form to answer many at once."""

    template: ClassVar[str] = "answer_queue.html"
    slug: str
    process_title: str
    numbers: AnswerNumbers
    waiting: tuple[DueIdea, ...]
    units: tuple[Option, ...]
    pages: Pages = Pages()
    form: BatchForm = BatchForm()
    errors: tuple[FieldError, ...] = ()
    text_maximum: int = ANSWER_MAXIMUM


class AnswerForm(View, frozen=True, kw_only=True):
    verdict: str = ""
    unit: str = ""
    text: str = ""
    forwarded_to: str = ""
    reason: str = ""


class ReviewForm(View, frozen=True, kw_only=True):
    """To ask a unit, and to file what it said; money as it was typed, in euros.

    `id` is the review that was filled in; empty where another form was, or none.
    """

    id: str = ""
    unit: str = ""
    due: str = ""
    feasible: str = ""
    least: str = ""
    most: str = ""
    text: str = ""


class AnswerFormPage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}/answer`: everything the office does about the answer to one idea."""

    template: ClassVar[str] = "answer_form.html"
    slug: str
    idea: IdeaLink
    body_html: Markup | None
    answer: AnswerPart
    units: tuple[Option, ...]
    measures: tuple[Option, ...]
    form: AnswerForm
    review: ReviewForm
    outcome_text: str = ""
    outcome_measure: str = ""
    letter: bool = False
    errors: tuple[FieldError, ...] = ()
    text_maximum: int = ANSWER_MAXIMUM


class LetterPage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}/letter`: the answer to print, for somebody who wrote on paper."""

    template: ClassVar[str] = "answer_letter.html"
    idea: IdeaLink
    process_title: str
    client: str
    received_on: date | None
    short_url: str
    said: AnswerSaid
