"""The search index as handlers use it: they get ids, and ask the feed what is public.

The index follows the read models a moment later. An answer that was searched for in
between may lack a text that its page's position already has, so nobody else is given it.
"""

import re
from collections.abc import Sequence

from api.rendering import TRACE
from domain.codes import ProposalId
from domain.people import ProcessId
from projections import proposals
from projections.model import Snapshot
from projections.search import Search

_NUMBER = re.compile(r"(?:b\s*-?\s*)?([0-9]{4})\s*-\s*([0-9]{4,9})", re.IGNORECASE)
"""The number on a receipt, as people copy it."""


class Searching:
    """Fulfils api.provided.SearchPort."""

    def __init__(self, index: Search) -> None:
        self._index = index

    def matching(
        self, text: str, process_id: ProcessId | None, seen: Snapshot
    ) -> Sequence[ProposalId]:
        self._note_what_is_missing(seen)
        found = self._index.matching(text, process_id, seen=seen)
        named = _numbered(text, process_id, seen)
        return found if named is None else [named, *(each for each in found if each != named)]

    def similar(
        self, text: str, process_id: ProcessId, seen: Snapshot, limit: int = 5
    ) -> Sequence[ProposalId]:
        self._note_what_is_missing(seen)
        found = self._index.similar(text, process_id, limit=limit)
        return [each.proposal_id for each in found]

    def _note_what_is_missing(self, seen: Snapshot) -> None:
        """Ask before the search: what is missing after it may have been missing in it."""
        if not self._index.has_all(seen):
            TRACE.get().incomplete = True


def _numbered(text: str, process_id: ProcessId | None, seen: Snapshot) -> ProposalId | None:
    """Return the public proposal whose number was typed; its text may be gone."""
    typed = _NUMBER.fullmatch(text.strip())
    if typed is None:
        return None
    receipt = f"B-{typed[1]}-{typed[2]}"
    return proposals.by_receipt(seen, receipt, process_id=process_id)
