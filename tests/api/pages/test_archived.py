"""What an archived process takes in no more, and what it waits for (I10)."""

import pytest

from domain.codes import ProposalId
from domain.moderation import appeal_until, case_id_of
from domain.papers import PaperId
from domain.strategies import ProcessIsArchived
from domain.use_cases import configuring, transcribing
from domain.use_cases.contributing import Text, edit_proposal
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import publishing
from domain.use_cases.transcribing import PaperState
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.town import answer

TEXT = Text(title="Bänke am Moselufer", body="Wer alt ist, muss sich ausruhen können.")
ARCHIVE = f"/de/p/{SLUG}/office/archive"


def typed_in(village: Village) -> PaperId:
    """Let a clerk type in a sheet that came today."""
    clerk, today = village.as_("caro", "clerk"), village.now.date()
    args = (village.platform, clerk, village.process_id, today, TEXT)
    return answer(transcribing.record_paper(*args), PaperState).id


def archived(village: Village) -> None:
    """Close the process and archive it."""
    platform, office = village.platform, village.as_("office")
    publishing.archive(
        platform, office, village.process_id, "Vorbei.", unanswered=0, undecided=0, uncompared=0
    )


async def test_the_archive_waits_for_sheets_that_nobody_has_compared(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    sheet = typed_in(village)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    office = visits.by("office")
    page = await office.open(ARCHIVE)
    assert "1 Bogen wartet auf den zweiten Blick" in page.text
    assert not page.has_form("/archive")
    about = (await office.open(f"/de/p/{SLUG}/office/about")).form("/about")
    token = {"_csrf_token": about.fields["_csrf_token"]}
    refused = await office.post(ARCHIVE, {**token, "reason": "Alles getan."}, 409)
    assert "Noch nicht alle Bögen sind verglichen" in refused.text
    transcribing.set_aside(village.platform, village.as_("caro"), sheet, "duplicate")
    page = await office.open(ARCHIVE)
    assert page.has_form("/archive")


async def test_who_archives_learns_until_when_people_may_appeal(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    idea = village.submit(process_id, "ana").id
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    why = "Der Text nennt einen Nachbarn mit Namen."
    verdict = Verdict(outcome="reject", rules=("HR04",), explanation=why)
    village.decide(case_id_of(idea, 1), verdict)
    last = appeal_until(village.now)
    office = visits.by("office")
    page = await office.open(ARCHIVE)
    assert page.has_form("/archive")
    assert "können Menschen noch widersprechen" in page.text
    assert f"Bis zum {last.day}. " in page.text
    village.later(days=(last - village.now.date()).days)
    assert "noch widersprechen" in (await visits.by("office").open(ARCHIVE)).text
    village.later(days=1)
    assert "noch widersprechen" not in (await visits.by("office").open(ARCHIVE)).text


def test_nothing_comes_in_on_paper_that_nobody_could_answer(village: Village) -> None:
    process_id, phase_id = village.open_process()
    sheet = typed_in(village)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    archived(village)
    with pytest.raises(ProcessIsArchived):
        typed_in(village)
    with pytest.raises(ProcessIsArchived):
        transcribing.confirm_transcript(village.platform, village.as_("dora", "clerk"), sheet)


OFFICE_PAGES = ("measures", "plans", "mission", "gaps", "labs", "workshops", "funding")


async def offered(visits: Visits) -> dict[str, list[str]]:
    """Return what the pages of a process lead its office to change."""
    office, found = visits.by("office"), dict[str, list[str]]()
    for name in OFFICE_PAGES:
        page = await office.open(f"/de/p/{SLUG}/{name}")
        found[name] = [link for link in page.links if link.endswith(("/new", "/edit"))]
        posted = [form.action for form in page.forms if form.method.lower() == "post"]
        found[name] += [action for action in posted if f"/p/{SLUG}/" in action]
    return found


async def test_nothing_is_offered_that_an_archived_process_refuses(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    assert [name for name, ways in (await offered(visits)).items() if not ways] == []
    archived(village)
    assert {name: ways for name, ways in (await offered(visits)).items() if ways} == {}


async def test_who_got_an_idea_back_is_not_asked_to_revise_it_for_an_archive(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    idea = village.submit(process_id, "ana").id
    why = "Der Text nennt einen Nachbarn mit Namen."
    verdict = Verdict(outcome="return", rules=("HR04",), explanation=why)
    village.decide(case_id_of(idea, 1), verdict)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    ana = visits.by("ana")
    page = await ana.open(f"/de/ideas/{idea}")
    assert f"/de/ideas/{idea}/edit" in page.links
    assert "Überarbeiten Sie ihn" in page.text
    assert "Bitte überarbeiten" in (await ana.open("/de/me")).text
    archived(village)
    page = await ana.open(f"/de/ideas/{idea}")
    assert f"/de/ideas/{idea}/edit" not in page.links
    assert "Überarbeiten Sie ihn" not in page.text
    assert "Bitte überarbeiten" not in (await ana.open("/de/me")).text


def test_what_was_returned_is_not_handed_in_again(village: Village) -> None:
    process_id, phase_id = village.open_process()
    idea: ProposalId = village.submit(process_id, "ana").id
    why = "Der Text nennt einen Nachbarn mit Namen."
    returned = Verdict(outcome="return", rules=("HR04",), explanation=why)
    village.decide(case_id_of(idea, 1), returned)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    edit_proposal(village.platform, village.as_("ana"), idea, TEXT, None)
    village.decide(case_id_of(idea, 2), returned)
    archived(village)
    with pytest.raises(ProcessIsArchived):
        edit_proposal(village.platform, village.as_("ana"), idea, TEXT, None)
