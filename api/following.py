"""Follows the log in each process, so that what is remembered is dropped when it changes.

Roles, sanctions and opened texts are kept in memory for up to 60 seconds. A process
that serves pages hears of the event that changes them, whoever wrote it, and drops
them at once (rulings 20, 21).
"""

import threading
from collections.abc import Callable, Collection, Sequence

from domain.erasure import ContentErased
from domain.messages import ContentRef, Recorded
from domain.participants import (
    ParticipantReinstated,
    ParticipantSuspended,
    RoleGranted,
    RoleRevoked,
)
from domain.people import Pseudonym
from domain.ports import EventLog

PATIENCE = 0.5  # seconds between two looks whether to stop
BEAT = 0.04  # seconds at the least between two looks at the log: every vote wakes us

Listener = Callable[[Sequence[Recorded]], None]


class Following:
    """Tells listeners of every event written after the start of this process."""

    def __init__(self, log: EventLog, listeners: Collection[Listener]) -> None:
        self._log = log
        self._listeners = listeners
        self._position: int | None = None

    @property
    def position(self) -> int | None:
        """How far it has come; None before it begins."""
        return self._position

    def run(self, stop: threading.Event) -> None:
        """Follow until told to stop; after an error it goes on where it was."""
        if self._position is None:
            self._position = self._log.head().position
        while not stop.is_set():
            if not self._log.wait_beyond(self._position, PATIENCE):
                continue
            for page in self._log.since(self._position):
                for listener in self._listeners:
                    listener(page)
                self._position = page[-1].position
            stop.wait(BEAT)


def forgetting_people(forget: Callable[[Pseudonym], None]) -> Listener:
    """Return a listener that drops people whose rights have changed."""

    def listen(page: Sequence[Recorded]) -> None:
        for recorded in page:
            match recorded.event:
                case (
                    RoleGranted(participant=changed)
                    | RoleRevoked(participant=changed)
                    | ParticipantSuspended(participant=changed)
                    | ParticipantReinstated(participant=changed)
                ):
                    forget(changed)
                case _:
                    pass

    return listen


def forgetting_texts(forget: Callable[[Collection[ContentRef]], None]) -> Listener:
    """Return a listener that drops erased texts and their keys."""

    def listen(page: Sequence[Recorded]) -> None:
        erased = [
            recorded.event.ref for recorded in page if isinstance(recorded.event, ContentErased)
        ]
        if erased:
            forget(erased)

    return listen
