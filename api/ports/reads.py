"""The chain of staff reads, as the desk and the commands see it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from domain.reads import Reader, Reading, StaffRead, Wanted


@runtime_checkable
class StaffReads(Protocol):
    """Who was shown whose personal data, and why (docs/rules/audits.md).

    Raises VaultUnavailable when its database does not answer.
    """

    def record(self, reader: Reader, readings: Sequence[Reading], at: datetime) -> None:
        """Write down what is about to be shown; durable when this returns."""
        ...

    def page(self, wanted: Wanted, limit: int = 50) -> Sequence[StaffRead]:
        """Return rows that fit, newest first."""
        ...

    def since(self, number: int = 0) -> Iterator[StaffRead]:
        """Yield the rows after a number, oldest first."""
        ...

    def check(self) -> Iterator[int]:
        """Recompute the chain, yielding numbers as it goes on.

        Raises:
            ReadsCorrupt: names the first number that does not fit.
        """
        ...
