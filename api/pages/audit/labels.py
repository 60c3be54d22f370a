"""What entries of the trail are about, in words: a number, a title, never a person."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from api.pages.parts.words import Words
from domain.codes import CaseId, CommentId, MeasureId, ProposalId
from projections import comments, feed, measures, moderation, processes
from projections.audit import EntryRow
from projections.comments import CommentRow
from projections.feed import FeedRow
from projections.measures import MeasureRow
from projections.model import Snapshot
from projections.moderation import CaseRow
from projections.processes import PhaseRow, ProcessRow

_PROPOSALS = {"proposal", "support", "opinion"}
_COMMENTS = {"comment", "content"}
"""An erased text belonged to a comment or a proposal; only looking tells which."""


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that names are taken from."""

    proposals: Mapping[ProposalId, FeedRow]
    cases: Mapping[CaseId, CaseRow]
    comments: Mapping[CommentId, CommentRow]
    measures: Mapping[MeasureId, MeasureRow]
    phases: Mapping[UUID, PhaseRow]
    processes: Mapping[UUID, ProcessRow]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts are shown."""
        return (*self.phases.values(), *self.processes.values())

    def of(self, concept: str, subject: UUID, words: Words) -> str | None:
        """Return what an object is called; None for what has no name."""
        if concept in _PROPOSALS:
            return self._receipt(ProposalId(subject))
        if concept in _COMMENTS:
            comment = self.comments.get(CommentId(subject))
            if comment is not None:
                return self._receipt(comment.proposal_id)
        if concept == "case":
            case = self.cases.get(CaseId(subject))
            return self._receipt(case.proposal_id) if case and case.proposal_id else None
        if concept == "content":
            return self._receipt(ProposalId(subject))
        if concept == "measure":
            measure = self.measures.get(MeasureId(subject))
            return measure.number if measure else None
        if concept == "phase":
            phase = self.phases.get(subject)
            return words.get(phase.title) if phase else None
        if concept == "process":
            process = self.processes.get(subject)
            return words.get(process.title) if process else None
        return None

    def _receipt(self, proposal_id: ProposalId) -> str | None:
        row = self.proposals.get(proposal_id)
        return row.receipt if row else None


def read_labels(snapshot: Snapshot, entries: Sequence[EntryRow]) -> Labels:
    """Read the names for these entries."""
    about = {row.kind.partition(".")[0]: set[UUID]() for row in entries}
    for row in entries:
        about[row.kind.partition(".")[0]].add(row.subject)
    written = {CommentId(each) for name in _COMMENTS for each in about.get(name, ())}
    found = comments.several(snapshot, written, everything=True) if written else {}
    named = {*_PROPOSALS, "content"}
    ideas = {ProposalId(each) for name in named for each in about.get(name, ())}
    ideas |= {row.proposal_id for row in found.values()}
    cases = moderation.several(snapshot, {CaseId(each) for each in about.get("case", ())})
    ideas |= {row.proposal_id for row in cases.values() if row.proposal_id}
    numbered = {MeasureId(each) for each in about.get("measure", ())}
    known = processes.all_processes(snapshot)
    phases = [phase for row in known for phase in processes.phases(snapshot, row.process_id)]
    return Labels(
        proposals=feed.all_rows(snapshot, ideas) if ideas else {},
        cases=cases,
        comments=found,
        measures=measures.several(snapshot, numbered) if numbered else {},
        phases={phase.phase_id: phase for phase in phases},
        processes={row.process_id: row for row in known},
    )
