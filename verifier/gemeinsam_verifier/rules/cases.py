"""Moderation cases and appeals: docs/rules/moderation.md."""

from typing import Any

from gemeinsam_verifier.rules.reasons import require_ground, require_reasons
from gemeinsam_verifier.state import Case, State

Entry = dict[str, Any]
RESTRICTING = frozenset({"return", "reject", "hide", "warn", "suspend"})
"""Outcomes that take something from the author."""


def opened(state: State, entry: Entry) -> None:
    """A case is opened once."""
    state.checklist.require(entry["case"] not in state.cases, "case-opened-twice")
    state.cases[entry["case"]] = Case(entry["p"], entry["kind"], entry["subject"])


def _known(state: State, entry: Entry, *expected: str) -> Case:
    case = state.cases.get(entry["case"])
    named = (entry["p"], entry.get("kind"), entry.get("subject"))
    if case is None or (
        case.process != entry["p"] or ("kind" in entry and (case.kind, case.subject) != named[1:])
    ):
        state.checklist.fail("case-unknown")
        case = case or Case(entry["p"], "", "")
    state.checklist.require(case.state in expected, "case-state-wrong", state=case.state)
    return case


def reported(state: State, entry: Entry) -> None:
    """A report belongs to a case that waits."""
    _known(state, entry, "open")


def decided(state: State, entry: Entry) -> None:
    """A case is decided once; what takes something away needs reasons."""
    case = _known(state, entry, "open")
    if entry["outcome"] in RESTRICTING:
        require_reasons(state, entry)
    else:
        require_ground(state, entry)
    case.state, case.outcome = "decided", entry["outcome"]


def appeal_filed(state: State, entry: Entry) -> None:
    """An appeal is against a decision that took something away."""
    case = _known(state, entry, "decided")
    restricting = case.outcome in RESTRICTING
    state.checklist.require(restricting, "case-state-wrong", state=case.outcome)
    case.state = "appealed"


def appeal_assigned(state: State, entry: Entry) -> None:
    """Somebody takes an appeal that was filed, or takes it over from who had it."""
    _known(state, entry, "appealed", "under-appeal").state = "under-appeal"


def appeal_decided(state: State, entry: Entry) -> None:
    """An appeal is decided after it was filed and taken."""
    _known(state, entry, "under-appeal").state = "final"


def closed(state: State, entry: Entry) -> None:
    """The time to appeal is over."""
    _known(state, entry, "decided").state = "closed"
