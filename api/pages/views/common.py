"""What every page shares: its frame, and the small parts that pages are made of.

A view holds exactly what its template prints, and nothing that a visitor must not
see. Texts people wrote come as plain `str` (the template escapes them) or, where
they may hold formatting, as `Markup` in a field ending in `_html`. Times are aware
datetimes; templates print them in Europe/Berlin. Codes are those of the domain;
`api.pages.vocabulary` has the words for them.
"""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.codes import Choice, Question
from domain.people import Role

Language = Literal["de", "en"]
ProposalState = Literal[
    "submitted", "in_review", "returned", "published", "rejected", "hidden", "merged", "withdrawn"
]
CommentState = Literal["held", "visible", "refused", "hidden", "withdrawn"]
CaseState = Literal[
    "open", "in_work", "escalated", "decided", "appealed", "under_appeal", "final", "closed"
]
Channel = Literal["web", "paper", "phone", "event", "kiosk", "import", "api", "system"]
Outcome = Literal[
    "publish", "return", "reject", "hide", "restore", "no_action", "warn", "suspend", "merge"
]
CountingRule = Literal["last", "all"]
Trigger = Literal["submission", "edit", "report", "filter"]
"""`last`: the last answer of each person counts; `all`: every answer ever given counts."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a page."""


class Page(View, frozen=True, kw_only=True):
    """A whole page; `template` is the file below api/templates that shows it."""

    template: ClassVar[str]


class SignedIn(View, frozen=True, kw_only=True):
    """Whom the page is shown to. `name` is what they see of themselves in the header."""

    name: str
    roles: tuple[Role, ...]


class ProcessBrand(View, frozen=True, kw_only=True):
    """The process a page belongs to, as its header names it."""

    slug: str
    title: str
    client: str
    may_submit: bool = False


class Moment(View, frozen=True, kw_only=True):
    """Where a public page stands in time.

    `position` and `at` are None on a page of today; `at` also before the first event.
    `path` is the page's own address, `kept` what stands in its query besides `as_of`.
    `today_url` leads to the same page of today, `link` is the absolute address of the
    moment shown, `day` its local day ("2023-07-14"). `history_url` answers with the days
    the slider moves over. `compare_url` leads to two moments side by side.
    """

    path: str
    kept: tuple[tuple[str, str], ...]
    today_url: str
    history_url: str
    position: int | None = None
    at: datetime | None = None
    day: str = ""
    link: str = ""
    compare_url: str | None = None

    @property
    def past(self) -> bool:
        """Whether the page looks back."""
        return self.position is not None


class Chrome(View, frozen=True, kw_only=True):
    """The frame around every page.

    `path` is the address without language prefix, query included ("/p/digital/ideas?sort=new");
    the language switch is made from it. `csrf_token` and `command_id` are None on pages for
    people who are not signed in (ruling 23); forms append their own name to `command_id`,
    so that one page may hold many forms. `position` is the log position the page was read at.
    `notice` is a code of `vocabulary.NOTICES` (from `?done=`); unknown ones show nothing.
    `base_url` has scheme and host and no slash at its end. `moment` is None on pages that
    know no earlier state.
    """

    language: Language
    path: str
    base_url: str
    signed_in: SignedIn | None = None
    csrf_token: str | None = None
    command_id: str | None = None
    position: int | None = None
    demo: bool = False
    nav: Literal[
        "start",
        "process",
        "ideas",
        "submit",
        "me",
        "moderation",
        "audit",
        "findings",
        "staff",
        "papers",
        "answers",
        "decisions",
        "council",
        "measures",
        "strategy",
        "office",
        "data_protection",
    ] | (None) = None
    process: ProcessBrand | None = None
    notice: str | None = None
    moment: Moment | None = None

    @property
    def past(self) -> bool:
        """Whether the page looks back: then it offers nothing to do."""
        return self.moment is not None and self.moment.past


class Option(View, frozen=True, kw_only=True):
    """A choice in a list; `value` goes into the address or form, "" means all or none.

    `depth` indents a place below the place it belongs to.
    """

    value: str
    label: str
    count: int | None = None
    depth: int = 0


class FieldError(View, frozen=True, kw_only=True):
    """What is wrong with one form field; `field` is its name in the form."""

    field: str
    message: str


class ActionField(View, frozen=True, kw_only=True):
    id: str
    name: str
    colour: str


class Author(View, frozen=True, kw_only=True):
    """Whom a text is from. `name` only with the person's consent, or of an organisation."""

    kind: Literal["citizen", "organisation", "office", "deleted", "import"] = "citizen"
    name: str | None = None


class Opinions(View, frozen=True, kw_only=True):
    """Answers to one idea under one counting rule."""

    agree: int
    disagree: int
    neither: int
    rule: CountingRule = "last"

    @property
    def total(self) -> int:
        """All answers counted."""
        return self.agree + self.disagree + self.neither

    def share(self, choice: Choice) -> int:
        """Percent of all answers, rounded; 0 if there are none."""
        count = {"agree": self.agree, "disagree": self.disagree, "pass": self.neither}[choice]
        return round(100 * count / self.total) if self.total else 0


class IdeaCard(View, frozen=True, kw_only=True):
    """An idea in a list. `excerpt` is plain text of about 200 characters.

    `title` is None for imported texts without one: the first line stands in its place.
    `supports` is None where the process asks for opinions, and the other way round.
    `most_supports` is the highest count in the process: the scale of the bar.
    `answer` is what became of it so far, a word of "idea_answer"; None while it waits.
    `missing` says that its text is not here any more; `excerpt` is its number then.
    """

    id: str
    receipt: str
    title: str | None
    excerpt: str
    state: ProposalState
    author: Author
    channel: Channel
    published_at: datetime | None
    field: ActionField | None = None
    territory: str | None = None
    supports: int | None = None
    most_supports: int = 0
    opinions: Opinions | None = None
    comments: int = 0
    answer: str | None = None
    missing: bool = False


class IdeaLink(View, frozen=True, kw_only=True):
    id: str
    receipt: str
    title: str


class SimilarIdea(View, frozen=True, kw_only=True):
    """An idea already there that reads alike; supporting it may be better than a second one."""

    id: str
    receipt: str
    title: str
    excerpt: str
    supports: int | None
    comments: int
    state: ProposalState = "published"


class Statement(View, frozen=True, kw_only=True):
    """A decision with its reasons, as the person concerned is told (I6).

    `trigger` is what made the moderators look at the text; left out among themselves.
    """

    outcome: Outcome
    rules: tuple[str, ...]
    explanation: str
    decided_at: datetime
    quoted: str | None = None
    trigger: Trigger | None = None


class TextPart(View, frozen=True, kw_only=True):
    """A stretch of text compared with the version before."""

    kind: Literal["same", "added", "removed"]
    text: str


class MeasureLink(View, frozen=True, kw_only=True):
    id: str
    number: str
    title: str


class PageLink(View, frozen=True, kw_only=True):
    """What leads to some page of ours; `path` begins behind the language."""

    path: str
    title: str


class TimelineEntry(View, frozen=True, kw_only=True):
    """One thing that happened. `event` is a topic without version ("proposal.published").

    `title` stands instead of the event's own words where it is not one event. `note` is a
    line of ours in the reader's language, `named` before it whose it is, as people named it: a
    unit, a body, a milestone. `detail` are words somebody wrote, such as a reason or a new
    title; `rules` house rules. `page` leads to what it is about.
    `position` orders it; `leaf` is its entry in the public log, shown and led to.
    """

    event: str
    at: datetime
    role: Role | None = None
    detail: str | None = None
    rules: tuple[str, ...] = ()
    link: IdeaLink | None = None
    measure: MeasureLink | None = None
    page: PageLink | None = None
    title: str | None = None
    named: str | None = None
    note: str | None = None
    position: int | None = None
    leaf: int | None = None


class PhaseView(View, frozen=True, kw_only=True):
    """A phase with what the public may do in it, and what is and is not up for discussion."""

    id: str
    kind: str
    title: str
    state: Literal["defined", "open", "closed"]
    starts: datetime
    ends: datetime
    level: Literal["inform", "consult", "involve", "co_decide"]
    features: tuple[str, ...] = ()
    moderation: Literal["pre", "post", "hybrid"] = "hybrid"
    question: Question = "support"
    negotiable: str | None = None
    not_negotiable: str | None = None
    announced_end: datetime | None = None
    extension_reason: str | None = None


class Pages(View, frozen=True, kw_only=True):
    """Which page of a long list is shown, and the addresses of others, if there are any."""

    number: int = 1
    of: int = 1
    former_url: str | None = None
    further_url: str | None = None
    last_url: str | None = None
