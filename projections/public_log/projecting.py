"""How the tables of the public log follow from the log: only the right edge is rewritten."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from domain.people import ProcessId
from domain.public_log import TallyClaimed, VotesReleased
from projections.model import Batch, Work
from projections.public_log import tree
from projections.public_log.publishing import RELEASING, ClosingRow, Publisher, RunRow, WaitingRow
from projections.public_log.rows import THE_LOG, BundleRow, LogRow, ReleasesRow, TileRow

LENGTH = 2  # bytes in front of an entry


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    row = _log(work)
    run = RunRow(row.position, row.leaf, row.length) if row and row.length else None
    closings = _closings(batch, work)
    publisher = Publisher(row.size if row else 0, run, _waiting(batch, work), closings)
    publisher.publish(batch)
    _keep_waiting(publisher, work)
    _count_releases(batch, work)
    work.replace("public_log_closings", [publisher.closings[key] for key in publisher.changed])
    if publisher.entries:
        _append(publisher, work)


def _log(work: Work) -> LogRow | None:
    return work.sheet(LogRow, "public_log", [THE_LOG]).get(THE_LOG)


def _waiting(batch: Batch, work: Work) -> Sequence[WaitingRow]:
    """Return the votes that wait in the processes of which some are released, oldest first.

    A release that is due says up to which position: after a storm there are very many more.
    """
    until: dict[ProcessId, int] = {}
    for recorded in batch.of(*RELEASING):
        event: Any = recorded.event
        last = event.until if isinstance(event, VotesReleased) else recorded.position
        until[event.process_id] = max(last, until.get(event.process_id, 0))
    source = work.table("public_log_waiting")
    found: list[WaitingRow] = []
    for process_id, position in until.items():
        wanted = select(source).where(
            source.c.process_id == process_id, source.c.position <= position
        )
        rows = work.connection.execute(wanted.order_by(source.c.position))
        found += [WaitingRow(*values) for values in rows]
    return found


def _closings(batch: Batch, work: Work) -> Mapping[int, ClosingRow]:
    claimed = {
        each.event.at_position
        for each in batch.of(TallyClaimed)
        if isinstance(each.event, TallyClaimed)
    }
    if not claimed:
        return {}
    sheet = work.sheet(ClosingRow, "public_log_closings", claimed)
    return {row.position: row for row in sheet.values()}


def _keep_waiting(publisher: Publisher, work: Work) -> None:
    if publisher.released:
        sheet = work.sheet(WaitingRow, "public_log_waiting")
        for position in publisher.released:
            sheet.remove(position)
        sheet.save()
    work.insert("public_log_waiting", publisher.arrived())


def _count_releases(batch: Batch, work: Work) -> None:
    released = [each.event for each in batch.of(VotesReleased)]
    keys = {event.process_id for event in released if isinstance(event, VotesReleased)}
    if not keys:
        return
    sheet = work.sheet(ReleasesRow, "public_log_releases", keys)
    for event in released:
        if isinstance(event, VotesReleased):
            row = sheet.get(event.process_id)
            sheet.put(ReleasesRow(event.process_id, row.number + 1 if row else 1))
    sheet.save()


def _append(publisher: Publisher, work: Work) -> None:
    run = publisher.run or RunRow(0, 0, 0)
    work.replace(
        "public_log", [LogRow(THE_LOG, publisher.size, run.position, run.leaf, run.length)]
    )
    work.replace("public_log_runs", publisher.finish())
    edge = _edge(publisher.first, work)
    growing = tree.Growing(publisher.first, {row.level: row.hashes for row in edge})
    growing.add(publisher.entries)
    tiles = [TileRow(*key, hashes) for key, hashes in growing.tiles().items()]
    begun = {(row.level, row.number) for row in edge}
    work.replace("public_log_tiles", [row for row in tiles if (row.level, row.number) in begun])
    work.insert("public_log_tiles", [row for row in tiles if (row.level, row.number) not in begun])
    bundles = _bundles(publisher.first, publisher.entries, work)
    old = 1 if publisher.first % tree.WIDTH else 0
    work.replace("public_log_bundles", bundles[:old])
    work.insert("public_log_bundles", bundles[old:])


def _edge(size: int, work: Work) -> Sequence[TileRow]:
    """Return the unfinished tiles, read in one statement."""
    keys = tree.edge_of(size)
    sheet = work.sheet(TileRow, "public_log_tiles", keys)
    return [row for row in map(sheet.get, keys) if row is not None]


def _bundles(size: int, entries: Sequence[bytes], work: Work) -> Sequence[BundleRow]:
    number, width = divmod(size, tree.WIDTH)
    begun = b""
    if width:
        row = work.sheet(BundleRow, "public_log_bundles", [number]).get(number)
        begun = row.entries if row else b""
    found, start = [], 0
    while start < len(entries):
        taken = entries[start : start + tree.WIDTH - width]
        framed = [piece for entry in taken for piece in (len(entry).to_bytes(LENGTH), entry)]
        found.append(BundleRow(number, b"".join([begun, *framed])))
        start, number, width, begun = start + len(taken), number + 1, 0, b""
    return found
