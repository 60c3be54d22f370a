"""Checkpoints: size and root of a log, as a signed note (C2SP tlog-checkpoint)."""

from dataclasses import dataclass

from gemeinsam_verifier.notes import Note, NoteError, decode, read_note

HASH_BYTES = 32
FIXED_LINES = 3
"""Origin, size, root; a log may add lines of its own."""


@dataclass(frozen=True)
class Checkpoint:
    """What somebody signed about a log. `note` holds the signatures."""

    origin: str
    size: int
    root: bytes
    note: Note


def read_checkpoint(content: bytes) -> Checkpoint:
    """Take a checkpoint apart.

    Raises:
        NoteError: it is none.
    """
    note = read_note(content)
    lines = note.text.decode().split("\n")[:-1]
    if len(lines) < FIXED_LINES or not all(lines):
        raise NoteError("a checkpoint has an origin, a size and a root")
    origin, size, root = lines[:FIXED_LINES]
    digest = decode(root)
    if len(digest) != HASH_BYTES:
        raise NoteError("the root is not a hash")
    return Checkpoint(origin, read_number(size), digest, note)


def read_number(text: str) -> int:
    """Read a decimal number that is written in the one proper way.

    Raises:
        NoteError: it is none.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(2**63)):
        raise NoteError(f"not a number: {text}")
    if text != "0" and text.startswith("0"):
        raise NoteError(f"a number with leading zeros: {text}")
    return int(text)
