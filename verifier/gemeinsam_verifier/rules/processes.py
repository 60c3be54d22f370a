"""Processes and phases: docs/rules/processes.md and phases.md."""

from typing import Any

from gemeinsam_verifier.state import Phase, Process, State

Entry = dict[str, Any]


def opened(state: State, entry: Entry) -> None:
    """A process is opened once, under a name of its own."""
    known = entry["p"] in state.processes or entry["slug"] in state.slugs
    state.checklist.require(not known, "process-opened-twice")
    process = Process(entry["p"], entry["slug"], entry["question"], index=state.index)
    state.processes[process.id] = process
    state.slugs.add(process.slug)
    state.show(entry["c"])


def described(state: State, entry: Entry) -> None:
    """How a process presents itself is for all to read."""
    state.show(entry["c"])


def territory_added(state: State, entry: Entry) -> None:
    """A territory is added once, below one that takes part."""
    process = state.processes.get(entry["p"])
    if process is None:
        return
    key, parent = entry["key"], entry.get("parent")
    fits = key not in process.territories and (parent is None or parent in process.territories)
    state.checklist.require(fits, "territory-wrong")
    process.territories.add(key)
    state.show(entry["c"])


def field_defined(state: State, entry: Entry) -> None:
    """An action field is defined once."""
    _fields(state, entry, new=True)
    state.show(entry["c"])


def field_renamed(state: State, entry: Entry) -> None:
    """A field that is renamed is there."""
    _fields(state, entry, new=False)
    state.show(entry["c"])


def field_merged(state: State, entry: Entry) -> None:
    """Both fields are there, and are two."""
    fields = _fields(state, entry, new=False)
    there = entry["into"] in fields and entry["into"] != entry["field"]
    state.checklist.require(there, "field-of-action-wrong")


def _fields(state: State, entry: Entry, *, new: bool) -> set[str]:
    process = state.processes.get(entry["p"])
    fields = set[str]() if process is None else process.fields
    right = (entry["field"] not in fields) == new
    state.checklist.require(right, "field-of-action-wrong")
    fields.add(entry["field"])
    return fields


def phase_defined(state: State, entry: Entry) -> None:
    """A phase is announced once, and ends after it starts."""
    known = entry["phase"] in state.phases
    state.checklist.require(not known, "phase-defined-twice")
    state.checklist.require(entry["starts"] < entry["ends"], "phase-times-wrong")
    process = state.processes.get(entry["p"])
    if process is not None and not known:
        process.phases.append(entry["phase"])
    state.phases[entry["phase"]] = Phase(entry["p"], entry["starts"], entry["ends"], entry["kind"])
    state.show(entry["c"])


def _phase(state: State, entry: Entry, *expected: str) -> Phase:
    """Return the phase an entry is about, in one of the expected states."""
    phase = state.phases.get(entry["phase"])
    if phase is None or phase.process != entry["p"]:
        state.checklist.fail("phase-unknown")
        phase = phase or Phase(entry["p"], "", "")
    state.checklist.require(phase.state in expected, "phase-state-wrong", state=phase.state)
    return phase


def started(state: State, entry: Entry) -> None:
    """A phase starts once, and asks what its process asks."""
    phase = _phase(state, entry, "defined")
    process = state.processes.get(entry["p"])
    asked = process is None or process.question == entry["question"]
    state.checklist.require(asked, "question-changed")
    phase.state, phase.ends = "open", entry["ends"]
    phase.features = frozenset(entry["features"])


def extended(state: State, entry: Entry) -> None:
    """An open phase ends later than it would have."""
    phase = _phase(state, entry, "open")
    later = phase.ends == entry["old"] < entry["ends"]
    state.checklist.require(later, "phase-times-wrong")
    phase.ends = entry["ends"]
    state.show(entry["c"])


def closed(state: State, entry: Entry) -> None:
    """An open phase closes."""
    _phase(state, entry, "open").state = "closed"


def reopened(state: State, entry: Entry) -> None:
    """A closed phase goes on."""
    phase = _phase(state, entry, "closed")
    phase.state, phase.ends = "open", entry["ends"]
    state.show(entry["c"])
