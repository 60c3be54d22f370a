"""What follows from a decision at once: nobody may keep its effect out of the log."""

from dataclasses import dataclass
from typing import Any

from gemeinsam_verifier.council import Decision
from gemeinsam_verifier.state import State

DECIDING = frozenset(
    {"decision.confirmed", "decision.published", "decision.corrected", "decision.repealed"}
)
AT_ONCE = frozenset(
    {
        "vote",
        "public-log.votes-released",
        "measure.decision-applied",
        "measure.decision-revoked",
    }
)
"""What may stand between a decision and the last of its effects."""


@dataclass(frozen=True)
class _Waiting:
    index: int
    kind: str
    decision: Decision


class Effects:
    """Compares what measures were given with what was decided, before anything else happens."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._waiting: _Waiting | None = None

    def before(self, entry: dict[str, Any]) -> None:
        """Judge the decision before this entry, unless the entry may be one of its effects."""
        waiting = self._waiting
        if waiting is None or entry["t"] in AT_ONCE:
            return
        self._waiting = None
        if self._missing(waiting.decision):
            checklist = self._state.checklist
            present = checklist.index, checklist.kind
            checklist.index, checklist.kind = waiting.index, waiting.kind
            checklist.fail("effect-missing")
            checklist.index, checklist.kind = present

    def after(self, entry: dict[str, Any]) -> None:
        """Let the effects of a decision be awaited."""
        if entry["t"] in DECIDING:
            decision = self._state.council.decisions.get(entry["decision"])
            if decision is not None:
                self._waiting = _Waiting(self._state.index, entry["t"], decision)

    @property
    def awaited(self) -> bool:
        """Whether the log ends between a decision and its effects."""
        return self._waiting is not None and self._missing(self._waiting.decision)

    def _missing(self, decision: Decision) -> bool:
        if decision.state == "confirmed" and decision.record is None:
            return False  # Judged when it is published.
        expected = decision.outcome if decision.in_force else None
        named = {name for kind, name, _ in decision.subjects or [] if kind == "measure"}
        return any(
            self._differs(decision, name, expected) for name in named | decision.effects.keys()
        )

    def _differs(self, decision: Decision, name: str, expected: str | None) -> bool:
        effect, measure = decision.effects.get(name), self._state.council.measures.get(name)
        if (effect.outcome if effect else None) == expected:
            return False
        # What another decision has replaced since need not be taken back, nor changed.
        if measure is None:
            return True
        if effect is None:
            replaced = measure.is_replaced(decision.id, decision.territory)
            return not (decision.corrected and replaced)
        return measure.decided.get(decision.territory) == decision.id
