"""Texts that were erased: every query that gives content references leaves them out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import BigInteger, Column, MetaData, String, Table, Uuid, select

from domain.codes import SubjectKind
from domain.erasure import ContentErased
from domain.messages import ContentRef
from projections.model import Batch, Model, Moment, Snapshot, Work, table

RowT = TypeVar("RowT", bound=msgspec.Struct)


class ErasureRow(msgspec.Struct, frozen=True):
    """A text that is gone. `subject` is what it belonged to, where that was noted."""

    ref: ContentRef
    position: int
    subject_kind: SubjectKind | None
    subject: UUID | None
    ground: Literal["request", "legal", "retention"]
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    return [
        table(
            metadata,
            generation,
            "erasures",
            Column("ref", String(43), primary_key=True),
            Column("position", BigInteger, nullable=False),
            Column("subject_kind", String(10)),
            Column("subject", Uuid),
            Column("ground", String(10), nullable=False),
            Column("at", Moment, nullable=False),
        )
    ]


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    sheet = work.sheet(ErasureRow, "erasures")
    for recorded in batch.of(ContentErased):
        match recorded.event:
            case ContentErased(ref=ref, subject=subject, ground=ground):
                sheet.put(
                    ErasureRow(
                        ref,
                        recorded.position,
                        subject.kind if subject else None,
                        subject.id if subject else None,
                        ground,
                        recorded.occurred_at,
                    )
                )
    sheet.save()


def erased(snapshot: Snapshot, refs: Iterable[ContentRef | None]) -> frozenset[ContentRef]:
    """Return which of these texts are gone by now, also for readers of an earlier position."""
    source = snapshot.table("erasures")
    wanted = sorted({ref for ref in refs if ref is not None})
    if not wanted:
        return frozenset()
    found = select(source.c.ref).where(source.c.ref.in_(wanted))
    return frozenset(snapshot.connection.execute(found).scalars())


def without_erased(snapshot: Snapshot, rows: Sequence[RowT], *names: str) -> list[RowT]:
    """Return the rows with None in those of the named fields whose text is gone."""
    gone = erased(snapshot, (getattr(row, name) for row in rows for name in names))
    if not gone:
        return list(rows)
    return [_cleared(row, [name for name in names if getattr(row, name) in gone]) for row in rows]


def _cleared(row: RowT, names: Sequence[str]) -> RowT:
    changes: dict[str, Any] = dict.fromkeys(names)
    return replace(row, **changes) if changes else row


MODEL = Model("erasures", define, project)
