"""Who is reading, as far as the vault must be asked for it: what is theirs."""

from typing import Protocol, TypeVar
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.people import Person
from domain.messages import Refusal
from domain.people import PersonRef, ProcessId, Pseudonym
from domain.ports import Vault, VaultUnavailable
from projections.model import Snapshot

Row_co = TypeVar("Row_co", covariant=True)


class Find(Protocol[Row_co]):
    """Looks something up among what is public, or among everything; None if it is not there."""

    def __call__(self, *, everything: bool) -> Row_co | None: ...


class Reader(msgspec.Struct, frozen=True):
    """Somebody reading a page. Without the vault they read as a visitor does (ruling 21)."""

    person: Person
    vault: Vault

    @classmethod
    def of(cls, person: Person, vault: Vault, seen: Snapshot) -> "Reader":
        """Return the reader of a page; who looks back reads as everybody does."""
        return cls(person if seen.as_of is None else Person(at=person.at), vault)

    def pseudonym(self, process_id: ProcessId) -> Pseudonym | None:
        """Return the reader's pseudonym in a process; None for visitors."""
        if self.person.ref is None:
            return None
        try:
            return self.vault.pseudonym(self.person.ref, process_id)
        except VaultUnavailable:
            return None

    def owns(self, subject: UUID) -> bool:
        """Tell whether the reader made a proposal or comment."""
        return self.person.ref is not None and self.owner(subject) == self.person.ref

    def readable(self, subject: UUID, find: Find[Row_co]) -> Row_co:
        """Return what everybody may know of, or what the reader wrote whoever may know of it.

        Raises:
            NotFoundException: there is none that the reader may know of.
        """
        row = find(everything=False)
        if row is None and self.owns(subject):
            row = find(everything=True)
        if row is None:
            raise NotFoundException
        return row

    def own(self, subject: UUID, find: Find[Row_co], foreign: type[Refusal]) -> Row_co:
        """Return what the reader wrote.

        Raises:
            NotFoundException: there is none.
            Refusal: somebody else wrote it; the kind that `foreign` names.
        """
        row = find(everything=True)
        if row is None:
            raise NotFoundException
        if not self.owns(subject):
            raise foreign
        return row

    def owner(self, subject: UUID) -> PersonRef | None:
        """Return who made it; None if imported, erased or not to be said now."""
        try:
            return self.vault.owner(subject)
        except VaultUnavailable:
            return None

    def is_gone(self, subject: UUID) -> bool:
        """Tell whether the account that made something was erased; ask only of the web's."""
        try:
            return self.vault.owner(subject) is None
        except VaultUnavailable:
            return False
