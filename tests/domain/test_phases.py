"""Rules of phases (docs/rules/phases.md; I2, I5)."""

from datetime import date, datetime, timedelta

import msgspec
import pytest

from domain import phases
from domain.codes import Feature
from domain.messages import Refusal
from domain.people import Actor
from domain.phases import (
    ClosePhase,
    ExtendPhase,
    Phase,
    PhaseClosed,
    PhaseEvent,
    PhaseExtended,
    PhaseReopened,
    PhaseStarted,
    ProposeReopening,
    ReopeningProposed,
    ReopenPhase,
    StartPhase,
)
from tests.domain.cast import (
    AFTER_THE_END,
    END,
    GEMEINSAM,
    MEASURES,
    MONDAY,
    OLGA,
    START,
    STEERING,
    on,
    ref,
)
from tests.scenario import Scenario

LATER = on(31, 22, month=7)
started = PhaseStarted(
    phase_id=MEASURES,
    process_id=GEMEINSAM,
    ends=END,
    features=("submit", "comment", "support"),
    question="support",
    moderation="pre",
    by=OLGA,
)
extended = PhaseExtended(
    phase_id=MEASURES,
    process_id=GEMEINSAM,
    old_end=END,
    new_end=LATER,
    reason=ref("holidays"),
    by=OLGA,
)
closed = PhaseClosed(phase_id=MEASURES, process_id=GEMEINSAM, by=OLGA)
extend = ExtendPhase(new_end=LATER, reason=ref("holidays"), by=OLGA, at=MONDAY)
close = ClosePhase(by=OLGA, at=AFTER_THE_END)


def start(at: datetime) -> StartPhase:
    return StartPhase(
        phase_id=MEASURES,
        process_id=GEMEINSAM,
        starts=START,
        ends=END,
        features=("submit", "comment", "support"),
        question="support",
        moderation="pre",
        by=OLGA,
        at=at,
    )


def given(*history: PhaseEvent) -> Scenario[Phase, PhaseEvent, phases.PhaseCommand]:
    return Scenario(Phase(), phases.evolve, phases.decide, *history)


def test_a_phase_starts_when_its_time_has_come() -> None:
    given().when(start(START)).then(started)
    given().when(start(on(11))).refused(phases.PhaseNotStartedYet)


def test_a_phase_starts_once() -> None:
    given(started).when(start(MONDAY)).refused(phases.PhaseAlreadyStarted)


def test_extending_keeps_the_old_end_and_the_reason() -> None:
    given(started).when(extend).then(extended)


def test_an_extension_ends_later_than_before_and_later_than_now() -> None:
    shorter = ExtendPhase(new_end=on(1, month=7), reason=ref("no"), by=OLGA, at=MONDAY)
    given(started).when(shorter).refused(phases.ExtensionMustEndLater, ends=END)
    too_late = ExtendPhase(new_end=LATER, reason=ref("no"), by=OLGA, at=on(1, month=8))
    given(started).when(too_late).refused(phases.ExtensionMustEndLater)


def test_only_an_open_phase_is_extended_or_closed() -> None:
    given().when(extend).refused(phases.PhaseNotOpen)
    given(started, closed).when(extend).refused(phases.PhaseNotOpen)
    given(started).when(close).then(closed)
    given(started, closed).when(close).refused(phases.PhaseNotOpen)


def test_reopening_takes_two_persons_and_a_reason() -> None:
    def reopen(by: Actor, approved_by: Actor) -> ReopenPhase:
        return ReopenPhase(
            new_end=LATER,
            reason=ref("storm"),
            by=by,
            approved_by=approved_by,
            at=AFTER_THE_END,
        )

    reopened = PhaseReopened(
        phase_id=MEASURES,
        process_id=GEMEINSAM,
        new_end=LATER,
        reason=ref("storm"),
        by=OLGA,
        approved_by=STEERING,
    )
    given(started, closed).when(reopen(OLGA, STEERING)).then(reopened)
    given(started, closed).when(reopen(OLGA, OLGA)).refused(phases.ReopeningNeedsSecondPerson)
    given(started).when(reopen(OLGA, STEERING)).refused(phases.PhaseStillOpen)
    given(started, closed, reopened).state.require("support", on(20, month=7))


def test_a_reopening_waits_for_its_second_person() -> None:
    propose = ProposeReopening(new_end=LATER, reason=ref("storm"), by=OLGA, at=AFTER_THE_END)
    proposed = ReopeningProposed(
        phase_id=MEASURES, process_id=GEMEINSAM, new_end=LATER, reason=ref("storm"), by=OLGA
    )
    given(started, closed).when(propose).then(proposed)
    given(started).when(propose).refused(phases.PhaseStillOpen)
    too_late = msgspec.structs.replace(propose, at=LATER)
    given(started, closed).when(too_late).refused(phases.ExtensionMustEndLater)
    waiting = given(started, closed, proposed).state
    assert (waiting.status, waiting.proposed) == ("closed", proposed)


def test_nobody_replaces_the_proposal_of_somebody_else_while_it_waits() -> None:
    proposed = ReopeningProposed(
        phase_id=MEASURES, process_id=GEMEINSAM, new_end=LATER, reason=ref("storm"), by=OLGA
    )
    longer = LATER + timedelta(days=700)
    other = ProposeReopening(new_end=longer, reason=ref("more"), by=STEERING, at=AFTER_THE_END)
    scenario = given(started, closed, proposed)
    scenario.when(other).refused(phases.ReopeningAlreadyProposed, until=LATER)
    again = msgspec.structs.replace(proposed, new_end=longer, reason=ref("more"))
    scenario.when(msgspec.structs.replace(other, by=OLGA)).then(again)
    theirs = msgspec.structs.replace(again, by=STEERING)
    scenario.when(msgspec.structs.replace(other, at=LATER)).then(theirs)


def test_what_a_phase_offers_is_possible_until_its_last_moment() -> None:
    phase = given(started).state
    phase.require("support", START)
    phase.require("support", END.replace(hour=21, minute=59, second=59))


@pytest.mark.parametrize(
    ("history", "feature", "at", "refusal"),
    [
        ((), "submit", MONDAY, phases.PhaseNotStartedYet),
        ((started,), "survey", MONDAY, phases.NotOfferedInThisPhase),
        ((started,), "submit", END, phases.PhaseIsOver),
        ((started, closed), "submit", MONDAY, phases.PhaseIsOver),
        ((started, extended), "submit", LATER, phases.PhaseIsOver),
    ],
)
def test_outside_its_time_a_phase_lets_nothing_pass(
    history: tuple[PhaseEvent, ...],
    feature: Feature,
    at: datetime,
    refusal: type[Refusal],
) -> None:
    with pytest.raises(refusal):
        given(*history).state.require(feature, at)


def test_the_end_counts_even_before_the_closing_event() -> None:
    """Ruling 23: a late scheduler must not let votes in."""
    with pytest.raises(phases.PhaseIsOver):
        given(started).state.require("support", AFTER_THE_END)


def test_paper_received_on_the_last_day_counts_though_recorded_later() -> None:
    # The end is 22:00 UTC on 16 July, which is midnight in Berlin: the 17th begins.
    phase = given(started, closed).state
    phase.require_received("submit", date(2023, 7, 16), AFTER_THE_END)
    with pytest.raises(phases.ReceivedInTheFuture):
        phase.require_received("submit", date(2023, 7, 18), AFTER_THE_END)


def test_an_end_at_midnight_belongs_to_the_day_before() -> None:
    with pytest.raises(phases.ReceivedAfterPhaseEnd):
        given(started).state.require_received("submit", date(2023, 7, 17), AFTER_THE_END)


def test_paper_received_after_the_end_is_refused() -> None:
    with pytest.raises(phases.ReceivedAfterPhaseEnd):
        given(started, closed).state.require_received("submit", date(2023, 7, 18), on(20, month=7))
