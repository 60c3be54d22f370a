"""People have their account or texts erased, think better of it, and take a copy away."""

import asyncio
import io
import zipfile
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from adapters.mail import OutboxMailer
from api.page_cache.cache import FRESH
from api.running import erasing_of
from domain.codes import ProposalId
from domain.use_cases import supporting
from tests.api.pages.plain_browser import Page
from tests.api.pages.village import Village, Visits


def idea_of_ana(village: Village) -> ProposalId:
    """Let Ana have an idea public, a comment and a vote."""
    process_id, _ = village.open_process()
    hers, his = village.published(process_id, "ana"), village.published(process_id, "ben")
    supporting.give_support(village.platform, village.as_("ana"), his)
    village.comment(his, "ana", "Da wohne ich selbst.")
    return hers


async def asked(visits: Visits, what: str, status: int = 200) -> Page:
    """Let Ana ask for an erasure; return the page she ends on."""
    browser = visits.by("ana")
    page = await browser.open("/de/me/erasure")
    return await browser.send(page.form("/me/erasure"), {"what": what}, status)


def mails(village: Village, subject: str) -> list[str]:
    village.parts.posting.send_waiting()
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    return [mail.text for mail in mailer.mails() if mail.subject == subject]


async def test_the_page_says_first_what_happens(village: Village, visits: Visits) -> None:
    idea_of_ana(village)
    page = await visits.by("ana").open("/de/me/erasure")
    assert page.text.index("Kein zweites Mal abstimmen") < page.text.index("Was soll gelöscht")
    assert "Es geht um eine Stimme" in page.text
    assert "72 Stunden" in page.text


async def test_an_old_session_is_not_enough(village: Village, visits: Visits) -> None:
    idea_of_ana(village)
    village.session("ana")
    village.later(minutes=16)
    browser = visits.by("ana")
    page = await browser.open("/de/me/erasure")
    assert not page.has_form("/me/erasure")
    sent = await browser.send(page.form("/me/erasure/sign-in"))
    assert sent.path == "/de/sign-in/sent"
    [mail] = mails(village, "Ihre Anmeldung bei Gemeinsam")
    assert "next=/de/me/erasure" in mail
    export = await browser.open("/de/me/export")
    assert not export.has_form("/me/export/download")


@pytest.mark.parametrize("what", ["", "texts", "account-some"])
async def test_nothing_is_noted_until_it_is_clear_what(
    village: Village, visits: Visits, what: str
) -> None:
    idea_of_ana(village)
    await asked(visits, what, 400)
    assert village.parts.identity.erasures.of(village.person("ana")) is None


async def test_one_text_alone_can_be_chosen(village: Village, visits: Visits) -> None:
    idea = idea_of_ana(village)
    browser = visits.by("ana")
    form = (await browser.open("/de/me/erasure")).form("/me/erasure")
    noted = await browser.send(form, {"what": "account-some", "subject": str(idea)})
    assert noted.path.startswith("/de/erasure/")
    erasure = village.parts.identity.erasures.of(village.person("ana"))
    assert erasure is not None
    assert str(idea).encode() in erasure.wish


async def test_asking_thinking_better_of_it_and_asking_again(
    village: Village, visits: Visits
) -> None:
    idea_of_ana(village)
    page = await asked(visits, "account-texts")
    assert page.path.startswith("/de/erasure/")
    assert "löschen wir Ihr Konto" in page.text
    [mail] = mails(village, "Ihr Konto wird gelöscht")
    assert page.path.split("?")[0] in mail
    anybody = visits.by()
    seen = await anybody.open(page.path.split("?")[0])
    cancelled = await anybody.send(seen.form("/cancel"), status=404)
    assert "Hier ist nichts vorgemerkt" in cancelled.text
    assert len(mails(village, "Es wird nichts gelöscht")) == 1
    village.later(hours=80)
    assert erasing_of(village.parts).carry_out_due() == 0


async def test_name_and_texts_are_gone_from_every_page(village: Village, visits: Visits) -> None:
    idea = idea_of_ana(village)
    visitor = visits.by()
    before = await visitor.open(f"/de/ideas/{idea}")
    assert "Rufbus am Abend" in before.text
    page = await asked(visits, "account-texts")
    state = page.path.split("?")[0]
    village.later(hours=73)
    assert erasing_of(village.parts).carry_out_due() == 1
    await asyncio.sleep(FRESH)  # For so long kept pages are given out whatever happens.
    after = await visitor.open(f"/de/ideas/{idea}")
    assert "Nach 19 Uhr" not in after.html
    assert "gelöschtes Konto" in after.text
    feed = await visitor.open("/de/p/gemeinsam/ideas?q=Rufbus")
    assert f"/ideas/{idea}" not in feed.html
    done = await visitor.open(state)
    assert "Ihr Konto gibt es nicht mehr" in done.text
    text = await visitor.open(f"{state}/proof.txt")
    assert "Gelöschte Texte: 3" in text.html
    proof = msgspec.json.decode((await visitor.open(f"{state}/proof.json")).html)
    assert len(proof["texts"]) == 3
    signed_in = await visits.by("ana").open("/de/me")
    assert signed_in.path.startswith("/de/sign-in")


async def test_the_name_goes_from_pages_that_are_kept_although_no_event_says_so(
    village: Village, visits: Visits
) -> None:
    idea = idea_of_ana(village)
    visitor = visits.by()
    page = await asked(visits, "account")
    assert page.status == 200
    village.later(hours=73)
    before = await visitor.open(f"/de/ideas/{idea}")
    assert "gelöschtes Konto" not in before.text
    head = village.log.head().position
    assert erasing_of(village.parts).carry_out_due() == 1
    assert village.log.head().position == head
    await asyncio.sleep(FRESH)  # For so long kept pages are given out whatever happens.
    after = await visitor.open(f"/de/ideas/{idea}")
    assert "gelöschtes Konto" in after.text
    assert "Nach 19 Uhr" in after.html


async def test_staff_are_told_that_their_role_ends_first(village: Village, visits: Visits) -> None:
    village.person("moderator")
    page = await visits.by("moderator").open("/de/me/erasure")
    assert "Ihre Rollen enden zuerst" in page.text


async def test_the_copy_holds_everything_of_one_person(village: Village, visits: Visits) -> None:
    idea = idea_of_ana(village)
    browser = visits.by("ana")
    page = await browser.open("/de/me/export")
    form = page.form("/me/export/download")
    response = await browser.download(form)
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["cache-control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    data = msgspec.json.decode(archive.read("data.json"))
    assert data["account"]["email"] == "ana@beispiel.example"
    kinds = {each["kind"] for each in data["contributions"]}
    assert kinds == {"proposal", "comment"}
    [hers] = [each for each in data["contributions"] if each["id"] == str(idea)]
    assert hers["history"][0]["texts"]["title"] == "Rufbus am Abend"
    [answer] = data["answers"]
    assert answer["says"] == "support"
    assert "ben@" not in archive.read("data.json").decode()
    html = archive.read("data.html").decode()
    assert "Rufbus am Abend" in html
    assert "Da wohne ich selbst." in html


async def test_the_copy_says_which_receipts_are_forgotten(village: Village, visits: Visits) -> None:
    idea_of_ana(village)
    browser = visits.by("ana")
    form = (await browser.open("/de/me/export")).form("/me/export/download")
    first = copied(await browser.download(form))
    [kept] = first["answers"]
    number = kept["voter_number"]
    assert (kept["receipt"], len(number), first["forgotten_receipts"]) == ("kept", 36, [])
    receipt = await browser.open(f"/de/ideas/{kept['proposal']}/receipt")
    await browser.send(receipt.form("/forget"))
    download = await browser.download(form)
    data = copied(download)
    [answer] = data["answers"]
    assert (answer["says"], answer["receipt"], answer["voter_number"]) == (
        "support",
        "forgotten",
        None,
    )
    assert data["forgotten_receipts"] == [kept["proposal"]]
    html = zipfile.ZipFile(io.BytesIO(download.content)).read("data.html").decode()
    assert "die Quittung ist vergessen" in html
    assert number not in html + str(data)


def copied(response: httpx.Response) -> dict[str, Any]:
    """Return what programs read of a copy."""
    content = zipfile.ZipFile(io.BytesIO(response.content)).read("data.json")
    data: dict[str, Any] = msgspec.json.decode(content)
    return data


async def test_my_page_survives_the_end_of_the_ballot_pepper(
    village: Village, visits: Visits
) -> None:
    idea_of_ana(village)
    village.parts.vault.destroy_ballot_pepper(village.process_id)
    page = await visits.by("ana").open("/de/me")
    assert page.status == 200
    export = await visits.by("ana").open("/de/me/erasure")
    assert "Es geht um" not in export.text


def test_the_delay_can_be_configured(village: Village) -> None:
    assert village.parts.settings.erasure_delay == timedelta(hours=72)
