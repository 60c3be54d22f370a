"""How the counts follow from the log: exact differences, event by event, in memory.

Vote events carry what they replace, so no voter has to be looked up for the counts;
only the text an answer was said of is remembered per number.
"""

import operator
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import msgspec

from domain.ballots import (
    BallotEvent,
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.codes import ProposalId
from domain.messages import Event, Recorded
from domain.people import ProcessId, VoterNumber
from domain.phases import BERLIN
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalImported,
    ProposalPublished,
    ProposalResubmitted,
    ProposalSubmitted,
    ProposalUnmerged,
    SupportersCarriedOver,
)
from projections.model import Batch, Work
from projections.tally import days
from projections.tally.rows import (
    COUNTS,
    ZEROS,
    ChangeRow,
    DayRow,
    MergeRow,
    ProcessTallyRow,
    SaidRow,
    TallyRow,
    VoterRow,
    counted,
)

_CONFIRMED, _CARRIED, _NOT_ATTRIBUTABLE, _BALLOTS, _SUPPORTS = map(
    COUNTS.index, ("confirmed", "carried", "not_attributable", "ballots", "supports")
)
_LAST = {
    "agree": COUNTS.index("agree"),
    "disagree": COUNTS.index("disagree"),
    "pass": COUNTS.index("passes"),
}
_EVER = {
    "agree": COUNTS.index("all_agree"),
    "disagree": COUNTS.index("all_disagree"),
    "pass": COUNTS.index("all_passes"),
}
_BALLOT_KINDS: tuple[type[Event], ...] = get_args(BallotEvent)
_TEXT_KINDS = (
    ProposalSubmitted,
    ProposalImported,
    ProposalEdited,
    ProposalResubmitted,
    ProposalEditReleased,
    ProposalPublished,
)
_MERGE_KINDS = (SupportersCarriedOver, ProposalUnmerged)
_FIRST_TEXT = 1  # imports have no other


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    events = batch.of(*_BALLOT_KINDS, *_TEXT_KINDS, *_MERGE_KINDS)
    if not events:
        return
    tallying = _Tallying(events, work)
    for recorded in events:
        tallying.apply(recorded)
    tallying.save()


class _Running:
    """The counts of one proposal while a batch is folded in."""

    __slots__ = ("counts", "newest", "process", "proposal", "public", "stored")

    def __init__(self, row: TallyRow) -> None:
        self.proposal = row.proposal_id
        self.process = row.process_id
        self.public = row.text_version
        self.newest = row.newest_version
        self.counts = [getattr(row, name) for name in COUNTS]
        self.stored = tuple(self.counts)

    def row(self) -> TallyRow:
        keys = (self.proposal, self.process, self.public, self.newest)
        return counted(TallyRow, self.counts, *keys)


class _Tallying:
    """One batch being folded in."""

    def __init__(self, events: list[Recorded], work: Work) -> None:
        self._work = work
        proposals = {_counted_for(recorded.event) for recorded in events}
        self._tally = work.sheet(TallyRow, "tally", proposals)
        self._said = work.sheet(SaidRow, "tally_said")
        said = work.table("tally_said")
        for chunk in _chunks(list(proposals)):
            self._said.add_where(said.c.proposal_id.in_(chunk))
        self._voters = work.sheet(VoterRow, "tally_voters", set(_voters(events)))
        merges = {e.event.merge_id for e in events if isinstance(e.event, _MERGE_KINDS)}
        self._merges = work.sheet(MergeRow, "tally_merges", merges)
        self._running = {row.proposal_id: _Running(row) for row in self._tally.values()}
        self._changes: list[ChangeRow] = []
        self._days: dict[tuple[ProposalId, date], list[int]] = {}

    def apply(self, recorded: Recorded) -> None:
        """Fold one event in."""
        event: Any = recorded.event
        running = self._of(event)
        before = tuple(running.counts)
        if isinstance(event, _TEXT_KINDS):
            self._text(running, event)
        elif isinstance(event, _MERGE_KINDS):
            self._merge(running, event)
        else:
            running.counts[_BALLOTS] += recorded.version == 1
            self._opinion(running, event)
            self._support(running, event)
        if before == tuple(running.counts):
            return
        day = recorded.occurred_at.astimezone(BERLIN).date()
        numbers = self._days.setdefault((running.proposal, day), list(days.NO_ANSWERS))
        days.add(numbers, before, running.counts)
        keys = (running.proposal, recorded.position, day)
        self._changes.append(counted(ChangeRow, running.counts, *keys))

    def save(self) -> None:
        """Write what this batch changed."""
        for running in self._running.values():
            self._tally.put(running.row())
        self._save_processes()
        self._save_days()
        for sheet in (self._tally, self._said, self._voters, self._merges):
            sheet.save()
        self._work.insert("tally_changes", self._changes)

    def _of(self, event: Any) -> _Running:  # noqa: ANN401 - any of the kinds above
        proposal = _counted_for(event)
        running = self._running.get(proposal)
        if running is None:
            row = counted(TallyRow, ZEROS, proposal, event.process_id, 0, _FIRST_TEXT)
            running = self._running[proposal] = _Running(row)
        return running

    def _text(self, running: _Running, event: Event) -> None:
        public = running.public
        match event:
            case ProposalEdited():
                running.newest = event.version
                if public and not event.held:
                    public = event.version
            case ProposalResubmitted():
                running.newest = event.version
            case ProposalEditReleased():
                public = event.version
            case ProposalPublished():
                public = running.newest
        if public != running.public:
            running.public = public
            said = self._said.get((running.proposal, public))
            running.counts[_CONFIRMED] = said.answers if said else 0

    def _merge(self, running: _Running, event: SupportersCarriedOver | ProposalUnmerged) -> None:
        if isinstance(event, SupportersCarriedOver):
            running.counts[_NOT_ATTRIBUTABLE] += event.not_attributable
            self._merges.put(MergeRow(event.merge_id, event.not_attributable))
            return
        merge = self._merges.get(event.merge_id)
        if merge is not None:
            running.counts[_NOT_ATTRIBUTABLE] -= merge.not_attributable
            self._merges.remove(event.merge_id)

    def _opinion(self, running: _Running, event: Event) -> None:
        counts = running.counts
        match event:
            case OpinionImported():
                counts[_EVER[event.choice]] += 1
                counts[_LAST[event.choice]] += 1
                if event.old is None:
                    self._say(running, _FIRST_TEXT, 1)
                else:
                    counts[_LAST[event.old]] -= 1
            case OpinionGiven():
                counts[_EVER[event.choice]] += 1
                counts[_LAST[event.choice]] += 1
                self._answer(running, event.voter, event.text_version)
            case OpinionChanged():
                counts[_EVER[event.new]] += 1
                counts[_LAST[event.new]] += 1
                counts[_LAST[event.old]] -= 1
                self._forget(running, event.voter)
                self._answer(running, event.voter, event.text_version)
            case OpinionWithdrawn():
                counts[_LAST[event.old]] -= 1
                self._forget(running, event.voter)

    def _support(self, running: _Running, event: Event) -> None:
        match event:
            case SupportGiven():
                running.counts[_SUPPORTS] += 1
                self._answer(running, event.voter, event.text_version)
            case SupportConfirmed():
                self._forget(running, event.voter)
                self._answer(running, event.voter, event.text_version)
            case SupportCarriedOver():
                running.counts[_SUPPORTS] += 1
                running.counts[_CARRIED] += 1
                self._answer(running, event.voter, event.text_version, carried=True)
            case SupportWithdrawn() | CarriedSupportGivenBack():
                running.counts[_SUPPORTS] -= 1
                self._forget(running, event.voter)

    def _answer(
        self, running: _Running, voter: VoterNumber, text: int, *, carried: bool = False
    ) -> None:
        self._voters.put(VoterRow(voter, text, carried))
        self._say(running, text, 1)

    def _forget(self, running: _Running, voter: VoterNumber) -> None:
        known = self._voters.get(voter)
        if known is not None and known.carried:
            running.counts[_CARRIED] -= 1
        self._say(running, known.text_version if known else _FIRST_TEXT, -1)
        self._voters.remove(voter)

    def _say(self, running: _Running, text: int, difference: int) -> None:
        said = self._said.get((running.proposal, text))
        answers = (said.answers if said else 0) + difference
        self._said.put(SaidRow(running.proposal, text, answers))
        if text == running.public:
            running.counts[_CONFIRMED] += difference

    def _save_processes(self) -> None:
        sums: dict[ProcessId, list[int]] = {}
        for running in self._running.values():
            total = sums.setdefault(running.process, list(ZEROS))
            for index, count in enumerate(running.counts):
                total[index] += count - running.stored[index]
        sheet = self._work.sheet(ProcessTallyRow, "process_tally", list(sums))
        for process, total in sums.items():
            stored = sheet.get(process)
            for index, name in enumerate(COUNTS):
                total[index] += getattr(stored, name) if stored else 0
            sheet.put(counted(ProcessTallyRow, total, process))
        sheet.save()

    def _save_days(self) -> None:
        sheet = self._work.sheet(DayRow, "tally_days", list(self._days))
        for (proposal, day), numbers in self._days.items():
            stored = sheet.get((proposal, day))
            before = msgspec.structs.astuple(stored)[2:] if stored else days.NO_ANSWERS
            sums = map(operator.add, before, numbers)
            sheet.put(DayRow(proposal, day, *sums))
        sheet.save()


def _counted_for(event: Any) -> ProposalId:  # noqa: ANN401 - any of the kinds above
    """Return the proposal whose counts an event can change."""
    chosen: ProposalId = event.into_id if isinstance(event, _MERGE_KINDS) else event.proposal_id
    return chosen


def _voters(events: list[Recorded]) -> Iterator[VoterNumber]:
    for recorded in events:
        event = recorded.event
        if isinstance(event, BallotEvent) and not isinstance(event, OpinionImported):
            yield event.voter


def _chunks(values: list[ProposalId], size: int = 500) -> Iterator[list[ProposalId]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
