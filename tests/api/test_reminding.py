"""Moderators hear once a working morning what is overdue where they moderate (P2)."""

from datetime import UTC, datetime, timedelta

import pytest

from api.ports import StoredMail
from api.reminding import Reminding
from api.wiring import Parts
from domain.moderation import case_id_of
from domain.people import ProcessId
from domain.use_cases import accounts
from domain.use_cases.moderating import Verdict
from tests.api.installation import CatchingUp, Clock, account
from tests.domain.cast import on
from tests.use_cases.town import Town

WEDNESDAY_MORNING = datetime(2023, 6, 21, 5, 30, tzinfo=UTC)  # 7:30 in Berlin


class Office:
    """A town with one process and a moderator who has a mailbox."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        self.parts = parts
        self.clock = clock
        self.town = Town(parts.log, parts.vault)
        clock.now = self.town.now
        self.process_id: ProcessId = self.town.open_process()[0]
        self.other_id: ProcessId = self.town.open_process("nebenan")[0]
        account(parts, "milo@example.org", "moderator", process=self.process_id)

    def reminding(self) -> Reminding:
        """Return what a leader that has just begun would remind with."""
        return Reminding(
            read_models=CatchingUp(self.parts),
            deliveries=self.parts.deliveries,
            vault=self.parts.vault,
            days=self.parts.platform.days,
            accounts=self.parts.identity.accounts,
            mailer=self.parts.mailer,
            base_url="https://gemeinsam.example",
            clock=self.clock,
        )

    def remind_at(self, moment: datetime) -> int:
        self.clock.now = moment
        return self.reminding().remind()

    def mails(self) -> list[StoredMail]:
        """Return what was sent, the oldest first."""
        assert self.parts.outbox is not None
        return sorted(self.parts.outbox.mails(), key=lambda mail: mail.sent_at)


@pytest.fixture
def office(parts: Parts, clock: Clock) -> Office:
    return Office(parts, clock)


def test_the_mail_says_how_many_since_when_and_where(office: Office) -> None:
    office.town.submit(office.process_id)
    office.town.later(days=1)
    office.town.submit(office.process_id, name="ben")
    office.remind_at(WEDNESDAY_MORNING + timedelta(days=1))
    (mail,) = office.mails()
    assert mail.to == "milo@example.org"
    assert mail.subject == "2 Fälle in der Moderation sind überfällig"
    assert "Der älteste war fällig am 20.06.2023, 16:00 Uhr." in mail.text
    assert "https://gemeinsam.example/de/moderation" in mail.text
    assert "Rufbus" not in mail.text


def test_it_comes_once_a_day_whoever_leads(office: Office) -> None:
    office.town.submit(office.process_id)
    assert office.remind_at(WEDNESDAY_MORNING) == 1
    assert office.remind_at(WEDNESDAY_MORNING + timedelta(hours=1)) == 0
    office.parts.runner.rebuild()
    assert office.remind_at(WEDNESDAY_MORNING + timedelta(hours=2)) == 0
    assert office.remind_at(WEDNESDAY_MORNING + timedelta(days=1)) == 1
    assert [mail.subject for mail in office.mails()] == [
        "Ein Fall in der Moderation ist überfällig"
    ] * 2


@pytest.mark.parametrize(
    "moment",
    [
        WEDNESDAY_MORNING - timedelta(hours=1),
        WEDNESDAY_MORNING + timedelta(hours=5),
        WEDNESDAY_MORNING + timedelta(days=3),
        datetime(2023, 10, 3, 6, 0, tzinfo=UTC),
    ],
    ids=["6:30", "12:30", "saturday", "public holiday"],
)
def test_it_comes_on_working_mornings_only(office: Office, moment: datetime) -> None:
    office.town.submit(office.process_id)
    assert office.remind_at(moment) == 0
    assert office.mails() == []


def test_nothing_overdue_means_no_mail(office: Office) -> None:
    proposal_id = office.town.submit(office.process_id).id
    assert office.remind_at(WEDNESDAY_MORNING - timedelta(days=1)) == 0
    office.town.decide(case_id_of(proposal_id, 1), Verdict(outcome="publish"))
    assert office.remind_at(WEDNESDAY_MORNING) == 0


def test_other_processes_do_not_count(office: Office) -> None:
    office.town.submit(office.other_id)
    assert office.remind_at(WEDNESDAY_MORNING) == 0


def test_who_no_longer_moderates_hears_nothing(office: Office) -> None:
    office.town.submit(office.process_id)
    nora = account(office.parts, "nora@example.org", "moderator")
    assert office.remind_at(WEDNESDAY_MORNING) == 2
    office.town.now = on(22)
    accounts.revoke_role(office.parts.platform, office.town.system(), nora.person, "moderator")
    assert office.remind_at(WEDNESDAY_MORNING + timedelta(days=1)) == 1


def test_an_english_account_is_reminded_in_english(office: Office) -> None:
    office.town.submit(office.process_id)
    ann = office.parts.identity.accounts.register(
        office.town.person("ann", "moderator"),
        email="ann@example.org",
        of_age=True,
        at=office.town.now,
        language="en",
    )
    office.remind_at(WEDNESDAY_MORNING)
    (mail,) = (mail for mail in office.mails() if mail.to == ann.email)
    assert mail.subject == "One moderation case is overdue"
    assert "It was due on 20 June 2023, 16:00." in mail.text
