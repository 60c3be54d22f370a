"""Reading a log entry by entry, as docs/rules/public_log.md says it may go on."""

from collections.abc import Callable, Collection
from typing import Any

from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.entries import read_entry
from gemeinsam_verifier.rules import cases, comments, others, processes, proposals
from gemeinsam_verifier.rules.effects import Effects
from gemeinsam_verifier.rules.remarks import REMARK_RULES
from gemeinsam_verifier.rules.table import STRATEGY_RULES
from gemeinsam_verifier.shapes import check_shape
from gemeinsam_verifier.state import State
from gemeinsam_verifier.tallies import Tallies
from gemeinsam_verifier.votes import Votes

Entry = dict[str, Any]

RULES: dict[str, Callable[[State, Entry], None]] = {
    "process.opened": processes.opened,
    "process.described": processes.described,
    "process.territory-added": processes.territory_added,
    "process.action-field-defined": processes.field_defined,
    "process.action-field-renamed": processes.field_renamed,
    "process.action-field-merged": processes.field_merged,
    "process.phase-defined": processes.phase_defined,
    "phase.started": processes.started,
    "phase.extended": processes.extended,
    "phase.closed": processes.closed,
    "phase.reopened": processes.reopened,
    "proposal.submitted": proposals.submitted,
    "proposal.imported": proposals.imported,
    "proposal.edited": proposals.edited,
    "proposal.resubmitted": proposals.resubmitted,
    "proposal.edit-released": proposals.edit_released,
    "proposal.edit-refused": proposals.edit_refused,
    "proposal.published": proposals.published,
    "proposal.returned": proposals.returned,
    "proposal.rejected": proposals.rejected,
    "proposal.hidden": proposals.hidden,
    "proposal.held": proposals.held,
    "proposal.hold-ended": proposals.hold_ended,
    "proposal.restored": proposals.restored,
    "proposal.withdrawn": proposals.withdrawn,
    "proposal.merged": proposals.merged,
    "proposal.supporters-carried": proposals.supporters_carried,
    "proposal.unmerged": proposals.unmerged,
    "comment.posted": comments.posted,
    "comment.edited": comments.edited,
    "comment.withdrawn": comments.withdrawn,
    "comment.held": comments.held,
    "comment.released": comments.released,
    "comment.refused": comments.refused,
    "comment.hidden": comments.hidden,
    "comment.restored": comments.restored,
    "case.opened": cases.opened,
    "case.content-reported": cases.reported,
    "case.decided": cases.decided,
    "case.appeal-filed": cases.appeal_filed,
    "case.appeal-assigned": cases.appeal_assigned,
    "case.appeal-decided": cases.appeal_decided,
    "case.closed": cases.closed,
    "participant.registered": others.registered,
    "content.erased": others.erased,
    "audit.opened": others.audit_opened,
    "audit.replay-executed": others.audit_replayed,
    "audit.finding-recorded": others.finding_recorded,
    "audit.finding-answered": others.finding_answered,
    "audit.finding-reopened": others.finding_moved,
    "audit.finding-settled": others.finding_moved,
    "audit.closed": others.audit_closed,
    "public-log.key-rotated": others.key_rotated,
    "public-log.checkpoint-sealed": others.checkpoint_sealed,
    **REMARK_RULES,
    **STRATEGY_RULES,
}
"""The rule for each type; votes, batches and claims have classes of their own."""


class Replay:
    """Everything a log has said so far, judged entry by entry."""

    def __init__(self, off: Collection[str] = ()) -> None:
        self.checklist = Checklist(off)
        self.state = State(self.checklist)
        self.votes = Votes(self.state)
        self.tallies = Tallies(self.state, self.votes)
        self.effects = Effects(self.state)

    def read(self, content: bytes) -> None:
        """Judge the next entry and remember what it says.

        Raises:
            Bad: the entry breaks a rule. It makes no sense to go on reading.
        """
        checklist, state = self.checklist, self.state
        checklist.index, checklist.kind = state.index, None
        entry: Entry = read_entry(content, checklist)
        checklist.kind = entry["t"][:60] if isinstance(entry.get("t"), str) else "?"
        if check_shape(entry, checklist):
            self._judge(entry, content)
        state.index += 1

    def _judge(self, entry: Entry, content: bytes) -> None:
        state, kind = self.state, entry["t"]
        self.votes.between(entry)
        self.effects.before(entry)
        if kind == "vote":
            if entry["p"] not in state.processes:
                self.checklist.fail("process-unknown")
            self.votes.vote(entry, content)
            return
        if "h" in entry:
            self.tallies.hour = max(self.tallies.hour, entry["h"])
        if kind != "process.opened" and "p" in entry:
            self.checklist.require(entry["p"] in state.processes, "process-unknown")
        for commitment in entry.get("c", {}).values():
            state.commit(commitment)
        for _, commitment in entry.get("paragraphs", ()):
            state.commit(commitment)
        if kind == "public-log.votes-released":
            self.votes.release(entry)
        elif kind == "phase.tally-claimed":
            self.tallies.claimed(entry)
        else:
            RULES[kind](state, entry)
            self.effects.after(entry)
            if kind == "phase.closed":
                self.tallies.closed(entry)

    def finish(self) -> None:
        """Judge what only the end can tell.

        Raises:
            Bad: something is missing.
        """
        self.checklist.index, self.checklist.kind = self.state.index, None
        self.votes.finish()
        self.tallies.finish()
