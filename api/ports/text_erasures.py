"""Erasures of single texts that the office has proposed: private, mutable, then gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from domain.people import PersonRef, ProcessId

OfficeGround = Literal["legal", "retention"]


class ProposedErasure(Protocol):
    """One text that shall go, and who has said so; `agreed_by` is None while it waits."""

    @property
    def subject(self) -> UUID:
        """The idea or comment; there is at most one proposal for each."""
        ...

    @property
    def process_id(self) -> ProcessId: ...
    @property
    def ground(self) -> OfficeGround: ...
    @property
    def reason(self) -> str:
        """For colleagues only; in no event, and gone with the proposal."""
        ...

    @property
    def proposed_by(self) -> PersonRef: ...
    @property
    def proposed(self) -> datetime: ...
    @property
    def agreed_by(self) -> PersonRef | None: ...


class TextErasures(Protocol):
    """Proposals of the office, in the vault's database. No event tells of one that waits."""

    def propose(
        self,
        subject: UUID,
        *,
        process_id: ProcessId,
        ground: OfficeGround,
        reason: str,
        person: PersonRef,
        at: datetime,
    ) -> ProposedErasure:
        """Return the proposal for a text: the one there is, else a new one."""
        ...

    def find(self, subject: UUID) -> ProposedErasure | None:
        """Return the proposal for a text, agreed to or not."""
        ...

    def waiting(self) -> Sequence[ProposedErasure]:
        """Return what nobody has agreed to yet, oldest first."""
        ...

    def agreed(self) -> Sequence[ProposedErasure]:
        """Return what is to be carried out now."""
        ...

    def agree(self, subject: UUID, person: PersonRef, proposed: datetime) -> bool:
        """Note who agrees to what was proposed at a moment.

        False if nothing of that moment waits, or the same person has proposed it.
        """
        ...

    def decline(self, subject: UUID) -> bool:
        """Forget a proposal nobody has agreed to; False if there is none."""
        ...

    def finish(self, subject: UUID) -> None:
        """Forget a proposal that was carried out."""
        ...
