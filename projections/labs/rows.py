"""Tables of labs, and their rows as readers get them."""

from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Uuid

from domain.codes import LabId, MeasureId
from domain.labs import LabOutcome
from domain.messages import ContentRef
from domain.people import ProcessId
from projections.model import Moment, table, with_history

_REF = 43  # characters of a content reference

StepKind = Literal["opened", "extended", "evaluated"]


class LabRow(msgspec.Struct, frozen=True):
    """A lab as it stands. `area` is GeoJSON, `announced` the end promised first.

    `outcome`, `evidence` and `evaluated` are None until it was evaluated.
    """

    lab_id: LabId
    process_id: ProcessId
    measure_id: MeasureId | None
    title: ContentRef
    hypothesis: ContentRef
    area: ContentRef
    starts: date
    ends: date
    announced: date
    outcome: LabOutcome | None
    evidence: ContentRef | None
    evaluated: datetime | None
    position: int
    opened: datetime

    def takes_feedback(self, today: date) -> bool:
        """Tell whether people can say now what they experienced."""
        return self.outcome is None and self.starts <= today <= self.ends


class LabStepRow(msgspec.Struct, frozen=True):
    """One public thing that happened to a lab; `reason` says why it lasts longer."""

    lab_id: LabId
    position: int
    process_id: ProcessId
    kind: StepKind
    old_end: date | None
    new_end: date | None
    reason: ContentRef | None
    at: datetime


class FeedbackRow(msgspec.Struct, frozen=True):
    """What somebody said; for the office only, which is not told who it was."""

    lab_id: LabId
    position: int
    process_id: ProcessId
    text: ContentRef
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        *_labs(metadata, generation),
        table(
            metadata,
            generation,
            "lab_steps",
            Column("lab_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(10), nullable=False),
            *(Column(name, Date) for name in ("old_end", "new_end")),
            Column("reason", String(_REF)),
            Column("at", Moment, nullable=False),
        ),
        table(
            metadata,
            generation,
            "lab_feedback",
            Column("lab_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("text", String(_REF), nullable=False),
            Column("at", Moment, nullable=False),
        ),
    ]


def _labs(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "labs",
        Column("lab_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("measure_id", Uuid),
        *(Column(name, String(_REF), nullable=False) for name in ("title", "hypothesis", "area")),
        *(Column(name, Date, nullable=False) for name in ("starts", "ends", "announced")),
        Column("outcome", String(10)),
        Column("evidence", String(_REF)),
        Column("evaluated", Moment),
        Column("position", BigInteger, nullable=False),
        Column("opened", Moment, nullable=False),
        Index("process", "process_id"),
        Index("measure", "measure_id"),
    )
