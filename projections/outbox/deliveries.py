"""Which notices were sent: durable, and never touched by a rebuild.

Sending is at-least-once: a worker that dies between sending and `mark_sent` sends the
same message id again, never another. Belongs into a database that is kept and backed
up with the log, not among the disposable read models.
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from projections.database import reading, writing
from projections.erasures import without_erased
from projections.model import Snapshot
from projections.outbox.rows import NoticeRow
from projections.tables import Moment

_PAGE = 200  # notices looked at in one go
_REASON = re.compile(r"[a-z0-9_.-]{1,40}")

State = Literal["sent", "failed", "dropped"]

bookkeeping = MetaData()
deliveries = Table(
    "deliveries",
    bookkeeping,
    Column("message_id", Uuid, primary_key=True),
    Column("state", String(7), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("retry_at", Moment),
    Column("reason", String(40)),
)
progress = Table(
    "deliveries_progress",
    bookkeeping,
    Column("line", String(8), primary_key=True),
    Column("position", BigInteger, nullable=False),
)


class Pending(msgspec.Struct, frozen=True):
    """A notice to send now; `attempts` is how often that has failed before."""

    notice: NoticeRow
    attempts: int


class DeliveryRow(msgspec.Struct, frozen=True):
    """What became of one message. `retry_at` is set while it is to be tried again."""

    message_id: UUID
    state: State
    attempts: int
    at: datetime
    retry_at: datetime | None
    reason: str | None


class Deliveries:
    """The marks of one installation. One worker at a time sends; safe in threads.

    Takes the engine over: close it in the end.
    """

    def __init__(self, engine: Engine) -> None:
        """Use the database behind an engine (`open_engine`), creating what is missing."""
        self._engine = engine
        with writing(engine) as connection:
            bookkeeping.create_all(connection)
            if connection.scalar(select(progress.c.position)) is None:
                connection.execute(insert(progress).values(line="notices", position=0))

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def begin_after(self, position: int) -> None:
        """Treat everything up to a position as told: for demo content and moved logs."""
        with writing(self._engine) as connection:
            _move(connection, position)

    def pending(self, snapshot: Snapshot, now: datetime, limit: int = 50) -> list[Pending]:
        """Return at most `limit` notices to send now, oldest first.

        Those that failed come again when their time has come.
        """
        with reading(self._engine) as connection:
            begun: int = connection.scalar(select(progress.c.position)) or 0
        found: list[Pending] = []
        settled, last = True, (begun + 1, UUID(int=0))
        while len(found) < limit:
            notices = _page(snapshot, last)
            if not notices:
                break
            marks = self._marks([notice.message_id for notice in notices])
            for notice in notices:
                mark = marks.get(notice.message_id)
                if settled and not _over(mark):
                    self.begin_after(notice.position - 1)
                    settled = False
                if _wanted(mark, now):
                    found.append(Pending(notice, mark.attempts if mark else 0))
            last = (notices[-1].position, notices[-1].message_id)
        if settled:
            self.begin_after(snapshot.position)
        return found[:limit]

    def mark_sent(self, message_id: UUID, at: datetime) -> None:
        """Remember that a message was handed over."""
        self._mark(message_id, "sent", at)

    def mark_failed(
        self, message_id: UUID, at: datetime, *, retry_at: datetime | None, reason: str
    ) -> None:
        """Remember a failed attempt; without `retry_at` it is given up.

        Args:
            message_id: which message.
            at: when it was tried.
            retry_at: when to try again.
            reason: a short code such as `smtp.451`; never an address or a server's words.

        Raises:
            ValueError: the reason is more than a code.
        """
        self._mark(message_id, "failed", at, retry_at, reason)

    def drop(self, message_id: UUID, at: datetime, reason: str) -> None:
        """Remember that there is nobody to tell: erased, imported, without an address.

        Raises:
            ValueError: the reason is more than a code.
        """
        self._mark(message_id, "dropped", at, None, reason)

    def count_before(self, moment: datetime) -> int:
        """Return how many marks `forget_before` would delete."""
        wanted = select(func.count()).select_from(deliveries).where(deliveries.c.at < moment)
        with reading(self._engine) as connection:
            return int(connection.scalar(wanted) or 0)

    def forget_before(self, moment: datetime) -> int:
        """Delete marks made before a moment; return how many.

        None of those messages is sent again: what was told is behind the progress.
        """
        with writing(self._engine) as connection:
            return connection.execute(delete(deliveries).where(deliveries.c.at < moment)).rowcount

    def of(self, message_id: UUID) -> DeliveryRow | None:
        """Return what became of a message, or None if nothing yet."""
        return self._marks([message_id]).get(message_id)

    def _marks(self, ids: Collection[UUID]) -> dict[UUID, DeliveryRow]:
        wanted = select(deliveries).where(deliveries.c.message_id.in_(ids))
        with reading(self._engine) as connection:
            rows = [DeliveryRow(*values) for values in connection.execute(wanted)]
        return {row.message_id: row for row in rows}

    def _mark(
        self,
        message_id: UUID,
        state: State,
        at: datetime,
        retry_at: datetime | None = None,
        reason: str | None = None,
    ) -> None:
        if reason is not None and not _REASON.fullmatch(reason):
            raise ValueError("a reason is a short code, because people may be named in more")
        values = {"state": state, "at": at, "retry_at": retry_at, "reason": reason}
        again = (
            update(deliveries)
            .where(deliveries.c.message_id == message_id)
            .values(attempts=deliveries.c.attempts + 1, **values)
        )
        with writing(self._engine) as connection:
            if connection.execute(again).rowcount == 0:
                first = insert(deliveries).values(message_id=message_id, attempts=1, **values)
                connection.execute(first)


def _page(snapshot: Snapshot, after: tuple[int, UUID]) -> Sequence[NoticeRow]:
    source = snapshot.table("notices")
    key = tuple_(source.c.position, source.c.message_id)
    wanted = select(source).where(key > tuple_(*after), source.c.position <= snapshot.until)
    ordered = wanted.order_by(source.c.position, source.c.message_id).limit(_PAGE)
    return without_erased(snapshot, snapshot.rows(NoticeRow, ordered), "explanation", "quoted")


def _over(mark: DeliveryRow | None) -> bool:
    return mark is not None and (mark.state != "failed" or mark.retry_at is None)


def _wanted(mark: DeliveryRow | None, now: datetime) -> bool:
    if mark is None:
        return True
    return mark.state == "failed" and mark.retry_at is not None and mark.retry_at <= now


def _move(connection: Connection, position: int) -> None:
    connection.execute(
        update(progress).where(progress.c.position < position).values(position=position)
    )
