"""How far a recomputation is: for the page alone, kept beside the marks of sent mails."""

import msgspec
from sqlalchemy import BigInteger, Column, Engine, MetaData, Table, Uuid, delete, insert, select

from domain.audits import AuditId
from projections.database import reading, writing

bookkeeping = MetaData()
progress = Table(
    "audit_progress",
    bookkeeping,
    Column("audit_id", Uuid, primary_key=True),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
)


class Progress(msgspec.Struct, frozen=True):
    """Events folded in, of how many."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent done."""
        return 100 * self.done // self.total if self.total else 0


class ReplayProgress:
    """Progress of what the worker recomputes now. Safe in threads."""

    def __init__(self, engine: Engine) -> None:
        """Use the database behind an engine, creating what is missing; does not own it."""
        self._engine = engine
        with writing(engine) as connection:
            bookkeeping.create_all(connection)

    def note(self, audit_id: AuditId, done: int, total: int) -> None:
        """Say how far it is."""
        with writing(self._engine) as connection:
            connection.execute(delete(progress).where(progress.c.audit_id == audit_id))
            row = insert(progress).values(audit_id=audit_id, done=done, total=total)
            connection.execute(row)

    def of(self, audit_id: AuditId) -> Progress | None:
        """Return how far it is, None if nothing runs."""
        wanted = select(progress.c.done, progress.c.total).where(progress.c.audit_id == audit_id)
        with reading(self._engine) as connection:
            row = connection.execute(wanted).first()
        return None if row is None else Progress(*row)

    def forget(self, audit_id: AuditId) -> None:
        """Say that it has ended."""
        with writing(self._engine) as connection:
            connection.execute(delete(progress).where(progress.c.audit_id == audit_id))
