"""All measures of a process side by side, as they were assessed."""

from typing import ClassVar, Literal

from api.pages.views.common import Page, View
from api.pages.views.measures import BackingView, MeasureCard
from domain.measures import Group, Quadrant

Sort = Literal["priority", "result", "benefit", "backing"]


class WeighedMeasure(View, frozen=True, kw_only=True):
    """A measure among all assessed ones; scores in tenths, results in hundredths of a point.

    All groups together; `groups` holds the result of each. `x` and `y` place it in the
    picture, 0 to 400, moved a little where two would cover each other. `mark` stands there.
    """

    card: MeasureCard
    mark: str
    groups: tuple[tuple[Group, int], ...]
    result: int
    benefit: int
    effort: int
    quadrant: Quadrant
    x: int
    y: int
    backing: BackingView
    priority: str | None = None
    rank: int | None = None
    basis: str | None = None


class AssessmentPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/measures/assessment?sort=`: all measures by benefit and effort."""

    template: ClassVar[str] = "measures_assessment.html"
    slug: str
    process_title: str
    sort: Sort
    weighed: tuple[WeighedMeasure, ...]
    waiting: tuple[MeasureCard, ...]
    total: int
    may_plan: bool = False

    def within(self, quadrant: str) -> tuple[WeighedMeasure, ...]:
        """Return the measures of one quarter of the picture."""
        return tuple(each for each in self.weighed if each.quadrant == quadrant)
