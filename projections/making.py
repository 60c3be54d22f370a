"""Making a table: at once for those who follow the log, in parts for a rebuild.

What only readers need, or what is cheaper when all rows are there, a rebuild leaves to `finish`.
"""

from sqlalchemy import Connection, Table

from projections.tables import ADDED, LAST, LATE, LATER


def create(connection: Connection, made: Table, *, late: bool) -> None:
    """Create an empty table. If told `late`, it is not complete before `finish`."""
    made.create(connection)
    if not late:
        _index(connection, made)
        return
    if _has_late_key(connection, made):
        connection.exec_driver_sql(f'ALTER TABLE "{made}" DROP CONSTRAINT "{made}_pkey"')
    if LATER in made.info:
        made.info[LATER].create(connection)


def settle(connection: Connection, made: Table) -> None:
    """Make the key, and let the last row of each key stay."""
    if _has_late_key(connection, made):
        key = ", ".join(f'"{column.name}"' for column in made.primary_key)
        connection.exec_driver_sql(f'ALTER TABLE "{made}" ADD PRIMARY KEY ({key})')
    later: Table | None = made.info.get(LATER)
    if later is not None:
        connection.exec_driver_sql(_last_rows(connection, made, later))
        later.drop(connection)


def finish(connection: Connection, made: Table) -> None:
    """Create what `late` left out."""
    settle(connection, made)
    _index(connection, made)


def drop(connection: Connection, made: Table) -> None:
    """Drop a table, finished or not; a missing one does no harm."""
    made.drop(connection, checkfirst=True)
    if LATER in made.info:
        made.info[LATER].drop(connection, checkfirst=True)


def _index(connection: Connection, made: Table) -> None:
    for index in made.info[LATE]:
        index.create(connection)


def _has_late_key(connection: Connection, made: Table) -> bool:
    # On SQLite rows are in the key.
    return ADDED in made.info and connection.dialect.name == "postgresql"


def _last_rows(connection: Connection, made: Table, later: Table) -> str:
    """Return the statement that adds, or replaces, the row of each key that was told last."""
    [key] = [column.name for column in made.primary_key]
    columns = [column.name for column in made.columns]
    names, told = ", ".join(f'"{name}"' for name in columns), made.info[LAST]
    if connection.dialect.name == "sqlite":
        # Each replaces the one before it, which takes less than finding the greatest of each.
        return (
            f'INSERT OR REPLACE INTO "{made}" ({names})'  # noqa: S608 - names of our own
            f' SELECT {names} FROM "{later}" ORDER BY "{key}", "{told}"'
        )
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != key)
    return (
        f'INSERT INTO "{made}" ({names})'  # noqa: S608 - as above
        f' SELECT DISTINCT ON ("{key}") {names} FROM "{later}"'
        f' ORDER BY "{key}", "{told}" DESC ON CONFLICT ("{key}") DO UPDATE SET {changes}'
    )
