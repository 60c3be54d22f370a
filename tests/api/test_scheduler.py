"""What the clock demands is done once, whoever looks and however often."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from api.scheduler import Scheduler
from api.wiring import Parts
from domain.ballots import SupportCarriedOver
from domain.codes import PhaseId, Subject
from domain.moderation import case_id_of
from domain.people import ProcessId
from domain.use_cases import commenting, configuring, merging, supporting
from projections.model import Snapshot
from tests.api.installation import CatchingUp, Clock
from tests.use_cases.town import END, START, Town, answer

HOUR = timedelta(hours=1)


class BetweenLooks(CatchingUp):
    """Read models as a worker has them: they change between two looks of its scheduler."""

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        with self.parts.tables.snapshot() as snapshot:
            yield snapshot


class Office:
    """A town whose clock the scheduler minds."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        self.parts = parts
        self.clock = clock
        self.town = Town(parts.log, parts.vault)
        self.scheduler = Scheduler(parts.platform, CatchingUp(parts), clock)
        self.set(self.town.now)

    def set(self, now: datetime) -> None:
        """Move both clocks."""
        self.clock.now = self.town.now = now

    def later(self, by: timedelta) -> int:
        """Let time pass, then let the scheduler look; return what it did."""
        self.set(self.town.now + by)
        return self.scheduler.do_what_is_due()


@pytest.fixture
def office(parts: Parts, clock: Clock) -> Office:
    """Return a town before anything has happened."""
    return Office(parts, clock)


def announced(office: Office) -> tuple[ProcessId, PhaseId]:
    """Announce a phase that nobody has started."""
    process_id, _ = office.town.open_process()
    phase = configuring.NewPhase(
        kind="decision",
        title="Beschluss",
        starts=END + HOUR,
        ends=END + 3 * HOUR,
        level="inform",
    )
    outcome = configuring.define_phase(
        office.parts.platform, office.town.system(), process_id, phase
    )
    created = answer(outcome, configuring.Created)
    return process_id, PhaseId(created.id or UUID(int=0))


def test_phases_start_and_end_by_the_clock(office: Office) -> None:
    _, phase_id = announced(office)
    office.set(START + HOUR)
    assert office.scheduler.do_what_is_due() == 0
    office.set(END + HOUR)
    assert office.scheduler.do_what_is_due() == 2  # the running one ends, the next begins
    assert office.town.history(phase_id) == ["PhaseStarted"]
    assert office.later(HOUR) == 0
    assert office.later(HOUR) == 1
    assert office.town.history(phase_id) == ["PhaseStarted", "PhaseClosed"]
    assert office.later(HOUR) == 0


def test_a_phase_that_was_extended_ends_later(office: Office) -> None:
    process_id, phase_id = office.town.open_process()
    platform, system = office.parts.platform, office.town.system()
    why = "Viele haben um mehr Zeit gebeten."
    configuring.extend_phase(platform, system, process_id, phase_id, END + 2 * HOUR, why)
    office.set(END + HOUR)
    assert office.scheduler.do_what_is_due() == 0
    assert office.later(HOUR) == 1
    assert office.town.history(phase_id)[-1] == "PhaseClosed"


def test_a_phase_extended_at_the_last_moment_stays_open(office: Office) -> None:
    process_id, phase_id = office.town.open_process()
    platform, system = office.parts.platform, office.town.system()
    office.parts.runner.catch_up()
    why = "Viele haben um mehr Zeit gebeten."
    configuring.extend_phase(platform, system, process_id, phase_id, END + HOUR, why)
    office.set(END)
    behind = Scheduler(platform, BetweenLooks(office.parts), office.clock)
    assert behind.do_what_is_due() == 0
    assert office.town.history(phase_id) == ["PhaseStarted", "PhaseExtended"]


def test_a_cover_ends_after_a_day_unless_somebody_decides(office: Office) -> None:
    process_id, _ = office.town.open_process()
    proposal_id = office.town.published(process_id)
    subject = Subject("proposal", proposal_id)
    commenting.report(office.parts.platform, office.town.as_("ben"), subject, "HR03", None)
    assert office.town.history(proposal_id)[-1] == "ProposalHeld"
    assert office.later(23 * HOUR) == 0
    assert office.later(HOUR) == 1
    assert office.town.history(proposal_id)[-1] == "ProposalHoldEnded"


def test_a_decided_case_is_closed_when_nobody_can_appeal_any_more(office: Office) -> None:
    process_id, _ = office.town.open_process()
    proposal_id = office.town.published(process_id)
    case_id = case_id_of(proposal_id, 1)
    office.later(timedelta(days=100))
    assert office.town.history(case_id)[-1] == "CaseDecided"
    office.later(timedelta(days=100))
    assert office.town.history(case_id)[-1] == "CaseClosed"


def test_supporters_follow_a_merge_and_come_back_when_it_is_undone(office: Office) -> None:
    town, platform = office.town, office.parts.platform
    process_id, _ = town.open_process()
    target, source = town.published(process_id, "ana"), town.published(process_id, "ben")
    supporting.give_support(platform, town.as_("dora"), source)
    milo = town.as_("milo", "moderator")
    merging.merge_proposals(platform, milo, source, target, None)
    assert office.scheduler.do_what_is_due() == 1
    dora = town.vault.voter_number(town.person("dora"), process_id, target)
    assert [type(event) for event in town.events(dora)] == [SupportCarriedOver]
    assert town.history(source)[-1] == "SupportersCarriedOver"
    merging.unmerge_proposal(platform, milo, source, "Es war doch etwas anderes.")
    assert office.scheduler.do_what_is_due() == 1
    assert town.history(dora)[-1] == "CarriedSupportGivenBack"
    assert office.scheduler.do_what_is_due() == 0


def test_supporters_follow_two_merges_that_one_look_finds(office: Office) -> None:
    town, platform, parts = office.town, office.parts.platform, office.parts
    process_id, _ = town.open_process()
    first, second, last = (town.published(process_id, name) for name in ("ana", "ben", "carl"))
    supporting.give_support(platform, town.as_("dora"), first)
    supporting.give_support(platform, town.as_("emil"), second)
    milo = town.as_("milo", "moderator")
    merging.merge_proposals(platform, milo, first, second, None)
    merging.merge_proposals(platform, milo, second, last, None)
    parts.runner.catch_up()
    scheduler = Scheduler(platform, BetweenLooks(parts), office.clock)
    done = []
    for _ in range(3):
        done.append(scheduler.do_what_is_due())
        parts.runner.catch_up()
    assert done == [1, 1, 0]
    for name in ("dora", "emil"):
        number = town.vault.recall_number(town.person(name), process_id, last)
        assert town.history(number) == ["SupportCarriedOver"]


def test_another_scheduler_does_nothing_twice(office: Office) -> None:
    announced(office)
    office.set(END + HOUR)
    read_models = CatchingUp(office.parts)
    other = Scheduler(office.parts.platform, read_models, office.clock)
    assert office.scheduler.do_what_is_due() == 2
    before = office.parts.log.head()
    assert other.do_what_is_due() == 0
    assert office.parts.log.head() == before


def test_a_comment_that_waits_to_be_read_is_not_shown_by_the_clock(office: Office) -> None:
    town = office.town
    process_id, _ = town.open_process(moderation="pre")
    proposal_id = town.published(process_id)
    words = "Das fehlt in Minheim auch."
    commenting.post_comment(
        office.parts.platform, town.as_("carl"), proposal_id, words, suspicious=True
    )
    before = office.parts.log.head()
    assert office.later(timedelta(days=3)) == 0
    assert office.parts.log.head() == before
