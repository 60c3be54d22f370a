"""What people say to measures: support of their ideas, scores of workshops, dots on site."""

from collections.abc import Mapping, Sequence

import msgspec

from api.pages.parts.words import Words
from api.pages.views.measures import BackingView, DotsView
from domain.codes import MeasureId, ProposalId
from domain.people import ProcessId
from projections import feed, measures, proposals, workshops
from projections.feed import FeedRow
from projections.measures import SourceRow
from projections.model import Snapshot
from projections.workshops import FormatRow


class Backing(msgspec.Struct, frozen=True):
    """The rows of it; `formats` are the confirmed ones, whose titles are to be opened.

    `moved` leads from merged ideas to those in which they go on, with their supporters.
    """

    sources: Mapping[MeasureId, Sequence[SourceRow]]
    moved: Mapping[ProposalId, ProposalId]
    ideas: Mapping[ProposalId, FeedRow]
    formats: Sequence[FormatRow]

    def view(self, measure_id: MeasureId, workshop: int | None, words: Words) -> BackingView:
        """Return what is behind a measure; `workshop` is the result of the workshops."""
        linked = self.sources.get(measure_id, ())
        named = [ProposalId(each.source_id) for each in linked if each.kind == "proposal"]
        keys = dict.fromkeys(self.moved.get(each, each) for each in named)
        known = [self.ideas[key] for key in keys if key in self.ideas]
        online = sum(row.approval for row in known)
        places = tuple(
            DotsView(
                id=str(row.workshop_id),
                title=words.text(row.title),
                on=row.on,
                dots=row.dots_by_measure[measure_id],
            )
            for row in self.formats
            if measure_id in row.dots_by_measure
        )
        dots = sum(each.dots for each in places)
        return BackingView(
            online=online,
            ideas=len(known),
            dots=dots,
            together=online + dots,
            workshop=workshop,
            places=places,
        )


def confirmed(snapshot: Snapshot, process_id: ProcessId) -> list[FormatRow]:
    """Return the formats whose results count."""
    rows = workshops.of_process(snapshot, process_id)
    return [row for row in rows if row.state == "confirmed"]


def of_process(snapshot: Snapshot, process_id: ProcessId) -> Backing:
    """Read it for all measures of a process."""
    return _read(snapshot, process_id, measures.sources_of_process(snapshot, process_id))


def of_measure(
    snapshot: Snapshot,
    process_id: ProcessId,
    measure_id: MeasureId,
    sources: Sequence[SourceRow],
) -> Backing:
    """Read it for one measure that comes from these sources."""
    return _read(snapshot, process_id, {measure_id: sources})


def _read(
    snapshot: Snapshot, process_id: ProcessId, sources: Mapping[MeasureId, Sequence[SourceRow]]
) -> Backing:
    linked = [each for every in sources.values() for each in every]
    named = {ProposalId(each.source_id) for each in linked if each.kind == "proposal"}
    ideas = dict(feed.rows(snapshot, named)) if named else {}
    merged = [key for key, row in ideas.items() if row.state == "merged"]
    moved = {key: _target(snapshot, key) for key in merged}
    ideas |= feed.rows(snapshot, set(moved.values()) - ideas.keys()) if moved else {}
    return Backing(sources, moved, ideas, confirmed(snapshot, process_id))


def _target(snapshot: Snapshot, proposal_id: ProposalId) -> ProposalId:
    """Return the idea in which a merged one goes on: its supporters stand there."""
    found = proposals.find(snapshot, proposal_id)
    return found.details.merged_into or proposal_id if found else proposal_id
