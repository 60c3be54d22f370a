"""The register of funding notices. Rules: docs/rules/goals_and_plans.md (P16)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Uuid, select

from domain.funding import WARNING, FundingNoticeRegistered
from domain.messages import ContentRef
from domain.people import ProcessId
from projections.model import Batch, Model, Moment, Snapshot, Work, with_history

_REF = 43  # characters of a content reference


class NoticeRow(msgspec.Struct, frozen=True):
    """A funding notice in its last form; `amount` in cents, `at` when it came into it.

    `position` is that of its first registration: the order of the register.
    """

    notice_id: UUID
    process_id: ProcessId
    programme: ContentRef
    number: ContentRef
    amount: int
    starts: date
    ends: date
    publicity: ContentRef
    position: int
    at: datetime

    def runs_out(self, today: date) -> bool:
        """Tell whether its last ninety days have begun and are not over (P16)."""
        return self.ends - WARNING <= today <= self.ends


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the table and its history."""
    return with_history(
        metadata,
        generation,
        "funding_notices",
        Column("notice_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        *(Column(name, String(_REF), nullable=False) for name in ("programme", "number")),
        Column("amount", BigInteger, nullable=False),
        *(Column(name, Date, nullable=False) for name in ("starts", "ends")),
        Column("publicity", String(_REF), nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("at", Moment, nullable=False),
        Index("process", "process_id"),
    )


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(FundingNoticeRegistered)
    if not found:
        return
    events: list[Any] = [each.event for each in found]
    rows = work.sheet(NoticeRow, "funding_notices", [each.notice_id for each in events])
    for recorded, event in zip(found, events, strict=True):
        before = rows.get(event.notice_id)
        row = NoticeRow(
            notice_id=event.notice_id,
            process_id=event.process_id,
            programme=event.programme,
            number=event.number,
            amount=event.amount,
            starts=event.starts,
            ends=event.ends,
            publicity=event.publicity,
            position=before.position if before else recorded.position,
            at=recorded.occurred_at,
        )
        rows.put(row, recorded.position)
    rows.save()


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[NoticeRow]:
    """Return the notices of a process in the order they were registered."""
    source = snapshot.source("funding_notices", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(NoticeRow, wanted.order_by(source.c.position))


def named(snapshot: Snapshot, notice_ids: Collection[UUID]) -> Mapping[UUID, NoticeRow]:
    """Return these notices; unknown ones are simply not in it."""
    if not notice_ids:
        return {}
    ids = list(notice_ids)
    source = snapshot.source("funding_notices", notice_id=ids)
    rows = snapshot.rows(NoticeRow, select(source).where(source.c.notice_id.in_(ids)))
    return {row.notice_id: row for row in rows}


MODEL = Model("funding", define, project)
