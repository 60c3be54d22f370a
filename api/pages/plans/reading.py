"""Reads what all pages about planning and implementation show of a process."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words, opened_refs, references
from domain.codes import MeasureId
from domain.messages import ContentRef
from domain.phases import BERLIN
from domain.ports import Texts
from projections import funding, measures, plans
from projections.funding import NoticeRow
from projections.measures import MeasureRow, StepRow, Story
from projections.model import Snapshot
from projections.plans import MoveRow, PlaceRow, ReleaseRow, Year


class Planning(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of a process with their stories, and every plan with its places.

    `steps` are in the log's order. Places of measures that are not there are left out.
    """

    around: Surroundings
    rows: Mapping[MeasureId, MeasureRow]
    steps: Sequence[StepRow]
    stories: Mapping[MeasureId, Story]
    releases: Sequence[ReleaseRow]
    places: Sequence[PlaceRow]
    moves: Sequence[MoveRow]
    notices: Mapping[UUID, NoticeRow]

    @property
    def today(self) -> date:
        """The day of the moment shown, in Berlin."""
        return self.around.now.astimezone(BERLIN).date()

    @property
    def years(self) -> list[Year]:
        """Every year that has a plan or a measure in it."""
        return plans.years(self.releases, self.places)

    def standing(self, measure_id: MeasureId) -> list[PlaceRow]:
        """Return the quarters a measure is worked on in, the first year first."""
        return [place for place in self.places if place.measure_id == measure_id]

    def refs(self) -> Iterator[ContentRef]:
        """Yield all texts the pages may show."""
        rows = (*self.rows.values(), *self.releases, *self.moves, *self.notices.values())
        for row in (*self.around.rows, *rows):
            yield from references(row)
        for story in self.stories.values():
            yield from story.refs()
            if story.profile.risks is not None:
                yield story.profile.risks


def read(snapshot: Snapshot, slug: str, now: datetime) -> Planning:
    """Read everything.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    process_id = around.process.process_id
    rows = {row.measure_id: row for row in measures.of_process(snapshot, process_id)}
    steps = measures.everything(snapshot, process_id)
    return Planning(
        around=around,
        rows=rows,
        steps=sorted((step for each in steps.values() for step in each), key=_position),
        stories={key: measures.tell(steps.get(key, [])) for key in rows},
        releases=plans.releases(snapshot, process_id),
        places=[place for place in plans.places(snapshot, process_id) if place.measure_id in rows],
        moves=[move for move in plans.moves(snapshot, process_id) if move.measure_id in rows],
        notices={row.notice_id: row for row in funding.of_process(snapshot, process_id)},
    )


def _position(step: StepRow) -> int:
    return step.position


def opened(texts: Texts, planning: Planning, unavailable: str) -> Words:
    """Open all of it in one batch."""
    return opened_refs(texts, list(dict.fromkeys(planning.refs())), unavailable)
