"""A strategy version as it is, or would be, published: everything its document prints."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec
from litestar.exceptions import NotFoundException

from api.documents import wording
from api.documents.wording import Aims
from api.pages.parts import surroundings
from api.pages.parts.words import Words, references
from domain.codes import FieldId, MeasureId, ProposalId
from domain.messages import ContentRef
from domain.ports import Texts
from domain.strategies import FrozenMeasure
from projections import decisions, feed, measures, strategies
from projections.decisions import DecisionRow
from projections.feed import FeedRow
from projections.measures import MeasureRow, SourceRow, Version
from projections.model import Snapshot
from projections.strategies import MissionRow, StrategyRow


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody puts into a version: texts as written, everything else as recorded."""

    version: int
    measures: tuple[FrozenMeasure, ...]
    mission_version: int | None
    decision: DecisionRow
    presented: date | None = None
    place: str | None = None
    note: str | None = None


class FrozenRow(msgspec.Struct, frozen=True):
    """A measure in the exact version that was frozen."""

    row: MeasureRow
    version: Version
    sources: Sequence[SourceRow]

    @property
    def number(self) -> int:
        """Which version it is."""
        return self.version.number


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a version. `ideas` are those its measures come from."""

    chosen: Chosen
    aims: Aims
    measures: Sequence[FrozenRow]
    mission: MissionRow | None
    ideas: Mapping[ProposalId, FeedRow]

    def refs(self) -> Iterator[ContentRef]:
        """Yield all texts of the version. What people handed in is not among them."""
        for row in (*self.aims.rows, self.chosen.decision):
            yield from references(row)
        for each in self.measures:
            yield from wording.refs_of(each.version.profile)
        if self.mission:
            yield from (each.text for each in self.mission.paragraphs)

    def words(self, texts: Texts) -> Words:
        """Open all texts.

        Raises:
            VaultUnavailable: nothing is put in the place of a text here.
        """
        return Words(texts.open(list(dict.fromkeys(self.refs()))), None)

    def by_field(self) -> list[tuple[FieldId | None, list[FrozenRow]]]:
        """Return the measures by action field, in the order of the fields and numbers."""
        order: list[FieldId | None] = [row.field_id for row in self.aims.around.standing_fields()]
        merged = {row.field_id: row.merged_into or row.field_id for row in self.aims.around.fields}
        groups: dict[FieldId | None, list[FrozenRow]] = {key: [] for key in [*order, None]}
        for each in self.measures:
            key = merged.get(each.version.profile.field_id)
            groups[key if key in groups else None].append(each)
        return [(key, found) for key, found in groups.items() if found]


def edition(snapshot: Snapshot, slug: str, chosen: Chosen, now: datetime) -> Edition:
    """Read what a version consists of.

    Raises:
        NotFoundException: a measure or the mission is not there in this version.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    process_id = around.process.process_id
    known = {row.measure_id: row for row in measures.of_process(snapshot, process_id)}
    steps = measures.everything(snapshot, process_id)
    frozen = []
    for each in chosen.measures:
        story = measures.tell(steps.get(each.measure_id, []))
        version = next((one for one in story.versions if one.number == each.version), None)
        if version is None:
            raise NotFoundException
        sources = measures.sources(snapshot, each.measure_id)
        frozen.append(FrozenRow(known[each.measure_id], version, sources))
    frozen.sort(key=lambda each: int(each.row.number[2:]))
    mission = None
    if chosen.mission_version is not None:
        drafted = strategies.missions(snapshot, process_id)
        mission = next((row for row in drafted if row.version == chosen.mission_version), None)
        if mission is None:
            raise NotFoundException
    ideas = [ProposalId(s.source_id) for f in frozen for s in f.sources if s.kind == "proposal"]
    return Edition(
        chosen=chosen,
        aims=wording.aims(snapshot, around),
        measures=frozen,
        mission=mission,
        ideas=feed.all_rows(snapshot, set(ideas)) if ideas else {},
    )


def published(snapshot: Snapshot, row: StrategyRow, texts: Texts) -> Chosen:
    """Return what was put into a published version.

    Raises:
        NotFoundException: its decision is none that everybody may see.
        VaultUnavailable: its texts cannot be opened just now.
    """
    decision = decisions.find(snapshot, row.decision_id)
    if decision is None:
        raise NotFoundException
    words = Words(texts.open([each for each in (row.note, row.place) if each]), None)
    return Chosen(
        version=row.version,
        measures=row.measures,
        mission_version=row.mission_version,
        decision=decision,
        presented=row.presented,
        place=words.get(row.place),
        note=words.get(row.note),
    )


def held_version(snapshot: Snapshot, measure_id: MeasureId) -> tuple[int, bool]:
    """Return the version of a measure to publish, and whether the lead's council decided on it.

    That is the version it decided on last, if its decision has effect; else the newest.
    What a partner decides for itself is not about the strategy.
    """
    story = measures.tell(measures.steps(snapshot, measure_id))
    adopted = [
        each.version
        for each in story.decisions.values()
        if each.territory is None
        and each.outcome in {"adopted", "adopted_with_changes"}
        and each.revoked is None
    ]
    return (adopted[-1], True) if adopted else (story.versions[-1].number, False)
