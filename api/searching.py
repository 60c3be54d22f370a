"""The search index as handlers use it: they get ids, and ask the feed what is public."""

from collections.abc import Sequence

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.model import Snapshot
from projections.search import Search


class Searching:
    """Fulfils api.provided.SearchPort."""

    def __init__(self, index: Search) -> None:
        self._index = index

    def matching(
        self, text: str, process_id: ProcessId | None, seen: Snapshot
    ) -> Sequence[ProposalId]:
        return self._index.matching(text, process_id, seen=seen)

    def similar(self, text: str, process_id: ProcessId, limit: int = 5) -> Sequence[ProposalId]:
        found = self._index.similar(text, process_id, limit=limit)
        return [each.proposal_id for each in found]
