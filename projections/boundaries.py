"""Where the places of processes lie. Rules: docs/rules/territories.md."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, MetaData, String, Table, Uuid, select

from domain.boundaries import BoundaryDrawn
from domain.codes import TerritoryKey
from domain.messages import ContentRef
from domain.people import ProcessId
from projections.model import Batch, Model, Snapshot, Work, with_history

_REF = 43  # characters of a content reference


class BoundaryRow(msgspec.Struct, frozen=True):
    """The outline of a place: a GeoJSON geometry; `source` is to be named beside it."""

    process_id: ProcessId
    key: TerritoryKey
    boundary: ContentRef
    source: ContentRef | None
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the table and its history."""
    return with_history(
        metadata,
        generation,
        "boundaries",
        Column("process_id", Uuid, primary_key=True),
        Column("key", String(12), primary_key=True),
        Column("boundary", String(_REF), nullable=False),
        Column("source", String(_REF)),
        Column("position", BigInteger, nullable=False),
    )


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    rows = work.sheet(BoundaryRow, "boundaries")
    for recorded in batch.of(BoundaryDrawn):
        event: Any = recorded.event
        row = BoundaryRow(
            event.process_id, event.key, event.boundary, event.source, recorded.position
        )
        rows.put(row, recorded.position)
    rows.save()


def of_process(snapshot: Snapshot, process_id: ProcessId) -> Mapping[TerritoryKey, BoundaryRow]:
    """Return the outlines of a process's places; a place need not have one."""
    source = snapshot.source("boundaries", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id).order_by(source.c.key)
    return {row.key: row for row in snapshot.rows(BoundaryRow, wanted)}


MODEL = Model("boundaries", define, project)
