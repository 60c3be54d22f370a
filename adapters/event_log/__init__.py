"""The event log, kept by the eventsourcing library in SQLite or PostgreSQL.

The only package that imports that library. Stored form and hash formula:
docs/rules/event_log.md.
"""

from collections.abc import Mapping

from adapters.event_log.codec import Codec, NotStorable, UnknownTopic
from adapters.event_log.group_commit import Limits
from adapters.event_log.log import PersistentEventLog
from adapters.event_log.postgresql import PostgresStore
from adapters.event_log.sqlite import SQLiteStore
from adapters.event_log.store import Store, UnsafeStore
from adapters.event_log.upcasting import UPCASTERS, Upcaster
from domain.messages import Event

__all__ = [
    "Limits",
    "NotStorable",
    "PersistentEventLog",
    "UnknownTopic",
    "UnsafeStore",
    "Upcaster",
    "open_log",
    "open_store",
]


def open_log(
    url: str,
    events: Mapping[str, type[Event]] | None = None,
    *,
    upcasters: Mapping[str, Upcaster] = UPCASTERS,
    limits: Limits | None = None,
) -> PersistentEventLog:
    """Open the log at a database URL, creating its tables where they are missing.

    Args:
        url: `sqlite:////absolute/path/file.db` or `postgresql://user@host/database`.
        events: event classes by topic; the whole catalogue if not given.
        upcasters: how events of former topics are read.
        limits: bounds of one transaction of the group commit.

    Raises:
        ValueError: the URL names no database we know.
        LogUnavailable: the database does not answer.
        UnsafeStore: the database is set up so that it could lose stored events.
    """
    if events is None:
        from domain.catalogue import EVENTS  # noqa: PLC0415 - tests bring events of their own

        events = EVENTS
    return PersistentEventLog(open_store(url), Codec(events, upcasters), limits or Limits())


def open_store(url: str) -> Store:
    """Open the tables below a log, without decoding events.

    Raises:
        ValueError, LogUnavailable, UnsafeStore: as `open_log` does.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        return SQLiteStore(rest[1:])
    if scheme in {"postgresql", "postgresql+psycopg"}:
        return PostgresStore(f"postgresql://{rest}")
    raise ValueError(f"not a database of the log: {scheme}://")
