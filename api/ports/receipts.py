"""Receipts that people do not want to be shown any more."""

from collections.abc import Collection
from typing import Protocol, runtime_checkable
from uuid import UUID

from domain.people import PersonRef


@runtime_checkable
class ForgottenReceipts(Protocol):
    """Votes whose receipt somebody does not want to be shown any more.

    Raises (all methods):
        VaultUnavailable: the database does not answer.
    """

    def forget(self, person: PersonRef, question: UUID) -> None:
        """Show the person no receipt of this question any more; for good."""
        ...

    def of(self, person: PersonRef) -> Collection[UUID]:
        """Return the questions whose receipts the person wanted forgotten."""
        ...

    def is_forgotten(self, person: PersonRef, question: UUID) -> bool:
        """Tell whether the person wanted this receipt forgotten."""
        ...
