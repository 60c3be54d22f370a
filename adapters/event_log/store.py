"""What the log needs from a database; fulfilled by sqlite.py and postgresql.py."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from adapters.event_log.batch import Before, Draft, StoredCommand
from adapters.event_log.chain import Row
from domain.messages import ContentRef
from domain.ports import Head, LogUnavailable

ANSWER_SECONDS = 5.0
"""No caller waits longer for the database (T12)."""

GIVE_UP_SECONDS = 4.0
"""What waits for the database ends so early that its caller gets an answer in time."""

UNCONDITIONAL_END = 2**63 - 1
"""A position no log reaches."""


class ConnectionLost(Exception):
    """The database went away before COMMIT was sent: nothing of this was stored."""


class Clash(Exception):
    """A primary key refused a row although the versions had been compared."""


class UnsafeStore(LogUnavailable):
    """The database is set up so that it could lose what it has acknowledged."""


class NotReplicated(LogUnavailable):
    """It is stored here, but a standby that must have it as well has not confirmed."""


class RowsWithoutChain(TypeError):
    """Somebody handed rows to the library's own way in; only `Store.writing` keeps the chain."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            f"{rows} rows refused. Events enter the log through `writing` only: rows of another "
            "origin have no place in the hash chain."
        )


class Writing(Protocol):
    """One transaction that holds the writer lock. Used by one thread."""

    before: Before
    """Head, versions and commands as they are under the lock."""

    def insert(self, draft: Draft) -> None:
        """Write all rows of a draft, at the latest when it is committed."""
        ...

    def commit(self) -> None:
        """Make it durable; any other exception leaves open whether it is.

        Raises:
            Clash, NotReplicated: as their docstrings say.
        """
        ...

    def confirm(self) -> None:
        """Make what is seen here as durable as a commit, and end the transaction.

        A server that was restarted shows what its standby never got (ruling 22).

        Raises:
            NotReplicated: as its docstring says.
        """
        ...

    def hash_at(self, position: int) -> bytes | None:
        """Return the stored hash at a position, or None if there is no such row."""
        ...


class Store(Protocol):
    """Tables of one log in one database. Safe in threads.

    Reading raises LogUnavailable when the database does not answer.
    """

    def writing(
        self, streams: Collection[bytes] = (), keys: Collection[bytes] = ()
    ) -> AbstractContextManager[Writing]:
        """Open a transaction whose first statement takes the writer lock.

        It looks up the versions of these streams and the commands with these keys.
        Rolls back unless committed.

        Raises:
            ConnectionLost, Clash: as their docstrings say.
            LogUnavailable: the lock was not had in time, or the disk is full.
        """
        ...

    def histories(self, streams: Collection[bytes]) -> Sequence[Row]:
        """Return the rows of streams as of one moment, each stream's in order."""
        ...

    def page(self, position: int, until: int, limit: int) -> Sequence[Row]:
        """Return at most `limit` rows after `position` up to `until`, ascending."""
        ...

    def rows_at(self, positions: Collection[int]) -> Sequence[Row]:
        """Return the rows at these positions, ascending."""
        ...

    def head(self) -> Head:
        """Return the last committed position and its hash."""
        ...

    def command(self, key: bytes) -> StoredCommand | None:
        """Return what is stored about a command, as durable as when it was acknowledged."""
        ...

    def forget_commands(self, before: date) -> int:
        """Delete the commands of earlier days; return how many there were."""
        ...

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the stored ciphertexts; unknown and erased ones are missing."""
        ...

    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int:
        """Delete ciphertexts; return how many there were."""
        ...

    def next_number(self, series: str) -> int:
        """Return a number never given before in this series."""
        ...

    def wake(self, position: int) -> None:
        """Tell waiting threads of this process that the log has grown."""
        ...

    def wait_beyond(self, position: int, seconds: float) -> bool:
        """Block until the log is longer than `position`; False when time runs out."""
        ...

    def close(self) -> None:
        """Give all connections back; waits for reads in progress."""
        ...
