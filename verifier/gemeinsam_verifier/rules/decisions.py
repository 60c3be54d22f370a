"""Bodies and their decisions: docs/rules/decisions.md.

That a second person confirmed what one person wrote down cannot be seen from outside:
entries name roles, never people.
"""

from typing import Any

from gemeinsam_verifier.council import ADOPTING, Body, Decision, Effect, Subject
from gemeinsam_verifier.state import State

Entry = dict[str, Any]


def body_defined(state: State, entry: Entry) -> None:
    """A body is defined, or gets other seats."""
    body = state.council.bodies.setdefault(entry["body"], Body(entry["p"], entry["c"]["name"]))
    state.checklist.require(body.process == entry["p"], "body-unknown")
    body.name = entry["c"]["name"]
    body.seats.append((state.index, entry["seats"]))
    state.show(entry["c"])


def body_imported(state: State, entry: Entry) -> None:
    """A body of a source is named once; how many seats it has is not known."""
    fresh = entry["body"] not in state.council.bodies
    state.checklist.require(fresh, "body-unknown")
    state.council.bodies[entry["body"]] = Body(entry["p"], entry["c"]["name"])
    state.show(entry["c"])


def _body(state: State, entry: Entry, *, seated: bool = True) -> None:
    body = state.council.bodies.get(entry["body"])
    known = body is not None and body.process == entry["p"] and bool(body.seats or not seated)
    state.checklist.require(known, "body-unknown")


def _subjects(entry: Entry) -> list[Subject] | None:
    if "subjects" not in entry:
        return None
    return [(kind, name, version) for kind, name, version in entry["subjects"]]


def scheduled(state: State, entry: Entry) -> None:
    """An item is put on the agenda of a body once; only a decision can be authoritative."""
    decisions = state.council.decisions
    fresh = entry["decision"] not in decisions
    state.checklist.require(fresh, "decision-state-wrong", state="scheduled")
    _body(state, entry)
    authority = entry["role"] == "decision" or not entry["authoritative"]
    state.checklist.require(authority, "authority-wrong")
    if entry["public"]:
        state.show(entry.get("c", {}))
    decisions[entry["decision"]] = Decision(
        entry["decision"],
        entry["p"],
        state.index,
        entry["body"],
        entry.get("territory"),
        entry["session"],
        entry["public"],
        entry["authoritative"],
        entry["number"],
        subjects=_subjects(entry),
        title=entry.get("c", {}).get("title"),
    )


def imported(state: State, entry: Entry) -> None:
    """An item of a source is taken over once; it is never in force here."""
    decisions = state.council.decisions
    fresh = entry["decision"] not in decisions
    state.checklist.require(fresh, "decision-state-wrong", state="imported")
    _body(state, entry, seated=False)
    authority = entry.get("role") == "decision" or not entry["authoritative"]
    state.checklist.require(authority, "authority-wrong")
    state.show(entry["c"])
    decisions[entry["decision"]] = Decision(
        entry["decision"],
        entry["p"],
        state.index,
        entry["body"],
        None,
        entry["session"],
        public=True,
        authoritative=entry["authoritative"],
        number=entry.get("number", ""),
        state="imported",
        title=entry["c"]["title"],
    )


def result_imported(state: State, entry: Entry) -> None:
    """What a source says of its item; a vote that contradicts the result says so."""
    decision = find(state, entry, entry["decision"], "imported")
    if decision is None:
        return
    before = decision.record
    fresh = before is None or ("votes" not in before and "votes" in entry)
    state.checklist.require(fresh, "decision-state-wrong", state="imported")
    decision.record = {name: entry[name] for name in ("result", "votes") if name in entry}
    state.show(entry.get("c", {}))
    votes, result = entry.get("votes"), entry.get("result")
    if votes is not None and (result in ADOPTING or result == "rejected"):
        right = (votes[0] > votes[1]) == (result in ADOPTING)
        named = "contradiction" in entry.get("doubts", [])
        state.checklist.require(right or named, "result-wrong", result=result, votes=votes)


def find(state: State, entry: Entry, name: str, *expected: str) -> Decision | None:
    """Return a decision of the process, in one of the expected states."""
    decision = state.council.decisions.get(name)
    if decision is None or decision.process != entry["p"]:
        state.checklist.fail("decision-unknown")
    elif expected:
        fits = decision.state in expected
        state.checklist.require(fits, "decision-state-wrong", state=decision.state)
    return decision


def postponed(state: State, entry: Entry) -> None:
    """Only what has not been decided comes later."""
    decision = find(state, entry, entry["decision"], "scheduled")
    if decision is not None:
        decision.session = entry.get("session")


def _judge(state: State, decision: Decision, record: dict[str, Any]) -> None:
    """Check the arithmetic of a record (I12)."""
    body = state.council.bodies.get(decision.body)
    # Seats may have changed between writing down and confirming.
    seats = body.most_seats(decision.index) if body else 0
    votes, present = record.get("votes"), record["present"]
    facts = {"present": present, "seats": seats}
    state.checklist.require(present <= seats, "present-wrong", **facts)
    settled = record["result"] in ADOPTING or record["result"] == "rejected"
    if votes is None:
        missing = settled and decision.authoritative
        state.checklist.require(not missing, "result-wrong", result=record["result"], votes="–")
        return
    cast = sum(votes)
    state.checklist.require(cast <= present, "votes-wrong", votes=cast, present=present)
    carried = votes[0] > votes[1]
    right = not settled or carried == (record["result"] in ADOPTING)
    state.checklist.require(right, "result-wrong", result=record["result"], votes=votes)


def _same(state: State, decision: Decision, entry: Entry) -> None:
    """A decision is what its agenda said: the same body, authority and subjects."""
    subjects = _subjects(entry)
    same = (
        entry["body"] == decision.body
        and entry.get("territory") == decision.territory
        and entry["authoritative"] == decision.authoritative
        and (subjects is None or decision.subjects is None or subjects == decision.subjects)
    )
    state.checklist.require(same, "decision-changed")
    decision.subjects = subjects if decision.subjects is None else decision.subjects


def _text(state: State, decision: Decision, entry: Entry) -> None:
    texts = entry.get("c", {})
    state.checklist.require("text" in texts, "decision-text-missing")
    decision.text = texts.get("text")
    state.show(texts)


def confirmed(state: State, entry: Entry) -> None:
    """A scheduled item is decided once, with its text; if it is not public, that comes later."""
    decision = find(state, entry, entry["decision"], "scheduled")
    if decision is None:
        return
    _same(state, decision, entry)
    state.checklist.require(entry["public"] == decision.public, "decision-changed")
    decision.state, decision.version = "confirmed", 1
    if decision.public:
        _text(state, decision, entry)
        state.checklist.require("record" in entry, "decision-text-missing")
        decision.record = entry.get("record")
        if decision.record is not None:
            _judge(state, decision, decision.record)


def published(state: State, entry: Entry) -> None:
    """A confirmed decision is published once; what it did until now is judged by it."""
    decision = find(state, entry, entry["decision"], "confirmed")
    if decision is None:
        return
    fresh = not decision.published and entry["version"] == decision.version
    state.checklist.require(fresh, "decision-state-wrong", state="published")
    _same(state, decision, entry)
    _text(state, decision, entry)
    said = decision.record is None or decision.record == entry["record"]
    state.checklist.require(said, "decision-changed")
    decision.published, decision.record = True, entry["record"]
    _judge(state, decision, entry["record"])
    for effect in decision.effects.values():
        judge_effect(state, decision, effect)
    for kind, version in decision.cited:
        state.checklist.require(decision.adopts(kind, version), "adoption-missing")


def judge_effect(state: State, decision: Decision, effect: Effect) -> None:
    """Compare what a measure was said to have been given with what was decided."""
    if decision.record is None:
        return  # It is not public yet.
    named = ("measure", effect.measure, effect.version) in (decision.subjects or [])
    state.checklist.require(named, "effect-without-decision")
    facts = {"outcome": effect.outcome, "result": decision.record["result"]}
    state.checklist.require(effect.outcome == decision.outcome, "effect-wrong", **facts)


def corrected(state: State, entry: Entry) -> None:
    """Minutes are corrected with reason and source; the old record is the one that stood."""
    decision = find(state, entry, entry["decision"], "confirmed")
    if decision is None:
        return
    next_one = entry["version"] == decision.version + 1
    state.checklist.require(next_one, "version-wrong", version=entry["version"])
    decision.version, decision.corrected = entry["version"], True
    if decision.record is None:
        return
    kept = entry.get("old") == decision.record and "record" in entry
    state.checklist.require(kept, "decision-changed")
    decision.record = entry.get("record", decision.record)
    _judge(state, decision, decision.record)
    state.show(entry["c"])


def repealed(state: State, entry: Entry) -> None:
    """A decision is taken back by another one that is in force."""
    decision = find(state, entry, entry["decision"], "confirmed")
    later = find(state, entry, entry["by_decision"])
    in_force = later is not None and later.in_force and later is not decision
    state.checklist.require(in_force, "repeal-wrong")
    if decision is not None:
        decision.state = "repealed"
