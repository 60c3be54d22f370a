"""Start page, process page, feed of ideas and the page for handing one in."""

from datetime import datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from api.pages.views.answers import AnswerNumbers
from api.pages.views.chain import Chain
from api.pages.views.common import (
    ActionField,
    FieldError,
    IdeaCard,
    Option,
    Page,
    PhaseView,
    SimilarIdea,
    View,
)
from api.pages.views.maps import MapView
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM, Question

Sort = Literal["new", "supported", "discussed", "answered", "random"]


class Figures(View, frozen=True, kw_only=True):
    """Counts as of the page's position; each is shown with a sentence that explains it.

    `answers` are supports where the process asks for support, else opinions (last one
    of each person). `on_paper` counts ideas that did not come over the web or an import.
    """

    ideas: int
    comments: int
    answers: int
    question: Question = "support"
    on_paper: int = 0
    in_review: int = 0
    decided_in_time: int = 0
    decided: int = 0


class ProcessCard(View, frozen=True, kw_only=True):
    slug: str
    title: str
    summary: str
    client: str
    phase: PhaseView | None
    figures: Figures


class StartPage(Page, frozen=True, kw_only=True):
    """`/{lang}/`."""

    template: ClassVar[str] = "start.html"
    open_processes: tuple[ProcessCard, ...]
    other_processes: tuple[ProcessCard, ...]
    figures: Figures
    latest: tuple[IdeaCard, ...]


class FieldCount(View, frozen=True, kw_only=True):
    field: ActionField
    ideas: int
    description: str | None = None


class ProcessPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}`. `current` is the open phase, or the next one, or None.

    `opening` is the first paragraph of the summary, `summary_html` the rest, if any.
    `chain` is None where there are ideas alone.
    """

    template: ClassVar[str] = "process.html"
    slug: str
    title: str
    opening: str
    summary_html: Markup | None
    client: str
    started_at: datetime
    phases: tuple[PhaseView, ...]
    current: PhaseView | None
    fields: tuple[FieldCount, ...]
    territories: tuple[Option, ...]
    figures: Figures
    latest: tuple[IdeaCard, ...]
    contractors: tuple[str, ...] = ()
    lead: str | None = None
    funding: str | None = None
    answers: AnswerNumbers | None = None
    archived: bool = False
    chain: Chain | None = None


class FeedFilter(View, frozen=True, kw_only=True):
    """What the reader asked for; empty strings mean no restriction."""

    sort: Sort = "new"
    seed: str = ""
    field: str = ""
    territory: str = ""
    state: str = ""
    channel: str = ""
    answer: str = ""
    q: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return any((self.field, self.territory, self.state, self.channel, self.answer, self.q))


class FormerField(View, frozen=True, kw_only=True):
    """A name that no action field has today, and the field that stands for it."""

    name: str
    field: ActionField


class FeedPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/ideas`.

    `matching` counts ideas that pass the filter, `total` all public ones. The options
    leave out "all"; the template adds it. `former` are fields the search names by a name
    they had. `next_url` and `first_url` carry the filter.
    """

    template: ClassVar[str] = "feed.html"
    slug: str
    process_title: str
    question: Question
    phase: PhaseView | None
    ideas: tuple[IdeaCard, ...]
    matching: int
    total: int
    filter: FeedFilter
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    states: tuple[str, ...]
    channels: tuple[str, ...]
    answers: tuple[str, ...] = ()
    next_url: str | None = None
    first_url: str | None = None
    former: tuple[FormerField, ...] = ()


class SubmitForm(View, frozen=True, kw_only=True):
    """What the person has typed; kept when the form comes back with errors."""

    title: str = ""
    body: str = ""
    field: str = ""
    territory: str = ""
    latitude: str = ""
    longitude: str = ""
    draft_id: str = ""
    reason: str = ""


class SubmitPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/submit`, and `/{lang}/ideas/{id}/edit` with `idea_id`.

    One form, three submit buttons. "Absenden" posts to the page's own address; "Ähnliche
    Ideen suchen" posts to the same with `intent=similar`, "Entwurf speichern" with
    `intent=draft`. Without sign-in the page shows the form's explanation and a way in.
    `decision_by` is when a moderator will have decided, if it were sent now.
    When editing, `version` is the text version the form was opened with. On `map` one can
    show the place instead of typing its numbers; None if no outline is known.
    """

    template: ClassVar[str] = "submit.html"
    slug: str
    process_title: str
    phase: PhaseView | None
    form: SubmitForm
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    errors: tuple[FieldError, ...] = ()
    similar: tuple[SimilarIdea, ...] | None = None
    question: Question = "support"
    draft_saved_at: datetime | None = None
    decision_by: datetime | None = None
    map: MapView | None = None
    idea_id: str | None = None
    version: int | None = None
    supports: int = 0
    title_maximum: int = TITLE_MAXIMUM
    body_maximum: int = BODY_MAXIMUM


class SimilarFragment(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/similar`: replaces the contents of `#similar`. Not a whole page."""

    template: ClassVar[str] = "similar.html"
    similar: tuple[SimilarIdea, ...]
    question: Question = "support"
