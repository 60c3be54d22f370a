"""What is taken away names a rule and a statement of reasons: docs/rules/moderation.md."""

from typing import Any

from gemeinsam_verifier.state import Case, State

Entry = dict[str, Any]
ILLEGAL = frozenset({"HR02", "HR03", "HR04", "HR08"})

SOURCE = "HR00"
"""The decision of a source that was imported; it brought neither case nor reasons."""


def ground_of(rules: list[str]) -> str:
    """Return the class of reasons that some rules belong to."""
    if SOURCE in rules:
        return "source"
    return "terms" if ILLEGAL.isdisjoint(rules) else "illegal"


def require_reasons(state: State, entry: Entry, text: str = "explanation") -> None:
    """Ask for rule, ground and statement of reasons."""
    rules = entry.get("rules", [])
    state.checklist.require(rules, "rule-missing")
    require_ground(state, entry)
    if rules != [SOURCE]:
        state.checklist.require(text in entry.get("c", {}), "reasons-missing")


def require_ground(state: State, entry: Entry) -> None:
    """Ask for the ground that the rules lead to, where one is named."""
    ground, rules = entry.get("ground"), entry.get("rules", [])
    fits = ground is None or not rules or ground == ground_of(rules)
    state.checklist.require(fits, "ground-wrong", ground=ground)


def require_case(state: State, entry: Entry, kind: str, subject: str) -> Case | None:
    """Ask for the case an entry names: known, and about this subject."""
    case = state.cases.get(entry["case"]) if "case" in entry else None
    if case is None and SOURCE in entry.get("rules", []):
        return None
    known = case is not None and (case.kind, case.subject) == (kind, subject)
    state.checklist.require(known, "case-unknown")
    return case
