"""The data protection officer sees erasures, terms and staff reads, and nothing else."""

from datetime import timedelta

import msgspec

from api.keeping import KEEP
from domain.reads import Wanted
from domain.use_cases.erasing import Wish
from tests.api.pages.test_text_erasures import WHY, answered, carry_out, grounds, proposed
from tests.api.pages.village import Village, Visits

DESK = "/de/data-protection"


def asks_for_erasure(village: Village, name: str, wish: Wish) -> None:
    """Note what somebody wants, as the page of erasures does."""
    village.parts.identity.erasures.ask(
        village.person(name),
        wish=msgspec.json.encode(wish),
        ground="request",
        language="de",
        at=village.now,
        due=village.now + timedelta(hours=72),
    )


async def test_she_sees_what_waits_and_never_who(village: Village, visits: Visits) -> None:
    village.open_process()
    desk = visits.by("privacy")
    empty = await desk.open(DESK)
    assert "Zurzeit hat niemand eine Löschung verlangt" in empty.text
    assert "In dieser Zeit wurde nichts gelöscht" in empty.text
    asks_for_erasure(village, "ana", Wish(account=True, texts="all"))
    waiting = await desk.open(DESK)
    assert "Konto, alle Texte Wunsch der Person" in waiting.text
    assert "wartet noch" in waiting.text
    assert "ana@" not in waiting.html
    assert str(village.person("ana")) not in waiting.html
    village.later(hours=73)
    assert "wird ausgeführt" in (await desk.open(DESK)).text


async def test_she_sees_every_term_and_what_is_over_it(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    ana = village.person("ana")
    village.parts.identity.drafts.save(village.new_id(), ana, process_id, b"{}", village.now)
    village.later(days=366)
    page = await visits.by("privacy").open(DESK)
    assert page.html.count('scope="row"') == len(KEEP)
    assert "Entwürfe 365 Tage 1" in page.text
    assert "Sicherungen des Tresors 30 Tage 0" in page.text


async def test_she_is_the_second_person_for_an_erasure(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    officer = visits.by("privacy")
    assert await officer.status(f"/de/erasures/{idea}") == 404
    await proposed(visits, idea)
    assert "1 Text wartet auf eine zweite Person" in (await officer.open(DESK)).text
    [link] = [each for each in (await officer.open("/de/erasures")).links if str(idea) in each]
    seen = await officer.open(link)
    assert WHY in seen.text
    await answered(village, visits, "privacy", idea)
    assert set(grounds(village)) == {"legal"}
    assert carry_out(village) == 1
    done = await officer.open(DESK)
    assert "Rechtlicher Grund – 2" in done.text
    rows = village.parts.reads.page(Wanted(kind="text_to_erase"))
    assert {row.role for row in rows} == {"office", "privacy"}


async def test_she_cannot_propose_one(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    fields = {"_csrf_token": village.session("privacy").csrf, "ground": "legal", "reason": WHY}
    await visits.by("privacy").post(f"/de/erasures/{idea}", fields, 403)
    assert village.parts.identity.text_erasures.find(idea) is None


async def test_she_reads_who_read_personal_data(village: Village, visits: Visits) -> None:
    await visits.by("admin").open("/de/staff")
    officer = visits.by("privacy")
    desk = await officer.open(DESK)
    assert "die Kette hält" in desk.text
    assert "Technische Verwaltung" in (await officer.open("/de/audit/reads")).text


async def test_an_officer_of_one_process_sees_what_is_proposed_there(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    village.person("paula")
    village.grant("paula", "privacy", "gemeinsam")
    await proposed(visits, idea)
    paula = visits.by("paula")
    assert await paula.status(DESK) == 403
    assert await paula.status("/de/audit/reads") == 403
    assert str(idea) in (await paula.open("/de/erasures")).html


async def test_the_role_is_granted_on_the_page_of_roles(village: Village, visits: Visits) -> None:
    admin = visits.by("admin")
    page = await admin.open("/de/staff")
    fields = {"email": "nora@beispiel.example", "role": "privacy", "until": "2023-12-31"}
    await admin.send(page.form("/staff/grant"), fields)
    assert "Verlangte Löschungen" in (await visits.by("nora").open(DESK)).text
