"""Remarks by paragraph, as everybody may read them. All answers fit `snapshot.as_of`.

Without `everything` (staff) no text, author or explanation of a remark is given that
is not visible; stubs keep its place.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import or_, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import RemarkId
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym
from projections.erasures import without_erased
from projections.model import Snapshot
from projections.remarks.rows import RemarkRow


def below(
    snapshot: Snapshot,
    process_id: ProcessId,
    version: int,
    *,
    author: Pseudonym | None = None,
) -> Mapping[UUID, list[RemarkRow]]:
    """Return the remarks of a process by paragraph, oldest first.

    Those are left out that were written for a version of the mission after `version`.
    Those of `author` are told whole, whatever became of them.
    """
    source = snapshot.source("remarks", process_id=process_id)
    wanted = select(source).where(
        source.c.process_id == process_id,
        source.c.mission_version <= version,
        or_(source.c.state == "visible", source.c.stub.is_(True), source.c.author == author),
    )
    rows = snapshot.rows(RemarkRow, wanted.order_by(source.c.position))
    own = [row for row in rows if author is not None and row.author == author]
    others = [row for row in rows if author is None or row.author != author]
    told = [
        *_told(snapshot, own, everything=True),
        *_told(snapshot, others, everything=False),
    ]
    found: dict[UUID, list[RemarkRow]] = {}
    for row in sorted(told, key=lambda row: row.position):
        found.setdefault(row.paragraph_id, []).append(row)
    return found


def find(snapshot: Snapshot, remark_id: RemarkId, *, everything: bool = False) -> RemarkRow | None:
    """Return one remark, or None if there is none that the reader may know of."""
    return several(snapshot, [remark_id], everything=everything).get(remark_id)


def several(
    snapshot: Snapshot, remarks: Collection[RemarkId], *, everything: bool = False
) -> Mapping[RemarkId, RemarkRow]:
    """Return those of these remarks that the reader may know of."""
    source = snapshot.source("remarks", remark_id=list(remarks))
    wanted = select(source).where(
        source.c.remark_id.in_(remarks), *_audience(source, everything=everything)
    )
    rows = snapshot.rows(RemarkRow, wanted)
    return {row.remark_id: row for row in _told(snapshot, rows, everything=everything)}


def _audience(source: FromClause, *, everything: bool) -> list[ColumnElement[bool]]:
    if everything:
        return []
    return [or_(source.c.state == "visible", source.c.stub.is_(True))]


def _told(snapshot: Snapshot, rows: list[RemarkRow], *, everything: bool) -> list[RemarkRow]:
    """Return the rows as the reader may read them, now (ruling 4)."""
    if not everything:
        shown = {row.remark_id for row in rows if row.state == "visible"}
        if snapshot.as_of is not None:
            texts = _visible_now(snapshot, shown)
            shown &= texts.keys()
            # A corrected text is for staff and its author only: everybody reads the last.
            rows = [replace(row, text=texts.get(row.remark_id)) for row in rows]
        rows = [row if row.remark_id in shown else _stub(row) for row in rows]
        rows = [replace(row, explanation=None) for row in rows]
    return without_erased(snapshot, rows, "text", "explanation")


def _stub(row: RemarkRow) -> RemarkRow:
    return replace(row, text=None, author=None, author_role=None)


def _visible_now(
    snapshot: Snapshot, remarks: Collection[RemarkId]
) -> dict[RemarkId, ContentRef | None]:
    """Return the texts of those of these remarks that everybody may read today."""
    now = snapshot.table("remarks")
    wanted = select(now.c.remark_id, now.c.text).where(
        now.c.remark_id.in_(remarks), now.c.state == "visible"
    )
    found = snapshot.connection.execute(wanted)
    return {remark_id: text for remark_id, text in found}  # noqa: C416 - rows are no pairs
