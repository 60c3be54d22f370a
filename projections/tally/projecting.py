"""How the counts follow from the log: exact differences, event by event, in memory.

Vote events carry what they replace, so no voter has to be looked up for the counts;
only the text an answer was said of is remembered per number.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from domain.ballots import (
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
from domain.people import VoterNumber
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
from projections.local_days import local_days
from projections.model import Batch, Work
from projections.tally.rows import COUNTS, FIRST_TEXT, ZEROS, MergeRow, TallyRow, counted
from projections.tally.running import Running
from projections.tally.saving import load_said, save_days, save_processes, save_said
from projections.tally.voters import Voters

_SUPPORTS, _CONFIRMED, _CARRIED, _NOT_ATTRIBUTABLE, _BALLOTS = map(
    COUNTS.index, ("supports", "confirmed", "carried", "not_attributable", "ballots")
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
_VOTES = (
    OpinionImported,
    OpinionGiven,
    OpinionChanged,
    OpinionWithdrawn,
    SupportGiven,
    SupportConfirmed,
    SupportWithdrawn,
    SupportCarriedOver,
    CarriedSupportGivenBack,
)
_TEXTS = (
    ProposalSubmitted,
    ProposalImported,
    ProposalEdited,
    ProposalResubmitted,
    ProposalEditReleased,
    ProposalPublished,
)
_MERGES = (SupportersCarriedOver, ProposalUnmerged)
_COUNTED = frozenset(_VOTES) - {SupportConfirmed}  # each of them changes a count


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_VOTES, *_TEXTS, *_MERGES)
    if not found:
        return
    tallying = _Tallying(batch, found, work)
    tallying.fold_all(found, local_days(recorded.occurred_at for recorded in found))
    tallying.save()


class _Tallying:
    """One batch being folded in."""

    def __init__(self, batch: Batch, found: list[Recorded], work: Work) -> None:
        self._work = work
        counted_for = map(_counted_for, (recorded.event for recorded in found))
        # Ids as numbers: every event asks for its proposal, and hashing an id costs a call.
        proposals = {proposal.int: proposal for proposal in counted_for}
        self._tally = work.sheet(TallyRow, "tally", proposals.values())
        stored = self._tally.values()
        self._running = {row.proposal_id.int: Running(row) for row in stored}
        self._said = load_said(work, stored)
        self._voters = Voters(batch, work)
        merges = {_named(each, "merge_id") for each in batch.of(*_MERGES)}
        self._merges = work.sheet(MergeRow, "tally_merges", merges)

    def fold_all(self, found: Sequence[Recorded], days: Sequence[date]) -> None:
        """Fold events in, each of its local day."""
        voting = self._voting()
        for recorded, day in zip(found, days, strict=True):
            event: Any = recorded.event
            kind = type(event)
            running = self._running.get(_counted_for(event).int) or self._first(event)
            if day != running.day:
                running.begin(day)
            counts = running.counts
            before = None if kind in _COUNTED else counts.copy()
            vote = voting.get(kind)
            if vote is not None:
                counts[_BALLOTS] += recorded.version == 1
                vote(running, event)
            elif kind in _TEXTS:
                self._text(running, event)
            else:
                self._merge(running, event)
            if before != counts:
                running.moved = True
                running.changes.append((*counts, running.proposal, recorded.position, day))

    def save(self) -> None:
        """Write what this batch changed."""
        for running in self._running.values():
            running.end()
            self._tally.put(running.row())
        self._tally.save()
        self._voters.save()
        self._merges.save()
        save_said(self._said, self._running.values())
        save_days(self._work, self._running.values())
        save_processes(self._work, self._running.values())
        # In the order of the key, rows that go into the same page of the table go together.
        ordered = [self._running[proposal] for proposal in sorted(self._running)]
        changes = chain.from_iterable(each.changes for each in ordered)
        self._work.insert_columns("tally_changes", list(zip(*changes, strict=True)))

    def _first(self, event: Any) -> Running:  # noqa: ANN401 - any of the kinds above
        """Return the counts of a proposal that has none yet."""
        proposal = _counted_for(event)
        row = counted(TallyRow, ZEROS, proposal, event.process_id, 0, FIRST_TEXT)
        running = self._running[proposal.int] = Running(row)
        return running

    def _voting(self) -> Mapping[type[Event], Callable[[Running, Any], None]]:
        """Return what each kind of vote does: nearly every event is one."""
        return {
            OpinionImported: self._opinion_imported,
            OpinionGiven: self._opinion_given,
            OpinionChanged: self._opinion_changed,
            OpinionWithdrawn: self._opinion_withdrawn,
            SupportGiven: self._support_given,
            SupportConfirmed: self._support_confirmed,
            SupportCarriedOver: self._support_carried_over,
            SupportWithdrawn: self._support_taken_back,
            CarriedSupportGivenBack: self._support_taken_back,
        }

    def _text(self, running: Running, event: Event) -> None:
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
            stored = said.answers if said else 0
            running.counts[_CONFIRMED] = stored + running.said.get(public, 0)

    def _merge(self, running: Running, event: SupportersCarriedOver | ProposalUnmerged) -> None:
        merge = self._merges.get(event.merge_id)
        if merge is not None:  # undone, or recorded before: then the new record stands alone
            running.counts[_NOT_ATTRIBUTABLE] -= merge.not_attributable
            self._merges.remove(event.merge_id)
        if isinstance(event, SupportersCarriedOver):
            running.counts[_NOT_ATTRIBUTABLE] += event.not_attributable
            self._merges.put(MergeRow(event.merge_id, event.not_attributable))

    def _opinion_imported(self, running: Running, event: OpinionImported) -> None:
        counts, choice, old = running.counts, event.choice, event.old
        counts[_EVER[choice]] += 1
        counts[_LAST[choice]] += 1
        if old is None:
            running.say(FIRST_TEXT, 1)  # imports have no other
        else:
            counts[_LAST[old]] -= 1

    def _opinion_given(self, running: Running, event: OpinionGiven) -> None:
        running.counts[_EVER[event.choice]] += 1
        running.counts[_LAST[event.choice]] += 1
        self._answer(running, event.voter, event.text_version)

    def _opinion_changed(self, running: Running, event: OpinionChanged) -> None:
        running.counts[_EVER[event.new]] += 1
        running.counts[_LAST[event.new]] += 1
        running.counts[_LAST[event.old]] -= 1
        self._forget(running, event.voter)
        self._answer(running, event.voter, event.text_version)

    def _opinion_withdrawn(self, running: Running, event: OpinionWithdrawn) -> None:
        running.counts[_LAST[event.old]] -= 1
        running.withdrawn_opinions += 1
        self._forget(running, event.voter)

    def _support_given(self, running: Running, event: SupportGiven) -> None:
        running.counts[_SUPPORTS] += 1
        self._answer(running, event.voter, event.text_version)

    def _support_confirmed(self, running: Running, event: SupportConfirmed) -> None:
        self._forget(running, event.voter)
        self._answer(running, event.voter, event.text_version)

    def _support_carried_over(self, running: Running, event: SupportCarriedOver) -> None:
        running.counts[_SUPPORTS] += 1
        running.counts[_CARRIED] += 1
        self._answer(running, event.voter, event.text_version, carried=True)

    def _support_taken_back(
        self, running: Running, event: SupportWithdrawn | CarriedSupportGivenBack
    ) -> None:
        running.counts[_SUPPORTS] -= 1
        running.withdrawn_supports += 1
        self._forget(running, event.voter)

    def _answer(
        self, running: Running, voter: VoterNumber, text: int, *, carried: bool = False
    ) -> None:
        self._voters.put(voter, text, carried=carried)
        running.say(text, 1)

    def _forget(self, running: Running, voter: VoterNumber) -> None:
        answer = self._voters.pop(voter)
        if answer.carried:
            running.counts[_CARRIED] -= 1
        running.say(answer.text_version, -1)


def _counted_for(event: Any) -> ProposalId:  # noqa: ANN401 - any of the kinds above
    """Return the proposal whose counts an event can change."""
    chosen: ProposalId = event.into_id if type(event) in _MERGES else event.proposal_id
    return chosen


def _named(recorded: Recorded, name: str) -> Any:  # noqa: ANN401 - a field of any type
    return getattr(recorded.event, name)
