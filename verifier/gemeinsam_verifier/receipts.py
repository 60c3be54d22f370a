"""Receipts: proof that one entry is in the log (C2SP tlog-proof), checked offline.

The bytes of the entry are the extra data, in base64. Nothing vouches for them but
the proof itself: their hash has to lead to the signed root.
"""

from dataclasses import dataclass

from gemeinsam_verifier.checkpoints import Checkpoint, read_checkpoint, read_number
from gemeinsam_verifier.checks import Bad, Checklist
from gemeinsam_verifier.notes import NoteError, decode
from gemeinsam_verifier.tree import HASH, is_included, leaf_hash

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAXIMUM_STEPS = 63


@dataclass(frozen=True)
class Receipt:
    """An entry, its place, and the way from it to a signed root."""

    entry: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


def read_receipt(content: bytes) -> Receipt:
    """Take a receipt apart.

    Raises:
        NoteError: it is none.
    """
    head, blank, checkpoint = content.partition(b"\n\n")
    if not blank:
        raise NoteError("no checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteError("not ASCII") from None
    match lines:
        case [first, extra, index, *path] if (
            first == FIRST_LINE and extra.startswith("extra ") and index.startswith("index ")
        ):
            steps = tuple(decode(step) for step in path)
        case _:
            raise NoteError("the first lines are not those of a receipt with its entry")
    if len(steps) > MAXIMUM_STEPS or any(len(step) != HASH for step in steps):
        raise NoteError("the path does not consist of hashes")
    entry = decode(extra.removeprefix("extra "))
    number = read_number(index.removeprefix("index "))
    return Receipt(entry, number, steps, read_checkpoint(checkpoint))


def check_receipt(content: bytes, checklist: Checklist) -> Receipt:
    """Check that the entry is where the receipt says. Signatures are checked elsewhere.

    Raises:
        Bad: it is not, or this is no receipt.
    """
    try:
        receipt = read_receipt(content)
    except NoteError as error:
        raise Bad("receipt-unreadable", None, None, why=error) from None
    top = receipt.checkpoint
    leaf = leaf_hash(receipt.entry)
    there = is_included(leaf, receipt.index, top.size, receipt.path, top.root)
    checklist.index = receipt.index
    checklist.require(there, "receipt-wrong")
    checklist.index = None
    return receipt
