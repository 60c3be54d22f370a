"""What the domain needs from the outside world, in the domain's own words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import date
from typing import Literal, Protocol, runtime_checkable
from uuid import UUID

import msgspec

from domain.messages import (
    Append,
    Appended,
    CommandKey,
    ContentRef,
    Event,
    Recorded,
    SealedText,
    StreamId,
)
from domain.people import PersonRef, ProcessId, Pseudonym, VoterNumber


class ConcurrentChange(Exception):
    """A stream or guard has moved since it was read: read again and decide again."""


class CommandReused(Exception):
    """The same command id came with another request; nothing was stored."""


class LogUnavailable(Exception):
    """The log cannot take or give events now; retry after some seconds."""


class VaultUnavailable(Exception):
    """The vault does not answer; reading goes on, writing has to wait."""


class NotAtHand(Exception):
    """It cannot be told without waiting: ask again where waiting is allowed.

    Names what was missing as far as `EventLog.read_many` and `Vault.fetch` can bring it;
    if it names nothing, they cannot.
    """

    def __init__(
        self,
        *,
        streams: Collection[StreamId] = (),
        persons: Collection[PersonRef] = (),
        voters: Collection[tuple[PersonRef, ProcessId]] = (),
        subjects: Collection[UUID] = (),
    ) -> None:
        super().__init__()
        self.streams = streams
        self.persons = persons
        self.voters = voters
        self.subjects = subjects

    @property
    def can_be_fetched(self) -> bool:
        """Tell whether it is named what was missing."""
        return bool(self.streams or self.persons or self.voters or self.subjects)


class LogCorrupt(Exception):
    """The stored log contradicts its own hash chain; `position` names the first bad row."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"position {position}: {reason}")
        self.position = position
        self.reason = reason


class Head(msgspec.Struct, frozen=True):
    """The end of the log: last position (0 when empty) and its chain hash."""

    position: int
    hash: bytes


class HistoryReader(Protocol):
    """Gives the histories that a decision looks at."""

    def read_many(self, streams: Collection[StreamId]) -> Mapping[StreamId, Sequence[Event]]:
        """Return each history, oldest event first; an unknown stream has an empty one."""
        ...


@runtime_checkable
class EventLog(Protocol):
    """The append-only record of everything that was decided. Safe in threads."""

    def read(self, stream: StreamId) -> Sequence[Event]:
        """Return one history, oldest event first; empty if there is none."""
        ...

    def read_many(self, streams: Collection[StreamId]) -> Mapping[StreamId, Sequence[Event]]:
        """Return several histories as of one moment; every id asked for is a key."""
        ...

    def recorded(self, stream: StreamId) -> Sequence[Recorded]:
        """Return one history with its envelopes, oldest first."""
        ...

    def append(self, append: Append) -> Appended:
        """Store the decision durably before returning.

        Raises:
            ConcurrentChange: a stream or guard has another version than `seen`.
            CommandReused: the command id was used for another request.
            LogUnavailable: the store does not answer.
        """
        ...

    def submit(self, append: Append) -> "Future[Appended]":
        """Queue the decision for the group commit; the future ends as `append` does."""
        ...

    def answered(self, command: CommandKey) -> Appended | None:
        """Return the stored answer of a command, or None if it is new.

        Raises:
            CommandReused: the command id was used for another request.
        """
        ...

    def head(self) -> Head:
        """Return the last committed position and its hash."""
        ...

    def since(
        self, position: int, *, until: int | None = None, page: int = 1000
    ) -> Iterator[Sequence[Recorded]]:
        """Yield pages of events after `position` up to `until`, in log order, gapless."""
        ...

    def at(self, positions: Collection[int]) -> Sequence[Recorded]:
        """Return the events at these positions, ascending; unknown ones are left out."""
        ...

    def wait_beyond(self, position: int, seconds: float) -> bool:
        """Block until the log is longer than `position`; False when time runs out."""
        ...

    def check(self, position: int = 0) -> Iterator[int]:
        """Recompute the hash chain from `position`, yielding positions as it goes on.

        Raises:
            LogCorrupt: names the first position that does not fit.
        """
        ...

    def next_number(self, series: str) -> int:
        """Return a number never given before in this series; ascending, gaps allowed."""
        ...


class Plain(msgspec.Struct, frozen=True):
    """A text to be sealed. `owner` is who may have it erased; None for the office."""

    text: str
    owner: PersonRef | None


class Sealed(msgspec.Struct, frozen=True):
    """A sealed text and the commitment that stands for it in events."""

    ref: ContentRef
    text: SealedText


@runtime_checkable
class Vault(Protocol):
    """Secrets that make a log without personal data usable. Safe in threads.

    Every method raises VaultUnavailable when the vault does not answer.
    """

    def enrol(self, person: PersonRef, on: date) -> None:
        """Give a person a secret, needed before anything else; repeating it changes nothing."""
        ...

    def pseudonym(self, person: PersonRef, realm: "Realm") -> Pseudonym:
        """Return the person's one pseudonym in a process, or in the installation."""
        ...

    def voter_number(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the number under which the person answers one question.

        Raises:
            AlreadyVotedUnderAnotherAccount: the person's verified identifier
                belongs to somebody who has voted in this process (ruling 11).
        """
        ...

    def recall_number(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the same number without marking a voter: to show people their own answers."""
        ...

    def source_number(self, process: ProcessId, source: str, question: UUID) -> VoterNumber:
        """Return the number of an imported voter; the same for the same source key."""
        ...

    def seal(self, texts: Sequence[Plain]) -> Sequence[Sealed]:
        """Encrypt texts under fresh keys, pending until the log holds their refs."""
        ...

    def own(self, subject: UUID, person: PersonRef) -> None:
        """Remember who made a proposal, comment, case note or report, before it is logged.

        A report goes by its reporter's number.
        """
        ...

    def owner(self, subject: UUID) -> PersonRef | None:
        """Return who made it; None if unknown, imported or erased."""
        ...

    def owned(self, person: PersonRef) -> Sequence[UUID]:
        """Return everything the person made, in no particular order."""
        ...

    def carry_over(
        self, process: ProcessId, source: UUID, target: UUID, numbers: Collection[VoterNumber]
    ) -> Mapping[VoterNumber, VoterNumber]:
        """Map numbers of the source question to the same persons' target numbers.

        Numbers whose person is gone are left out. The mapping must not leave
        the use case (ruling 3).
        """
        ...

    def command_key(self, person: PersonRef | None, key: str, request: bytes) -> CommandKey:
        """Return the name under which a client-made id is remembered (ruling 15)."""
        ...

    def at_hand(self) -> AbstractContextManager[None]:
        """Let this thread wait for nothing inside the block.

        Inside it, whatever cannot be told from memory raises NotAtHand.
        """
        ...

    def fetch(
        self,
        persons: Collection[PersonRef],
        voters: Collection[tuple[PersonRef, ProcessId]] = (),
        subjects: Collection[UUID] = (),
    ) -> None:
        """Bring into memory what pseudonyms and voter numbers of many people are made of.

        Takes a few statements for all of them. Voters are marked as `voter_number` marks
        them, and subjects bring their makers. Who is unknown, or would be refused, is left
        out: ask for them one by one.
        """
        ...


@runtime_checkable
class Texts(Protocol):
    """Opens content references for those who may read them."""

    def open(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        """Return the texts; erased ones are missing from the answer.

        Raises:
            VaultUnavailable: keys that are not in memory cannot be had now.
        """
        ...

    def remembered(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        """Return the texts that open without the vault; never raises VaultUnavailable."""
        ...


Realm = ProcessId | Literal["installation"]
