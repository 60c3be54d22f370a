"""One transaction of the log in PostgreSQL, in two round trips."""

from collections.abc import Collection, Sequence

import psycopg
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

from adapters.event_log.batch import Before, Draft, StoredCommand
from adapters.event_log.chain import EMPTY, Row
from adapters.event_log.postgresql_arrays import blobs, days, numbers, texts, uuids
from adapters.event_log.postgresql_copying import COPY, copied
from adapters.event_log.postgresql_pipeline import Pipeline, Request
from adapters.event_log.postgresql_statements import (
    ADD,
    BEFORE,
    BEGIN,
    COMMIT,
    HASH,
    LOCK,
    PATIENCE,
    TRACE,
)
from adapters.event_log.store import Clash, NotReplicated
from domain.ports import Head

MANY = 500
"""So many rows go by COPY: it takes two waits more, and half as long for each row."""


class PostgresWriting:
    """Fulfils `Writing` on a connection inside a transaction that holds the lock."""

    def __init__(
        self,
        connection: "psycopg.Connection[TupleRow]",
        pipeline: Pipeline,
        streams: Collection[bytes],
        keys: Collection[bytes],
    ) -> None:
        """Begin the transaction."""
        self._connection = connection
        self._pipeline = pipeline
        self._draft: Draft | None = None
        _, _, found = pipeline.run(BEGIN, LOCK, (BEFORE, [uuids(streams), blobs(keys)]))
        self.before = _before(found)

    def insert(self, draft: Draft) -> None:
        # It is sent with the COMMIT: nothing is asked between.
        self._draft = draft

    def commit(self) -> None:
        if self._draft is None:
            _committed(self._pipeline, PATIENCE, COMMIT)
        elif len(self._draft.rows) < MANY:
            _committed(self._pipeline, _added(self._draft, self._draft.rows), COMMIT)
        else:
            self._commit_many(self._draft)

    def confirm(self) -> None:
        # A commit that wrote nothing would wait for no standby.
        _committed(self._pipeline, TRACE, PATIENCE, COMMIT)

    def hash_at(self, position: int) -> bytes | None:
        (found,) = self._pipeline.run((HASH, [numbers([position])]))
        return found.get_value(0, 0) if found.ntuples else None

    def _commit_many(self, draft: Draft) -> None:
        try:
            self._pipeline.run(_added(draft, []))
            with self._connection.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.write(copied(draft.rows))
        except psycopg.IntegrityError as error:
            raise Clash(str(error)) from error
        _committed(self._pipeline, COMMIT)


def _committed(pipeline: Pipeline, *requests: Request) -> Sequence[PGresult]:
    try:
        answers = pipeline.run(*requests)
    except psycopg.IntegrityError as error:
        raise Clash(str(error)) from error
    if warnings := pipeline.warnings():
        raise NotReplicated(f"PostgreSQL: {'; '.join(warnings)}")
    if not pipeline.is_idle:
        raise psycopg.OperationalError("COMMIT left the transaction open")
    return answers


def _added(draft: Draft, rows: Sequence[Row]) -> Request:
    """Return what writes a draft, with these of its rows."""
    return ADD, [*_of_contents(draft), *_of_commands(draft), *_of_rows(rows)]


def _of_contents(draft: Draft) -> Sequence[bytes]:
    contents = draft.contents
    return texts([text.ref for text in contents]), blobs([text.ciphertext for text in contents])


def _of_commands(draft: Draft) -> Sequence[bytes]:
    commands = draft.commands
    return (
        blobs([row.key for row in commands]),
        blobs([row.digest for row in commands]),
        blobs([row.result for row in commands]),
        numbers([row.position for row in commands]),
        days([row.day for row in commands]),
    )


def _of_rows(rows: Sequence[Row]) -> Sequence[bytes]:
    return (
        numbers([row[0] for row in rows]),
        uuids([row[1] for row in rows]),
        numbers([row[2] for row in rows]),
        texts([row[3] for row in rows]),
        blobs([row[4] for row in rows]),
        blobs([row[5] for row in rows]),
    )


def _before(found: PGresult) -> Before:
    head, versions, commands = EMPTY, dict[bytes, int](), dict[bytes, StoredCommand]()
    for kind, key, written, digest, result in _rows(found):
        number = int.from_bytes(written)
        match int.from_bytes(kind):
            case 0:
                head = Head(position=number, hash=key)
            case 1:
                versions[key] = number
            case _:
                commands[key] = (digest, result, number)
    return Before(head=head, versions=versions, commands=commands)


def _rows(found: PGresult) -> Sequence[Sequence[bytes]]:
    """Return values without NULLs; what is empty comes as None as well."""
    columns = range(found.nfields)
    return [
        [found.get_value(row, column) or b"" for column in columns] for row in range(found.ntuples)
    ]
