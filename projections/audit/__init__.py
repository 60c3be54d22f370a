"""The audit trail: an index over the log, totals, and the replay of single objects."""

from projections.audit.disclosure import day_of, end_of, ends_of_days, public_moment
from projections.audit.facts import PROPERTIES, FactKind, Property, Value
from projections.audit.kinds import KINDS, Kind
from projections.audit.projecting import project
from projections.audit.queries import Trail, count, days, entries, entry
from projections.audit.replay import (
    Change,
    Fact,
    Reason,
    Step,
    describe,
    describe_publicly,
    facts_after,
    public_facts_after,
)
from projections.audit.rows import EntryRow, define
from projections.audit.times import moment_of, position_at
from projections.audit.totals import DayOfVotes, Totals, totals, votes_per_day
from projections.model import Model

MODEL = Model("audit", define, project, weight=5)

__all__ = [
    "KINDS",
    "MODEL",
    "PROPERTIES",
    "Change",
    "DayOfVotes",
    "EntryRow",
    "Fact",
    "FactKind",
    "Kind",
    "Property",
    "Reason",
    "Step",
    "Totals",
    "Trail",
    "Value",
    "count",
    "day_of",
    "days",
    "define",
    "describe",
    "describe_publicly",
    "end_of",
    "ends_of_days",
    "entries",
    "entry",
    "facts_after",
    "moment_of",
    "position_at",
    "project",
    "public_facts_after",
    "public_moment",
    "totals",
    "votes_per_day",
]
