"""Signs the public log: keys, checkpoints, witnesses, timestamps (docs/rules/signing.md)."""

from adapters.signing.keys import KeyFile, KeyUnsafe
from adapters.signing.policies import NOBODY, BadPolicy, Policy, policy
from adapters.signing.signer import OVERLAP, Signer, Stopped, Tree
from adapters.signing.store import Incident, Signed, SignerStore
from adapters.signing.witnesses import Witnesses, WitnessUnavailable

__all__ = [
    "NOBODY",
    "OVERLAP",
    "BadPolicy",
    "Incident",
    "KeyFile",
    "KeyUnsafe",
    "Policy",
    "Signed",
    "Signer",
    "SignerStore",
    "Stopped",
    "Tree",
    "WitnessUnavailable",
    "Witnesses",
    "policy",
]
