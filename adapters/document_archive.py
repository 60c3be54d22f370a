"""Published documents, each under the SHA-256 of its bytes: as files, or in the log's database."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from adapters.patience import PatientConnection
from domain.ports import LogUnavailable

_CREATION_LOCK = 0x67656D65_646F6373  # key of the advisory lock, "gemedocs"
_HASH = re.compile(r"[0-9a-f]{64}")


class DocumentArchive:
    """Implements api.ports.documents.Archive in one folder, which is made when needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, pdf: bytes) -> str:
        sha256 = hashlib.sha256(pdf).hexdigest()
        if self.find(sha256) is not None:
            return sha256
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Never half a file under its name: others look for it at any moment.
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
            try:
                part.write(pdf)
                part.flush()
                os.fsync(part.fileno())
            except BaseException:
                Path(part.name).unlink()
                raise
        Path(part.name).replace(self._place(sha256))
        return sha256

    def find(self, sha256: str) -> bytes | None:
        if _HASH.fullmatch(sha256) is None:
            return None
        try:
            pdf = self._place(sha256).read_bytes()
        except FileNotFoundError:
            return None
        return _undamaged(pdf, sha256)

    def _place(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.pdf"


class DatabaseArchive:
    """Implements api.ports.documents.Archive in a PostgreSQL: the same for all machines.

    `former` is where an installation kept its documents before; they are still found there.
    """

    def __init__(self, url: str, former: DocumentArchive) -> None:
        self._parameters: dict[str, Any] = {
            "connect_timeout": 2,  # of each host that the URL names
            "tcp_user_timeout": 4000,  # milliseconds; ruling 22
            **conninfo_to_dict(f"postgresql://{url.partition('://')[2]}"),
        }
        self._former = former

    def keep(self, pdf: bytes) -> str:
        """Keep a document for good; return the SHA-256 of its bytes in hexadecimal digits.

        Raises:
            LogUnavailable: it may or may not be kept; doing it again does no harm.
        """
        key = hashlib.sha256(pdf)
        with self._connected() as connection:
            # Without it two creators collide in PostgreSQL's own catalogue.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATION_LOCK,))
            connection.execute(
                "CREATE TABLE IF NOT EXISTS published_documents"
                " (sha256 bytea PRIMARY KEY, pdf bytea NOT NULL)"
            )
            connection.execute(
                "INSERT INTO published_documents VALUES (%s, %b) ON CONFLICT DO NOTHING",
                (key.digest(), pdf),
            )
        return key.hexdigest()

    def find(self, sha256: str) -> bytes | None:
        """Return a document, or None where it is not kept or was damaged.

        Raises:
            LogUnavailable: the database does not answer.
        """
        if _HASH.fullmatch(sha256) is None:
            return None
        wanted = "SELECT pdf FROM published_documents WHERE sha256 = %s"
        try:
            with self._connected() as connection:
                row = connection.execute(wanted, (bytes.fromhex(sha256),), binary=True).fetchone()
        except psycopg.errors.UndefinedTable:
            row = None  # Nothing has been published.
        found = None if row is None else _undamaged(row[0], sha256)
        return self._former.find(sha256) if found is None else found

    @contextmanager
    def _connected(self) -> Iterator[PatientConnection]:
        """Lend a connection in one transaction; documents are asked for seldom."""
        try:
            with PatientConnection.connect(**self._parameters) as connection:
                yield connection
        except psycopg.OperationalError as error:
            raise LogUnavailable(f"PostgreSQL: {error}") from error


def _undamaged(pdf: bytes, sha256: str) -> bytes | None:
    return pdf if hashlib.sha256(pdf).hexdigest() == sha256 else None
