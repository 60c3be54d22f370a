"""Policies as C2SP tlog-policy writes them: which witnesses there are, and how many it takes."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from adapters.signing.notes import WITNESS, BadNote, VerificationKey, verification_key

NONE = "none"


class BadPolicy(Exception):
    """A policy file is malformed; names the line."""


class Witness(msgspec.Struct, frozen=True):
    """Somebody outside who vouches that the log only grows; `url` is where to ask."""

    name: str
    key: VerificationKey
    url: str | None


class Group(msgspec.Struct, frozen=True):
    """Has witnessed a checkpoint when `threshold` of its members have."""

    threshold: int
    members: tuple[str, ...]


class Policy(msgspec.Struct, frozen=True):
    """Who must have cosigned a checkpoint. `quorum` names a witness, a group or `none`."""

    witnesses: tuple[Witness, ...]
    groups: Mapping[str, Group]
    quorum: str

    def satisfied_by(self, vkeys: Collection[str]) -> bool:
        """Tell whether the cosignatures of these verification keys are enough."""
        names = {each.name for each in self.witnesses if each.key.line in vkeys}
        return self.quorum == NONE or self._witnessed(self.quorum, names)

    def _witnessed(self, name: str, names: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in names
        return sum(self._witnessed(each, names) for each in group.members) >= group.threshold

    def proposed(self, logs: Sequence[str], url: str) -> str:
        """Return the policy as a file, for the log with these verification keys at a URL."""
        lines = [f"log {vkey} {url}" for vkey in logs]
        lines += [f"witness {each.name} {each.key.line}" for each in self.witnesses]
        lines += [
            f"group {name} {group.threshold} {' '.join(group.members)}"
            for name, group in self.groups.items()
        ]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])


NOBODY = Policy((), {}, NONE)
"""The policy of a log without witnesses."""


def policy(text: str) -> Policy:
    """Read a policy; its `log` lines are left aside, for the log is our own.

    Raises:
        BadPolicy: a line is malformed, or there is not exactly one quorum.
    """
    read = _Reading()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            read.line(words[0], words[1:])
        except (BadNote, ValueError) as error:
            raise BadPolicy(f"line {number}: {error}") from error
    if read.quorum is None:
        raise BadPolicy("there is no quorum")
    return Policy(tuple(read.witnesses), read.groups, read.quorum)


class _Reading:
    def __init__(self) -> None:
        self.witnesses: list[Witness] = []
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._used: set[str] = set()

    def line(self, keyword: str, words: list[str]) -> None:
        match keyword, words:
            case "log", [vkey, *_]:
                verification_key(vkey)
            case "witness", [name, vkey, *url] if len(url) <= 1:
                self._witness(name, verification_key(vkey), url[0] if url else None)
            case "group", [name, threshold, *members] if members:
                self._group(name, threshold, members)
            case "quorum", [name] if self.quorum is None:
                if name != NONE:
                    self._known(name)
                self.quorum = name
            case _:
                raise ValueError(f"{keyword} is not meant like this")

    def _witness(self, name: str, key: VerificationKey, url: str | None) -> None:
        self._fresh(name)
        if key.kind != WITNESS:
            raise ValueError(f"the key of {name} is not a witness's")
        if any(each.key.public == key.public for each in self.witnesses):
            raise ValueError(f"the key of {name} is there twice")
        self.witnesses.append(Witness(name, key, url))

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        self._fresh(name)
        for member in members:
            self._known(member)
            if member in self._used:
                raise ValueError(f"{member} is a member twice")
            self._used.add(member)
        least = {"any": 1, "all": len(members)}.get(threshold)
        least = int(threshold) if least is None else least
        if not 1 <= least <= len(members):
            raise ValueError(f"{name} has {len(members)} members")
        self.groups[name] = Group(least, tuple(members))

    def _fresh(self, name: str) -> None:
        if name == NONE or name in self._names():
            raise ValueError(f"{name} is taken")

    def _known(self, name: str) -> None:
        if name not in self._names():
            raise ValueError(f"{name} is not defined above")

    def _names(self) -> set[str]:
        return {*self.groups, *(each.name for each in self.witnesses)}
