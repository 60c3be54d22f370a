"""Who is reading, as far as the vault must be asked for it: what is theirs."""

from uuid import UUID

import msgspec

from api.people import Person
from domain.people import PersonRef, ProcessId, Pseudonym
from domain.ports import Vault, VaultUnavailable
from projections.model import Snapshot


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
