"""Meddling with a log's tables behind its back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from adapters.event_log.postgresql_statements import WRITER_LOCK


def execute(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements directly on the database of a log; return what the last one found."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            return [database.execute(statement).fetchall() for statement in statements][-1]
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


@contextmanager
def held(url: str) -> Iterator[None]:
    """Hold the writer lock of a log, as a process would that does not go on."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (WRITER_LOCK,))
        yield
