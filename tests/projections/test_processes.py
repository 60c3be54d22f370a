"""Processes as pages show them: phases with their extensions, fields, places."""

from datetime import timedelta
from typing import Any

from domain.codes import FieldId, PhaseId
from domain.people import Actor, Pseudonym
from domain.phases import (
    PhaseClosed,
    PhaseExtended,
    PhaseReopened,
    PhaseStarted,
    ReopeningProposed,
)
from domain.processes import (
    ActionFieldDefined,
    ActionFieldMerged,
    ActionFieldRenamed,
    PhaseDefined,
    ProcessOpened,
    TerritoryAdded,
    process_id_of,
)
from projections import processes
from tests.projections.reading import MONDAY, History, named_id, read, text

PROCESS = process_id_of("klimaplan")
PHASE = PhaseId(named_id("online"))
OFFICE = Actor(Pseudonym(named_id("office")), "office")
ADMIN = Actor(Pseudonym(named_id("admin")), "admin")
END = MONDAY + timedelta(days=30)
PHASE_KEYS: dict[str, Any] = {"phase_id": PHASE, "process_id": PROCESS}


def opened() -> History:
    history = History()
    history.add(
        PROCESS,
        ProcessOpened(
            process_id=PROCESS,
            slug="klimaplan",
            title=text("title"),
            summary=text("summary"),
            territory="07231",
            question="opinion",
            by=OFFICE,
        ),
        PhaseDefined(
            **PHASE_KEYS,
            kind="measures",
            title=text("phase"),
            starts=MONDAY,
            ends=END,
            level="consult",
            negotiable=text("negotiable"),
            not_negotiable=None,
            features=("submit", "vote"),
            moderation="hybrid",
            by=OFFICE,
        ),
    )
    return history


def started() -> PhaseStarted:
    return PhaseStarted(
        **PHASE_KEYS,
        ends=END,
        features=("submit", "vote"),
        question="opinion",
        moderation="pre",
        by=OFFICE,
    )


def extended(days: int) -> PhaseExtended:
    return PhaseExtended(
        **PHASE_KEYS,
        old_end=END,
        new_end=END + timedelta(days=days),
        reason=text("holidays"),
        by=OFFICE,
    )


def test_a_phase_says_what_was_promised_and_what_holds() -> None:
    history = opened()
    history.add(PHASE, started(), extended(7))
    history.add(PHASE, PhaseClosed(**PHASE_KEYS, by=OFFICE))
    closed = history.events[-1].position
    end = END + timedelta(days=20)
    reopened = PhaseReopened(
        **PHASE_KEYS, new_end=end, reason=text("outage"), by=OFFICE, approved_by=ADMIN
    )
    history.add(
        PHASE, ReopeningProposed(**PHASE_KEYS, new_end=end, reason=text("outage"), by=OFFICE)
    )
    proposed = history.events[-1].position
    history.add(PHASE, reopened)
    with read([processes.MODEL], history.events) as snapshot:
        stati = [processes.phase(snapshot.at(position), PHASE) for position in (2, 3, closed)]
        assert [phase.status for phase in stati if phase] == ["announced", "open", "closed"]
        assert processes.open_phases(snapshot.at(closed), PROCESS) == []
        waits = processes.phase(snapshot.at(proposed), PHASE)
        assert waits is not None
        assert (waits.status, waits.proposed_end, waits.proposed_by) == (
            "closed",
            end,
            OFFICE.pseudonym,
        )
        [phase] = processes.open_phases(snapshot, PROCESS)
        assert (phase.announced_end, phase.ends, phase.moderation) == (END, end, "pre")
        assert (phase.closed_at, phase.proposed_end) == (None, None)
        told = [
            (row.kind, row.old_end, row.new_end, row.reason)
            for row in processes.extensions(snapshot, PROCESS)
        ]
        longer = END + timedelta(days=7)
        assert told == [
            ("extended", END, longer, text("holidays")),
            ("reopened", longer, end, text("outage")),
        ]
        assert len(processes.extensions(snapshot.at(closed), PROCESS)) == 1


def test_a_process_is_found_by_name_and_by_id() -> None:
    with read([processes.MODEL], opened().events) as snapshot:
        process = processes.by_slug(snapshot, "klimaplan")
        assert process is not None
        assert (process.question, process.territory) == ("opinion", "07231")
        assert processes.by_id(snapshot, PROCESS) == process
        assert processes.all_processes(snapshot) == [process]
        assert processes.by_slug(snapshot, "ortskern") is None
        assert processes.by_slug(snapshot.at(0), "klimaplan") is None


def test_fields_are_renamed_and_merged_without_losing_their_past() -> None:
    history = opened()
    bus, rail, roads = (FieldId(named_id(name)) for name in ("bus", "rail", "roads"))
    for field in (bus, rail, roads):
        defined = ActionFieldDefined(
            process_id=PROCESS,
            field_id=field,
            name=text(str(field)),
            description=None,
            colour="blue",
            by=OFFICE,
        )
        history.add(PROCESS, defined)
    before = history.events[-1].position
    renamed = ActionFieldRenamed(
        process_id=PROCESS,
        field_id=bus,
        old=text(str(bus)),
        new=text("buses"),
        reason=text("plain words"),
        by=OFFICE,
    )
    first = ActionFieldMerged(process_id=PROCESS, from_id=bus, into_id=rail, by=OFFICE)
    second = ActionFieldMerged(process_id=PROCESS, from_id=rail, into_id=roads, by=OFFICE)
    history.add(PROCESS, renamed, first)
    history.add(PROCESS, second)
    for size in (1, 1000):
        with read([processes.MODEL], history.events, size=size) as snapshot:
            fields = processes.fields(snapshot, PROCESS)
            assert [(row.field_id, row.merged_into) for row in fields] == [
                (bus, roads),
                (rail, roads),
                (roads, None),
            ]
            assert fields[0].name == text("buses")
            then = processes.fields(snapshot.at(before), PROCESS)
            assert {row.merged_into for row in then} == {None}
            changes = processes.field_changes(snapshot, PROCESS)
            assert [row.kind for row in changes] == ["renamed", "merged", "merged"]


def test_places_come_after_the_places_they_lie_in() -> None:
    history = opened()
    tree = [("07231", None), ("0723102", "07231"), ("0723101", "07231"), ("072310101", "0723101")]
    for key, parent in tree:
        added = TerritoryAdded(
            process_id=PROCESS, key=key, name=text(key), parent=parent, by=OFFICE
        )
        history.add(PROCESS, added)
    with read([processes.MODEL], history.events) as snapshot:
        places = processes.territories(snapshot, PROCESS)
        assert [(row.key, row.depth) for row in places] == [
            ("07231", 0),
            ("0723101", 1),
            ("072310101", 2),
            ("0723102", 1),
        ]
