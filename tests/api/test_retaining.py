"""What has been kept long enough goes, is counted first, and nothing goes too soon."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args
from uuid import UUID

import pytest

from adapters.erasure_list import ErasureEntry
from adapters.mail import OutboxMailer
from api.keeping import KEEP, Kept
from api.retaining import Retaining
from api.running import erasing_of
from api.settings import BadSettings
from api.wiring import retaining_of
from domain import strategies
from domain.codes import Subject
from domain.moderation import AppealDecided, CaseDecided, case_id_of
from domain.people import SYSTEM, PersonRef, ProcessId
from domain.ports import Plain
from domain.strategies import ProcessArchived
from domain.use_cases import (
    commenting,
    configuring,
    contributing,
    moderating,
    scheduling,
    supporting,
    transcribing,
)
from domain.use_cases.carrying_out import carry_out
from domain.use_cases.erasing import transcripts
from domain.use_cases.histories import Histories
from domain.use_cases.transcribing import PaperState
from tests.api.installation import settings
from tests.api.pages.village import Village, a_village
from tests.use_cases.town import answer

DAY = timedelta(days=1)
ROOT = Path(__file__).parents[2]
WHY = "Der Text nennt Namen und Anschrift einer unbeteiligten Person."


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    with a_village(folder) as opened:
        yield opened


def retaining(village: Village) -> Retaining:
    return retaining_of(village.parts)


def let_go(village: Village) -> dict[str, int]:
    """Count first, then let go: both must say the same. Return what went, by name."""
    counted = retaining(village).would_go()
    assert retaining(village).would_go() == counted
    erasing = erasing_of(village.parts)
    gone = retaining(village).let_go(erasing)
    assert gone == counted
    erasing.carry_out_due()
    again = retaining(village).would_go()
    assert all(each.count == 0 for each in again), again
    return {each.what: each.count for each in gone if each.count}


def mails(village: Village, to: str) -> list[str]:
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    return [mail.subject for mail in mailer.mails() if mail.to == to]


def test_an_account_is_warned_twice_and_then_ends(village: Village) -> None:
    village.person("ana")
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    ana = village.person("ana")
    address = "ana@beispiel.example"
    village.later(days=699)
    assert "warnings to their holders" not in let_go(village)
    village.later(days=1)
    assert let_go(village)["warnings to their holders"] >= 1
    assert len(mails(village, address)) == 1
    village.later(days=22)
    let_go(village)
    village.later(days=1)
    let_go(village)
    assert len(mails(village, address)) == 2
    village.later(days=7)
    let_go(village)
    assert village.parts.identity.accounts.by_person(ana) is not None
    village.later(days=1)
    assert let_go(village)["accounts without action"] >= 1
    assert village.parts.identity.accounts.by_email(address) is None
    assert village.vault.owner(idea) is None


def test_whoever_signs_in_after_a_warning_stays(village: Village) -> None:
    ana = village.person("ana")
    village.later(days=701)
    let_go(village)
    village.parts.identity.sessions.start(ana, staff=False, user_agent="", at=village.now)
    village.later(days=60)
    assert let_go(village) == {}
    assert len(mails(village, "ana@beispiel.example")) == 1


def test_an_english_account_reads_of_its_end_in_english(village: Village) -> None:
    village.parts.identity.accounts.register(
        PersonRef(village.parts.new_id()),
        email="ann@example.org",
        of_age=True,
        at=village.now,
        language="en",
    )
    village.later(days=700)
    let_go(village)
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    (mail,) = (mail for mail in mailer.mails() if mail.to == "ann@example.org")
    ends = (village.now + timedelta(days=30)).date()
    assert f"Yours will end on {ends.day} {ends:%B} {ends.year}." in mail.text


def test_old_drafts_go(village: Village) -> None:
    process_id, _ = village.open_process()
    ana = village.person("ana")
    village.parts.identity.drafts.save(village.new_id(), ana, process_id, b"{}", village.now)
    village.later(days=365)
    assert "drafts" not in let_go(village)
    assert len(village.parts.identity.drafts.of(ana)) == 1
    village.later(days=1)
    assert let_go(village)["drafts"] == 1
    assert village.parts.identity.drafts.of(ana) == []


def test_texts_of_reports_go_a_year_after_their_case(village: Village) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    subject = Subject("proposal", idea)
    words = "Passt hier nicht hin."
    commenting.report(village.platform, village.as_("ben"), subject, "HR07", words)
    village.decide(case_id_of(idea, 2), moderating.Verdict(outcome="no_action"))
    village.later(days=365)
    assert "texts of reports" not in let_go(village)
    village.later(days=1)
    assert let_go(village)["texts of reports"] == 1


def test_appeals_and_notes_go_a_year_after_the_end_of_their_case(village: Village) -> None:
    process_id, _ = village.open_process()
    first, second = (village.submit(process_id, name).id for name in ("ana", "ben"))
    verdict = moderating.Verdict(outcome="reject", rules=("HR04",), explanation=WHY)
    for idea in (first, second):
        moderating.add_note(
            village.platform, village.as_("milo", "moderator"), case_id_of(idea, 1), "Vorsicht."
        )
        village.decide(case_id_of(idea, 1), verdict)
    appealed = (village.platform, village.as_("ana"), case_id_of(first, 1))
    moderating.file_appeal(*appealed, "Frau Müller hat zugestimmt.")
    village.later(days=300)
    nora = village.as_("nora", "moderator")
    moderating.claim_case(village.platform, nora, case_id_of(first, 1))
    moderating.decide_appeal(village.platform, nora, case_id_of(first, 1), "upheld", WHY)
    village.later(days=365)
    assert "appeals and notes of cases" not in let_go(village)
    village.later(days=1)
    assert let_go(village)["appeals and notes of cases"] == 2
    reasons = [
        event.explanation
        for event in village.events(case_id_of(first, 1))[-3:]
        if isinstance(event, AppealDecided)
    ]
    assert [*village.parts.texts.open(reasons).values()] == [WHY]
    # Nobody has said yet that the time to appeal in the other case is over.
    scheduling.close_case(village.platform, village.system(), case_id_of(second, 1))
    village.later(days=366)
    assert let_go(village)["appeals and notes of cases"] == 1


def test_rejected_texts_go_half_a_year_after_the_last_appeal(village: Village) -> None:
    process_id, _ = village.open_process()
    rejected = village.submit(process_id, "ana").id
    kept = village.published(process_id, "ana")
    verdict = moderating.Verdict(
        outcome="reject", rules=("HR04",), explanation=WHY, quoted="Frau Müller, Bachstraße 4"
    )
    village.decide(case_id_of(rejected, 1), verdict)
    refs = village.vault.items_of(village.person("ana"))
    village.later(days=184 + 182)
    assert "rejected texts" not in let_go(village)
    village.later(days=4)
    assert let_go(village)["rejected texts"] == 3  # title, body, and what was quoted of it
    assert len(village.parts.texts.open(refs)) == 2
    decided = village.events(case_id_of(rejected, 1))[2]
    assert isinstance(decided, CaseDecided)
    assert decided.explanation is not None
    assert village.parts.texts.open([decided.explanation]) == {decided.explanation: WHY}
    assert village.vault.owner(kept) == village.person("ana")


def test_what_was_typed_in_from_paper_that_was_set_aside_goes(village: Village) -> None:
    process_id, _ = village.open_process()
    text = contributing.Text(title="Lärm", body="Frau Müller aus der Bachstraße 4 ist zu laut.")
    day, clerk = village.now.date(), village.as_("clerk")
    sheets = [
        answer(
            transcribing.record_paper(village.platform, clerk, process_id, day, text), PaperState
        )
        for _ in range(2)
    ]
    aside, waiting = (each.id for each in sheets)
    transcribing.correct_transcript(village.platform, clerk, aside, text)
    transcribing.set_aside(village.platform, clerk, aside, "withdrawn")
    village.later(days=183)
    assert "transcripts of sheets set aside" not in let_go(village)
    village.later(days=1)
    assert let_go(village)["transcripts of sheets set aside"] == 4
    typed = {each: transcripts(village.log, [each])[each] for each in (aside, waiting)}
    village.parts.texts.forget(typed[aside])
    assert village.parts.texts.open(typed[aside]) == {}
    assert len(village.parts.texts.open(typed[waiting])) == 2


def test_the_ballot_pepper_dies_after_the_time_for_objections(village: Village) -> None:
    process_id, phase_id = village.open_process()
    idea = village.published(process_id, "ana")
    supporting.give_support(village.platform, village.as_("ben"), idea)
    receipts, ben = village.parts.identity.receipts, village.person("ben")
    elsewhere = UUID(int=7)
    for question in (idea, elsewhere):
        receipts.forget(ben, question)
    village.later(days=200)
    assert "ballot peppers with their markers" not in let_go(village)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    village.later(days=92)
    assert "ballot peppers with their markers" not in let_go(village)
    village.later(days=1)
    assert receipts.is_forgotten(ben, idea)
    assert let_go(village)["ballot peppers with their markers"] == 1
    assert not village.vault.has_ballot_pepper(process_id)
    # That somebody wanted a receipt forgotten tells that they have voted.
    assert receipts.of(ben) == {elsewhere}


def archive(village: Village, process_id: ProcessId) -> None:
    """Let the log say that a process is archived."""
    [reason] = village.vault.seal([Plain("Es bleibt dabei.", None)])

    def decide(histories: Histories) -> bytes:
        event = ProcessArchived(process_id=process_id, reason=reason.ref, by=SYSTEM)
        histories.add(strategies.history_of(process_id), [event])
        histories.sealed = [reason]
        return b""

    carry_out(village.platform, village.system(), decide)


def test_a_phase_that_never_opened_keeps_no_ballot_pepper_alive(village: Village) -> None:
    process_id, phase_id = village.open_process()
    supporting.give_support(
        village.platform, village.as_("ben"), village.published(process_id, "ana")
    )
    later = configuring.NewPhase(
        kind="measures",
        title="Falls noch etwas kommt",
        starts=village.now + 3650 * DAY,
        ends=village.now + 3660 * DAY,
        level="involve",
    )
    configuring.define_phase(village.platform, village.system(), process_id, later)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    village.later(days=93)
    assert "ballot peppers with their markers" not in let_go(village)  # it may open yet
    archive(village, process_id)
    assert let_go(village)["ballot peppers with their markers"] == 1
    assert not village.vault.has_ballot_pepper(process_id)


def test_the_list_of_erasures_lives_as_long_as_backups_of_the_vault(village: Village) -> None:
    entry = ErasureEntry(at=village.now, person=UUID(int=1), ground="request", refs=())
    village.parts.erasures.note(entry)
    village.later(days=31)
    assert "entries of the list of erasures" not in let_go(village)
    village.later(days=1)
    assert let_go(village)["entries of the list of erasures"] == 1


def test_the_page_of_the_rules_says_what_the_table_says() -> None:
    page = (ROOT / "docs" / "rules" / "retention.md").read_text()
    for name in get_args(Kept):
        assert f"| `KEEP_{name.upper()}` | {KEEP[name].days} days |" in page, name


def test_every_term_can_be_configured(tmp_path: Path) -> None:
    chosen = settings(tmp_path, KEEP_DRAFTS="10 days", ERASURE_DELAY="24 hours")
    assert chosen.keep["drafts"] == 10 * DAY
    assert chosen.erasure_delay == DAY
    assert chosen.keep["reports"] == KEEP["reports"]
    with pytest.raises(BadSettings, match="KEEP_DRAFTS"):
        settings(tmp_path, KEEP_DRAFTS="a while")
