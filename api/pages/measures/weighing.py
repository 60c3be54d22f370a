"""All measures of a process by benefit and effort, and who stands behind each."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import get_args

from litestar import get
from litestar.params import FromPath, FromQuery
from msgspec.structs import replace

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.measures import backing, cards
from api.pages.measures.figures import place
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs, references
from api.pages.views.assessing import AssessmentPage, Sort, WeighedMeasure
from api.provided import Now, Texts
from domain.measures import Group, combined, mean, quadrant_of
from projections import measures
from projections.measures import MeasureRow, Story

_SORTS: tuple[Sort, ...] = get_args(Sort)
_PRIORITIES = ("high", "medium", "low", None)
_KINDS = ("measure.assessed", "measure.prioritised")
_APART = 30  # of the 400 units of the picture: two marks side by side
_EDGE = 15
_LATEST = 10_000  # a rank behind all that were given


@get("/p/{slug:str}/measures/assessment", sync_to_thread=True)
def assessment_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    sort: FromQuery[str] = "",
) -> Html:
    """Show how all measures of a process were assessed; an unknown order is the usual one.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    rows = measures.of_process(seen, process_id)
    steps = measures.of_these_kinds(seen, process_id, _KINDS)
    told = [(row, measures.tell(steps.get(row.measure_id, ()))) for row in rows]
    behind = backing.of_process(seen, process_id)
    shown = [*around.rows, *rows, *behind.formats]
    refs = [ref for row in shown for ref in references(row)]
    refs += [ref for _, story in told for ref in story.refs()]
    words = opened_refs(texts, refs, frame.say(UNAVAILABLE))
    order: Sort = next((each for each in _SORTS if each == sort), "priority")
    weighed = [each for row, story in told for each in _weighed(around, row, story, behind, words)]
    page = AssessmentPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        sort=order,
        weighed=tuple(sorted(_spread(weighed), key=_ORDERS[order])),
        waiting=tuple(
            cards.card(row, around, words) for row, story in told if not story.assessments
        ),
        total=len(rows),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


def workshop_result(story: Story) -> int | None:
    """Return what workshops said, in hundredths of a point."""
    given = story.assessments.get("workshop")
    return given.result if given else None


def _weighed(
    around: Surroundings, row: MeasureRow, story: Story, behind: backing.Backing, words: Words
) -> Iterator[WeighedMeasure]:
    """Yield a measure with the word of all groups together, if there is any."""
    groups: tuple[Group, ...] = get_args(Group)
    given = [story.assessments[group] for group in groups if group in story.assessments]
    if not given:
        return
    scores = combined([each.scores for each in given])
    x, y = place(scores)
    last = story.priorities[-1] if story.priorities else None
    yield WeighedMeasure(
        card=cards.card(row, around, words),
        mark=row.number.removeprefix("M-"),
        groups=tuple((each.group, each.result) for each in given),
        result=mean([each.result for each in given]),
        benefit=scores.benefit,
        effort=scores.effort,
        quadrant=quadrant_of(scores),
        x=x,
        y=y,
        backing=behind.view(row.measure_id, workshop_result(story), words),
        priority=last.priority if last else None,
        rank=last.rank if last else None,
        basis=words.get(last.reason) if last else None,
    )


def _spread(weighed: Sequence[WeighedMeasure]) -> Iterator[WeighedMeasure]:
    """Move marks that would cover each other to the nearest free place."""
    taken: list[tuple[int, int]] = []
    steps = sorted(product(range(-3, 4), repeat=2), key=lambda step: step[0] ** 2 + step[1] ** 2)
    for each in weighed:
        near = [(_within(each.x + _APART * a), _within(each.y + _APART * b)) for a, b in steps]
        free = (at for at in near if all(_far(at, other) for other in taken))
        x, y = next(free, near[0])
        taken.append((x, y))
        yield replace(each, x=x, y=y)


def _within(at: int) -> int:
    return max(_EDGE, min(400 - _EDGE, at))


def _far(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (_APART - 2) ** 2


_ORDERS: dict[Sort, Callable[[WeighedMeasure], tuple[int, ...]]] = {
    "priority": lambda each: (
        _PRIORITIES.index(each.priority),
        _LATEST if each.rank is None else each.rank,
        -each.result,
    ),
    "result": lambda each: (-each.result,),
    "benefit": lambda each: (-each.benefit, each.effort),
    "backing": lambda each: (-each.backing.together, -each.result),
}
"""In which order measures are listed; those that are equal stay by number."""
