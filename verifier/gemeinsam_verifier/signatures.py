"""Step 1: who has signed a checkpoint, and whether the policy is content with it."""

from dataclasses import dataclass

from gemeinsam_verifier.checkpoints import Checkpoint, read_checkpoint
from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.notes import COSIGNATURE, Key, NoteError, is_right, time_of
from gemeinsam_verifier.policy import Policy


@dataclass(frozen=True)
class Signer:
    """Somebody whose signature was found right.

    `time` is when a witness signed, in seconds since 1970; None for the log itself.
    """

    name: str
    time: int | None = None


def readable(content: bytes, checklist: Checklist) -> Checkpoint | None:
    """Take a checkpoint apart.

    Raises:
        Bad: it is none.
    """
    try:
        return read_checkpoint(content)
    except NoteError as error:
        checklist.fail("checkpoint-unreadable", why=error)
        return None


def check_log(checkpoint: Checkpoint, policy: Policy, checklist: Checklist) -> list[Signer]:
    """Check that a log of the policy has signed, with the keys it has there.

    Raises:
        Bad: it has not, or not this.
    """
    keys = [key for key in policy.logs if key.name == checkpoint.origin]
    checklist.require(keys, "other-log", origin=checkpoint.origin)
    signed = [key for key in keys if _has_signed(checkpoint, key, "log-signature-wrong", checklist)]
    checklist.require(signed, "log-signature-missing")
    return [Signer(key.name) for key in signed]


def check_witnesses(checkpoint: Checkpoint, policy: Policy, checklist: Checklist) -> list[Signer]:
    """Return the witnesses of the policy that have signed.

    Raises:
        Bad: somebody else has signed in the name of one of them.
    """
    signers = []
    for name, key in policy.witnesses.items():
        if _has_signed(checkpoint, key, "witness-signature-wrong", checklist):
            signers.append(Signer(name, time_of(checkpoint.note.of(key)[0])))
    return signers


def check_quorum(witnesses: list[Signer], policy: Policy, checklist: Checklist) -> None:
    """Check that these witnesses are enough.

    Raises:
        Bad: they are not.
    """
    names = {signer.name: signer for signer in witnesses}
    said = ", ".join(names) or "–"
    met = policy.is_met(names)
    checklist.require(met, "below-quorum", signers=said, quorum=policy.quorum)


def _has_signed(checkpoint: Checkpoint, key: Key, complaint: str, checklist: Checklist) -> bool:
    signatures = checkpoint.note.of(key)
    text = checkpoint.note.text
    right = [line for line in signatures if is_right(text, line, key)]
    name = key.name if key.kind == COSIGNATURE else str(key)
    checklist.require(len(right) == len(signatures), complaint, key=name)
    return bool(right)
