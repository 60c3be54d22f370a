"""The project office at a measure: making one, writing its profile, carrying it forward."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, IdeaCard, Option, Page, View
from api.pages.views.measures import MeasureCard, MilestoneView, MoneyShare, StatementView


class NewMeasureForm(View, frozen=True, kw_only=True):
    title: str = ""
    summary: str = ""
    field: str = ""
    q: str = ""
    ideas: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


IdeasOffered = Literal["chosen", "found", "promised", "newest"]
"""Why ideas are offered: ticked before, found by words, accepted at least in part, new."""


class IdeaGroup(View, frozen=True, kw_only=True):
    """Ideas to choose from; each is in one group only."""

    code: IdeasOffered
    ideas: tuple[IdeaCard, ...]


class NewMeasurePage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/measures/new`. Of `total` ideas to choose from, `shown` are shown."""

    template: ClassVar[str] = "measure_new.html"
    slug: str
    process_title: str
    form: NewMeasureForm
    fields: tuple[Option, ...]
    ideas: tuple[IdeaGroup, ...]
    shown: int
    total: int
    advice: tuple[Option, ...] = ()
    formats: tuple[Option, ...] = ()
    errors: tuple[FieldError, ...] = ()


class ProfileForm(View, frozen=True, kw_only=True):
    """A profile as it is typed: euros as "80.000,00", lists as ticked boxes."""

    seen: str = ""
    reason: str = ""
    title: str = ""
    summary: str = ""
    field: str = ""
    goals: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    problem: str = ""
    target_group: str = ""
    benefit: str = ""
    approach: str = ""
    present_state: str = ""
    partners: str = ""
    steps: str = ""
    risks: str = ""
    superior_strategy: str = ""
    privacy: str = ""
    transferability: str = ""
    lead: str = ""
    starts: str = ""
    ends: str = ""
    cost_once: str = ""
    cost_yearly: str = ""
    own_share: str = ""
    staff: str = ""
    source_1: str = ""
    amount_1: str = ""
    source_2: str = ""
    amount_2: str = ""
    source_3: str = ""
    amount_3: str = ""
    notice_1: str = ""
    notice_2: str = ""
    notice_3: str = ""


class ProfilePage(Page, frozen=True, kw_only=True):
    """`/{lang}/measures/{id}/edit`. `missing` is what a council still needs, in words."""

    template: ClassVar[str] = "measure_edit.html"
    card: MeasureCard
    form: ProfileForm
    fields: tuple[Option, ...]
    units: tuple[Option, ...]
    goals: tuple[Option, ...]
    indicators: tuple[Option, ...]
    territories: tuple[Option, ...]
    missing: tuple[str, ...]
    notices: tuple[Option, ...] = ()
    errors: tuple[FieldError, ...] = ()


class OfficeMeasurePage(Page, frozen=True, kw_only=True):
    """`/{lang}/measures/{id}/office`: one form for each thing that can be done now.

    `acts` are their codes; `act` is the one that came back with a problem, `lacks` what a
    profile lacked for it. `missing` is what a council still needs; both in words.
    `together` are items that other measures wait for, so that one vote decides on all.
    """

    template: ClassVar[str] = "measure_office.html"
    card: MeasureCard
    slug: str
    acts: tuple[str, ...]
    missing: tuple[str, ...]
    shares: tuple[MoneyShare, ...]
    cost_once: int | None
    addressees: tuple[Option, ...]
    bodies: tuple[Option, ...]
    partner_bodies: tuple[Option, ...]
    together: tuple[Option, ...]
    partner_together: tuple[Option, ...]
    waiting: tuple[StatementView, ...]
    milestones: tuple[MilestoneView, ...]
    today: date
    weights: tuple[tuple[str, int], ...] = ()
    formats: tuple[Option, ...] = ()
    sources: tuple[Option, ...] = ()
    linkable: tuple[Option, ...] = ()
    act: str = ""
    typed: Mapping[str, str] = {}
    problem: str | None = None
    lacks: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()
