"""Authors are told by mail what became of their texts, once, in their language."""

from datetime import timedelta
from typing import get_args

import pytest

from api.mail_texts import composed
from api.notifying import Notifying
from api.ports import StoredMail
from api.wiring import Parts
from domain.codes import ProposalId, Subject
from domain.measures import Source
from domain.moderation import case_id_of
from domain.people import PersonRef, ProcessId
from domain.use_cases import commenting, merging
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import deciding
from projections.outbox.rows import NoticeKind
from tests.api.installation import CatchingUp, Clock, account
from tests.use_cases.strategy.county import a_county
from tests.use_cases.town import Town

WHY = "Der Text enthält die Telefonnummer einer dritten Person."


class Away:
    """A mail server that is away, or never takes the mail."""

    def __init__(self, error: type[Exception]) -> None:
        self.error = error
        self.tried = 0

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        self.tried += 1
        raise self.error


class Desk:
    """A town with one process, whose authors have mailboxes."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        self.parts = parts
        self.clock = clock
        self.town = Town(parts.log, parts.vault)
        clock.now = self.town.now
        ana = account(parts, "ana@example.org")
        self.town._people["ana"] = ana.person  # noqa: SLF001 - the town knows her by an account of hers
        self.process_id: ProcessId = self.town.open_process()[0]

    def notifying(self, mailer: object = None) -> Notifying:
        """Return the sender of notices."""
        return Notifying(
            read_models=CatchingUp(self.parts),
            deliveries=self.parts.deliveries,
            vault=self.parts.vault,
            texts=self.parts.texts,
            accounts=self.parts.identity.accounts,
            mailer=mailer or self.parts.mailer,  # type: ignore[arg-type]  # a mailer of these tests
            base_url="https://gemeinsam.example",
            clock=self.clock,
        )

    def mails(self) -> list[StoredMail]:
        """Return what was sent, the oldest first."""
        assert self.parts.outbox is not None
        return sorted(self.parts.outbox.mails(), key=lambda mail: mail.sent_at)


@pytest.fixture
def desk(parts: Parts, clock: Clock) -> Desk:
    return Desk(parts, clock)


def test_the_author_hears_that_an_idea_arrived_and_is_published(desk: Desk) -> None:
    desk.town.published(desk.process_id)
    desk.notifying().send_pending()
    received, published = desk.mails()
    assert {received.to, published.to} == {"ana@example.org"}
    assert received.subject == "Ihre Idee ist angekommen"
    assert published.subject == "Ihre Idee ist veröffentlicht"
    assert "https://gemeinsam.example/de/ideas/" in published.text
    [receipt] = {line for line in received.text.splitlines() if line.startswith("Nummer der Idee")}
    assert receipt in published.text
    assert len(receipt) > len("Nummer der Idee: ")


def test_a_rejection_names_reasons_rules_and_the_way_to_appeal(desk: Desk) -> None:
    proposal_id = desk.town.submit(desk.process_id).id
    verdict = Verdict(outcome="reject", rules=("HR05",), explanation=WHY)
    desk.town.decide(case_id_of(proposal_id, 1), verdict)
    desk.notifying().send_pending()
    rejected = desk.mails()[-1]
    assert rejected.subject == "Ihre Idee wird nicht veröffentlicht"
    assert WHY in rejected.text
    assert "HR05" in rejected.text
    assert "widersprechen" in rejected.text
    assert "Anlass: Die Moderation liest neue Beiträge. Entschieden hat ein Mensch" in rejected.text
    assert "Gerichten" in rejected.text


def test_the_author_is_told_whether_a_report_was_the_cause(desk: Desk) -> None:
    proposal_id = desk.town.published(desk.process_id)
    report(desk, proposal_id, account(desk.parts, "ben@example.org").person)
    verdict = Verdict(outcome="hide", rules=("HR04",), explanation=WHY)
    desk.town.decide(case_id_of(proposal_id, 2), verdict)
    desk.notifying().send_pending()
    [hidden] = [mail for mail in desk.mails() if mail.subject == "Ihre Idee wurde ausgeblendet"]
    assert "Anlass: eine Meldung. Entschieden hat ein Mensch, kein Programm." in hidden.text
    assert "ben@example.org" not in hidden.text


def test_the_author_hears_what_the_council_made_of_a_measure(desk: Desk) -> None:
    county = a_county(desk.town, desk.process_id)
    idea = desk.town.published(desk.process_id)
    measure_id = county.measure(Source("proposal", idea, "whole"))
    desk.notifying().send_pending()
    before = len(desk.mails())
    decision_id = county.adopted(measure_id)
    desk.notifying().send_pending()
    assert len(desk.mails()) == before  # it is confirmed, but not yet published
    deciding.publish(county.platform, county.secretary, desk.process_id, decision_id)
    for _ in range(2):
        desk.notifying().send_pending()
    [told] = desk.mails()[before:]
    assert told.to == "ana@example.org"
    assert told.subject == "Ihre Idee ist Teil einer beschlossenen Maßnahme"
    assert f"/de/ideas/{idea}" in told.text


def test_a_reporter_hears_what_was_decided_and_nothing_of_the_reasons(desk: Desk) -> None:
    proposal_id = desk.town.published(desk.process_id)
    ben = account(desk.parts, "ben@example.org")
    report(desk, proposal_id, ben.person)
    verdict = Verdict(outcome="hide", rules=("HR04",), explanation=WHY)
    desk.town.decide(case_id_of(proposal_id, 2), verdict)
    desk.notifying().send_pending()
    (told,) = (mail for mail in desk.mails() if mail.to == "ben@example.org")
    assert told.subject == "Ihre Meldung ist geprüft"
    assert "Der Beitrag ist ausgeblendet." in told.text
    assert "Persönliche Daten anderer" in told.text
    assert WHY not in told.text


def test_an_erased_reporter_is_told_nothing(desk: Desk) -> None:
    proposal_id = desk.town.published(desk.process_id)
    ben = account(desk.parts, "ben@example.org")
    report(desk, proposal_id, ben.person)
    desk.parts.vault.erase_person(ben.person)
    desk.town.decide(case_id_of(proposal_id, 2), Verdict(outcome="no_action"))
    desk.notifying().send_pending()
    assert {mail.to for mail in desk.mails()} == {"ana@example.org"}


def report(desk: Desk, proposal_id: ProposalId, person: PersonRef) -> None:
    """Let somebody say that an idea breaks a rule."""
    subject = Subject("proposal", proposal_id)
    commenting.report(desk.town.platform, desk.town.asking(person), subject, "HR01", None)


def test_nothing_is_told_twice(desk: Desk) -> None:
    desk.town.published(desk.process_id)
    notifying = desk.notifying()
    assert notifying.send_pending() == 2
    assert notifying.send_pending() == 0
    assert desk.notifying().send_pending() == 0
    assert len(desk.mails()) == 2


def test_a_rebuild_sends_nothing_again(desk: Desk) -> None:
    desk.town.published(desk.process_id)
    desk.notifying().send_pending()
    desk.parts.runner.rebuild()
    assert desk.notifying().send_pending() == 0


def test_a_mail_that_could_not_leave_is_tried_again_later(desk: Desk) -> None:
    desk.town.submit(desk.process_id)
    away = Away(ConnectionError)
    desk.notifying(away).send_pending()
    desk.notifying(away).send_pending()
    assert away.tried == 1
    assert desk.mails() == []
    desk.clock.advance(timedelta(minutes=1))
    desk.notifying().send_pending()
    assert [mail.subject for mail in desk.mails()] == ["Ihre Idee ist angekommen"]


def test_a_mail_that_is_refused_for_good_is_given_up(desk: Desk) -> None:
    desk.town.submit(desk.process_id)
    desk.notifying(Away(ValueError)).send_pending()
    desk.clock.advance(timedelta(days=7))
    assert desk.notifying().send_pending() == 0


def test_the_author_hears_that_a_merge_was_undone(desk: Desk) -> None:
    town = desk.town
    bench, bus = town.published(desk.process_id, "ben"), town.published(desk.process_id)
    milo = town.as_("milo", "moderator")
    merging.merge_proposals(town.platform, milo, bus, bench, "Beides sind Bänke.")
    merging.unmerge_proposal(town.platform, milo, bus, "Die andere meint einen Bus.")
    desk.notifying().send_pending()
    *_, merged, undone = desk.mails()
    assert merged.subject == "Ihre Idee geht in einer anderen weiter"
    assert (undone.to, undone.subject) == ("ana@example.org", "Ihre Idee steht wieder für sich")
    assert "Die andere meint einen Bus." in undone.text
    assert f"https://gemeinsam.example/de/ideas/{bus}" in undone.text


def test_who_has_no_mailbox_is_not_told(desk: Desk) -> None:
    desk.town.submit(desk.process_id, name="ben")
    assert desk.notifying().send_pending() == 1
    assert desk.mails() == []


def test_a_stop_is_heeded_between_two_mails(desk: Desk) -> None:
    desk.town.published(desk.process_id)
    assert desk.notifying().send_pending(lambda: True) == 0
    assert desk.notifying().send_pending() == 2


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", get_args(NoticeKind))
@pytest.mark.parametrize("comment", [False, True])
def test_there_is_a_text_for_every_notice(kind: str, language: str, *, comment: bool) -> None:
    facts = {
        "comment": comment,
        "link": "LINK",
        "mine": "MINE",
        "rules": "HR05",
        "rules_page": "RULES",
        "text": WHY,
        "quoted": "die Stelle",
        "ruling": "upheld",
        "outcome": "hide",
        "rule_names": "Werbung",
        "until": "",
        "appeal_until": "",
        "site": "SITE",
        "number": None if comment else "B-2023-0007",
    }
    subject, text = composed(kind, language, facts)  # type: ignore[arg-type]  # one of two
    assert subject
    assert "\n" not in subject
    assert "{" not in subject + text
    assert "LINK" in text or "MINE" in text
    assert text.startswith("Guten Tag," if language == "de" else "Hello,")
    assert ("B-2023-0007" in text) == (not comment and kind != "suspended")
    assert "None" not in text
