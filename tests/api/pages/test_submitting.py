"""Handing in an idea without scripts: J1 from typing to the receipt."""

import pytest

from api.pages import submitting
from api.security.identification import KnownPeople
from domain.ports import LogUnavailable, VaultUnavailable
from tests.api.pages.village import SLUG, Village, Visits

FORM = f"/de/p/{SLUG}/submit"
IDEA = {"title": "Rufbus für Abendtermine", "body": "Nach 19 Uhr fährt hier nichts mehr."}


async def test_a_citizen_gets_a_receipt_and_a_promise(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    field = village.field(process_id)
    village.place(process_id, "07231", "Landkreis")
    village.place(process_id, "072315006", "Thalfang", "07231")
    ana = visits.by("ana")
    page = await ana.open(FORM)
    form = page.form("/submit")
    where = {"territory": "072315006", "latitude": "49,75", "longitude": "6,99"}
    done = await ana.send(form, {**IDEA, **where, "field": str(field)})
    assert done.path.endswith("?done=submitted")
    assert "Ihre Nummer: B-2023-0001" in done.text
    assert "entscheidet bis 20. Juni 2023 um 16:00 Uhr" in done.text
    assert "Rufbus für Abendtermine" in done.text
    assert "Lage: 49,75 Grad Nord, 6,99 Grad Ost" in done.text
    assert "Thalfang" in done.text
    assert "Mobilität" in done.text


async def test_sending_the_form_twice_hands_in_once(village: Village, visits: Visits) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    first = await ana.send(form, IDEA)
    again = await ana.send(form, IDEA)
    assert again.path == first.path
    assert (await ana.open("/de/me")).text.count("B-2023-") == 1


async def test_what_is_wrong_is_said_at_once_and_all_that_was_typed_stays(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    title = "  Zwei  Leerzeichen  " + "x" * 120
    page = await ana.send(form, {"title": title, "body": " ", "latitude": "Nord"}, 400)
    assert page.title.startswith("Fehler")
    assert "Bitte prüfen Sie 4 Angaben" in page.text
    assert "höchstens 120 sind möglich" in page.text
    assert "Beschreiben Sie Ihre Idee" in page.text
    assert "Der Breitengrad ist eine Zahl" in page.text
    typed = page.form("/submit").fields
    assert (typed["title"], typed["latitude"]) == (title, "Nord")


@pytest.mark.parametrize(("field", "value"), [("field", "nix"), ("territory", "07")])
async def test_only_fields_and_places_of_the_process_can_be_chosen(
    village: Village, visits: Visits, field: str, value: str
) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    page = await ana.send(form, {**IDEA, field: value}, 400)
    assert "aus der Liste" in page.text


async def test_similar_ideas_are_offered_before_a_second_one_is_made(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    village.published(process_id, "ben")
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    assert ("intent", "similar") in form.buttons
    page = await ana.send(form, {"title": "Rufbus am Abend", "intent": "similar"})
    assert "B-2023-0001" in page.text
    assert page.form("/submit").fields["title"] == "Rufbus am Abend"
    token = {"_csrf_token": form.fields["_csrf_token"]}
    fragment = await ana.post(f"/de/p/{SLUG}/similar", {**token, "text": "Rufbus am Abend"}, 200)
    assert "B-2023-0001" in fragment.text
    assert "<html" not in fragment.html
    nothing = await ana.post(f"/de/p/{SLUG}/similar", {**token, "text": "Ru"}, 200)
    assert "Keine ähnliche Idee" in nothing.text


async def test_no_address_holds_what_somebody_is_typing(village: Village, visits: Visits) -> None:
    village.open_process()
    page = await visits.by("ana").open(FORM)
    assert f'hx-post="/de/p/{SLUG}/similar"' in page.html
    assert "hx-get" not in page.html
    await visits.by("ana").open(f"/de/p/{SLUG}/similar?text=Rufbus", 405)


async def test_without_an_account_the_page_says_how_to_get_in(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    page = await visits.by().open(FORM)
    assert not page.has_form("/submit")
    assert f"/de/sign-in?next=/de/p/{SLUG}/submit" in page.links
    entry = await visits.by().post(FORM, {"title": "Rufbus"})
    assert entry.path.startswith("/de/sign-in")


async def test_what_was_typed_is_shown_when_the_session_is_over(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    village.parts.sessions.end(village.session("ana").token)
    page = await ana.send(form, {**IDEA, "body": "<b>Nach 19 Uhr</b> fährt hier nichts mehr."}, 401)
    assert "Sie sind nicht mehr angemeldet" in page.text
    assert "&lt;b&gt;Nach 19 Uhr&lt;/b&gt; fährt hier nichts mehr." in page.html
    assert IDEA["title"] in page.html
    assert str(form.fields["_csrf_token"]) not in page.html
    assert any(link.startswith("/de/sign-in?next=") for link in page.links)


async def test_what_was_typed_is_shown_while_the_log_is_away(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise LogUnavailable

    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    monkeypatch.setattr(submitting, "submit_proposal", away)
    page = await ana.send(form, {**IDEA, "body": "<b>Nach 19 Uhr</b> fährt hier nichts mehr."}, 503)
    assert "Gerade geht es nicht" in page.text
    assert "&lt;b&gt;Nach 19 Uhr&lt;/b&gt; fährt hier nichts mehr." in page.html
    assert str(form.fields["_csrf_token"]) not in page.html
    assert not any("/sign-in" in link for link in page.links)


async def test_what_was_typed_is_shown_while_nobody_can_be_recognised(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise VaultUnavailable

    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    with monkeypatch.context() as outage:
        outage.setattr(KnownPeople, "recall", lambda *_: None)
        outage.setattr(KnownPeople, "find", away)
        page = await ana.send(form, IDEA, 503)
    assert "Gerade geht es nicht" in page.text
    assert IDEA["title"] in page.html
    assert IDEA["body"] in page.html
    assert "Ihre Nummer: B-2023-0001" in (await ana.send(form, IDEA)).text


async def test_after_the_phase_there_is_no_form_and_a_forged_request_is_refused(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    village.later(days=28)
    page = await ana.open(FORM)
    assert not page.has_form("/submit")
    assert "Gerade können keine Ideen eingereicht werden" in page.text
    refused = await ana.send(form, IDEA, 409)
    assert "Diese Phase ist beendet" in refused.text
    assert "liegt als Entwurf auf Ihrer Seite" in refused.text
    assert IDEA["title"] in (await ana.open("/de/me")).text


async def test_staff_without_a_citizens_part_cannot_submit(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    auditor = visits.by("auditor")
    assert "Es wurde nichts gespeichert" in (await auditor.open(FORM, 403)).text
    token = {"_csrf_token": village.session("auditor").csrf}
    refused = await auditor.post(FORM, {**token, **IDEA}, 403)
    assert "Es wurde nichts gespeichert" in refused.text


async def test_a_form_without_its_token_is_refused(village: Village, visits: Visits) -> None:
    village.open_process()
    refused = await visits.by("ana").post(FORM, IDEA, 403)
    assert "Diese Seite war nicht mehr aktuell" in refused.text
    assert IDEA["body"] in refused.html
    assert "Noch keine Idee" in (await visits.by("ana").open("/de/me")).text


async def test_drafts_are_kept_shown_and_deleted(village: Village, visits: Visits) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    saved = await ana.send(form, {"title": "Halb fertig", "intent": "draft"})
    assert saved.path.startswith("/de/drafts/")
    draft = saved.form("/submit")
    assert draft.fields["title"] == "Halb fertig"
    again = await ana.send(draft, {"body": "Jetzt ganz.", "intent": "draft"})
    assert again.path == saved.path
    await visits.by("ben").open(saved.path.partition("?")[0], 404)
    mine = await ana.open("/de/me")
    assert "Halb fertig" in mine.text
    gone = await ana.send(mine.form(saved.path.removeprefix("/de").partition("?")[0]))
    assert "Der Entwurf ist gelöscht" in gone.text
    assert "Halb fertig" not in gone.text.replace("Der Entwurf ist gelöscht", "")


async def test_a_hundred_drafts_a_day_are_enough(village: Village, visits: Visits) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    for _ in range(100):
        village.parts.allowances.spend("drafts", village.person("ana"))
    title = "Noch ein Entwurf zum Busverkehr am Abend"
    page = await ana.send(form, {"title": title, "intent": "draft"}, 429)
    assert title in page.text
    assert "Meine Entwürfe" not in (await ana.open("/de/me")).text
    assert (await ana.send(form, IDEA)).path.startswith("/de/ideas/")


async def test_a_draft_that_was_handed_in_is_gone(village: Village, visits: Visits) -> None:
    village.open_process()
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    draft = (await ana.send(form, {**IDEA, "intent": "draft"})).form("/submit")
    await ana.send(draft)
    assert "Meine Entwürfe" not in (await ana.open("/de/me")).text


async def test_links_are_read_before_they_are_published(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    ana = visits.by("ana")
    form = (await ana.open(FORM)).form("/submit")
    plain = await ana.send(form, IDEA)
    assert "Veröffentlicht" in plain.text
    form = (await ana.open(FORM)).form("/submit")
    offer = {"title": "Angebot", "body": "Mehr auf www.beispiel.example"}
    linked = await ana.send(form, offer)
    assert "Eingereicht" in linked.text
