"""Measures: docs/rules/measures.md."""

from typing import Any

from gemeinsam_verifier.council import Decision, Effect, Measure, Milestone
from gemeinsam_verifier.rules import decisions
from gemeinsam_verifier.state import State

Entry = dict[str, Any]
OVER = frozenset({"rejected", "completed", "stopped"})
DONE = frozenset({"completed", "stopped"})
BEGUN = DONE | {"in_implementation", "paused"}
"""What has been begun is not undone by a repeal."""

DECIDABLE = frozenset({"assessed", "prioritised", "deferred"})
ADOPTED = frozenset({"adopted", "planned", "in_implementation", "paused"})
IN_PLANS = ADOPTED | {"completed", "stopped"}
SHARED = DECIDABLE | ADOPTED | {"submitted"}
WORKED_ON = frozenset({"planned", "in_implementation", "paused"})
AFTER = {
    "adopted": "adopted",
    "adopted_with_changes": "adopted",
    "rejected": "rejected",
    "deferred": "deferred",
    "referred_back": "assessed",
}


def proposed(state: State, entry: Entry) -> None:
    """A measure is proposed once, before anything else."""
    measures = state.council.measures
    state.checklist.require(entry["measure"] not in measures, "measure-proposed-twice")
    title = entry["c"]["title"]
    measures[entry["measure"]] = Measure(entry["measure"], entry["p"], entry["number"], title)
    state.show(entry["c"])


def _known(state: State, entry: Entry, *expected: str) -> Measure:
    """Return the measure an entry is about, in one of the expected states."""
    measure = state.council.measures.get(entry["measure"])
    if measure is None or measure.process != entry["p"]:
        state.checklist.fail("measure-unknown")
        measure = measure or Measure(entry["measure"], entry["p"], "", "")
    if expected:
        fits = measure.state in expected
        state.checklist.require(fits, "measure-state-wrong", state=measure.state)
    state.show(entry.get("c", {}))
    return measure


def _open(state: State, entry: Entry) -> Measure:
    """Return a measure that is not over."""
    measure = _known(state, entry)
    is_open = measure.state not in OVER
    state.checklist.require(is_open, "measure-state-wrong", state=measure.state)
    return measure


def source_linked(state: State, entry: Entry) -> None:
    """A source is linked once; what was published of it is in the log."""
    sources = _known(state, entry).sources
    state.checklist.require(entry["source"] not in sources, "order-wrong", what="source")
    sources.add(entry["source"])


def source_unlinked(state: State, entry: Entry) -> None:
    """What is unlinked was linked."""
    sources = _known(state, entry).sources
    state.checklist.require(entry["source"] in sources, "order-wrong", what="source")
    sources.discard(entry["source"])


def updated(state: State, entry: Entry) -> None:
    """A profile has versions, one after the other."""
    measure = _open(state, entry)
    right = entry["version"] == measure.version + 1
    state.checklist.require(right, "version-wrong", version=entry["version"])
    measure.version, measure.title = entry["version"], entry["c"]["title"]


def assessed(state: State, entry: Entry) -> None:
    """The present version is scored, and the result is the weighted mean."""
    measure = _open(state, entry)
    right = entry["version"] == measure.version
    state.checklist.require(right, "version-wrong", version=entry["version"])
    scores, weights = entry["scores"], entry["weights"]
    state.checklist.require(_result(scores, weights) == entry["result"], "score-wrong")
    if measure.state == "proposed":
        measure.state = "assessed"


def _result(scores: list[int], weights: list[int]) -> int | None:
    """Return the weighted mean in hundredths, rounded half up; effort counts as 6 minus effort."""
    total = sum(weights)
    if not total:
        return None
    points = [*scores[:5], 60 - scores[5]]
    weighted = sum(point * weight for point, weight in zip(points, weights, strict=True))
    return (2 * 10 * weighted + total) // (2 * total)


def prioritised(state: State, entry: Entry) -> None:
    """How soon it is to come is said while it is not over."""
    measure = _open(state, entry)
    if measure.state in {"proposed", "assessed"}:
        measure.state = "prioritised"


def statement_requested(state: State, entry: Entry) -> None:
    """A statement is asked for once, of a unit or of a territory."""
    measure = _open(state, entry)
    one = ("unit" in entry) != ("territory" in entry)
    fresh = entry["statement"] not in measure.statements
    state.checklist.require(one and fresh, "order-wrong", what="statement")
    measure.statements[entry["statement"]] = False


def statement_filed(state: State, entry: Entry) -> None:
    """What was asked for is filed once."""
    statements = _open(state, entry).statements
    waiting = statements.get(entry["statement"]) is False
    state.checklist.require(waiting, "order-wrong", what="statement")
    statements[entry["statement"]] = True


def submitted(state: State, entry: Entry) -> None:
    """The present version goes to a body."""
    territory = entry.get("territory")
    measure = _known(state, entry)
    fits = measure.state in SHARED if territory is not None else _to_be_decided(state, measure)
    state.checklist.require(fits, "measure-state-wrong", state=measure.state)
    right = entry["version"] == measure.version
    state.checklist.require(right, "version-wrong", version=entry["version"])
    body = state.council.bodies.get(entry["body"])
    known = body is not None and body.process == entry["p"]
    state.checklist.require(known, "body-unknown")
    fresh = entry["decision"] not in measure.pending
    state.checklist.require(fresh, "measure-not-submitted")
    measure.pending[entry["decision"]] = entry["version"]
    measure.submitted = [each for each in measure.submitted if each != entry["decision"]]
    measure.submitted.append(entry["decision"])
    if territory is None:
        measure.awaited = entry["decision"]
        measure.state = measure.state if measure.state in BEGUN else "submitted"


def _to_be_decided(state: State, measure: Measure) -> bool:
    """Tell whether the lead may submit it: also what was begun and has no decision any more."""
    before = state.council.decisions.get(measure.awaited or "")
    waits = measure.awaited is not None and (before is None or not _is_settled(before))
    if measure.state in BEGUN:
        return None not in measure.decided and not waits
    return measure.state in DECIDABLE or (measure.state == "submitted" and not waits)


def _is_settled(decision: Decision) -> bool:
    """Tell whether a body has dealt with it, or taken it off the agenda without another day."""
    taken_off = decision.state == "scheduled" and decision.session is None
    return taken_off or decision.state in {"confirmed", "repealed"}


def decision_applied(state: State, entry: Entry) -> None:
    """A decision takes effect: confirmed, authoritative, about this version, with this outcome."""
    # Conditions are the decision's, and public when that is.
    measure = _known(state, {**entry, "c": {}})
    lead = "territory" not in entry
    name, version = entry["decision"], entry["version"]
    decision = state.council.decisions.get(name)
    version_named = measure.pending.pop(name, None)
    if measure.decided.get(entry.get("territory")) == name and decision is not None:
        version_named = _corrected_version(state, decision, entry)
    state.checklist.require(version_named == version, "measure-not-submitted")
    in_force = (
        decision is not None
        and decision.process == entry["p"]
        and decision.in_force
        and decision.territory == entry.get("territory")
    )
    state.checklist.require(in_force, "effect-without-decision")
    if decision is not None:
        effect = Effect(entry["measure"], version, entry["outcome"], state.index)
        decision.effects[entry["measure"]] = effect
        decisions.judge_effect(state, decision, effect)
    measure.decided[entry.get("territory")] = name
    measure.awaited = None if measure.awaited == name else measure.awaited
    if lead and measure.state not in DONE:
        measure.state = _after(measure, entry["outcome"])


def _corrected_version(state: State, decision: Decision, entry: Entry) -> int | None:
    """Return the version a decision is about that takes effect once more, corrected."""
    before = decision.effects.get(entry["measure"])
    if before is None or before.outcome == entry["outcome"] or not decision.corrected:
        state.checklist.fail("effect-without-decision")
    return None if before is None else before.version


def _after(measure: Measure, outcome: str) -> str:
    """Return the state after a decision: what has a place in a plan keeps it with any yes."""
    after = AFTER[outcome]
    if after != "adopted" or measure.slot is None:
        return after
    return measure.state if measure.state in WORKED_ON else "planned"


def decision_revoked(state: State, entry: Entry) -> None:
    """An effect goes with a repeal, or with a correction that leads to another one."""
    measure = _known(state, entry)
    name, territory = entry["decision"], entry.get("territory")
    decision = decisions.find(state, entry, name)
    effect = None if decision is None else decision.effects.pop(entry["measure"], None)
    stood = measure.decided.pop(territory, None) == name and effect is not None
    if decision is not None and entry["cause"] == "repeal":
        grounded = decision.state == "repealed"
    else:
        grounded = decision is not None and decision.corrected and decision.in_force
        if grounded and decision is not None and decision.record and effect is not None:
            grounded = decision.outcome != effect.outcome
    state.checklist.require(stood and grounded, "revocation-wrong")
    if entry["cause"] == "correction":
        measure.pending[name] = entry["version"]
    if territory is None and measure.state not in BEGUN:
        measure.state, measure.slot = "assessed", None


def planned(state: State, entry: Entry) -> None:
    """Only what was adopted gets a place."""
    measure = _known(state, entry, "adopted")
    state.checklist.require(measure.slot is None, "measure-state-wrong", state=measure.state)
    measure.state, measure.slot = "planned", entry["slot"]


def replanned(state: State, entry: Entry) -> None:
    """It leaves the place it had."""
    measure = _known(state, entry, *WORKED_ON)
    state.checklist.require(measure.slot == entry["old"], "plan-wrong")
    measure.slot = entry["slot"]


def parked(state: State, entry: Entry) -> None:
    """Only what was adopted and has no place yet waits."""
    _known(state, entry, "adopted")


def started(state: State, entry: Entry) -> None:
    """Only what is planned is begun."""
    _known(state, entry, "planned").state = "in_implementation"


def milestone_defined(state: State, entry: Entry) -> None:
    """A milestone is announced once, on a measure that was adopted."""
    milestones = _known(state, entry, *ADOPTED).milestones
    state.checklist.require(entry["milestone"] not in milestones, "milestone-wrong")
    milestones[entry["milestone"]] = Milestone(entry["ends"])


def milestone_moved(state: State, entry: Entry) -> None:
    """An open milestone leaves the day it had."""
    milestone = _open(state, entry).milestones.get(entry["milestone"])
    fits = milestone is not None and not milestone.reached and milestone.due == entry["old"]
    state.checklist.require(fits, "milestone-wrong")
    if milestone is not None:
        milestone.due = entry["ends"]


def milestone_reached(state: State, entry: Entry) -> None:
    """An open milestone is reached once."""
    milestone = _open(state, entry).milestones.get(entry["milestone"])
    fits = milestone is not None and not milestone.reached
    state.checklist.require(fits, "milestone-wrong")
    if milestone is not None:
        milestone.reached = True


def progress_reported(state: State, entry: Entry) -> None:
    """Amber and red lights carry an explanation."""
    _known(state, entry, *WORKED_ON)
    explained = entry["light"] == "green" or "text" in entry.get("c", {})
    state.checklist.require(explained, "evidence-missing")


def paused(state: State, entry: Entry) -> None:
    """Work that goes on rests."""
    _known(state, entry, "in_implementation").state = "paused"


def resumed(state: State, entry: Entry) -> None:
    """Work that rests goes on."""
    _known(state, entry, "paused").state = "in_implementation"


def completed(state: State, entry: Entry) -> None:
    """It is finished with evidence of its benefit."""
    measure = _known(state, entry, "in_implementation")
    state.checklist.require("benefit" in entry.get("c", {}), "evidence-missing")
    measure.state = "completed"


def stopped(state: State, entry: Entry) -> None:
    """It is given up with a reason and what was learned."""
    measure = _known(state, entry, *WORKED_ON)
    told = {"reason", "lessons"} <= entry.get("c", {}).keys()
    state.checklist.require(told, "evidence-missing")
    measure.state = "stopped"


def transfer_offered(state: State, entry: Entry) -> None:
    """Only what is complete is offered to others."""
    _known(state, entry, "completed")
