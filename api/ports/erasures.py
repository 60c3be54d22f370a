"""Erasures people have asked for: private, mutable, and gone once carried out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from api.ports.accounts import Language
from domain.people import PersonRef

Ground = Literal["request", "retention"]


class PendingErasure(Protocol):
    """An erasure that has not been carried out yet."""

    @property
    def person(self) -> PersonRef: ...
    @property
    def token(self) -> str:
        """Opens its page without signing in: cancelling now, the proof afterwards."""
        ...

    @property
    def wish(self) -> bytes:
        """What is to go, as `domain.use_cases.erasing.Wish` is written."""
        ...

    @property
    def ground(self) -> Ground: ...
    @property
    def language(self) -> Language: ...
    @property
    def requested(self) -> datetime: ...
    @property
    def due(self) -> datetime:
        """Until then it can be cancelled."""
        ...

    @property
    def plan(self) -> bytes | None:
        """The texts to erase, once the job has begun: from now on it goes on to its end."""
        ...

    @property
    def attempts(self) -> int:
        """How often the last mail could not be sent."""
        ...

    @property
    def told(self) -> bool:
        """Whether the last mail was sent, or given up."""
        ...


@runtime_checkable
class Erasures(Protocol):
    """Requests and proofs, in the vault's database. No event tells of a request."""

    def ask(
        self,
        person: PersonRef,
        *,
        wish: bytes,
        ground: Ground,
        language: Language,
        at: datetime,
        due: datetime,
    ) -> PendingErasure:
        """Return the person's one pending erasure: the one there is, else a new one."""
        ...

    def of(self, person: PersonRef) -> PendingErasure | None:
        """Return the person's pending erasure."""
        ...

    def find(self, token: str) -> PendingErasure | None:
        """Return the pending erasure of a token."""
        ...

    def cancel(self, token: str) -> PendingErasure | None:
        """Take it back and return it; None if there is none, or the job has begun."""
        ...

    def due(self, at: datetime) -> Sequence[PendingErasure]:
        """Return what is to be carried out now, oldest first."""
        ...

    def pending(self) -> Sequence[PendingErasure]:
        """Return all that is not carried out yet, soonest first."""
        ...

    def begin(self, person: PersonRef, plan: bytes) -> bytes:
        """Store what will be erased unless that was done before; return what is stored."""
        ...

    def extend(self, person: PersonRef, plan: bytes) -> None:
        """Replace what will be erased by more, of a job that has begun."""
        ...

    def note_mail(self, person: PersonRef, *, told: bool) -> None:
        """Remember that the last mail was sent or given up, or that an attempt failed."""
        ...

    def finish(self, person: PersonRef) -> None:
        """Forget the request."""
        ...

    def keep_proof(self, token: str, body: bytes, expires: datetime) -> None:
        """Keep a proof under its token; again replaces it."""
        ...

    def proof(self, token: str, at: datetime) -> bytes | None:
        """Return a proof until it expires."""
        ...
