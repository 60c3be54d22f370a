"""Formal positions on all measures of a process: which came in, and which are missing."""

from collections.abc import Iterator

import msgspec

from domain.measures import OVER
from domain.people import ProcessId
from projections.measures.queries import of_process, of_these_kinds
from projections.measures.rows import MeasureRow
from projections.measures.telling import Statement, tell
from projections.model import Snapshot

_KINDS = ("measure.statement-requested", "measure.statement-filed")


class Asked(msgspec.Struct, frozen=True):
    """A position on a measure that was asked for."""

    measure: MeasureRow
    statement: Statement

    @property
    def missing(self) -> bool:
        """Whether it has not come in and still could: nobody waits for what is over."""
        return self.statement.filed is None and self.measure.status not in OVER


def statements(snapshot: Snapshot, process_id: ProcessId) -> list[Asked]:
    """Return all that were asked for, by the day they are due."""
    return sorted(_asked(snapshot, process_id), key=lambda each: each.statement.due)


def _asked(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Asked]:
    steps = of_these_kinds(snapshot, process_id, _KINDS)
    for row in of_process(snapshot, process_id) if steps else ():
        for each in tell(steps.get(row.measure_id, ())).statements.values():
            yield Asked(row, each)
