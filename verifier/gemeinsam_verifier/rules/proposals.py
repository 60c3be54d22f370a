"""Proposals: docs/rules/proposals.md."""

from typing import Any

from gemeinsam_verifier.rules.reasons import require_case, require_ground, require_reasons
from gemeinsam_verifier.state import Merge, Proposal, State, Version

Entry = dict[str, Any]


def _known(state: State, entry: Entry, *expected: str) -> Proposal:
    """Return the proposal an entry is about, in one of the expected states."""
    proposal = find(state, entry, entry["q"])
    if expected:
        fits = proposal.state in expected
        state.checklist.require(fits, "proposal-state-wrong", state=proposal.state)
    return proposal


def find(state: State, entry: Entry, question: str) -> Proposal:
    """Return a proposal of the process that an entry names."""
    proposal = state.proposals.get(question)
    if proposal is None or proposal.process != entry["p"]:
        state.checklist.fail("proposal-unknown")
        proposal = proposal or Proposal(entry["p"])
    return proposal


def _begin(state: State, entry: Entry) -> None:
    state.checklist.require(entry["q"] not in state.proposals, "proposal-submitted-twice")
    phase = state.phases.get(entry["phase"])
    there = phase is not None and phase.process == entry["p"]
    state.checklist.require(there, "phase-unknown")
    proposal = Proposal(entry["p"], "submitted")
    proposal.versions[1] = Version(state.index, entry.get("c", {}))
    state.proposals[entry["q"]] = proposal


def submitted(state: State, entry: Entry) -> None:
    """Who submits does so while a phase is open for it; paper may be typed in later."""
    _begin(state, entry)
    phase = state.phases.get(entry["phase"])
    if "received" in entry:
        offered = phase is not None and phase.state != "defined" and "submit" in phase.features
    else:
        offered = state.is_open(entry["p"], "submit")
    state.checklist.require(offered, "submitted-outside-phase")


def imported(state: State, entry: Entry) -> None:
    """An import brings proposals whenever it runs."""
    _begin(state, entry)


def _write(state: State, entry: Entry, proposal: Proposal) -> int:
    version: int = entry["version"]
    expected = proposal.newest + 1
    state.checklist.require(version == expected, "version-wrong", version=version)
    proposal.versions[version] = Version(state.index, entry["c"])
    proposal.refused = None
    return version


def edited(state: State, entry: Entry) -> None:
    """An edit is the next version; the public reads it at once unless it is held."""
    proposal = _known(state, entry, "submitted", "published")
    version = _write(state, entry, proposal)
    proposal.waiting = version if entry["held"] else None
    if proposal.state == "published" and not entry["held"]:
        proposal.release(version)


def resubmitted(state: State, entry: Entry) -> None:
    """What was returned comes back as the next version."""
    proposal = _known(state, entry, "returned")
    _write(state, entry, proposal)
    proposal.state = "submitted"


def _settle(state: State, entry: Entry, proposal: Proposal, *, fits: bool) -> None:
    state.checklist.require(fits, "version-wrong", version=entry["version"])
    require_case(state, entry, "proposal", entry["q"])
    proposal.waiting = None


def edit_released(state: State, entry: Entry) -> None:
    """A version that waits becomes the public one, or, on appeal, the one its case refused."""
    proposal, version = _known(state, entry), entry["version"]
    on_appeal = proposal.waiting is None and proposal.refused == (entry["case"], version)
    _settle(state, entry, proposal, fits=proposal.waiting == version or on_appeal)
    proposal.refused = None
    proposal.release(version)


def edit_refused(state: State, entry: Entry) -> None:
    """A version that waits stays unpublished, for reasons."""
    proposal, version = _known(state, entry), entry["version"]
    _settle(state, entry, proposal, fits=proposal.waiting == version)
    require_reasons(state, entry)
    proposal.refused = (entry["case"], version)


def published(state: State, entry: Entry) -> None:
    """Only what was submitted is published, or, on appeal, what was turned away."""
    appeal = entry["mode"] == "appeal"
    proposal = _known(state, entry, *(("rejected", "returned") if appeal else ("submitted",)))
    if "case" in entry:
        require_case(state, entry, "proposal", entry["q"])
    proposal.state, proposal.once_public = "published", True
    proposal.release(proposal.newest)


def returned(state: State, entry: Entry) -> None:
    """A moderator asks for a change, with a hint."""
    proposal = _known(state, entry, "submitted", "rejected")
    require_case(state, entry, "proposal", entry["q"])
    state.checklist.require("hint" in entry.get("c", {}), "reasons-missing")
    proposal.state = "returned"


def rejected(state: State, entry: Entry) -> None:
    """A moderator turns it away, for reasons."""
    proposal = _known(state, entry, "submitted")
    require_case(state, entry, "proposal", entry["q"])
    require_reasons(state, entry)
    proposal.state = "rejected"


def hidden(state: State, entry: Entry) -> None:
    """What was public is taken away, for reasons."""
    proposal = _known(state, entry, "published")
    require_case(state, entry, "proposal", entry["q"])
    require_reasons(state, entry)
    proposal.state, proposal.held_by = "hidden", None


def held(state: State, entry: Entry) -> None:
    """A public one is covered for a while after a report."""
    proposal = _known(state, entry, "published")
    require_case(state, entry, "proposal", entry["q"])
    require_ground(state, entry)
    proposal.held_by = entry["case"]


def hold_ended(state: State, entry: Entry) -> None:
    """The cover of this case goes."""
    proposal = _known(state, entry)
    covered = proposal.held_by == entry["case"]
    state.checklist.require(covered, "proposal-state-wrong", state=proposal.state)
    proposal.held_by = None


def restored(state: State, entry: Entry) -> None:
    """A hidden one is public again."""
    proposal = _known(state, entry, "hidden")
    require_case(state, entry, "proposal", entry["q"])
    proposal.state = "published"


def withdrawn(state: State, entry: Entry) -> None:
    """Its author takes it back."""
    _known(state, entry, "submitted", "returned", "published").state = "withdrawn"


def merged(state: State, entry: Entry) -> None:
    """A public one goes on as part of another public one."""
    proposal = _known(state, entry, "published")
    target = find(state, entry, entry["into"])
    both = proposal.answerable and target.answerable and proposal is not target
    new = entry["m"] not in state.merges
    state.checklist.require(both and new, "merge-wrong")
    proposal.state, proposal.merge = "merged", entry["m"]
    reason = entry.get("c", {}).get("reason")
    state.merges[entry["m"]] = Merge(entry["q"], entry["into"], reason)


def _merge_of(state: State, entry: Entry) -> Merge:
    proposal = _known(state, entry, "merged")
    merge = state.merges.get(entry["m"])
    named = (entry["q"], entry["into"])
    fits = proposal.merge == entry["m"] and merge and (merge.source, merge.target) == named
    state.checklist.require(fits, "merge-wrong")
    return merge or Merge(*named)


def supporters_carried(state: State, entry: Entry) -> None:
    """As many votes were carried over as it says."""
    counted = len(_merge_of(state, entry).carried)
    claimed = entry["carried"]
    facts = {"claimed": claimed, "counted": counted}
    state.checklist.require(claimed == counted, "carried-count-wrong", **facts)


def unmerged(state: State, entry: Entry) -> None:
    """It stands on its own again."""
    _merge_of(state, entry).undone = True
    proposal = state.proposals.get(entry["q"])
    if proposal is not None:
        proposal.state, proposal.merge = "published", None
