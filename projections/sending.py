"""Writing statements that wait for one another's company on their way to a PostgreSQL.

Whoever folds a vote writes a dozen rows of as many tables, and needs no answer but that all
went well. Sent together they are one journey instead of a dozen (a pipeline of the driver).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_OUTGOING = "gemeinsam_outgoing"

Statement = tuple[str, Sequence[Any]]
"""What to run with which parameters, as the driver takes them."""


def collect(connection: Connection) -> None:
    """Let writing statements of this connection wait until `send`; nothing changes for SQLite."""
    if connection.dialect.name == "postgresql":
        waiting: list[Statement] = []
        connection.execution_options(**{_OUTGOING: waiting})


def run(connection: Connection, statement: str, parameters: Sequence[Any]) -> None:
    """Run a statement whose answer nobody needs: now, or with others where those wait."""
    waiting: list[Statement] | None = connection.get_execution_options().get(_OUTGOING)
    if waiting is None:
        connection.exec_driver_sql(statement, tuple(parameters))
    else:
        waiting.append((statement, parameters))


def send(connection: Connection) -> None:
    """Run all that waits, in order. To be done before anything is read that it may change.

    Raises:
        DBAPIError: a statement failed, and with it the transaction.
    """
    waiting: list[Statement] | None = connection.get_execution_options().get(_OUTGOING)
    if not waiting:
        return
    due, waiting[:] = waiting.copy(), []
    with on_driver(connection, due[0][0]) as driver, driver.pipeline():
        for statement, parameters in due:
            driver.execute(statement, parameters)


@contextmanager
def on_driver(connection: Connection, statement: str) -> Iterator[Any]:
    """Lend the driver's own connection; what fails on it fails as if the library had run it.

    Runners wait for databases that are away, which they tell by the library's errors.
    """
    driver: Any = connection.connection.driver_connection
    try:
        yield driver
    except psycopg.Error as error:
        lost = bool(driver.closed)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, connection_invalidated=lost
        ) from error
