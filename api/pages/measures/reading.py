"""Reads everything the pages of one measure show."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.measures import backing, carrying, origins
from api.pages.measures.backing import Backing
from api.pages.measures.carrying import Means
from api.pages.measures.linking import Linkable
from api.pages.measures.origins import Origin
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words, opened_refs, references
from api.undisclosed import public_among, without_words
from domain.codes import BodyId, DecisionId, MeasureId, ProposalId, TerritoryKey, UnitId
from domain.measures import Source
from domain.messages import ContentRef
from domain.ports import Texts
from domain.use_cases.strategy.profiles import references as profile_references
from projections import decisions, feed, measures, organisation, proposals
from projections.decisions import DecisionRow, SubmissionRow
from projections.feed import FeedRow
from projections.measures import MeasureRow, SourceRow, StepRow, Story
from projections.model import Snapshot
from projections.organisation import BodyRow, GoalRow, IndicatorRow, UnitRow, ValueRow


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one measure.

    `ideas` and `origins` are what everybody may know of its sources, those included whose
    link was taken back. `settled` are submissions that were dealt with and changed nothing,
    `published` the decisions on it that everybody may read.
    For the office alone: `handed_in` is what other measures were submitted for and stands on
    no agenda, `linkable` what else it could come from, `named` an idea whose number was typed.
    """

    row: MeasureRow
    story: Story
    steps: Sequence[StepRow]
    around: Surroundings
    sources: Sequence[SourceRow]
    ideas: Mapping[ProposalId, FeedRow]
    origins: Mapping[UUID, Origin]
    units: Sequence[UnitRow]
    bodies: Sequence[BodyRow]
    goals: Sequence[GoalRow]
    indicators: Sequence[IndicatorRow]
    values: Sequence[ValueRow]
    behind: Backing
    means: Means
    settled: frozenset[DecisionId] = frozenset()
    published: frozenset[DecisionId] = frozenset()
    handed_in: Sequence[SubmissionRow] = ()
    linkable: Sequence[Linkable] = ()
    named: ProposalId | None = None

    def refs(self) -> Iterator[ContentRef]:
        """Yield all texts the page of the measure may show."""
        rows = (
            self.row,
            *self.around.rows,
            *self.ideas.values(),
            *self.units,
            *self.bodies,
            *self.goals,
            *self.indicators,
            *self.values,
            *self.behind.formats,
        )
        for row in rows:
            yield from references(row)
        yield from (ref for _, ref in profile_references(self.story.profile))
        yield from self.story.refs()
        yield from (found.ref for found in self.origins.values())
        yield from self.means.refs()
        for step in self.steps:
            reason = reason_of(step)
            if reason is not None:
                yield reason

    def unit(self, unit_id: UnitId | None, words: Words) -> str | None:
        """Return the name of a unit."""
        row = next((each for each in self.units if each.unit_id == unit_id), None)
        return words.get(row.name) if row else None

    def body(self, body_id: BodyId | None, words: Words) -> str | None:
        """Return the name of a body."""
        row = next((each for each in self.bodies if each.body_id == body_id), None)
        return words.get(row.name) if row else None

    def place(self, key: TerritoryKey | None, words: Words) -> str | None:
        """Return the name of a place."""
        return self.around.territory(key, words)


def reason_of(step: StepRow) -> ContentRef | None:
    """Return the published reason of a step, if it has one."""
    found: ContentRef | None = step.facts.get("reason")
    return found


def source_of(step: StepRow) -> Source | None:
    """Return what a step linked or unlinked; None if it did neither."""
    if step.kind not in {"measure.source-linked", "measure.source-unlinked"}:
        return None
    return msgspec.convert(step.facts["source"], Source)


def read(snapshot: Snapshot, measure_id: MeasureId, now: datetime) -> Reading:
    """Read a measure.

    Raises:
        NotFoundException: there is none at the moment shown.
    """
    row = measures.find(snapshot, measure_id)
    if row is None:
        raise NotFoundException
    process_id = row.process_id
    steps = measures.steps(snapshot, measure_id)
    sources = measures.sources(snapshot, measure_id)
    ever = {each.id: each for each in map(source_of, steps) if each}.values()
    ideas = [ProposalId(each.id) for each in ever if each.kind == "proposal"]
    known = feed.rows(snapshot, set(ideas)) if ideas else {}
    around = surroundings.by_id(snapshot, process_id, now)
    story = measures.tell(steps)
    published = public_among(snapshot, story.decisions)
    story = without_words(story, published)
    return Reading(
        row=row,
        story=story,
        steps=steps,
        around=around,
        sources=sources,
        ideas={key: idea for key, idea in known.items() if proposals.find(snapshot, key)},
        origins=origins.origins(snapshot, ever, around.process.slug),
        units=organisation.units(snapshot, process_id),
        bodies=organisation.bodies(snapshot, process_id),
        goals=organisation.goals(snapshot, process_id),
        indicators=organisation.indicators(snapshot, process_id),
        values=organisation.values(snapshot, process_id),
        behind=backing.of_measure(snapshot, process_id, measure_id, sources),
        means=carrying.of_measure(snapshot, row, story),
        settled=_settled(snapshot, story),
        published=published,
    )


def _settled(snapshot: Snapshot, story: Story) -> frozenset[DecisionId]:
    waiting = [each.decision_id for each in story.decisions.values() if each.outcome is None]
    items = [decisions.agenda_item(snapshot, each) for each in waiting]
    return frozenset(each.decision_id for each in items if each and _is_settled(each))


def _is_settled(item: DecisionRow) -> bool:
    """Tell whether a body has dealt with it, or taken it off the agenda without another day."""
    taken_off = item.status == "scheduled" and item.session is None
    return taken_off or item.status in {"confirmed", "repealed"}


def opened(texts: Texts, reading: Reading, unavailable: str) -> Words:
    """Open all texts of a measure, in one batch."""
    return opened_refs(texts, list(dict.fromkeys(reading.refs())), unavailable)
