"""What an index keeps of proposals, and what every kind of index can do."""

from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.feed import Wording


class Entry(msgspec.Struct, frozen=True):
    """A wording with its folded text."""

    wording: Wording
    text: str


class Texts(Protocol):
    """One generation of the index. Safe in threads."""

    def position(self) -> int:
        """Return the position up to which the index follows; 0 if it is new or was lost."""
        ...

    def replace(
        self, entries: Sequence[Entry], gone: Collection[ProposalId], position: int
    ) -> None:
        """Put entries in place of all of their proposals, forget `gone` ones, and move on."""
        ...

    def matching(
        self,
        terms: Sequence[tuple[str, ...]],
        process_id: ProcessId | None,
        limit: int,
        *,
        former: bool,
    ) -> list[Wording]:
        """Return wordings that have, of every term, at least one way to write it.

        Without `former` current ones only.
        """
        ...

    def candidates(self, stems: Sequence[str], process_id: ProcessId, limit: int) -> list[Entry]:
        """Return current texts that have any of these, those with most of them first."""
        ...

    def drop(self) -> None:
        """Destroy this generation with all it holds."""
        ...

    def close(self) -> None:
        """Give its connections back."""
        ...
