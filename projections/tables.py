"""Columns and tables of read models, the same on SQLite and PostgreSQL."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql import quoted_name
from sqlalchemy.types import TypeDecorator

HISTORY = "_history"
LATE = "late"
ADDED = "added"
LATER = "later"
LAST = "last"
_WITHOUT_ZONE = 26  # characters of "2023-07-14 16:30:00.000000"


class Moment(TypeDecorator[datetime]):
    """A column of aware datetimes, given back in UTC by every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object] | None:
        # The library's way to SQLite's text takes five times as long, and every vote
        # has moments.
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[:_WITHOUT_ZONE]


class Codes(TypeDecorator[tuple[str, ...]]):
    """A column of short codes without commas, such as house rules; never NULL."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002 - the library's signature
        return ",".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002 - the library's signature
        return tuple(value.split(",")) if value else ()


class Facts(TypeDecorator[dict[str, Any]]):
    """A column of named values as JSON with sorted keys, equal whenever they are equal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str:  # noqa: ARG002 - the library's signature
        return msgspec.json.encode(value or {}, order="deterministic").decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any]:  # noqa: ARG002 - the library's signature
        return cast("dict[str, Any]", msgspec.json.decode(value or "{}"))


def table(metadata: MetaData, generation: int, name: str, *parts: SchemaItem) -> Table:
    """Return the table `name` of one generation.

    Readers and projections know it by `name`; in the database the generation is part
    of its name and of those of its indexes. Indexes for readers are in its `info` under
    LATE instead of among its indexes.
    """
    for part in parts:
        if isinstance(part, Index):
            part.name = quoted_name(f"{name}_{generation}_{part.name}", quote=None)
    made = Table(
        f"{name}_{generation}",
        metadata,
        *parts,
        info={"name": name},
        sqlite_with_rowid=False,
    )
    late = [each for each in parts if isinstance(each, Index) and each.info.get(LATE)]
    made.indexes.difference_update(late)
    made.info[LATE] = late
    return made


def for_readers(name: str, *columns: str, only: str | None = None) -> Index:
    """Return an index that no `project` looks through, over all rows or those `only` tells.

    A rebuild makes it when all rows are there, which takes a fraction of keeping it.
    """
    where = None if only is None else text(only)
    info = {LATE: True}
    return Index(name, *columns, info=info, sqlite_where=where, postgresql_where=where)


def only_added(made: Table) -> Table:
    """Return a table whose rows `project` neither reads nor changes once they are there.

    A rebuild on PostgreSQL makes its key when all rows are in, as it does indexes for readers.
    """
    made.info[ADDED] = True
    return made


def last_stays(made: Table, position: str) -> Table:
    """Return a table no row of which `project` reads, and which is written to by columns only.

    Of rows with one key, which is a single column, the one with the highest `position` stays.
    A rebuild collects rows in a table beside it (its `info` under LATER) and sorts that out in
    the end: keys that come in no order cost more each time.
    """
    columns = (Column(each.name, each.type, nullable=each.nullable) for each in made.columns)
    made.info[LATER] = Table(f"{made.name}_later", MetaData(), *columns)
    made.info[LAST] = position
    return only_added(made)


def with_history(
    metadata: MetaData,
    generation: int,
    name: str,
    *parts: SchemaItem,
    counted: Collection[str] = (),
) -> list[Table]:
    """Return a table and its append-only twin `<name>_history` (ruling 18).

    The twin has a row for each position (`since`) at which the row changed; the
    `counted` columns, which change with every vote, are not in it.
    """
    current = table(metadata, generation, name, *parts)
    kept = [column for column in current.columns if column.name not in counted]
    twin = table(
        metadata,
        generation,
        name + HISTORY,
        *(Column(each.name, each.type, primary_key=True) for each in kept if each.primary_key),
        Column("since", BigInteger, primary_key=True),
        *(Column(each.name, each.type) for each in kept if not each.primary_key),
        for_readers("since", "since"),
    )
    return [current, only_added(twin)]


def named(tables: Collection[Table]) -> dict[str, Table]:
    """Return tables by the names that readers know."""
    return {str(each.info["name"]): each for each in tables}
