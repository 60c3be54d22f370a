"""Decisions of councils: the public register and page, and the secretaries' desk."""

from datetime import date, datetime
from typing import ClassVar

from api.pages.views.common import FieldError, Option, Page, View
from domain.decisions import ConsultationRole, DecisionStatus, Result, ResultDoubt
from domain.decisions.events import SubjectKind
from domain.organisation import BodyKind


class VoteView(View, frozen=True, kw_only=True):
    """A counted vote; `carried` says that there were more yes than no."""

    yes: int
    no: int
    abstain: int
    method: str
    carried: bool
    unanimous: bool


class RecordView(View, frozen=True, kw_only=True):
    """What the minutes say."""

    result: Result
    present: int
    vote: VoteView | None


class SourceView(View, frozen=True, kw_only=True):
    """What a source says of an item that was taken over; `result` is ours, if it is one.

    `wording` is what the source calls the result, `minutes` where and how votes are counted.
    """

    result: Result | None
    wording: str | None
    vote: VoteView | None
    minutes: str | None
    doubts: tuple[ResultDoubt, ...]
    contradicts: bool
    paper_name: str | None
    paper_kind: str | None


class SubjectView(View, frozen=True, kw_only=True):
    """What is decided on. `path` is that of its page, None where there is none."""

    kind: SubjectKind
    value: str
    version: int
    number: str | None = None
    title: str | None = None
    path: str | None = None


class DecisionEntry(View, frozen=True, kw_only=True):
    """An agenda item in lists. `corrected` says that a record was corrected later.

    `source` is there for items that were taken over: they have no record of ours, and
    perhaps neither number nor role. `held` says that the day of the session is over.
    """

    id: str
    number: str | None
    title: str
    body: str
    body_kind: BodyKind
    territory: str | None
    session: date | None
    role: ConsultationRole | None
    authoritative: bool
    public: bool
    status: DecisionStatus
    published: bool
    reference: str | None
    record: RecordView | None
    source: SourceView | None = None
    corrected: bool = False
    held: bool = False
    process_title: str = ""


class SessionView(View, frozen=True, kw_only=True):
    """One session of one body with its items; `day` is None where none is known."""

    day: date | None
    body: str
    entries: tuple[DecisionEntry, ...]


class DecisionRegister(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/decisions?committee=&result=&year=&territory=&page=`.

    `every` counts without filters, `matching` with them, `first` and `last` are those shown
    here, counted from 1.
    """

    template: ClassVar[str] = "decisions.html"
    slug: str
    process_title: str
    sessions: tuple[SessionView, ...]
    bodies: tuple[Option, ...]
    results: tuple[Option, ...]
    years: tuple[Option, ...]
    places: tuple[Option, ...]
    committee: str
    result: str
    year: str
    territory: str
    matching: int
    every: int
    papers: int
    first: int
    last: int
    newer_url: str | None
    older_url: str | None


class CorrectionView(View, frozen=True, kw_only=True):
    """Old and new record side by side. `refusal` is why a second person discarded it."""

    version: int
    state: str
    old: RecordView
    new: RecordView
    reason: str
    minutes: str
    proposed_at: datetime
    settled_at: datetime | None
    refusal: str | None = None
    yours: bool = False


class DecisionStep(View, frozen=True, kw_only=True):
    """One entry of the timeline; `until` is the day an item was put off to."""

    kind: str
    at: datetime
    reason: str | None
    until: date | None


class DecisionDetails(View, frozen=True, kw_only=True):
    """Everything known of one agenda item."""

    entry: DecisionEntry
    seats: int
    text: str | None
    conditions: str | None
    minutes: str | None
    paper_url: str | None
    sha256: str | None
    version: int
    subjects: tuple[SubjectView, ...]
    consultations: tuple[DecisionEntry, ...]
    corrections: tuple[CorrectionView, ...]
    repealed_by: DecisionEntry | None
    repeals: tuple[DecisionEntry, ...]
    steps: tuple[DecisionStep, ...]
    same_paper: tuple[DecisionEntry, ...] = ()


class DecisionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/decisions/{id}`."""

    template: ClassVar[str] = "decision.html"
    slug: str
    process_title: str
    decision: DecisionDetails


class Submitted(View, frozen=True, kw_only=True):
    """Measures handed to a body together that stand on no agenda yet."""

    decision_id: str
    slug: str
    body: str
    subjects: tuple[SubjectView, ...]


class CouncilProcess(View, frozen=True, kw_only=True):
    """A process for which the reader keeps the minutes."""

    slug: str
    title: str


class CouncilDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/council`. Lists what is to be done, in the order it is done."""

    template: ClassVar[str] = "council.html"
    processes: tuple[CouncilProcess, ...]
    submitted: tuple[Submitted, ...]
    to_record: tuple[DecisionEntry, ...]
    to_confirm: tuple[DecisionEntry, ...]
    yours: tuple[DecisionEntry, ...]
    to_publish: tuple[DecisionEntry, ...]
    corrections: tuple[DecisionEntry, ...]
    coming: tuple[DecisionEntry, ...]
    done: tuple[DecisionEntry, ...]


class AgendaForm(View, frozen=True, kw_only=True):
    """What was typed; days as the browser sends them (2023-12-11).

    `elsewhere` says that another body decides than the one it was submitted to.
    """

    body: str = ""
    elsewhere: bool = False
    session: str = ""
    number: str = ""
    title: str = ""
    reference: str = ""
    url: str = ""
    role: str = "decision"
    authoritative: bool = True
    public: bool = True
    subjects: tuple[str, ...] = ()
    decision: str = ""


class SchedulePage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/council/new?decision=`. `seats` of bodies are in their labels."""

    template: ClassVar[str] = "council_schedule.html"
    slug: str
    process_title: str
    form: AgendaForm
    bodies: tuple[Option, ...]
    subjects: tuple[SubjectView, ...]
    errors: tuple[FieldError, ...] = ()


class RecordForm(View, frozen=True, kw_only=True):
    """What was typed into the minutes' form, numbers as they were typed."""

    result: str = ""
    present: str = ""
    yes: str = ""
    no: str = ""
    abstain: str = ""
    method: str = "open"
    text: str = ""
    conditions: str = ""
    minutes: str = ""
    reason: str = ""


class CouncilItemPage(Page, frozen=True, kw_only=True):
    """`/{lang}/council/{id}`: one item and what can be done with it now.

    `held` says that the session has been held, `yours` that the reader wrote the record
    that waits. `form` is for the record or, where one is confirmed, for a correction.
    `seen` names the record or correction that waits.
    """

    template: ClassVar[str] = "council_item.html"
    slug: str
    decision: DecisionDetails
    held: bool
    yours: bool
    recorded_at: datetime | None
    waiting: CorrectionView | None
    form: RecordForm
    results: tuple[str, ...]
    repealing: tuple[Option, ...]
    errors: tuple[FieldError, ...] = ()
    seen: str = ""
