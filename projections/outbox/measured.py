"""What a council's decision on a measure tells the authors of the ideas it came from (P8).

Ideas are linked to measures long before the decision; it takes effect when it is confirmed
and is told once it is published.
"""

from collections.abc import Iterator
from uuid import UUID

import msgspec
from sqlalchemy import Boolean, Column, MetaData, String, Table, Uuid

from domain.codes import DecisionId, MeasureId, ProposalId
from domain.decisions import DecisionPublished
from domain.measures import (
    Effect,
    MeasureDecisionApplied,
    MeasureSourceLinked,
    MeasureSourceUnlinked,
)
from domain.messages import Recorded
from projections.model import Sheet, Work
from projections.tables import table

EVENTS = (MeasureSourceLinked, MeasureSourceUnlinked, MeasureDecisionApplied, DecisionPublished)


class LinkRow(msgspec.Struct, frozen=True):
    """An idea that went into a measure; not `linked` any more if that was a mistake."""

    measure_id: MeasureId
    proposal_id: ProposalId
    linked: bool


class EffectRow(msgspec.Struct, frozen=True):
    """What the lead's decision did to a measure."""

    decision_id: DecisionId
    measure_id: MeasureId
    effect: Effect


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the two tables."""
    return [
        table(
            metadata,
            generation,
            "notice_links",
            Column("measure_id", Uuid, primary_key=True),
            Column("proposal_id", Uuid, primary_key=True),
            Column("linked", Boolean, nullable=False),
        ),
        table(
            metadata,
            generation,
            "notice_effects",
            Column("decision_id", Uuid, primary_key=True),
            Column("measure_id", Uuid, primary_key=True),
            Column("effect", String(20), nullable=False),
        ),
    ]


class Measured:
    """Links and effects that a batch is about."""

    def __init__(self, work: Work, events: list[Recorded]) -> None:
        self._links: Sheet[LinkRow] = work.sheet(LinkRow, "notice_links")
        self._effects: Sheet[EffectRow] = work.sheet(EffectRow, "notice_effects")
        published = {
            each.event.decision_id for each in events if isinstance(each.event, DecisionPublished)
        }
        if published:
            effects, links = work.table("notice_effects"), work.table("notice_links")
            self._effects.add_where(effects.c.decision_id.in_(published))
            measures = {row.measure_id for row in self._effects.values()}
            measures |= {
                each.event.measure_id
                for each in events
                if isinstance(each.event, MeasureDecisionApplied)
            }
            self._links.add_where(links.c.measure_id.in_(measures))

    def note(self, recorded: Recorded) -> Iterator[tuple[ProposalId, Effect]]:
        """Take an event in, and yield the ideas whose authors are told, with what was decided.

        An idea in several measures is yielded once for each effect.
        """
        match recorded.event:
            case MeasureSourceLinked(source=source) as event if source.kind == "proposal":
                self._links.put(LinkRow(event.measure_id, ProposalId(source.id), linked=True))
            case MeasureSourceUnlinked(source=source) as event if source.kind == "proposal":
                self._links.put(LinkRow(event.measure_id, ProposalId(source.id), linked=False))
            case MeasureDecisionApplied(territory=None) as event:
                row = EffectRow(event.decision_id, event.measure_id, event.outcome)
                self._effects.put(row)
            case DecisionPublished() as event:
                yield from self._of(event.decision_id)
            case _:
                pass

    def _of(self, decision_id: UUID) -> list[tuple[ProposalId, Effect]]:
        effects = {
            row.measure_id: row.effect
            for row in self._effects.values()
            if row.decision_id == decision_id
        }
        found = {
            (row.proposal_id, effects[row.measure_id]): None
            for row in self._links.values()
            if row.linked and row.measure_id in effects
        }
        return sorted(found, key=lambda each: (each[0].int, each[1]))

    def save(self) -> None:
        """Store what the batch changed."""
        self._links.save()
        self._effects.save()
