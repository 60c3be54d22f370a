"""Reads what became of an idea: its answer, the measures it went into, what came of those."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from domain.codes import BodyId, DecisionId, ProposalId, UnitId
from domain.measures import MeasureDecisionApplied
from domain.messages import ContentRef
from domain.people import ProcessId
from projections import answers, decisions, measures, organisation
from projections.answers import AnswerVersionRow, OutcomeRow, ReviewRow, Standing
from projections.decisions import DecisionRow
from projections.measures import MeasureRow, SourceRow, StepRow
from projections.model import Snapshot
from projections.organisation import BodyRow, UnitRow

_TEXTS = ("title", "reason", "benefit", "lessons", "conditions")
"""Texts of a measure's steps that the timeline of an idea may show."""


class Text(msgspec.Struct, frozen=True):
    """A text that is named within the facts of a step."""

    ref: ContentRef


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of what became of one idea; `standing` is None where no answer is owed."""

    standing: Standing | None
    versions: Sequence[AnswerVersionRow]
    reviews: Sequence[ReviewRow]
    outcomes: Sequence[OutcomeRow]
    measures: Sequence[tuple[SourceRow, MeasureRow]]
    steps: Sequence[StepRow]
    decisions: Mapping[DecisionId, DecisionRow]
    units: Mapping[UnitId, UnitRow]
    bodies: Mapping[BodyId, BodyRow]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts are shown."""
        return (
            *self.versions,
            *self.reviews,
            *self.outcomes,
            *(row for _, row in self.measures),
            *self.units.values(),
            *self.bodies.values(),
            *(Text(ref) for step in self.steps for ref in _refs(step)),
        )


def _refs(step: StepRow) -> Iterable[ContentRef]:
    return (step.facts[name] for name in _TEXTS if isinstance(step.facts.get(name), str))


def of(snapshot: Snapshot, process_id: ProcessId, proposal_id: ProposalId, today: date) -> Fate:
    """Read what became of an idea, as of the snapshot; `today` is the day it shows."""
    row = answers.find(snapshot, proposal_id)
    owed = row is not None and row.answerable
    taken = measures.taken_up(snapshot, proposal_id)
    steps = [step for _, measure in taken for step in measures.steps(snapshot, measure.measure_id)]
    applied = (step.event for step in steps if step.kind == "measure.decision-applied")
    decided = {each.decision_id for each in applied if isinstance(each, MeasureDecisionApplied)}
    found = (decisions.find(snapshot, each) for each in decided)
    return Fate(
        standing=answers.standing(snapshot, row, today) if row and owed else None,
        versions=answers.versions(snapshot, proposal_id) if owed else [],
        reviews=answers.reviews(snapshot, proposal_id) if owed else [],
        outcomes=answers.outcomes(snapshot, proposal_id) if owed else [],
        measures=taken,
        steps=steps,
        decisions={each.decision_id: each for each in found if each is not None},
        units={each.unit_id: each for each in organisation.units(snapshot, process_id)},
        bodies={each.body_id: each for each in organisation.bodies(snapshot, process_id)},
    )
