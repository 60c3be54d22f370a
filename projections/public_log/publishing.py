"""Which entries follow from a stretch of the log, in which order.

Pure: the same events give the same entries however they are cut into stretches, if what
waits at the end of one is handed to the next.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from domain.ballots import CarriedSupportGivenBack, OpinionImported, SupportCarriedOver
from domain.codes import PhaseId, ProposalId
from domain.messages import Event, Recorded
from domain.people import ProcessId, VoterNumber
from domain.phases import PhaseClosed
from domain.public_log import TallyClaimed, VotesReleased
from projections.public_log.entries import (
    PUBLISHED,
    WAITING,
    Place,
    Why,
    imported,
    release,
    to_leaf,
)

AT_ONCE = (SupportCarriedOver, CarriedSupportGivenBack)
"""Votes that do not wait, unless another one of the same number does."""

RELEASING = (VotesReleased, PhaseClosed, *AT_ONCE)
"""Events that can let waiting votes of their process in."""


class WaitingRow(msgspec.Struct, frozen=True):
    """A vote that is not published yet. `says` tells whether it answers anything."""

    position: int
    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    says: bool
    recorded_at: datetime
    entry: bytes


class RunRow(msgspec.Struct, frozen=True):
    """Positions `position`, `position + 1`, ... whose entries are `leaf`, `leaf + 1`, ..."""

    position: int
    leaf: int
    length: int


class ClosingRow(msgspec.Struct, frozen=True):
    """One closing of a phase: where it stands, its entry, whether its tally was claimed."""

    position: int
    leaf: int
    process_id: ProcessId
    phase_id: PhaseId
    claimed: bool


class Publisher:
    """Publishes events one after the other.

    Args:
        size: entries there are already.
        run: the last run of positions, None before the first.
        waiting: votes that wait in every process that `RELEASING` events name, oldest first;
            those after the last one that is released may be left out.
        closings: those that claims name, by position.
    """

    def __init__(
        self,
        size: int,
        run: RunRow | None,
        waiting: Iterable[WaitingRow] = (),
        closings: Mapping[int, ClosingRow] | None = None,
    ) -> None:
        self.first = size
        self.entries: list[bytes] = []
        self.runs: list[RunRow] = []
        self.closings: dict[int, ClosingRow] = dict(closings or {})
        self.changed: set[int] = set()
        self.released: list[int] = []
        self._start, self._leaf, self._length = (
            (run.position, run.leaf, run.length) if run else (0, 0, 0)
        )
        self._waiting: dict[int, list[WaitingRow]] = {}
        self._voters: dict[int, set[int]] = {}
        self._known: set[int] = set()
        for row in waiting:
            self._waiting.setdefault(row.process_id.int, []).append(row)
            self._known.add(row.position)

    @property
    def size(self) -> int:
        """Entries there are by now."""
        return self.first + len(self.entries)

    @property
    def run(self) -> RunRow | None:
        """The last run of positions."""
        return RunRow(self._start, self._leaf, self._length) if self._length else None

    def arrived(self) -> list[WaitingRow]:
        """Return the votes of these events that still wait."""
        return [
            row
            for rows in self._waiting.values()
            for row in rows
            if row.position not in self._known
        ]

    def publish(self, events: Iterable[Recorded]) -> None:
        """Take the next events of the log, oldest first."""
        for recorded in events:
            event = recorded.event
            kind = type(event)
            if isinstance(event, OpinionImported):
                # Nearly all of a log with an import: it neither waits nor steers.
                self._put(imported(event, recorded.version), recorded.position)
            elif kind in WAITING:
                self._wait(recorded)
            elif kind in _STEERING:
                self._steer(recorded)
            elif kind in PUBLISHED:
                entry = to_leaf(recorded)
                if entry is not None:
                    self._put(entry, recorded.position)

    def finish(self) -> Sequence[RunRow]:
        """Return the runs that began or grew."""
        run = self.run
        return [*self.runs, run] if run and self.entries else self.runs

    def _wait(self, recorded: Recorded) -> None:
        event: Event = recorded.event
        entry = to_leaf(recorded)
        if entry is None:
            return
        row = WaitingRow(
            recorded.position,
            event.process_id,  # type: ignore[attr-defined]  # all votes have it
            event.proposal_id,  # type: ignore[attr-defined]  # as above
            event.voter,  # type: ignore[attr-defined]  # as above
            not entry.endswith(b'"none"}'),
            recorded.recorded_at,
            entry,
        )
        self._waiting.setdefault(row.process_id.int, []).append(row)
        if (voters := self._voters.get(row.process_id.int)) is not None:
            voters.add(row.voter.int)

    def _steer(self, recorded: Recorded) -> None:
        event = recorded.event
        place = Place()
        match event:
            case VotesReleased():
                self._release(event.process_id, recorded, "due", event.until)
                return
            case PhaseClosed():
                self._release(event.process_id, recorded, "closing")
                closing = ClosingRow(
                    recorded.position, self.size, event.process_id, event.phase_id, claimed=False
                )
                self._note(closing)
            case TallyClaimed():
                closing = msgspec.structs.replace(self.closings[event.at_position], claimed=True)
                self._note(closing)
                place = Place(closing=closing.leaf)
            case SupportCarriedOver() | CarriedSupportGivenBack():
                if event.voter.int in self._voters_of(event.process_id):
                    self._release(event.process_id, recorded, "merge")
        entry = to_leaf(recorded, place)
        if entry is not None:
            self._put(entry, recorded.position)

    def _voters_of(self, process_id: UUID) -> set[int]:
        """Return the numbers whose votes wait; a merge asks for each supporter."""
        if process_id.int not in self._voters:
            rows = self._waiting.get(process_id.int, ())
            self._voters[process_id.int] = {row.voter.int for row in rows}
        return self._voters[process_id.int]

    def _note(self, closing: ClosingRow) -> None:
        self.closings[closing.position] = closing
        self.changed.add(closing.position)

    def _release(
        self, process_id: UUID, recorded: Recorded, why: Why, until: int | None = None
    ) -> None:
        rows = self._waiting.get(process_id.int, [])
        batch = [row for row in rows if until is None or row.position <= until]
        if not batch:
            return
        self._waiting[process_id.int] = rows[len(batch) :]
        self._voters.pop(process_id.int, None)
        opening = release(process_id, recorded.recorded_at, len(batch), why)
        if why == "due":
            self._put(opening, recorded.position)
        else:
            self.entries.append(opening)
        for row in sorted(batch, key=lambda row: row.entry):
            self._put(row.entry, row.position)
            if row.position in self._known:
                self.released.append(row.position)

    def _put(self, entry: bytes, position: int) -> None:
        leaf = self.first + len(self.entries)
        self.entries.append(entry)
        length = self._length
        if position == self._start + length and leaf == self._leaf + length and length:
            self._length = length + 1
            return
        if length:
            self.runs.append(RunRow(self._start, self._leaf, length))
        self._start, self._leaf, self._length = position, leaf, 1


_STEERING = frozenset({*RELEASING, TallyClaimed})
