"""Remarks on paragraphs of a mission: docs/rules/remarks.md."""

from typing import Any

from gemeinsam_verifier.rules.reasons import require_case, require_reasons
from gemeinsam_verifier.state import Remark, State

Entry = dict[str, Any]


def posted(state: State, entry: Entry) -> None:
    """One remarks while a phase about the mission is open for it, on its newest version."""
    checklist = state.checklist
    checklist.require(entry["remark"] not in state.remarks, "remark-posted-twice")
    _require_open(state, entry["p"], entry["phase"])
    strategy = state.council.strategy(entry["p"])
    stands = entry["version"] == strategy.mission and entry["paragraph"] in strategy.paragraphs
    checklist.require(stands, "remark-without-paragraph")
    remark = Remark(entry["p"], entry["phase"], entry["c"]["text"])
    state.remarks[entry["remark"]] = remark


def _require_open(state: State, process: str, name: str) -> None:
    phase = state.phases.get(name)
    offered = (
        phase is not None
        and (phase.process, phase.kind, phase.state) == (process, "mission", "open")
        and "comment" in phase.features
    )
    state.checklist.require(offered, "remark-outside-phase")


def _known(state: State, entry: Entry, *expected: str) -> Remark:
    remark = state.remarks.get(entry["remark"])
    if remark is None or remark.process != entry["p"]:
        state.checklist.fail("remark-unknown")
        remark = remark or Remark(entry["p"], "", "")
    fits = remark.state in expected
    state.checklist.require(fits, "remark-state-wrong", state=remark.state)
    return remark


def edited(state: State, entry: Entry) -> None:
    """A correction is the next version, and comes before the phase is over."""
    remark = _known(state, entry, "visible", "held")
    version = entry["version"]
    state.checklist.require(version == remark.version + 1, "version-wrong", version=version)
    _require_open(state, entry["p"], remark.phase)
    remark.version, remark.text = version, entry["c"]["text"]


def withdrawn(state: State, entry: Entry) -> None:
    """Its author takes it back."""
    _known(state, entry, "visible", "held").state = "withdrawn"


def held(state: State, entry: Entry) -> None:
    """It is covered, or waits for its first reading."""
    _known(state, entry, "visible").state = "held"


def released(state: State, entry: Entry) -> None:
    """What was held is visible."""
    _known(state, entry, "held").state = "visible"


def refused(state: State, entry: Entry) -> None:
    """What was held stays unpublished, for reasons."""
    remark = _known(state, entry, "held")
    require_case(state, entry, "remark", entry["remark"])
    require_reasons(state, entry)
    remark.state = "refused"


def hidden(state: State, entry: Entry) -> None:
    """What was visible is taken away, for reasons."""
    remark = _known(state, entry, "visible", "held")
    require_case(state, entry, "remark", entry["remark"])
    require_reasons(state, entry)
    remark.state = "hidden"


def restored(state: State, entry: Entry) -> None:
    """What was taken away is visible again."""
    _known(state, entry, "hidden", "refused").state = "visible"


REMARK_RULES = {
    "remark.posted": posted,
    "remark.edited": edited,
    "remark.withdrawn": withdrawn,
    "remark.held": held,
    "remark.released": released,
    "remark.refused": refused,
    "remark.hidden": hidden,
    "remark.restored": restored,
}
"""All of them, by type."""
