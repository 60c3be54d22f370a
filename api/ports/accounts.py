"""Accounts and drafts: who somebody is, and what they have not submitted yet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable
from uuid import UUID

from domain.people import Level, PersonRef, ProcessId, Pseudonym

Language = Literal["de", "en"]


class Account(Protocol):
    """One person's account."""

    @property
    def person(self) -> PersonRef: ...
    @property
    def pseudonym(self) -> Pseudonym:
        """The person's pseudonym in the installation: roles and sanctions are under it."""
        ...

    @property
    def email(self) -> str | None:
        """As it was written; None for somebody a clerk records on paper."""
        ...

    @property
    def name(self) -> str | None: ...
    @property
    def language(self) -> Language: ...
    @property
    def level(self) -> Level: ...
    @property
    def of_age(self) -> bool:
        """Whether the person said to be 16 or older (I16)."""
        ...

    @property
    def created(self) -> datetime: ...


@runtime_checkable
class Accounts(Protocol):
    """Who has which address. Roles are not here: they are events."""

    def register(
        self,
        person: PersonRef,
        *,
        email: str | None,
        of_age: bool,
        at: datetime,
        language: Language = "de",
        level: Level = "email",
        name: str | None = None,
    ) -> Account:
        """Return the account of this address, made for `person` if there is none.

        So `person` is a fresh id, and the answer may name another one. The vault
        knows the person, and holds the address against votes, when this returns.
        Whether somebody too young may register is for the domain to say, before.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def by_email(self, email: str) -> Account | None:
        """Return the account of an address, whatever its capitals.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def by_person(self, person: PersonRef) -> Account | None:
        """Return a person's account; None once erased. Up to 60 seconds old."""
        ...

    def fetch(self, people: Collection[PersonRef]) -> None:
        """Bring into memory what `by_person` will be asked for, all in one go."""
        ...

    def by_pseudonyms(self, pseudonyms: Collection[Pseudonym]) -> Mapping[Pseudonym, Account]:
        """Return whose pseudonyms of the installation these are, for staff lists.

        Takes up to 1000; those of nobody are missing from the answer.
        """
        ...


class Draft(Protocol):
    """A contribution somebody has not submitted."""

    @property
    def id(self) -> UUID: ...
    @property
    def process(self) -> ProcessId: ...
    @property
    def content(self) -> bytes:
        """Whatever the form stored."""
        ...

    @property
    def saved_at(self) -> datetime: ...


@runtime_checkable
class Drafts(Protocol):
    """Drafts are mutable, have an owner and leave no event (ruling 2)."""

    def save(
        self, draft_id: UUID, person: PersonRef, process: ProcessId, content: bytes, at: datetime
    ) -> None:
        """Store or replace the person's draft.

        Raises:
            PermissionError: the id is somebody else's draft.
        """
        ...

    def find(self, draft_id: UUID, person: PersonRef) -> Draft | None:
        """Return the person's own draft; None if it is not theirs or not there."""
        ...

    def of(self, person: PersonRef) -> Sequence[Draft]:
        """Return the person's drafts, the latest saved first."""
        ...

    def discard(self, draft_id: UUID, person: PersonRef) -> None:
        """Delete the person's own draft; anything else is passed over."""
        ...
