"""The project office hears once a working morning which findings it has not answered."""

from datetime import UTC, datetime, timedelta

import pytest

from api.wiring import Parts
from domain.audits import AuditId, FindingId
from domain.people import ProcessId
from domain.use_cases import auditing
from tests.api.installation import Clock, account
from tests.api.test_reminding import Office
from tests.use_cases.town import answer

DUE = datetime(2023, 7, 3, 5, 30, tzinfo=UTC)  # ten working days after the story begins
DAY_AFTER = DUE + timedelta(days=1)
SAID = "Wir haben eine zweite Person eingeteilt."


@pytest.fixture
def office(parts: Parts, clock: Clock) -> Office:
    made = Office(parts, clock)
    account(parts, "olga@example.org", "office", process=made.process_id)
    return made


def found(office: Office, about: ProcessId | None) -> tuple[AuditId, FindingId]:
    """Let an auditor find something in one process, or in the installation."""
    rita, platform = office.town.as_("rita", "auditor"), office.parts.platform
    opened = auditing.open_audit(platform, rita, "moderation", about)
    audit = answer(opened, auditing.AuditState).id
    text = "Zwei Entscheidungen kamen einen Tag zu spät."
    new = auditing.NewFinding(severity="major", text=text, positions=(1,))
    finding = answer(
        auditing.record_finding(platform, rita, audit, new), auditing.AuditState
    ).finding
    assert finding is not None
    return audit, finding


def test_the_mail_says_how_many_since_when_and_where(office: Office) -> None:
    found(office, office.process_id)
    office.town.later(days=1)
    found(office, office.process_id)
    assert office.remind_at(DUE) == 0
    assert office.remind_at(DAY_AFTER) == 1
    assert office.remind_at(DAY_AFTER + timedelta(hours=1)) == 0
    assert office.remind_at(DAY_AFTER + timedelta(days=1)) == 1
    first, second = office.mails()
    assert first.to == second.to == "olga@example.org"
    assert first.subject == "Eine Feststellung der Prüfung wartet auf Ihre Antwort"
    assert "Die Antwort war fällig am 03.07.2023." in first.text
    assert "https://gemeinsam.example/de/audit/findings" in first.text
    assert second.subject == "2 Feststellungen der Prüfung warten auf Ihre Antwort"
    assert "Zwei Entscheidungen" not in first.text


def test_what_was_answered_is_not_late(office: Office) -> None:
    audit, finding = found(office, office.process_id)
    hans = office.town.as_("hans", "office")
    auditing.answer_finding(office.parts.platform, hans, audit, finding, SAID)
    assert office.remind_at(DAY_AFTER) == 0


@pytest.mark.parametrize("about", ["nebenan", "the installation"])
def test_other_offices_are_left_alone(office: Office, about: str) -> None:
    account(office.parts, "ottilie@example.org", "office")
    found(office, office.other_id if about == "nebenan" else None)
    office.remind_at(DAY_AFTER)
    assert [mail.to for mail in office.mails()] == ["ottilie@example.org"]


def test_who_moderates_as_well_hears_of_both(office: Office) -> None:
    account(office.parts, "mona@example.org", "office", "moderator")
    found(office, office.other_id)
    office.town.submit(office.other_id)
    assert office.remind_at(DAY_AFTER) == 2
    assert {mail.subject for mail in office.mails() if mail.to == "mona@example.org"} == {
        "Eine Feststellung der Prüfung wartet auf Ihre Antwort",
        "Ein Fall in der Moderation ist überfällig",
    }
