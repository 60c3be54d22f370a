"""J11: a week before the day, and after it, the office hears which statements are missing."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from api.wiring import Parts
from domain.codes import MeasureId, UnitId
from domain.use_cases.configuring import NewField, define_field
from domain.use_cases.strategy import measuring, organising, stating
from domain.use_cases.strategy.measuring import NewMeasure
from domain.use_cases.strategy.profiles import WrittenProfile
from tests.api.installation import Clock, account
from tests.api.test_reminding import Office
from tests.domain.cast import MOBILITY
from tests.use_cases.strategy.county import done
from tests.use_cases.town import Town

DUE = date(2023, 7, 11)
WEEK_BEFORE = datetime(2023, 7, 4, 5, 30, tzinfo=UTC)  # a Tuesday, 7:30 in Berlin


@pytest.fixture
def office(parts: Parts, clock: Clock) -> Office:
    made = Office(parts, clock)
    account(parts, "olga@example.org", "office", process=made.process_id)
    return made


def asked(town: Town, office: Office) -> tuple[MeasureId, UUID]:
    """Ask a department for its position on a measure."""
    platform, hans = office.parts.platform, town.as_("hans", "office")
    field = NewField(name="Mobilität", field_id=MOBILITY)
    define_field(platform, hans, office.process_id, field)
    unit = organising.NewUnit(name="Fachbereich Mobilität")
    unit_id = UnitId(done(organising.define_unit(platform, hans, office.process_id, unit)))
    profile = WrittenProfile(title="Rufbus", summary="Am Abend.", field_id=MOBILITY)
    new = NewMeasure(origin="new", profile=profile)
    measure_id = MeasureId(done(measuring.propose(platform, hans, office.process_id, new)))
    outcome = stating.request_statement(platform, hans, office.process_id, measure_id, DUE, unit_id)
    return measure_id, done(outcome)


def test_the_office_is_reminded_until_it_has_come_in(office: Office) -> None:
    measure_id, statement = asked(office.town, office)
    assert office.remind_at(WEEK_BEFORE - timedelta(days=1)) == 0
    assert office.remind_at(WEEK_BEFORE) == 1
    assert office.remind_at(WEEK_BEFORE + timedelta(hours=1)) == 0
    assert office.remind_at(WEEK_BEFORE + timedelta(days=9)) == 1
    first, _ = office.mails()
    assert first.to == "olga@example.org"
    assert first.subject == "Eine Stellungnahme fehlt noch"
    assert "Die Frist: 11.07.2023." in first.text
    assert "https://gemeinsam.example/de/p/gemeinsam/statements" in first.text
    hans = office.town.as_("hans", "office")
    platform, process_id = office.parts.platform, office.process_id
    stating.file_statement(platform, hans, process_id, measure_id, statement, "agrees", "Gern.")
    assert office.remind_at(WEEK_BEFORE + timedelta(days=10)) == 0
