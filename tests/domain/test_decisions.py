"""Rules of decisions (docs/rules/decisions.md; I12, I13)."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain import decisions, organisation
from domain.decisions import (
    AgendaItemAlreadyScheduled,
    AgendaItemPostponed,
    AuthorityNeedsDecisionRole,
    CannotRepealItself,
    ConfirmCorrection,
    ConfirmDecision,
    CorrectionAlreadyProposed,
    CorrectionChangesNothing,
    CouncilVote,
    Decision,
    DecisionAlreadyPublished,
    DecisionAlreadyRecorded,
    DecisionAlreadyRepealed,
    DecisionCommand,
    DecisionConfirmed,
    DecisionCorrected,
    DecisionCorrectionDiscarded,
    DecisionCorrectionProposed,
    DecisionEvent,
    DecisionNotConfirmed,
    DecisionNotRecorded,
    DecisionPublished,
    DecisionRecordDiscarded,
    DecisionRecorded,
    DecisionRepealed,
    DiscardCorrection,
    DiscardRecord,
    MorePresentThanSeats,
    MoreVotesThanPresent,
    NoCorrectionProposed,
    PostponeAgendaItem,
    ProposeCorrection,
    PublishDecision,
    Record,
    RecordDecision,
    RepealDecision,
    RepealingDecisionIsOlder,
    RepealingDecisionNotInForce,
    ResultContradictsVote,
    ScheduleAgendaItem,
    SecondPersonNeeded,
    SessionNotYetHeld,
    VoteMissing,
)
from domain.messages import ChangedMeanwhile
from domain.organisation import (
    BodyDefined,
    BodyUnknown,
    DefineBody,
    DefineUnit,
    Organisation,
    UnitDefined,
    UnitUnknown,
)
from tests.domain.cast import GEMEINSAM, OLGA, ref
from tests.domain.council import (
    ADOPTION,
    KREISTAG,
    RECORD,
    REPEAL,
    SASKIA,
    SESSION,
    SVEN,
    UNIT,
    scheduled,
)
from tests.scenario import Scenario

recorded = DecisionRecorded(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    record=RECORD,
    text=ref("adopted"),
    conditions=None,
    minutes=None,
    by=SASKIA,
)
confirmed = DecisionConfirmed(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    body_id=KREISTAG,
    territory=None,
    public=True,
    authoritative=True,
    subjects=scheduled.subjects,
    record=RECORD,
    text=ref("adopted"),
    conditions=None,
    minutes=None,
    by=SVEN,
)
published = DecisionPublished(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    version=1,
    body_id=KREISTAG,
    territory=None,
    authoritative=True,
    subjects=scheduled.subjects,
    record=RECORD,
    text=ref("adopted"),
    conditions=None,
    minutes=None,
    by=SVEN,
)
NEW = Record(result="unchanged", present=42, vote=CouncilVote(yes=37, no=2, abstain=3))
correction = DecisionCorrectionProposed(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    version=2,
    record=NEW,
    reason=ref("counted again"),
    minutes=ref("minutes p. 4"),
    by=SASKIA,
)
corrected = DecisionCorrected(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    version=2,
    public=True,
    old=RECORD,
    new=NEW,
    reason=ref("counted again"),
    minutes=ref("minutes p. 4"),
    by=SVEN,
)
repealed = DecisionRepealed(
    decision_id=ADOPTION, process_id=GEMEINSAM, repealed_by=REPEAL, by=SASKIA
)


def given(*history: DecisionEvent) -> Scenario[Decision, DecisionEvent, DecisionCommand]:
    return Scenario(Decision(), decisions.evolve, decisions.decide, *history)


def record(record: Record = RECORD, today: date = SESSION) -> RecordDecision:
    return RecordDecision(
        record=record,
        seats=43,
        today=today,
        text=ref("adopted"),
        conditions=None,
        minutes=None,
        by=SASKIA,
    )


def voted(yes: int, no: int, abstain: int, result: str = "unchanged", present: int = 42) -> Record:
    return replace(
        RECORD, result=result, present=present, vote=CouncilVote(yes=yes, no=no, abstain=abstain)
    )


SCHEDULE = ScheduleAgendaItem(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    body_id=KREISTAG,
    territory=None,
    session=SESSION,
    number="7.1",
    public=True,
    title=ref("digital strategy"),
    paper=scheduled.paper,
    role="decision",
    authoritative=True,
    subjects=scheduled.subjects,
    by=SASKIA,
)
CORRECT = ProposeCorrection(
    record=NEW, seats=43, reason=ref("counted again"), minutes=ref("minutes p. 4"), by=SASKIA
)


def test_an_item_is_scheduled_once() -> None:
    given().when(SCHEDULE).then(scheduled)
    given(scheduled).when(SCHEDULE).refused(AgendaItemAlreadyScheduled)


@pytest.mark.parametrize("role", ["hearing", "preliminary", "acknowledgement"])
def test_i13_only_a_deciding_consultation_has_authority(role: str) -> None:
    given().when(replace(SCHEDULE, role=role)).refused(AuthorityNeedsDecisionRole, role=role)


def test_an_item_can_be_postponed_until_it_is_decided() -> None:
    postpone = PostponeAgendaItem(to=date(2024, 1, 29), reason=ref("no time"), by=SASKIA)
    postponed = AgendaItemPostponed(
        decision_id=ADOPTION,
        process_id=GEMEINSAM,
        to=date(2024, 1, 29),
        reason=ref("no time"),
        by=SASKIA,
    )
    given(scheduled).when(postpone).then(postponed)
    given(scheduled, recorded).when(postpone).refused(DecisionAlreadyRecorded)
    given(scheduled, postponed).when(record()).refused(SessionNotYetHeld)
    given(scheduled, postponed).when(record(today=date(2024, 1, 29))).then(recorded)


def test_nothing_is_recorded_before_the_session() -> None:
    day_before = date(2023, 12, 10)
    given(scheduled).when(record(today=day_before)).refused(SessionNotYetHeld, session=SESSION)


def test_i12_yes_38_no_2_abstain_2_of_42_is_accepted() -> None:
    given(scheduled).when(record()).then(recorded)
    given(scheduled, recorded).when(record()).refused(DecisionAlreadyRecorded)


def test_i12_with_yes_44_it_is_refused() -> None:
    given(scheduled).when(record(voted(44, 2, 2))).refused(MoreVotesThanPresent, votes=48)


def test_i12_nobody_is_present_without_a_seat() -> None:
    given(scheduled).when(record(voted(40, 2, 2, present=44))).refused(
        MorePresentThanSeats, present=44, seats=43
    )


@pytest.mark.parametrize(
    ("yes", "no", "result"),
    [(20, 20, "unchanged"), (19, 20, "changed"), (21, 20, "rejected"), (0, 0, "unchanged")],
)
def test_i12_a_result_fits_its_vote_and_a_tie_is_a_rejection(
    yes: int, no: int, result: str
) -> None:
    given(scheduled).when(record(voted(yes, no, 1, result))).refused(ResultContradictsVote)


def test_i12_abstentions_do_not_count() -> None:
    one_to_none = voted(1, 0, 41)
    given(scheduled).when(record(one_to_none)).then(replace(recorded, record=one_to_none))
    tie = voted(20, 20, 2, "rejected")
    given(scheduled).when(record(tie)).then(replace(recorded, record=tie))


def test_i12_deferring_needs_no_vote_but_adopting_does() -> None:
    deferred = Record(result="deferred", present=42, vote=None)
    given(scheduled).when(record(deferred)).then(replace(recorded, record=deferred))
    given(scheduled).when(record(replace(RECORD, vote=None))).refused(VoteMissing)


def test_i13_a_second_person_confirms() -> None:
    given(scheduled, recorded).when(ConfirmDecision(by=SVEN)).then(confirmed)
    given(scheduled, recorded).when(ConfirmDecision(by=SASKIA)).refused(SecondPersonNeeded)
    given(scheduled).when(ConfirmDecision(by=SVEN)).refused(DecisionNotRecorded)
    compared = ConfirmDecision(seen=recorded.text, by=SVEN)
    given(scheduled, recorded).when(compared).then(confirmed)
    given(scheduled, recorded).when(replace(compared, seen=ref("before"))).refused(ChangedMeanwhile)


def test_a_wrong_record_is_written_anew() -> None:
    discarded = DecisionRecordDiscarded(
        decision_id=ADOPTION, process_id=GEMEINSAM, reason=ref("wrong item"), by=SVEN
    )
    discard = DiscardRecord(reason=ref("wrong item"), by=SVEN)
    given(scheduled, recorded).when(discard).then(discarded)
    given(scheduled, recorded, discarded).when(record()).then(recorded)
    given(scheduled, recorded, confirmed).when(discard).refused(DecisionNotRecorded)


def test_only_what_is_confirmed_is_published_and_once() -> None:
    publish = PublishDecision(by=SVEN)
    given(scheduled, recorded, confirmed).when(publish).then(published)
    given(scheduled, recorded).when(publish).refused(DecisionNotConfirmed)
    given(scheduled, recorded, confirmed, published).when(publish).refused(DecisionAlreadyPublished)


def test_a_correction_keeps_old_and_new() -> None:
    history = (scheduled, recorded, confirmed, published)
    given(*history).when(CORRECT).then(correction)
    given(*history, correction).when(CORRECT).refused(CorrectionAlreadyProposed)
    given(*history, correction).when(ConfirmCorrection(by=SVEN)).then(corrected)
    given(*history, correction).when(ConfirmCorrection(by=SASKIA)).refused(SecondPersonNeeded)
    given(*history).when(ConfirmCorrection(by=SVEN)).refused(NoCorrectionProposed)
    read = ConfirmCorrection(seen=correction.reason, by=SVEN)
    given(*history, correction).when(read).then(corrected)
    given(*history, correction).when(replace(read, seen=ref("before"))).refused(ChangedMeanwhile)


def test_a_correction_obeys_the_same_arithmetic() -> None:
    history = (scheduled, recorded, confirmed)
    given(*history).when(replace(CORRECT, record=RECORD)).refused(CorrectionChangesNothing)
    given(*history).when(replace(CORRECT, record=voted(44, 0, 0))).refused(MoreVotesThanPresent)
    given(scheduled, recorded).when(CORRECT).refused(DecisionNotConfirmed)


def test_a_correction_can_turn_out_wrong() -> None:
    discard = DiscardCorrection(reason=ref("first count was right"), by=SVEN)
    history = (scheduled, recorded, confirmed, correction)
    given(*history).when(discard).then(
        DecisionCorrectionDiscarded(
            decision_id=ADOPTION,
            process_id=GEMEINSAM,
            version=2,
            reason=ref("first count was right"),
            by=SVEN,
        )
    )


def test_a_decision_is_repealed_by_a_later_one_that_says_yes() -> None:
    day = scheduled.session
    repeal = RepealDecision(repealed_by=REPEAL, adopts=True, session=day, by=SASKIA)
    history = (scheduled, recorded, confirmed)
    given(*history).when(repeal).then(repealed)
    given(*history).when(replace(repeal, session=day + timedelta(days=7))).then(repealed)
    given(*history).when(replace(repeal, session=day - timedelta(days=1))).refused(
        RepealingDecisionIsOlder
    )
    given(*history).when(replace(repeal, adopts=False)).refused(RepealingDecisionNotInForce)
    given(*history).when(replace(repeal, repealed_by=ADOPTION)).refused(CannotRepealItself)
    given(scheduled, recorded).when(repeal).refused(DecisionNotConfirmed)
    given(*history, repealed).when(CORRECT).refused(DecisionAlreadyRepealed)


def test_bodies_and_units_are_defined_and_changed() -> None:
    body = DefineBody(
        body_id=KREISTAG, name=ref("Kreistag"), kind="council", seats=43, territory=None, by=OLGA
    )
    defined = BodyDefined(
        process_id=GEMEINSAM,
        body_id=KREISTAG,
        name=ref("Kreistag"),
        kind="council",
        seats=43,
        territory=None,
        by=OLGA,
    )
    unit = DefineUnit(unit_id=UNIT, name=ref("Mobility"), territory=None, by=OLGA)
    named = UnitDefined(
        process_id=GEMEINSAM, unit_id=UNIT, name=ref("Mobility"), territory=None, by=OLGA
    )
    empty = Organisation()
    assert organisation.decide(empty, GEMEINSAM, body) == [defined]
    assert organisation.decide(empty, GEMEINSAM, unit) == [named]
    grown = organisation.evolve(organisation.evolve(empty, defined), replace(defined, seats=45))
    assert grown.body(KREISTAG).seats == 45
    with pytest.raises(BodyUnknown):
        empty.body(KREISTAG)
    with pytest.raises(UnitUnknown):
        empty.unit(UNIT)
