"""What the public log holds: the files it is served as, proofs, and what waits.

Sizes and indexes that the log does not have (yet) are a `ValueError`, as a caller who
names them must have checked them against `size`. The log is only ever as of now.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from json import dumps

from sqlalchemy import JSON, BigInteger, ColumnElement, cast, func, literal, select

from domain.codes import ProposalId
from domain.people import ProcessId
from domain.use_cases.publishing import ClosedPhase, WaitingVotes
from projections.model import Snapshot
from projections.public_log import tree
from projections.public_log.publishing import ClosingRow

COUNTED = 2_000
"""More waiting votes of one proposal are not counted for a page."""
_LENGTH = 2  # bytes in front of an entry


def size(snapshot: Snapshot) -> int:
    """Return how many entries there are."""
    found = snapshot.connection.scalar(select(snapshot.table("public_log").c.size))
    return found or 0


def root(snapshot: Snapshot, size: int | None = None) -> bytes:
    """Return the root over the first `size` entries, or over all."""
    if size is None:
        size = _size(snapshot)
    _require(snapshot, size)
    return tree.root(size, _tiles(snapshot))


def tile(snapshot: Snapshot, level: int, index: int, width: int = tree.WIDTH) -> bytes | None:
    """Return the first `width` hashes of a tile; None if it has fewer."""
    hashes = _tile(snapshot, level, index)
    return hashes[: width * tree.HASH] if len(hashes) >= width * tree.HASH > 0 else None


def bundle(snapshot: Snapshot, index: int, width: int = tree.WIDTH) -> bytes | None:
    """Return the first `width` entries of a bundle, each with its length; None if it has fewer."""
    entries = _bundle(snapshot, index)
    if not 0 < width <= len(entries):
        return None
    return b"".join(len(each).to_bytes(_LENGTH) + each for each in entries[:width])


def entries(snapshot: Snapshot, index: int, count: int) -> Sequence[bytes]:
    """Return at most `count` entries from an index on; fewer at the end of the log."""
    found: list[bytes] = []
    while len(found) < count:
        number, first = divmod(index + len(found), tree.WIDTH)
        some = _bundle(snapshot, number)[first:]
        found += some[: count - len(found)]
        if first + len(some) < tree.WIDTH:
            break
    return found


def entry(snapshot: Snapshot, index: int) -> bytes:
    """Return one entry."""
    _require(snapshot, index + 1)
    return entries(snapshot, index, 1)[0]


def inclusion(snapshot: Snapshot, index: int, size: int) -> Sequence[bytes]:
    """Return the proof that an entry is in the tree of this size, from the leaf up."""
    _require(snapshot, size)
    return tree.inclusion(index, size, _tiles(snapshot))


def consistency(snapshot: Snapshot, old: int, new: int) -> Sequence[bytes]:
    """Return the proof that the tree of size `new` begins with that of size `old`."""
    _require(snapshot, new)
    return tree.consistency(old, new, _tiles(snapshot))


def leaf_of(snapshot: Snapshot, positions: Collection[int]) -> Mapping[int, int]:
    """Return the indexes of the entries of events; without those that are not published (yet)."""
    runs = snapshot.table("public_log_runs")
    earlier = runs.alias()
    wanted = _numbers(snapshot, positions)
    started = select(func.max(earlier.c.position)).where(earlier.c.position <= wanted)
    found = (
        select(wanted, runs.c.leaf + wanted - runs.c.position)
        .select_from(runs)
        .where(runs.c.position == started.scalar_subquery())
        .where(wanted < runs.c.position + runs.c.length)
    )
    return {row[0]: row[1] for row in snapshot.connection.execute(found)}


def hashes(snapshot: Snapshot, leaves: Collection[int]) -> Mapping[int, bytes]:
    """Return the hashes of entries by their index, as the tiles have them."""
    tile = _tiles(snapshot)
    found: dict[int, bytes] = {}
    for leaf in leaves:
        number, place = divmod(leaf, tree.WIDTH)
        found[leaf] = tile(0, number)[place * tree.HASH : (place + 1) * tree.HASH]
    return found


def waiting(snapshot: Snapshot, limit: int = 10_000) -> Sequence[WaitingVotes]:
    """Return, for each process, which of the longest waiting votes are its own.

    `limit` keeps a batch, and this look, small when very many votes come at once.
    """
    source, releases = snapshot.table("public_log_waiting"), snapshot.table("public_log_releases")
    numbers: dict[ProcessId, int] = {
        row.process_id: row.number for row in snapshot.connection.execute(select(releases))
    }
    columns = source.c.process_id, source.c.recorded_at, source.c.position
    oldest = select(*columns).order_by(source.c.position).limit(limit).subquery()
    last = func.max(oldest.c.position)
    # The database counts: while each vote was fetched, whatever else the leader does had to wait.
    wanted = (
        select(oldest.c.process_id, func.count(), func.min(oldest.c.recorded_at), last)
        .group_by(oldest.c.process_id)
        .order_by(func.min(oldest.c.position))
    )
    return [
        WaitingVotes(process_id, number, at, position, numbers.get(process_id, 0))
        for process_id, number, at, position in snapshot.connection.execute(wanted)
    ]


def unpublished(snapshot: Snapshot, proposal_id: ProposalId, most: int = COUNTED) -> int | None:
    """Return how many of the votes that count for a proposal wait for their release (ruling 12).

    None where more than `most` votes wait: in a storm it is told again and again, and must not
    take longer the more of them there are.
    """
    source = snapshot.table("public_log_waiting")
    its_own = source.c.proposal_id == proposal_id
    further = select(source.c.position).where(its_own).offset(most).limit(1)
    if snapshot.connection.execute(further).first():
        return None
    newest = func.row_number().over(partition_by=source.c.voter, order_by=source.c.position.desc())
    each = select(source.c.says, newest.label("turn")).where(its_own).subquery()
    counted = select(func.count()).where(each.c.turn == 1, each.c.says)
    return snapshot.connection.execute(counted).scalar_one()


def unclaimed(snapshot: Snapshot) -> Sequence[ClosedPhase]:
    """Return the closings whose tally has not been claimed, oldest first."""
    source = snapshot.table("public_log_closings")
    wanted = select(source).where(source.c.claimed.is_(False)).order_by(source.c.position)
    rows = snapshot.rows(ClosingRow, wanted)
    return [ClosedPhase(row.process_id, row.phase_id, row.position) for row in rows]


_size = size


def _require(snapshot: Snapshot, size: int) -> None:
    there = _size(snapshot)
    if not 0 <= size <= there:
        raise ValueError(f"{size} of {there} entries")


def _numbers(snapshot: Snapshot, numbers: Collection[int]) -> ColumnElement[int]:
    """Return numbers as a column, so that one statement can be about all of them."""
    told = literal(dumps(list(numbers)))
    if snapshot.connection.dialect.name == "sqlite":
        return cast(func.json_each(told).table_valued("value").c.value, BigInteger)
    each = func.json_array_elements_text(cast(told, JSON)).table_valued("value")
    return cast(each.c.value, BigInteger)


def _tiles(snapshot: Snapshot) -> tree.Tile:
    """Return what reads tiles, each once."""
    return cache(lambda level, number: _tile(snapshot, level, number))


def _tile(snapshot: Snapshot, level: int, number: int) -> bytes:
    source = snapshot.table("public_log_tiles")
    wanted = select(source.c.hashes).where(source.c.level == level, source.c.number == number)
    return snapshot.connection.scalar(wanted) or b""


def _bundle(snapshot: Snapshot, number: int) -> list[bytes]:
    source = snapshot.table("public_log_bundles")
    wanted = select(source.c.entries).where(source.c.number == number)
    framed = snapshot.connection.scalar(wanted) or b""
    found, start = [], 0
    while start < len(framed):
        begin = start + _LENGTH
        start = begin + int.from_bytes(framed[start:begin])
        found.append(framed[begin:start])
    return found
