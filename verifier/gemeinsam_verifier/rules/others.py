"""Registrations, erasures, audits, and what the log says of itself."""

from typing import Any

from gemeinsam_verifier.state import State

Entry = dict[str, Any]


def registered(state: State, entry: Entry) -> None:
    """Count registrations by level."""
    level = entry["level"]
    state.registrations[level] = state.registrations.get(level, 0) + 1


def erased(state: State, entry: Entry) -> None:
    """From now on a text may be missing.

    It need not stand in an entry: words of reports and former transcripts of paper have none.
    """
    state.erased.add(entry["ref"])


def audit_opened(state: State, entry: Entry) -> None:
    """An audit is opened once."""
    state.checklist.require(entry["audit"] not in state.audits, "audit-wrong")
    state.audits[entry["audit"]] = set()


def _findings(state: State, entry: Entry) -> set[str]:
    findings = state.audits.get(entry["audit"])
    state.checklist.require(findings is not None, "audit-wrong")
    return set() if findings is None else findings


def audit_replayed(state: State, entry: Entry) -> None:
    """A replay belongs to an audit that is open."""
    _findings(state, entry)


def finding_recorded(state: State, entry: Entry) -> None:
    """A finding is recorded once, and everybody can read it."""
    findings = _findings(state, entry)
    state.checklist.require(entry["finding"] not in findings, "audit-wrong")
    findings.add(entry["finding"])
    state.show(entry["c"])


def finding_answered(state: State, entry: Entry) -> None:
    """An answer belongs to a finding, and everybody can read it."""
    finding_moved(state, entry)
    state.show(entry["c"])


def finding_moved(state: State, entry: Entry) -> None:
    """What is settled or opened again was recorded."""
    state.checklist.require(entry["finding"] in _findings(state, entry), "audit-wrong")


def audit_closed(state: State, entry: Entry) -> None:
    """An open audit closes."""
    _findings(state, entry)
    state.audits[entry["audit"]] = None


def key_rotated(_state: State, _entry: Entry) -> None:
    """Whom to trust is said by the policy, not by the log."""


def checkpoint_sealed(state: State, entry: Entry) -> None:
    """The root of an earlier size is compared when the tree is there."""
    state.sealed.append((state.index, entry["size"], bytes.fromhex(entry["root"])))
