"""Tables of the public log: tiles and bundles as they are served, and what waits."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Uuid,
)
from sqlalchemy.event import listen
from sqlalchemy.schema import ExecutableDDLElement, SchemaItem

from domain.people import ProcessId
from projections.public_log.publishing import ClosingRow, RunRow, WaitingRow
from projections.tables import Moment, for_readers, table

THE_LOG = 1
"""Key of the one row of `public_log`."""


class LogRow(msgspec.Struct, frozen=True):
    """How long the log is, and the last run of positions in it."""

    key: int
    size: int
    position: int
    leaf: int
    length: int


class TileRow(msgspec.Struct, frozen=True):
    """Up to 256 hashes of a level; only the last tile of a level has fewer."""

    level: int
    number: int
    hashes: bytes


class BundleRow(msgspec.Struct, frozen=True):
    """Up to 256 entries, each with its length in two bytes in front."""

    number: int
    entries: bytes


class ReleasesRow(msgspec.Struct, frozen=True):
    """How many releases of votes of a process are in the log."""

    process_id: ProcessId
    number: int


def define(metadata: MetaData, generation: int) -> Sequence[Table]:
    """Name the tables."""

    def one(name: str, *parts: SchemaItem) -> Table:
        made = table(metadata, generation, name, *parts)
        for column in made.columns:
            if isinstance(column.type, LargeBinary):
                listen(made, "after_create", _as_it_is(made, column.name))
        return made

    return [
        one(
            "public_log",
            Column("key", Integer, primary_key=True, autoincrement=False),
            Column("size", BigInteger, nullable=False),
            Column("position", BigInteger, nullable=False),
            Column("leaf", BigInteger, nullable=False),
            Column("length", BigInteger, nullable=False),
        ),
        one(
            "public_log_tiles",
            Column("level", SmallInteger, primary_key=True, autoincrement=False),
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("hashes", LargeBinary, nullable=False),
        ),
        one(
            "public_log_bundles",
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("entries", LargeBinary, nullable=False),
        ),
        one(
            "public_log_runs",
            Column("position", BigInteger, primary_key=True, autoincrement=False),
            Column("leaf", BigInteger, nullable=False),
            Column("length", BigInteger, nullable=False),
        ),
        one(
            "public_log_waiting",
            Column("position", BigInteger, primary_key=True, autoincrement=False),
            Column("process_id", Uuid, nullable=False),
            Column("proposal_id", Uuid, nullable=False),
            Column("voter", Uuid, nullable=False),
            Column("says", Boolean, nullable=False),
            Column("recorded_at", Moment, nullable=False),
            Column("entry", LargeBinary, nullable=False),
            for_readers("proposal_id", "proposal_id"),
        ),
        one(
            "public_log_closings",
            Column("position", BigInteger, primary_key=True, autoincrement=False),
            Column("leaf", BigInteger, nullable=False),
            Column("process_id", Uuid, nullable=False),
            Column("phase_id", Uuid, nullable=False),
            Column("claimed", Boolean, nullable=False),
        ),
        one(
            "public_log_releases",
            Column("process_id", Uuid, primary_key=True),
            Column("number", Integer, nullable=False),
        ),
    ]


def _as_it_is(made: Table, column: str) -> ExecutableDDLElement:
    """Keep PostgreSQL from compressing a column: hashes do not shrink, and time counts more."""
    statement = f'ALTER TABLE "{made.name}" ALTER COLUMN "{column}" SET STORAGE EXTERNAL'
    making: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]  # the library says no types
    return making.execute_if(dialect="postgresql")


__all__ = [
    "THE_LOG",
    "BundleRow",
    "ClosingRow",
    "LogRow",
    "ReleasesRow",
    "RunRow",
    "TileRow",
    "WaitingRow",
    "define",
]
