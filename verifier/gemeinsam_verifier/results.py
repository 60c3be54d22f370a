"""What the entries have led to, as rows of the report."""

from collections.abc import Iterator, Mapping

from gemeinsam_verifier.council import Decision
from gemeinsam_verifier.report import DecisionRow, MeasureRow, ProcessCouncil
from gemeinsam_verifier.state import State

Titles = Mapping[str, str]
"""Titles and names by id, as far as they are published."""


def councils(state: State, titles: Titles) -> Iterator[ProcessCouncil]:
    """Yield decisions and measures of every process that has some."""
    known = state.council
    for process in state.processes.values():
        decisions = [each for each in known.decisions.values() if each.process == process.id]
        measures = [each for each in known.measures.values() if each.process == process.id]
        if decisions or measures:
            yield ProcessCouncil(
                process.id,
                process.slug,
                tuple(_decision(each, titles) for each in sorted(decisions, key=_order)),
                tuple(
                    MeasureRow(each.id, each.number, titles.get(each.id), each.state, each.version)
                    for each in sorted(measures, key=lambda each: (each.number, each.id))
                ),
            )


def _order(decision: Decision) -> tuple[str, int]:
    return decision.session or "", decision.index


def _decision(decision: Decision, titles: Titles) -> DecisionRow:
    record = decision.record or {}
    votes = record.get("votes")
    return DecisionRow(
        decision.id,
        decision.session,
        titles.get(decision.body, decision.body),
        decision.number,
        titles.get(decision.id),
        record.get("result"),
        None if votes is None else tuple(votes),
        decision.state,
        decision.corrected,
        decision.territory,
    )
