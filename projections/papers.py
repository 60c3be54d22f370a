"""Sheets of paper at the clerks' desk: what waits for a second clerk, and what became of them.

For clerks and auditors only; the proposal a sheet becomes is public by its own rules.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Uuid, select

from domain.codes import FieldId, ProposalId, Receipt, TerritoryKey
from domain.messages import ContentRef, Recorded
from domain.papers import (
    AsideReason,
    PaperId,
    PaperReceived,
    PaperSetAside,
    PaperStatus,
    PaperTranscribed,
    TranscriptConfirmed,
)
from domain.people import ProcessId, Pseudonym
from projections.erasures import without_erased
from projections.model import Batch, Model, Snapshot, Work
from projections.tables import Moment, table

_EVENTS = (PaperReceived, PaperTranscribed, TranscriptConfirmed, PaperSetAside)


class PaperRow(msgspec.Struct, frozen=True):
    """One sheet. `transcribed_by` typed the newest transcript, at `transcribed_at`.

    `settled_by` confirmed it or set it aside, at `settled_at`; `proposal_id` is what it
    became, `reason` why it did not.
    """

    paper_id: PaperId
    process_id: ProcessId
    receipt: Receipt
    received_on: date
    state: PaperStatus
    title: ContentRef | None
    body: ContentRef | None
    action_field: FieldId | None
    territory: TerritoryKey | None
    transcribed_by: Pseudonym
    transcribed_at: datetime
    settled_by: Pseudonym | None
    settled_at: datetime | None
    proposal_id: ProposalId | None
    reason: AsideReason | None
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    return [
        table(
            metadata,
            generation,
            "papers",
            Column("paper_id", Uuid, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("receipt", String(16), nullable=False),
            Column("received_on", Date, nullable=False),
            Column("state", String(9), nullable=False),
            *(Column(name, String(43)) for name in ("title", "body")),
            Column("action_field", Uuid),
            Column("territory", String(12)),
            Column("transcribed_by", Uuid, nullable=False),
            Column("transcribed_at", Moment, nullable=False),
            Column("settled_by", Uuid),
            Column("settled_at", Moment),
            Column("proposal_id", Uuid),
            Column("reason", String(11)),
            Column("position", BigInteger, nullable=False),
            Index("state", "state", "position"),
        )
    ]


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    events = batch.of(*_EVENTS)
    if not events:
        return
    sheet = work.sheet(PaperRow, "papers", [_paper(recorded) for recorded in events])
    for recorded in events:
        if isinstance(recorded.event, PaperReceived):
            sheet.put(_received(recorded, recorded.event))
            continue
        row = sheet.get(_paper(recorded))
        if row is None:
            raise LookupError(f"position {recorded.position}: the sheet was never received")
        sheet.put(_moved(row, recorded))
    sheet.save()


def _paper(recorded: Recorded) -> PaperId:
    event: Any = recorded.event
    found: PaperId = event.paper_id
    return found


def _received(recorded: Recorded, event: PaperReceived) -> PaperRow:
    return PaperRow(
        paper_id=event.paper_id,
        process_id=event.process_id,
        receipt=event.receipt,
        received_on=event.received_on,
        state="waiting",
        title=None,
        body=None,
        action_field=None,
        territory=None,
        transcribed_by=event.by.pseudonym,
        transcribed_at=recorded.recorded_at,
        settled_by=None,
        settled_at=None,
        proposal_id=None,
        reason=None,
        position=recorded.position,
    )


def _moved(row: PaperRow, recorded: Recorded) -> PaperRow:
    row = replace(row, position=recorded.position)
    match recorded.event:
        case PaperTranscribed() as event:
            return replace(
                row,
                title=event.title,
                body=event.body,
                action_field=event.action_field,
                territory=event.territory,
                transcribed_by=event.by.pseudonym,
                transcribed_at=recorded.recorded_at,
            )
        case TranscriptConfirmed() as event:
            settled = replace(row, settled_by=event.by.pseudonym, settled_at=recorded.recorded_at)
            return replace(settled, state="confirmed", proposal_id=event.proposal_id)
        case PaperSetAside() as event:
            settled = replace(row, settled_by=event.by.pseudonym, settled_at=recorded.recorded_at)
            return replace(settled, state="set_aside", reason=event.reason)
        case _:
            return row


def waiting(snapshot: Snapshot, processes: Collection[ProcessId] | None) -> list[PaperRow]:
    """Return what waits for a second clerk, oldest first; None means in all processes."""
    source = snapshot.table("papers")
    wanted = select(source).where(source.c.state == "waiting")
    if processes is not None:
        wanted = wanted.where(source.c.process_id.in_(processes))
    rows = snapshot.rows(PaperRow, wanted.order_by(source.c.position))
    return without_erased(snapshot, rows, "title", "body")


def settled(
    snapshot: Snapshot, processes: Collection[ProcessId] | None, limit: int = 20
) -> list[PaperRow]:
    """Return the sheets dealt with last, newest first; None means in all processes."""
    source = snapshot.table("papers")
    wanted = select(source).where(source.c.state != "waiting")
    if processes is not None:
        wanted = wanted.where(source.c.process_id.in_(processes))
    rows = snapshot.rows(PaperRow, wanted.order_by(source.c.position.desc()).limit(limit))
    return without_erased(snapshot, rows, "title", "body")


def paper(snapshot: Snapshot, paper_id: PaperId) -> PaperRow | None:
    """Return one sheet, or None."""
    source = snapshot.table("papers")
    row = snapshot.first(PaperRow, select(source).where(source.c.paper_id == paper_id))
    return None if row is None else without_erased(snapshot, [row], "title", "body")[0]


def with_receipt(snapshot: Snapshot, receipt: Receipt) -> list[PaperRow]:
    """Return the sheets with this number, one of each process at most."""
    source = snapshot.table("papers")
    wanted = select(source).where(source.c.receipt == receipt).order_by(source.c.position)
    return without_erased(snapshot, snapshot.rows(PaperRow, wanted), "title", "body")


def of_proposals(
    snapshot: Snapshot, proposals: Collection[ProposalId]
) -> Mapping[ProposalId, PaperRow]:
    """Return the sheets that became these proposals; their texts may be erased."""
    source = snapshot.table("papers")
    wanted = select(source).where(source.c.proposal_id.in_(proposals))
    rows = snapshot.rows(PaperRow, wanted) if proposals else []
    return {row.proposal_id: row for row in rows if row.proposal_id is not None}


MODEL = Model("papers", define, project)
