"""Signing in and out, one's own page, and the demo's conveniences."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.pages import demo_cast
from tests.api.installation import account
from tests.api.pages.village import Village, Visits, a_village, visits_to

ADDRESS = {"email": "neu@beispiel.example"}


def mailed_link(village: Village) -> str:
    """Return the path of the link in the newest mail."""
    village.parts.posting.send_waiting()
    assert village.parts.outbox is not None
    text = village.parts.outbox.mails()[0].text
    [link] = [word for word in text.split() if "/sign-in/" in word]
    return "/" + link.split("/", 3)[3]


async def test_a_new_person_signs_in_by_mail_and_goes_where_they_wanted(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    browser = visits.by()
    page = await browser.open("/de/sign-in?next=/de/p/gemeinsam/submit")
    sent = await browser.send(page.form("/sign-in"), ADDRESS)
    assert "10 Minuten und genau einmal" in sent.text
    link = mailed_link(village)
    arrival = await browser.open(link)
    assert "Ich bin 16 Jahre oder älter" in arrival.text
    form = next(form for form in arrival.forms if "/sign-in/" in form.action)
    young = await browser.send(form, {}, 400)
    assert "16 Jahre oder älter" in young.text
    inside = await browser.send(form, {"of_age": "yes"})
    assert inside.path == "/de/p/gemeinsam/submit?done=signed_in"
    assert inside.has_form("/submit")
    used = await visits.by().send(form, {"of_age": "yes"}, 410)
    assert "Dieser Link gilt nicht mehr" in used.text


async def test_the_answer_is_the_same_for_known_and_unknown_addresses(
    village: Village, visits: Visits
) -> None:
    account(village.parts, "bekannt@beispiel.example")
    known, unknown = visits.by(), visits.by()
    form = (await known.open("/de/sign-in")).form("/sign-in")
    one = await known.send(form, {"email": "bekannt@beispiel.example"})
    other = await unknown.send(form, {"email": "unbekannt@beispiel.example"})
    assert (one.path, one.html) == (other.path, other.html)


async def test_an_odd_address_comes_back(visits: Visits) -> None:
    browser = visits.by()
    form = (await browser.open("/de/sign-in")).form("/sign-in")
    page = await browser.send(form, {"email": "keine Adresse"}, 400)
    assert "Das ist keine E-Mail-Adresse" in page.text
    assert page.form("/sign-in").fields["email"] == "keine Adresse"


async def test_an_old_link_is_void(village: Village, visits: Visits) -> None:
    browser = visits.by()
    form = (await browser.open("/de/sign-in")).form("/sign-in")
    await browser.send(form, ADDRESS)
    link = mailed_link(village)
    village.later(minutes=11)
    await browser.open(link, 410)
    await browser.open("/de/sign-in/geraten", 410)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil", "x"])
async def test_the_way_on_never_leads_elsewhere(
    village: Village, visits: Visits, elsewhere: str
) -> None:
    account(village.parts, ADDRESS["email"])
    browser = visits.by()
    form = (await browser.open("/de/sign-in")).form("/sign-in")
    await browser.send(form, {**ADDRESS, "next": elsewhere})
    arrival = await browser.open(mailed_link(village))
    form = next(form for form in arrival.forms if "/sign-in/" in form.action)
    page = await browser.send(form, {"next": elsewhere})
    assert page.path == "/de/me?done=signed_in"


async def test_signing_out_ends_the_session(village: Village, visits: Visits) -> None:
    ana = visits.by("ana")
    page = await ana.open("/de/me")
    out = await ana.send(page.form("/sign-out"))
    assert "Sie sind abgemeldet" in out.text
    assert (await ana.open("/de/me")).path.startswith("/de/sign-in")


async def test_another_device_is_signed_out_from_here(village: Village, visits: Visits) -> None:
    ana = visits.by("ana")
    village.parts.identity.sessions.start(
        village.person("ana"), staff=False, user_agent="Safari on iPhone", at=village.now
    )
    page = await ana.open("/de/me")
    gone = await ana.send(page.form("/me/sessions/end"))
    assert "Die Anmeldung auf dem anderen Gerät ist beendet" in gone.text
    assert not gone.has_form("/me/sessions/end")


async def test_a_program_loses_its_access_at_once(village: Village, visits: Visits) -> None:
    tokens = village.parts.tokens
    ana = village.person("ana")
    lost = tokens.issue(ana, label="Auswertung", at=village.now)
    kept = tokens.issue(ana, label="Zweites Skript", at=village.now)
    bens = tokens.issue(village.person("ben"), label="Bens Skript", at=village.now)
    [of_ben] = tokens.of(village.person("ben"))
    browser = visits.by("ana")
    page = await browser.open("/de/me")
    assert "Bens Skript" not in page.text
    assert not [token for token in (lost, kept, bens) if token in page.html]
    named = {each.label: each.id for each in tokens.of(ana)}
    forms = [form for form in page.forms if form.action.endswith("/me/tokens/end")]
    [ending] = [form for form in forms if form.fields["token"] == named["Auswertung"]]
    assert tokens.find(lost) == ana
    done = await browser.send(ending)
    assert "Der Zugang ist beendet" in done.text
    assert (tokens.find(lost), tokens.find(kept)) == (None, ana)
    await browser.send(ending, {"token": of_ben.id})
    assert tokens.find(bens) == village.person("ben")


async def test_my_page_shows_ideas_answers_and_what_comes_next(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.submit(village.process_id).id
    village.comment(idea, "ben")
    ben = visits.by("ben")
    await ben.send((await ben.open(f"/de/ideas/{idea}")).form("/support"))
    bens = await ben.open("/de/me")
    assert "Rufbus am Abend" in bens.text
    assert "Das brauchen wir." in bens.text
    anas = await visits.by("ana").open("/de/me")
    assert "Andere können die Idee unterstützen" in anas.text
    assert "1 Unterstützung" in anas.text
    assert "Noch nichts unterstützt" in anas.text
    assert "a…@beispiel.example" in anas.text
    assert (await visits.by().open("/de/me")).path == "/de/sign-in?next=/de/me"


@pytest.fixture
async def demo(folder: Path) -> AsyncIterator[tuple[Village, Visits]]:
    """Serve a demo, with the first of its cast."""
    with a_village(folder, demo=True) as village:
        first = demo_cast.roles()[0]
        account(village.parts, demo_cast.email_of(first.role, first.name) or "", name=first.name)
        async with visits_to(village) as visits:
            yield village, visits


async def test_the_demo_signs_in_with_one_click(demo: tuple[Village, Visits]) -> None:
    _, visits = demo
    browser = visits.by()
    page = await browser.open("/de/sign-in")
    first = demo_cast.roles()[0]
    form = next(form for form in page.forms if form.fields.get("name") == first.name)
    inside = await browser.send(form)
    assert inside.path == "/de/me?done=signed_in"
    assert first.name in inside.text
    await browser.post("/de/demo/sign-in", {"role": "admin", "name": "Niemand"}, 403)
    await visits.by().post("/de/demo/sign-in", {"role": "admin", "name": "Niemand"}, 404)


async def test_the_demo_keeps_its_mails(demo: tuple[Village, Visits]) -> None:
    village, visits = demo
    browser = visits.by()
    assert "Noch keine E-Mails" in (await browser.open("/de/demo/outbox")).text
    await browser.send((await browser.open("/de/sign-in")).form("/de/sign-in"), ADDRESS)
    village.parts.posting.send_waiting()
    outbox = await browser.open("/de/demo/outbox")
    [mail] = [link for link in outbox.links if link.startswith("/de/demo/outbox/")]
    shown = await browser.open(mail)
    assert any("/sign-in/" in link for link in shown.links)
    await browser.open("/de/demo/outbox/nix", 404)


async def test_a_real_installation_knows_no_demo(village: Village, visits: Visits) -> None:
    browser = visits.by()
    page = await browser.open("/de/sign-in")
    assert not page.has_form("/demo/sign-in")
    await browser.open("/de/demo/outbox", 404)
    first = demo_cast.roles()[0]
    await browser.post("/de/demo/sign-in", {"role": first.role, "name": first.name}, 404)
