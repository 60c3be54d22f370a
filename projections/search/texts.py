"""What an index keeps of proposals, and what every kind of index can do."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.feed import Wording
from projections.search import words


def shape_of(*statements: str) -> str:
    """Return a short name of what these statements and the way of folding texts make.

    It is part of every name in the database: another version looks for its own index, finds
    none, and makes it.
    """
    return hashlib.sha256("\n".join([words.FOLDING, *statements]).encode()).hexdigest()[:8]


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
