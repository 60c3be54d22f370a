"""What carries a measure out: its places in the plans, funding notices, labs."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

import msgspec

from api.pages.labs import cards
from api.pages.parts.words import Words, references
from api.pages.plans.changing import change, span
from api.pages.views.carrying import Carrying
from domain.messages import ContentRef
from projections import funding, labs, plans
from projections.funding import NoticeRow
from projections.labs import LabRow
from projections.measures import MeasureRow, Story
from projections.model import Snapshot
from projections.plans import MoveRow, PlaceRow


class Means(msgspec.Struct, frozen=True):
    """The rows; `notices` are all of the process, `named` those of the present profile."""

    places: Sequence[PlaceRow]
    moves: Sequence[MoveRow]
    notices: Sequence[NoticeRow]
    named: frozenset[UUID]
    labs: Sequence[LabRow]

    def refs(self) -> Iterator[ContentRef]:
        """Yield the texts of all of them."""
        for row in (*self.moves, *self.notices, *self.labs):
            yield from references(row)


def of_measure(snapshot: Snapshot, row: MeasureRow, story: Story) -> Means:
    """Read what carries a measure out."""
    named = (each.notice for each in story.profile.funding if each.notice is not None)
    return Means(
        plans.places_of(snapshot, row.measure_id),
        plans.moves_of(snapshot, row.measure_id),
        funding.of_process(snapshot, row.process_id),
        frozenset(named),
        labs.of_measure(snapshot, row.measure_id),
    )


def view(means: Means, row: MeasureRow, words: Words, today: date) -> Carrying:
    """Return it as the measure's page shows it."""
    paying = (each for each in means.notices if each.notice_id in means.named)
    lines = (words.get(each.publicity) for each in paying)
    moved = [each for each in reversed(means.moves) if each.kind != "placed"]
    return Carrying(
        spans=tuple(span(each) for each in means.places),
        changes=tuple(change(each, row, words) for each in moved),
        publicity=tuple(dict.fromkeys(line for line in lines if line)),
        labs=tuple(cards.card(each, words, today) for each in means.labs),
    )
