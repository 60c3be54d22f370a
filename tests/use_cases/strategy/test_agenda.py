"""What stands on the agenda of a body, and under which id."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.codes import BodyId, DecisionId, MeasureId
from domain.decisions import (
    AgendaItemAlreadyScheduled,
    DecisionSubject,
    Record,
)
from domain.measures import MeasureNotSubmitted, NoCommonItem, NotToBeDecided
from domain.messages import StreamId
from domain.organisation import BodyUnknown
from domain.use_cases import supporting
from domain.use_cases.histories import Histories, IdAlreadyTaken
from domain.use_cases.strategy import deciding, measuring, organising
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.taking_effect import EFFECTS
from tests.use_cases.strategy.county import (
    ADOPTED,
    REJECTED,
    VILLAGE,
    County,
    done,
)


def test_a_body_must_exist(county: County) -> None:
    item = NewAgendaItem(
        body_id=BodyId(county.town.new_id()),
        session=county.town.now.date(),
        number="1",
        title="Irgendwo",
    )
    with pytest.raises(BodyUnknown):
        deciding.schedule(county.platform, county.secretary, county.process_id, item)


def _item(county: County, decision_id: UUID, *measures: MeasureId) -> NewAgendaItem:
    return NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="1",
        title="Parkplätze am Bahnhof",
        subjects=tuple(DecisionSubject("measure", each, 1) for each in measures),
        decision_id=DecisionId(decision_id),
    )


def test_an_agenda_item_has_no_id_but_that_of_a_submission(county: County) -> None:
    town = county.town
    idea = town.published(county.process_id)
    elsewhere, phase = town.open_process("anderswo")
    measure_id = county.measure()
    county.submit_only(measure_id)
    for taken in (idea, phase, elsewhere, county.process_id, measure_id, town.new_id()):
        before = town.history(StreamId(taken))
        for about in ((), (measure_id,)):
            with pytest.raises(MeasureNotSubmitted):
                deciding.schedule(
                    county.platform,
                    county.secretary,
                    county.process_id,
                    _item(county, taken, *about),
                )
        assert town.history(StreamId(taken)) == before
    supporting.give_support(county.platform, town.as_("zoe"), idea)
    town.submit(elsewhere, "zoe")


def test_what_a_submission_named_is_put_on_one_agenda_once(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.submit_only(measure_id)
    item = _item(county, decision_id, measure_id)
    args = (county.platform, county.secretary, county.process_id, item)
    assert done(deciding.schedule(*args)) == decision_id
    with pytest.raises(AgendaItemAlreadyScheduled):
        deciding.schedule(*args)


def _joined(
    county: County, measure_id: MeasureId, other: MeasureId, body: BodyId | None = None
) -> DecisionId:
    """Hand a measure in for the same vote as another one."""
    args = (county.platform, county.office, county.process_id, measure_id, body or county.council)
    return DecisionId(done(measuring.submit(*args, together=other)))


@pytest.mark.parametrize(("record", "status"), [(ADOPTED, "adopted"), (REJECTED, "rejected")])
def test_one_vote_decides_on_all_measures_handed_in_together(
    county: County, record: Record, status: str
) -> None:
    first, second, third = county.measure(), county.measure(), county.measure()
    decision_id = county.submit_only(first)
    assert _joined(county, second, first) == decision_id
    assert _joined(county, third, second) == decision_id
    item = _item(county, decision_id, first, second, third)
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(decision_id, record)
    county.confirmed(decision_id)
    states = [county.state(each) for each in (first, second, third)]
    assert [state.status for state in states] == [status] * 3
    assert [state.awaited for state in states] == [None] * 3


def test_a_measure_joins_no_item_of_another_body_nor_one_on_an_agenda(county: County) -> None:
    first, second = county.measure(), county.measure()
    with pytest.raises(NoCommonItem):
        _joined(county, second, first)
    decision_id = county.submit_only(first)
    committee = organising.NewBody(name="Kreisausschuss", kind="committee", seats=12)
    other = organising.define_body(county.platform, county.office, county.process_id, committee)
    with pytest.raises(NoCommonItem):
        _joined(county, second, first, BodyId(done(other)))
    item = _item(county, decision_id, first)
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    with pytest.raises(NoCommonItem):
        _joined(county, second, first)
    assert county.state(second).status == "assessed"


def test_what_a_partner_decides_for_itself_is_not_the_decision_of_the_lead(county: County) -> None:
    measure_id = county.measure()
    county.adopted(measure_id)
    office = (county.platform, county.office, county.process_id)
    small = organising.NewBody(name="Gemeinderat", kind="council", seats=12, territory=VILLAGE)
    body = BodyId(done(organising.define_body(*office, small)))
    own = done(measuring.submit(*office, measure_id, body, territory=VILLAGE))
    args = (county.platform, county.secretary, county.process_id)
    item = replace(_item(county, own, measure_id), body_id=body)
    with pytest.raises(MeasureNotSubmitted):
        deciding.schedule(*args, item)
    assert done(deciding.schedule(*args, replace(item, territory=VILLAGE))) == own


def test_nothing_is_decided_on_that_was_not_handed_in_for_the_item(county: County) -> None:
    first, second, third = county.measure(), county.measure(), county.measure()
    decision_id = county.submit_only(first)
    county.submit_only(second)
    args = (county.platform, county.secretary, county.process_id)
    for other in (second, third):
        with pytest.raises(MeasureNotSubmitted):
            deciding.schedule(*args, _item(county, decision_id, first, other))
    without = replace(_item(county, decision_id, second), decision_id=None)
    with pytest.raises(MeasureNotSubmitted):
        deciding.schedule(*args, without)
    # Advice may be about anything: it changes nothing.
    deciding.schedule(*args, replace(without, role="preliminary", authoritative=False))


@pytest.mark.parametrize("record", [ADOPTED, REJECTED])
def test_a_partner_decides_though_the_lead_has_rejected_it(county: County, record: Record) -> None:
    measure_id = county.measure()
    own = county.submit_only(measure_id, VILLAGE)
    county.decided(measure_id, REJECTED)
    item = replace(_item(county, own, measure_id), territory=VILLAGE)
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(own, record)
    county.confirmed(own)
    state = county.state(measure_id)
    assert (state.status, state.pending) == ("rejected", {})
    assert state.decided[VILLAGE].outcome == EFFECTS[record.result]


def test_what_was_taken_off_the_agenda_is_submitted_anew(county: County) -> None:
    measure_id = county.measure()
    first = county.submitted(measure_id)
    args = (county.platform, county.secretary, county.process_id, first)
    deciding.postpone(*args, date(2023, 9, 4), "Zu voll.")
    with pytest.raises(NotToBeDecided):
        county.submit_only(measure_id)
    deciding.postpone(*args, None, "Falsches Gremium.")
    second = county.submit_only(measure_id)
    assert county.state(measure_id).awaited == second
    item = _item(county, second, measure_id)
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(second)
    county.confirmed(second)
    assert county.state(measure_id).status == "adopted"


def test_the_history_of_one_thing_takes_no_events_of_another(county: County) -> None:
    idea = StreamId(county.town.published(county.process_id))
    scheduled = county.town.events(county.submitted(county.measure()))
    histories = Histories(county.town.log)
    with pytest.raises(IdAlreadyTaken):
        histories.add(idea, scheduled)
    fresh = StreamId(county.town.new_id())
    with pytest.raises(IdAlreadyTaken):
        histories.add(fresh, [*scheduled, *county.town.events(idea)])
    histories.add(fresh, scheduled)
    with pytest.raises(IdAlreadyTaken):
        histories.add(fresh, county.town.events(idea))
    assert [write.stream for write in histories.writes()] == [fresh]
