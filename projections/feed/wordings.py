"""What proposals said to the public, then and now: what a search may find.

A wording is given only where the public may read the proposal today; texts that wait, were
refused or are gone are in none.
"""

from collections.abc import Collection, Mapping

import msgspec
from sqlalchemy import select

from domain.codes import ProposalId
from domain.messages import ContentRef
from domain.people import ProcessId
from projections.erasures import without_erased
from projections.feed.as_of import TEXTS, readable
from projections.model import Snapshot


class Wording(msgspec.Struct, frozen=True):
    """A text that lists have shown; `current` if they show it now."""

    proposal_id: ProposalId
    process_id: ProcessId
    title: ContentRef | None
    body: ContentRef | None
    current: bool


def wordings(snapshot: Snapshot, proposals: Collection[ProposalId]) -> list[Wording]:
    """Return every text that lists have ever shown of these proposals, each once."""
    now, twin = snapshot.table("feed"), snapshot.table("feed_history")
    texts = (twin.c.title, twin.c.body, now.c.title, now.c.body)
    wanted = (
        select(twin.c.proposal_id, twin.c.process_id, *texts)
        .join_from(twin, now, now.c.proposal_id == twin.c.proposal_id)
        .where(twin.c.proposal_id.in_(proposals), readable(twin), readable(now))
        .distinct()
    )
    found = [
        Wording(proposal, process, title, body, current=(title, body) == (title_now, body_now))
        for proposal, process, title, body, title_now, body_now in snapshot.connection.execute(
            wanted
        )
    ]
    return without_erased(snapshot, found, *TEXTS)


def valid_then(
    snapshot: Snapshot, proposals: Collection[ProposalId]
) -> Mapping[ProposalId, Wording]:
    """Return what lists showed of these proposals as of the snapshot, in one look-up."""
    now = snapshot.table("feed")
    then = snapshot.source("feed", proposal_id=list(proposals))
    wanted = (
        select(then.c.proposal_id, then.c.process_id, then.c.title, then.c.body)
        .join_from(then, now, now.c.proposal_id == then.c.proposal_id)
        .where(then.c.proposal_id.in_(proposals), readable(then), readable(now))
    )
    found = [Wording(*row, current=False) for row in snapshot.connection.execute(wanted)]
    return {each.proposal_id: each for each in without_erased(snapshot, found, *TEXTS)}
