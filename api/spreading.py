"""What else has to hear of an erasure: the list, memories, stored mails, other processes."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.revoking import Revoking
from domain.messages import ContentRef
from domain.people import PersonRef
from domain.use_cases.erasing import Ground

Listing = Callable[[datetime, UUID | None, str, Sequence[ContentRef]], None]
"""Appends to the list kept apart; durable when it returns."""


class StoredMails(Protocol):
    """Where mails stay instead of leaving: a demo, or a site without a mail server."""

    def forget(self, address: str, *, but: str) -> None: ...


class Everywhere:
    """Fulfils api.erasing.Around."""

    def __init__(
        self,
        *,
        listing: Listing,
        forget_texts: Callable[[Collection[ContentRef]], None],
        stored_mails: StoredMails | None,
        revoking: Revoking,
        scrub: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._listing = listing
        self._forget_texts = forget_texts
        self._stored_mails = stored_mails
        self._revoking = revoking
        self._scrub = scrub
        self._clock = clock

    def list(self, person: PersonRef | None, refs: Sequence[ContentRef], ground: Ground) -> None:
        self._listing(self._clock(), person, ground, refs)

    def forget_texts(self, refs: Collection[ContentRef]) -> None:
        self._forget_texts(refs)

    def forget_mails(self, email: str, *, but: str) -> None:
        if self._stored_mails is not None:
            self._stored_mails.forget(email, but=but)

    def spread(self, person: PersonRef) -> None:
        self._revoking.revoke(person)

    def scrub(self) -> None:
        self._scrub()
