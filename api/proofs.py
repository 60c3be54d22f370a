"""What a person can show after an erasure: names nobody."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from domain.messages import ContentRef
from domain.use_cases.erasing import Ground


class LeafOf(Protocol):
    """Returns which entries of the public log stand for positions; missing ones wait."""

    def __call__(self, positions: Collection[int], /) -> Mapping[int, int]: ...


class ErasedText(msgspec.Struct, frozen=True, kw_only=True):
    """One text that is gone. `leaf` is its entry in the public log, once that holds it."""

    commitment: ContentRef
    position: int
    leaf: int | None = None


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased, where the log says so, and what remains until when."""

    version: int = 1
    installation: str
    requested: datetime
    carried_out: datetime
    ground: Ground
    account: bool
    texts: tuple[ErasedText, ...]
    last_vault_backup_ends: date

    def published(self, leaf_of: LeafOf) -> "Proof":
        """Return the proof with the entries of the public log as far as it is published."""
        leaves = leaf_of([each.position for each in self.texts])
        texts = tuple(replace(each, leaf=leaves.get(each.position)) for each in self.texts)
        return replace(self, texts=texts)
