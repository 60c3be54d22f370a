"""What an index keeps of a proposal, and what every kind of index can do."""

from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec

from domain.codes import ProposalId
from domain.people import ProcessId


class Entry(msgspec.Struct, frozen=True):
    """The folded public text of one proposal."""

    proposal_id: ProposalId
    process_id: ProcessId
    text: str


class Texts(Protocol):
    """One generation of the index. Safe in threads."""

    def position(self) -> int:
        """Return the position up to which the index follows; 0 if it is new or was lost."""
        ...

    def replace(
        self, entries: Sequence[Entry], gone: Collection[ProposalId], position: int
    ) -> None:
        """Put entries in place of former ones, forget `gone` ones, and move on."""
        ...

    def matching(
        self, terms: Sequence[tuple[str, ...]], process_id: ProcessId | None, limit: int
    ) -> list[ProposalId]:
        """Return proposals whose text has, of every term, at least one way to write it."""
        ...

    def candidates(self, stems: Sequence[str], process_id: ProcessId, limit: int) -> list[Entry]:
        """Return proposals whose text has any of these, those with most of them first."""
        ...

    def drop(self) -> None:
        """Destroy this generation with all it holds."""
        ...

    def close(self) -> None:
        """Give its connections back."""
        ...
