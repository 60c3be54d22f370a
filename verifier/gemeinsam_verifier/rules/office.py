"""What the office does: answers, goals, inventory, recommendations, formats, labs."""

from collections.abc import Callable
from typing import Any

from gemeinsam_verifier.state import State

Entry = dict[str, Any]
Rule = Callable[[State, Entry], None]


def moves(kind: str, before: str, after: str, *texts: str) -> Rule:
    """Return the rule that a thing of a kind goes from one of some states to another.

    States are words with bars between them; `-` is a thing that is not there yet. `texts`
    are those that everybody can read, by name.
    """
    expected = frozenset(before.split("|"))

    def rule(state: State, entry: Entry) -> None:
        key = (kind, f"{entry['p']}/{entry[kind]}")
        now = state.council.things.get(key, "-")
        state.checklist.require(now in expected, "order-wrong", what=kind)
        state.council.things[key] = now if after == "=" else after
        if texts:
            state.show(entry.get("c", {}), *texts)

    return rule


def registered(state: State, entry: Entry) -> None:
    """It needs nothing before it, and everybody can read it."""
    state.show(entry["c"])


def item_recorded(state: State, entry: Entry) -> None:
    """What citizens and companies report waits; the rest is listed, for everybody to read."""
    listed = entry["source"] in {"office", "import"}
    texts = ("title", "text") if listed else ()
    moves("item", "-", "listed" if listed else "waiting", *texts)(state, entry)


def indicator_defined(state: State, entry: Entry) -> None:
    """An indicator is of a goal that is there, and has something to reach."""
    moves("goal", "there", "=")(state, entry)
    moves("indicator", "-", "there", "name", "unit")(state, entry)
    fits = entry["baseline"] != entry["target"]
    state.checklist.require(fits, "order-wrong", what="indicator")


def lab_extended(state: State, entry: Entry) -> None:
    """A lab that is open ends later."""
    moves("lab", "open", "=", "reason")(state, entry)
    state.checklist.require(entry["old"] < entry["ends"], "order-wrong", what="lab")


def _answer(state: State, entry: Entry, version: int) -> None:
    proposal = state.proposals.get(entry["q"])
    answerable = (
        proposal is not None
        and proposal.process == entry["p"]
        and proposal.state in {"published", "merged"}
    )
    former = state.council.answers.get(entry["q"], (0, ""))[0]
    addressed = (entry["verdict"] == "forwarded") == ("forwarded_to" in entry["c"])
    right = answerable and addressed and version == former + 1
    state.checklist.require(right, "answer-wrong")
    state.council.answers[entry["q"]] = (version, entry["verdict"])
    remember(state, entry)


def answer_given(state: State, entry: Entry) -> None:
    """What was published is answered once."""
    _answer(state, entry, 1)


def answer_revised(state: State, entry: Entry) -> None:
    """Another answer is the next version."""
    state.checklist.require(entry["version"] > 1, "answer-wrong")
    _answer(state, entry, entry["version"])


def outcome_reported(state: State, entry: Entry) -> None:
    """An outcome is reported of what was accepted."""
    verdict = state.council.answers.get(entry["q"], (0, ""))[1]
    state.checklist.require(verdict in {"accepted", "partly"}, "answer-wrong")
    remember(state, entry)


def remember(state: State, entry: Entry) -> None:
    """Let texts be public as long as the idea that they answer is."""
    state.answers.setdefault(entry["q"], []).extend(entry["c"].values())
