"""What all of these use cases share: texts are sealed once, then one decision is made."""

from collections.abc import Callable, Mapping
from functools import cache
from uuid import UUID

import msgspec

from domain.messages import ContentRef
from domain.people import Actor, PersonRef, ProcessId
from domain.permissions import Action
from domain.ports import Plain, Sealed
from domain.processes import ProcessUnknown, TextMissing
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.histories import Histories
from domain.use_cases.standing import require_in_use

Texts = Mapping[str, str | None]
"""Texts people wrote, by a name of the use case's own; empty ones count as missing."""


class Done(msgspec.Struct, frozen=True):
    """The answer to a command: what it made or changed."""

    id: UUID | None


class Refs:
    """References of the texts that were handed in; missing ones are None."""

    def __init__(self, refs: Mapping[str, ContentRef]) -> None:
        self._refs = refs

    def get(self, name: str) -> ContentRef | None:
        """Return the reference of a text that may be missing."""
        return self._refs.get(name)

    def need(self, name: str) -> ContentRef:
        """Return the reference of a text that must be there.

        Raises:
            TextMissing: names it.
        """
        if name not in self._refs:
            raise TextMissing(field=name)
        return self._refs[name]


def perform(
    platform: Platform,
    asking: Asking,
    action: Action,
    process_id: ProcessId,
    texts: Texts,
    do: Callable[[Histories, Refs, Actor], UUID | None],
    owner: PersonRef | None = None,
) -> Outcome:
    """Let somebody with the right role do something in a process; the result is a `Done`.

    `owner` is who may have the texts erased, None for the office.

    Raises:
        NotAllowed, ParticipantIsSuspended: who is asking may not do it.
        ProcessUnknown: there is no such process.
        ProcessIsArchived: it is read-only.
        Refusal: whatever `do` raises.
    """
    given = {name: text.strip() for name, text in texts.items() if text and text.strip()}

    @cache
    def sealed() -> tuple[Sealed, ...]:
        return tuple(platform.vault.seal([Plain(text, owner) for text in given.values()]))

    def decide(histories: Histories) -> bytes:
        by = actor(platform, histories, asking, action, process_id)
        if histories.process(process_id).id is None:
            raise ProcessUnknown
        require_in_use(histories, process_id)
        items = sealed() if given else ()
        refs = Refs({name: item.ref for name, item in zip(given, items, strict=True)})
        done = do(histories, refs, by)
        histories.sealed = list(items)
        return msgspec.json.encode(Done(done))

    return carry_out(platform, asking, decide)


class BelongsToAnotherProcess(ProcessUnknown):
    """What was named exists, but in another process."""


def require_same(found: ProcessId | None, process_id: ProcessId) -> None:
    """Refuse what belongs to another process; what is unknown is left to its own rules.

    Raises:
        BelongsToAnotherProcess.
    """
    if found is not None and found != process_id:
        raise BelongsToAnotherProcess
