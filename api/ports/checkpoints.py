"""What handlers are handed of the public log's checkpoints: all of it is public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable


class SignedCheckpoint(Protocol):
    """A checkpoint that was signed; `note` is the file, with all cosignatures by now."""

    @property
    def size(self) -> int: ...
    @property
    def root(self) -> bytes: ...
    @property
    def note(self) -> str: ...
    @property
    def signed_at(self) -> datetime: ...
    @property
    def cosignatures(self) -> Mapping[str, str]:
        """Return signature lines by the verification key of the witness."""
        ...

    @property
    def timestamped(self) -> bool: ...


class Incident(Protocol):
    """The signer stopped itself, or went on: `reason` is then `resumed`."""

    @property
    def at(self) -> datetime: ...
    @property
    def reason(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def detail(self) -> str: ...


@runtime_checkable
class SignedCheckpoints(Protocol):
    """The signer's records, read only. Safe in threads; blocks.

    Raises (all methods):
        VaultUnavailable: the signer's database does not answer.
    """

    @property
    def demonstration(self) -> bool:
        """Whether the witnesses belong to this very program and prove nothing."""
        ...

    def published(self) -> SignedCheckpoint | None:
        """Return the newest checkpoint that enough witnesses have cosigned.

        As long as there never was one: the newest of all.
        """
        ...

    def newest(self) -> SignedCheckpoint | None:
        """Return the newest checkpoint, cosigned or not."""
        ...

    def find(self, size: int) -> SignedCheckpoint | None:
        """Return the checkpoint of a size."""
        ...

    def history(self, limit: int, *, below: int | None = None) -> Sequence[SignedCheckpoint]:
        """Return checkpoints, the largest first; `below` a size for the next page."""
        ...

    def sizes(self) -> Sequence[int]:
        """Return the sizes of all checkpoints, ascending."""
        ...

    def token(self, size: int) -> bytes | None:
        """Return the RFC 3161 timestamp of a checkpoint."""
        ...

    def known_keys(self) -> Sequence[tuple[str, datetime]]:
        """Return the log's verification keys and since when they sign, oldest first."""
        ...

    def witnesses(self) -> Mapping[str, str]:
        """Return the names of the witnesses of our policy by their verification keys."""
        ...

    def enough(self, checkpoint: SignedCheckpoint) -> bool:
        """Tell whether our policy's quorum has cosigned a checkpoint."""
        ...

    def policy(self) -> str:
        """Return the policy we propose."""
        ...

    def incidents(self) -> Sequence[Incident]:
        """Return when the signer stopped itself and went on, the newest first."""
        ...

    def stopped(self) -> Incident | None:
        """Return why the signer stands still, None if it does not."""
        ...
