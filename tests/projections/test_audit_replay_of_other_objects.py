"""Replay of everything that is not a proposal: processes, phases, roles, ballots."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ballots import OpinionChanged, OpinionGiven
from domain.catalogue import EVENTS
from domain.codes import FieldId
from domain.participants import RoleGranted, RoleRevoked
from domain.people import Pseudonym, VoterNumber
from domain.phases import PhaseExtended, PhaseStarted
from domain.processes import ActionFieldDefined, ActionFieldRenamed, PhaseDefined, ProcessOpened
from projections import audit
from projections.audit import Reason
from projections.audit.facts import Object
from tests.formats.examples import example
from tests.projections.reading import MONDAY, History, named_id, text
from tests.projections.stories import (
    ADMIN,
    BUS,
    DIGITAL,
    MEASURES,
    MILO,
    REMARK,
    hand_in,
    posted,
    published,
    waiting,
)

JULY = datetime(2023, 7, 14, 22, 0, tzinfo=UTC)
AUGUST = datetime(2023, 8, 14, 22, 0, tzinfo=UTC)


def changes(step: audit.Step) -> dict[str, tuple[object, object]]:
    return {change.name: (change.before, change.after) for change in step.changes}


def test_a_process_is_told_item_by_item() -> None:
    history = History()
    mobility = FieldId(named_id("Mobilität"))
    office = MILO
    begun = ProcessOpened(
        process_id=DIGITAL,
        slug="gemeinsam-digital",
        title=text("Gemeinsam.Digital"),
        summary=text("summary"),
        territory="07231",
        question="support",
        by=office,
    )
    field = ActionFieldDefined(
        process_id=DIGITAL,
        field_id=mobility,
        name=text("Mobil"),
        description=None,
        colour="blue",
        by=office,
    )
    renamed = ActionFieldRenamed(
        process_id=DIGITAL,
        field_id=mobility,
        old=text("Mobil"),
        new=text("Mobilität"),
        reason=text("clearer"),
        by=office,
    )
    history.add(DIGITAL, begun, field, renamed)
    [_, defined, change] = audit.describe_publicly(history.events, texts=True)
    assert {(each.name, each.item, each.after) for each in defined.changes} == {
        ("name", str(mobility), text("Mobil")),
        ("colour", str(mobility), "blue"),
    }
    assert [(each.before, each.after) for each in change.changes] == [
        (text("Mobil"), text("Mobilität"))
    ]
    assert change.reasons == (Reason("reason", text("clearer")),)


def test_a_phase_shows_old_and_new_end_with_the_reason() -> None:
    history = History()
    started = PhaseStarted(
        phase_id=MEASURES,
        process_id=DIGITAL,
        ends=JULY,
        features=("submit", "support"),
        question="support",
        moderation="hybrid",
        by=MILO,
    )
    extended = PhaseExtended(
        phase_id=MEASURES,
        process_id=DIGITAL,
        old_end=JULY,
        new_end=AUGUST,
        reason=text("post was late"),
        by=MILO,
    )
    history.add(MEASURES, started, extended)
    [_, step] = audit.describe_publicly(history.events, texts=True)
    assert changes(step) == {"ends": (JULY, AUGUST)}
    assert step.reasons == (Reason("reason", text("post was late")),)


def test_an_announced_phase_brings_all_its_properties() -> None:
    announced = PhaseDefined(
        process_id=DIGITAL,
        phase_id=MEASURES,
        kind="measures",
        title=text("Ideen"),
        starts=MONDAY,
        ends=JULY,
        level="involve",
        negotiable=text("what"),
        not_negotiable=None,
        features=("submit",),
        moderation="pre",
        by=MILO,
    )
    history = History()
    history.add(DIGITAL, announced)
    [step] = audit.describe(history.events)
    told = {change.name: change.after for change in step.changes if change.item}
    assert told == {
        "kind": "measures",
        "title": text("Ideen"),
        "starts": MONDAY,
        "ends": JULY,
        "level": "involve",
        "negotiable": text("what"),
        "features": ("submit",),
        "moderation": "pre",
    }


def test_roles_come_and_go_one_by_one() -> None:
    somebody = Pseudonym(named_id("somebody"))
    history = History()
    grant = RoleGranted(
        participant=somebody, role="clerk", process_id=DIGITAL, until=JULY, by=ADMIN
    )
    history.add(somebody, grant)
    history.add(
        somebody,
        RoleRevoked(participant=somebody, role="clerk", process_id=DIGITAL, by=ADMIN),
    )
    first, second = audit.describe(history.events)
    item = f"clerk {DIGITAL}"
    assert {(each.name, each.item, each.after) for each in first.changes} >= {
        ("role", item, "clerk"),
        ("until", item, JULY),
    }
    assert [(each.name, each.before, each.after) for each in second.changes] == [
        ("role", "clerk", None),
        ("until", JULY, None),
    ]


def test_an_auditor_can_replay_a_single_ballot() -> None:
    voter = VoterNumber(named_id("Ina on the bus"))
    given = OpinionGiven(
        process_id=DIGITAL, proposal_id=BUS, voter=voter, choice="agree", text_version=1
    )
    changed = OpinionChanged(
        process_id=DIGITAL,
        proposal_id=BUS,
        voter=voter,
        old="agree",
        new="disagree",
        text_version=2,
    )
    history = History()
    history.add(voter, given, changed)
    steps = audit.describe(history.events)
    assert changes(steps[1]) == {"answer": ("agree", "disagree"), "text_version": (1, 2)}
    assert audit.describe_publicly(history.events, texts=True) == []


def test_several_objects_can_be_told_in_one_go() -> None:
    history = History()
    hand_in(history, BUS)
    history.add(BUS, published(BUS), after=timedelta(0))
    history.add(REMARK, posted(REMARK, BUS, history.now), waiting(REMARK, BUS))
    steps = audit.describe(history.events)
    assert changes(steps[2])["state"] == ("submitted", "published")
    assert changes(steps[4])["state"] == ("visible", "held")
    assert changes(steps[3])["body"] == (None, text(f"{REMARK} body 1"))


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_can_be_told_in_known_properties(topic: str) -> None:
    told = Object(topic.partition(".")[0])
    told.apply(example(EVENTS[topic]))
    names = {name for name, _ in (*told.facts(), *told.public_facts())}
    assert names <= set(audit.PROPERTIES)
    assert names or topic == "content.erased/1"
