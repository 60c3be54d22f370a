"""Receipts of votes: a proof that one's entry stands in the public log (docs/rules/receipts.md).

Made anew each time somebody looks at theirs, from the public log and the number that the
vault derives; nothing about them is stored but what people want forgotten.
"""

import base64
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from api import ports
from api.ports.checkpoints import SignedCheckpoints
from domain.codes import ProposalId
from domain.people import PepperDestroyed, PersonRef, ProcessId, UnknownPerson
from domain.ports import Vault
from projections import ballots, public_log
from projections.ballots import BallotRow
from projections.model import Snapshot

State = Literal["none", "waiting", "ready", "forgotten"]
"""`waiting`: the vote is not yet in a batch that a checkpoint covers (ruling 12)."""

_STRIDE, _DIGITS = 7, 17  # 7 bytes are at most 17 decimal digits


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody can be given of one vote.

    `says` and `at` are what was said and when the log took it; None where there is
    nothing, or it is forgotten. The rest is there only if it is `ready`: `entry` is the
    published entry, `index` its place in the log, `size` that of the log it is proved to
    be in; `proof` is the whole file (C2SP tlog-proof).
    """

    state: State
    says: ballots.Says | None = None
    at: datetime | None = None
    index: int | None = None
    size: int | None = None
    entry: bytes | None = None
    proof: str | None = None


class Receipts:
    """Makes receipts, and forgets them. Safe in threads; blocks."""

    def __init__(
        self, vault: Vault, checkpoints: SignedCheckpoints, forgotten: ports.ForgottenReceipts
    ) -> None:
        self._vault = vault
        self._checkpoints = checkpoints
        self._forgotten = forgotten

    def of(
        self, snapshot: Snapshot, person: PersonRef, process: ProcessId, proposal: ProposalId
    ) -> Receipt:
        """Return the receipt of what a person says to a proposal now.

        Raises:
            VaultUnavailable: the vault does not answer.
        """
        row = self._ballot(snapshot, person, process, proposal)
        if row is None:
            return Receipt(state="none")
        if self._forgotten.is_forgotten(person, proposal):
            return Receipt(state="forgotten")
        index = public_log.leaf_of(snapshot, [row.position]).get(row.position)
        newest = self._checkpoints.published()
        # The signer may be ahead of what this snapshot holds, or behind it.
        if index is None or newest is None or not index < newest.size <= public_log.size(snapshot):
            return Receipt(state="waiting", says=row.says, at=row.at)
        entry = public_log.entry(snapshot, index)
        path = public_log.inclusion(snapshot, index, newest.size)
        return Receipt(
            state="ready",
            says=row.says,
            at=row.at,
            index=index,
            size=newest.size,
            entry=entry,
            proof=tlog_proof(entry, index, path, newest.note),
        )

    def forget(self, person: PersonRef, proposal: ProposalId) -> None:
        """Show no receipt of this vote any more, nor of later ones to the same proposal."""
        self._forgotten.forget(person, proposal)

    def _ballot(
        self, snapshot: Snapshot, person: PersonRef, process: ProcessId, proposal: ProposalId
    ) -> BallotRow | None:
        try:
            number = self._vault.recall_number(person, process, proposal)
        except (UnknownPerson, PepperDestroyed):
            return None  # Nobody can tell any more which vote it was.
        return ballots.ballots(snapshot, [number]).get(number)


def tlog_proof(entry: bytes, index: int, path: Sequence[bytes], note: str) -> str:
    """Return a proof file; the entry itself goes along as its extra data."""
    lines = [
        "c2sp.org/tlog-proof@v1",
        f"extra {_base64(entry)}",
        f"index {index}",
        *map(_base64, path),
        "",
        note,
    ]
    return "\n".join(lines)


def in_address(proof: str) -> str:
    """Return a proof in digits, for the part of an address that never reaches a server.

    Deflated, its length in two bytes in front, then 17 digits for each 7 bytes: codes hold
    digits most densely.
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(proof.encode()) + packer.flush()
    framed = len(packed).to_bytes(2) + packed
    framed += bytes(-len(framed) % _STRIDE)
    parts = (framed[start : start + _STRIDE] for start in range(0, len(framed), _STRIDE))
    return "".join(f"{int.from_bytes(part):0{_DIGITS}d}" for part in parts)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
