"""The ideas that a new measure may take up: those one looks for, or those that wait for one."""

from collections.abc import Iterator, Sequence

import msgspec

from api.pages.measures.typing import ids
from api.pages.views.office import IdeasOffered
from api.provided import SearchPort
from domain.codes import ProposalId
from domain.people import ProcessId
from projections import feed
from projections.feed import Answered, FeedQuery, FeedRow
from projections.model import Snapshot

_QUERY = 200  # characters of a search that are looked at
_FOUND = 100
_EACH = 50  # of the accepted ones, of the partly accepted ones, and of the newest ones
_PROMISED: tuple[Answered, ...] = ("accepted", "partly")


class Offer(msgspec.Struct, frozen=True):
    """Ideas to choose from, each in one group; `total` is how many there were to show.

    Those already chosen stand first and are not counted.
    """

    groups: tuple[tuple[IdeasOffered, tuple[FeedRow, ...]], ...]
    shown: int
    total: int

    @property
    def rows(self) -> Iterator[FeedRow]:
        """All of them."""
        return (row for _, rows in self.groups for row in rows)


def asked(typed: str) -> str:
    """Return what is looked for, as it is looked for."""
    return " ".join(typed[:_QUERY].split())


def offer(
    snapshot: Snapshot,
    search: SearchPort,
    process_id: ProcessId,
    looked_for: str,
    ticked: Sequence[str],
) -> Offer:
    """Return what a search finds, or else what was accepted and what came last."""
    chosen = _chosen(snapshot, process_id, ticked)
    every = FeedQuery(process_id=process_id, states=("published",))
    if looked_for:
        among = tuple(search.matching(looked_for, process_id, snapshot))
        found = feed.page(snapshot, msgspec.structs.replace(every, among=among), limit=_FOUND)
        return _sorted([("chosen", chosen), ("found", found.rows)], len(found.rows), found.total)
    promised = [
        row
        for answer in _PROMISED
        for row in feed.page(
            snapshot,
            msgspec.structs.replace(every, sort="answered", answer=answer),
            limit=_EACH,
        ).rows
    ]
    newest = feed.page(snapshot, every, limit=_EACH)
    shown = {row.proposal_id for row in (*promised, *newest.rows)}
    groups: list[tuple[IdeasOffered, list[FeedRow]]] = [
        ("chosen", chosen),
        ("promised", promised),
        ("newest", newest.rows),
    ]
    return _sorted(groups, len(shown), newest.total)


def _chosen(snapshot: Snapshot, process_id: ProcessId, ticked: Sequence[str]) -> list[FeedRow]:
    wanted = [ProposalId(each) for each in ids(list(ticked))]
    found = feed.rows(snapshot, wanted) if wanted else {}
    return [
        found[each]
        for each in wanted
        if each in found
        and found[each].process_id == process_id
        and found[each].state == "published"
    ]


def _sorted(
    groups: Sequence[tuple[IdeasOffered, Sequence[FeedRow]]], shown: int, total: int
) -> Offer:
    """Name each idea once, in the first group it is of."""
    seen: set[ProposalId] = set()
    kept: list[tuple[IdeasOffered, tuple[FeedRow, ...]]] = []
    for name, rows in groups:
        fresh = tuple(row for row in rows if row.proposal_id not in seen)
        seen.update(row.proposal_id for row in fresh)
        if fresh:
            kept.append((name, fresh))
    return Offer(tuple(kept), shown, total)
