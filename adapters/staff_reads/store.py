"""Keeps the chain in a database of its own: SQLite or PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    select,
    text,
)

from adapters.identity.tables import Moment
from adapters.staff_reads.chain import FIRST, link, verify
from adapters.vault.database import VaultDatabase
from domain.people import Pseudonym
from domain.reads import Reader, Reading, StaffRead, Wanted

_LOCK = 0x67656D72  # any number that no other advisory lock of this database uses
_PAGE = 1000

metadata = MetaData()
reads = Table(
    "staff_reads",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("reader", String(32), nullable=False, index=True),
    Column("role", String(12), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("whom", String(32), index=True),
    Column("purpose", String(20), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)


class PersistentStaffReads:
    """Appends and reads; there is no way to change a row. Safe in threads.

    Every method raises VaultUnavailable when the database does not answer: then
    nothing may be shown.
    """

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        database.create(metadata)

    def record(self, reader: Reader, readings: Sequence[Reading], at: datetime) -> None:
        """Write down what is about to be shown; durable when this returns."""
        if not readings:
            return
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                # Two writers must not continue the chain from the same row.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            last = connection.execute(
                select(reads.c.number, reads.c.hash).order_by(reads.c.number.desc()).limit(1)
            ).first()
            number, previous = (last.number, last.hash) if last else (0, FIRST)
            for reading in readings:
                number += 1
                row = _row(number, reader, reading, at)
                previous = link(previous, row)
                _insert(connection, row, previous)

    def page(self, wanted: Wanted, limit: int = 50) -> Sequence[StaffRead]:
        """Return rows that fit, newest first."""
        chosen = select(reads).where(*_conditions(wanted))
        chosen = chosen.order_by(reads.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_read(row) for row in connection.execute(chosen)]

    def since(self, number: int = 0) -> Iterator[StaffRead]:
        """Yield the rows after a number, oldest first, as long as there are any."""
        while True:
            chosen = select(reads).where(reads.c.number > number)
            chosen = chosen.order_by(reads.c.number).limit(_PAGE)
            with self._database.reading() as connection:
                rows = [_read(row) for row in connection.execute(chosen)]
            if not rows:
                return
            yield from rows
            number = rows[-1].number

    def check(self) -> Iterator[int]:
        """Recompute the chain, yielding numbers as it goes on.

        Raises:
            ReadsCorrupt: names the first number that does not fit.
        """
        return verify(self.since(0))

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()


def _row(number: int, reader: Reader, reading: Reading, at: datetime) -> StaffRead:
    return StaffRead(
        number=number,
        at=at,
        reader=reader.pseudonym,
        role=reader.role,
        kind=reading.kind,
        whom=reading.whom,
        purpose=reader.purpose,
        hash=b"",
    )


def _insert(connection: Connection, row: StaffRead, link_hash: bytes) -> None:
    connection.execute(
        reads.insert().values(
            number=row.number,
            at=row.at,
            reader=row.reader.hex,
            role=row.role,
            kind=row.kind,
            whom=row.whom.hex if row.whom else None,
            purpose=row.purpose,
            hash=link_hash,
        )
    )


def _read(row: Row[Any]) -> StaffRead:
    number, at, reader, role, kind, whom, purpose, row_hash = tuple(row)
    return StaffRead(
        number=number,
        at=at,
        reader=Pseudonym(UUID(reader)),
        role=role,
        kind=kind,
        whom=UUID(whom) if whom else None,
        purpose=purpose,
        hash=bytes(row_hash),
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield reads.c.number > wanted.after
    if wanted.before is not None:
        yield reads.c.number < wanted.before
    for name in ("kind", "purpose", "role"):
        value = getattr(wanted, name)
        if value is not None:
            yield reads.c[name] == value
    for name in ("reader", "whom"):
        value = getattr(wanted, name)
        if value:
            yield reads.c[name].startswith(value, autoescape=True)
    if wanted.recorded_from is not None:
        yield reads.c.at >= wanted.recorded_from
    if wanted.recorded_until is not None:
        yield reads.c.at <= wanted.recorded_until


def open_staff_reads(url: str) -> PersistentStaffReads:
    """Open the chain at a database URL, creating its table if there is none.

    Raises:
        VaultUnavailable: the database does not answer.
    """
    return PersistentStaffReads(VaultDatabase(url))
