"""Plans, mission and strategy: docs/rules/goals_and_plans.md and strategies.md."""

from typing import Any

from gemeinsam_verifier.rules.measures import IN_PLANS
from gemeinsam_verifier.state import State

Entry = dict[str, Any]


def year_released(state: State, entry: Entry) -> None:
    """A plan holds measures that were adopted, once each, within its means or with a note."""
    plans, texts = state.council.strategy(entry["p"]).plans, entry.get("c", {})
    former = plans.get(entry["year"], 0)
    next_one = entry["version"] == former + 1
    state.checklist.require(next_one, "version-wrong", version=entry["version"])
    rows = entry["entries"]
    money, staff = sum(row[3] for row in rows), sum(row[4] for row in rows)
    within = money <= entry["budget"] and staff <= entry["capacity"]
    once = len({row[0] for row in rows}) == len(rows)
    explained = (within or "overrun" in texts) and (former == 0 or "reason" in texts)
    adopted = all(_is_adopted(state, entry, row[0]) for row in rows)
    state.checklist.require(once and explained and adopted, "plan-wrong")
    plans[entry["year"]] = entry["version"]
    state.show(texts)


def _is_adopted(state: State, entry: Entry, name: str) -> bool:
    measure = state.council.measures.get(name)
    return measure is not None and measure.process == entry["p"] and measure.state in IN_PLANS


def mission_drafted(state: State, entry: Entry) -> None:
    """A mission has versions of paragraphs; a new one says why."""
    strategy = state.council.strategy(entry["p"])
    next_one = entry["version"] == strategy.mission + 1
    state.checklist.require(next_one, "version-wrong", version=entry["version"])
    paragraphs = entry["paragraphs"]
    once = len({each[0] for each in paragraphs}) == len(paragraphs) > 0
    explained = strategy.mission == 0 or "reason" in entry.get("c", {})
    state.checklist.require(once and explained, "mission-wrong")
    strategy.mission = entry["version"]
    strategy.paragraphs = {each[0] for each in paragraphs}
    state.show(entry.get("c", {}))
    state.show(dict(paragraphs))


def _require_adoption(state: State, entry: Entry, kind: str) -> None:
    decision = state.council.decisions.get(entry["decision"])
    version = entry["version"]
    if decision is None or decision.process != entry["p"] or not decision.in_force:
        state.checklist.fail("adoption-missing")
    elif decision.record is None:
        decision.cited.append((kind, version))
    else:
        state.checklist.require(decision.adopts(kind, version), "adoption-missing")


def mission_adopted(state: State, entry: Entry) -> None:
    """A version of the mission comes into force by a decision about exactly this version."""
    strategy = state.council.strategy(entry["p"])
    known = entry["version"] <= strategy.mission
    state.checklist.require(known, "version-wrong", version=entry["version"])
    _require_adoption(state, entry, "mission")
    strategy.adopted_mission = entry["version"]


def strategy_published(state: State, entry: Entry) -> None:
    """A version of the strategy is published after a decision about exactly this version."""
    strategy = state.council.strategy(entry["p"])
    next_one = entry["version"] == strategy.version + 1
    state.checklist.require(next_one, "version-wrong", version=entry["version"])
    _require_adoption(state, entry, "strategy")
    there = strategy.state != "archived" and len(entry["measures"]) > 0
    state.checklist.require(there, "strategy-wrong", state=strategy.state)
    strategy.version, strategy.state = entry["version"], "published"
    state.show(entry.get("c", {}))


def report_published(state: State, entry: Entry) -> None:
    """Reports follow a published strategy."""
    _published(state, entry, "published", "in_revision")


def revision_started(state: State, entry: Entry) -> None:
    """What is published is worked on anew."""
    _published(state, entry, "published")
    state.council.strategy(entry["p"]).state = "in_revision"


def archived(state: State, entry: Entry) -> None:
    """A process is archived once."""
    _published(state, entry, "in_work", "published", "in_revision")
    state.council.strategy(entry["p"]).state = "archived"


def _published(state: State, entry: Entry, *expected: str) -> None:
    now = state.council.strategy(entry["p"]).state
    state.checklist.require(now in expected, "strategy-wrong", state=now)
    state.show(entry.get("c", {}))
