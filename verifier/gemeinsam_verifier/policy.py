"""Whom somebody trusts: logs, witnesses and how many of them (C2SP tlog-policy)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gemeinsam_verifier.notes import COSIGNATURE, ED25519, Key, NoteError, read_key


class PolicyError(Exception):
    """This is not a policy; the message names the line."""


@dataclass(frozen=True)
class Group:
    """Counts as having signed if so many of its members have."""

    threshold: int
    members: tuple[str, ...]


@dataclass
class Policy:
    """Keys of logs and witnesses, and the name of what has to have signed.

    `quorum` is a witness, a group, or `none`.
    """

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""

    def is_met(self, signers: Mapping[str, object]) -> bool:
        """Tell whether these witnesses are enough, by their names in the policy."""
        return self.quorum == "none" or self._has_signed(self.quorum, signers)

    def _has_signed(self, name: str, signers: Mapping[str, object]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in signers
        return sum(self._has_signed(each, signers) for each in group.members) >= group.threshold

    def names(self) -> set[str]:
        """Return the names one can refer to."""
        return {*self.witnesses, *self.groups}


def read_policy(text: str) -> Policy:
    """Read a policy file.

    Raises:
        PolicyError: a line is not understood, or something is missing.
    """
    policy = Policy()
    grouped: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        # Blanks and tabs only: other spaces may be part of a name.
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            _read_line(policy, grouped, words[0], words[1:])
        except (PolicyError, NoteError, ValueError) as error:
            raise PolicyError(f"line {number}: {error}") from None
    if not policy.quorum:
        raise PolicyError("no quorum line; 'quorum none' asks for no witness")
    if not policy.logs:
        raise PolicyError("no log line")
    return policy


def _read_line(policy: Policy, grouped: set[str], keyword: str, words: list[str]) -> None:
    match keyword, words:
        case "log", [key] | [key, _]:
            _add_log(policy, read_key(key))
        case "witness", [name, key] | [name, key, _]:
            _add_witness(policy, name, read_key(key))
        case "group", [name, threshold, *members] if members:
            _add_group(policy, grouped, name, threshold, members)
        case "quorum", [name]:
            if policy.quorum or (name != "none" and name not in policy.names()):
                raise PolicyError(f"quorum is given twice, or unknown: {name}")
            policy.quorum = name
        case _:
            raise PolicyError(f"not understood: {keyword}")


def _add_log(policy: Policy, key: Key) -> None:
    if key.kind != ED25519:
        raise PolicyError("a log signs with an Ed25519 key of kind 1")
    if key.public in {known.public for known in policy.logs}:
        raise PolicyError("the same log twice")
    policy.logs.append(key)


def _add_witness(policy: Policy, name: str, key: Key) -> None:
    if key.kind != COSIGNATURE:
        raise PolicyError("a witness signs with an Ed25519 key of kind 4")
    if name == "none" or name in policy.names():
        raise PolicyError(f"this name is taken: {name}")
    # One key under two names would count twice.
    if key.public in {known.public for known in policy.witnesses.values()}:
        raise PolicyError("the same witness twice")
    policy.witnesses[name] = key


def _add_group(
    policy: Policy, grouped: set[str], name: str, threshold: str, members: list[str]
) -> None:
    if name == "none" or name in policy.names():
        raise PolicyError(f"this name is taken: {name}")
    for member in members:
        if member not in policy.names() or member in grouped:
            raise PolicyError(f"unknown, or member of two groups: {member}")
        grouped.add(member)
    needed = {"any": 1, "all": len(members)}.get(threshold) or int(threshold)
    if not 1 <= needed <= len(members):
        raise PolicyError(f"{threshold} of {len(members)} cannot be")
    policy.groups[name] = Group(needed, tuple(members))
