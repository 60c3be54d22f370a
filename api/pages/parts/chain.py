"""What came of a process so far: counts by stage, and what people can use already."""

from collections.abc import Sequence
from datetime import date

from api.pages.measures import cards
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.answers import AnswerNumbers
from api.pages.views.chain import Chain, ChainStep
from domain.measures import Status
from domain.phases import BERLIN
from projections import inventory, strategies
from projections import measures as ms
from projections.measures import MeasureRow
from projections.model import Snapshot

_USABLE = 3  # shown on the page of the process
_DECIDED: frozenset[Status] = frozenset(
    {"adopted", "planned", "in_implementation", "paused", "completed", "stopped"}
)


def usable(around: Surroundings, rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Return the newest measures that can be used by now; a page shows no more of them."""
    today: date = around.now.astimezone(BERLIN).date()
    found = [(r.usable_from, r) for r in rows if r.usable_from and r.usable_from <= today]
    newest = sorted(found, key=lambda each: each[0], reverse=True)
    return [row for _, row in newest]


def measures_of(snapshot: Snapshot, around: Surroundings) -> list[MeasureRow]:
    """Return the measures of the process."""
    return ms.of_process(snapshot, around.process.process_id)


def chain(
    snapshot: Snapshot,
    around: Surroundings,
    rows: Sequence[MeasureRow],
    words: Words,
    ideas: int,
    answered: AnswerNumbers,
) -> Chain | None:
    """Return how far the process has come; None where there are ideas alone."""
    process_id, slug = around.process.process_id, around.process.slug
    items = len(inventory.of_process(snapshot, process_id))
    if not (rows or items):
        return None
    ready = usable(around, rows)
    numbers = (
        ChainStep(stage="inventory", count=items, path=f"/p/{slug}/inventory"),
        ChainStep(stage="ideas", count=ideas, path=f"/p/{slug}/ideas"),
        ChainStep(
            stage="answers",
            count=answered.answered,
            path=f"/p/{slug}/answers",
            late=answered.overdue,
        ),
        ChainStep(stage="measures", count=len(rows), path=f"/p/{slug}/measures"),
        ChainStep(stage="decided", count=_number(rows, _DECIDED), path=f"/p/{slug}/decisions"),
        ChainStep(
            stage="in_implementation",
            count=_number(rows, frozenset({"in_implementation"})),
            path=f"/p/{slug}/measures",
            state="in_implementation",
        ),
        ChainStep(stage="usable", count=len(ready), path=f"/p/{slug}/usable"),
    )
    return Chain(
        steps=numbers,
        usable=tuple(cards.card(row, around, words) for row in ready[:_USABLE]),
        strategy=bool(strategies.versions(snapshot, process_id)),
    )


def _number(rows: Sequence[MeasureRow], states: frozenset[Status]) -> int:
    return sum(1 for row in rows if row.status in states)
