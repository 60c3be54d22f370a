"""Paper intake on pages (J2): typed in, compared by somebody else, printed, followed."""

from datetime import date
from uuid import UUID

from tests.api.pages.plain_browser import Page, PlainBrowser
from tests.api.pages.village import SLUG, Village, Visits

NEW = f"/de/p/{SLUG}/papers/new"
SHEET = {
    "received_on": "2023-06-16",
    "title": "Bänke am Moselufer",
    "body": "Wer alt ist, muss sich ausruhen können.",
}


async def recorded(clerk: PlainBrowser) -> Page:
    """Type a sheet in, and return its page."""
    return await clerk.send((await clerk.open(NEW)).form("/papers/new"), SHEET)


def place(page: Page) -> str:
    """Return the address of a page without its notice."""
    return page.path.partition("?")[0]


def a_village_with_clerks(village: Village) -> None:
    village.open_process(moderation="post")
    for name in ("caro", "dora"):
        village.grant(name, "clerk")


async def test_a_sheet_reaches_the_moderators_after_a_second_clerk(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    caro, dora = visits.by("caro"), visits.by("dora")
    page = await recorded(caro)
    assert "Der Bogen ist erfasst." in page.text
    assert "Bogen B-2023-0001" in page.text
    assert not page.has_form("/confirmation")
    assert "von Ihnen: bestätigt jemand anderes" in (await caro.open("/de/papers")).text
    assert "bitte vergleichen" in (await dora.open("/de/papers")).text
    compared = await dora.open(page.path)
    done = await dora.send(compared.form("/confirmation"))
    assert "Die Idee liegt jetzt bei der Moderation" in done.text
    desk = await visits.by("moderator").open("/de/moderation")
    assert "Bänke am Moselufer" in desk.text
    assert "Papier" in desk.text
    again = await visits.by("caro").open("/de/papers")
    assert "Nichts wartet" in again.text
    assert "Bestätigt" in again.text


async def test_the_idea_has_its_day_and_no_name(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    page = await recorded(visits.by("caro"))
    dora = visits.by("dora")
    await dora.send((await dora.open(page.path)).form("/confirmation"))
    moderator = visits.by("moderator")
    desk = await moderator.open("/de/moderation")
    [case] = [link for link in desk.links if "/moderation/cases/" in link]
    claimed = await moderator.send((await moderator.open(case)).form("/claim"))
    await moderator.send(claimed.form("/decision"), {"outcome": "publish"})
    idea = await visits.by().open("/i/B-2023-0001")
    assert "Bänke am Moselufer" in idea.text
    assert "eingegangen am 16. Juni 2023" in idea.text
    assert "Papier" in idea.text


async def test_the_receipt_has_number_and_short_address(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    caro = visits.by("caro")
    page = await recorded(caro)
    receipt = await caro.open(f"{place(page)}/receipt")
    assert "B-2023-0001" in receipt.text
    assert "gemeinsam.example/i/B-2023-0001" in receipt.text
    assert "16. Juni 2023" in receipt.text
    assert "Jemand vergleicht noch die Abschrift" in receipt.text
    dora = visits.by("dora")
    await dora.send((await dora.open(page.path)).form("/confirmation"))
    assert "abgetippt und verglichen" in (await caro.open(f"{place(page)}/receipt?x=1")).text


async def test_what_is_missing_is_said_and_what_was_typed_stays(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    caro = visits.by("caro")
    form = (await caro.open(NEW)).form("/papers/new")
    page = await caro.send(form, {"title": "Bänke", "received_on": "irgendwann"}, 400)
    assert "Geben Sie an, wann der Bogen eingegangen ist." in page.text
    assert "Beschreiben Sie Ihre Idee" in page.text
    assert page.form("/papers/new").fields["title"] == "Bänke"
    late = await caro.send(form, {**SHEET, "received_on": "2023-06-20"}, 400)
    assert late.form("/papers/new").fields["body"] == SHEET["body"]
    assert date(2023, 6, 20) > village.now.date()


async def test_who_corrects_it_does_not_confirm_it(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    caro, dora = visits.by("caro"), visits.by("dora")
    page = await recorded(caro)
    confirmation = (await dora.open(place(page))).form("/confirmation")
    correction = (await dora.open(f"{place(page)}/correction")).form("/correction")
    assert correction.fields["title"] == SHEET["title"]
    empty = await dora.send(correction, {"body": " "}, 400)
    assert "Beschreiben Sie Ihre Idee" in empty.text
    changed = await dora.send(correction, {"title": "Bänke am Ufer"})
    assert "Bänke am Ufer" in changed.text
    assert not changed.has_form("/confirmation")
    refused = await dora.send(confirmation, {}, 409)
    assert "Die eigene Abschrift kann man nicht selbst bestätigen" in refused.text
    assert (await caro.open(page.path)).has_form("/confirmation")


async def test_a_sheet_is_set_aside_for_a_reason(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    caro = visits.by("caro")
    page = await recorded(caro)
    form = page.form("/aside")
    missing = await caro.send(form, {"reason": ""}, 400)
    assert "Wählen Sie einen Grund aus der Liste." in missing.text
    done = await caro.send(form, {"reason": "duplicate"})
    assert "Der Bogen ist schon erfasst" in done.text
    assert not done.has_form("/aside")


async def test_a_clerk_of_another_process_sees_nothing(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    village.open_process("nebenan")
    page = await recorded(visits.by("caro"))
    village.grant("emil", "clerk", "nebenan")
    emil = visits.by("emil")
    assert await emil.status(page.path) == 404
    assert await emil.status(NEW) == 403
    assert "Bänke am Moselufer" not in (await emil.open("/de/papers")).text


async def test_a_transcript_typed_anew_is_not_confirmed_unread(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    caro, dora = visits.by("caro"), visits.by("dora")
    page = await recorded(caro)
    compared = (await dora.open(place(page))).form("/confirmation")
    again = (await caro.open(f"{place(page)}/correction")).form("/correction")
    await caro.send(again, {"body": "Das steht auf keinem Bogen."})
    refused = await dora.send(compared, {}, 409)
    assert "Das wurde geändert, seit Sie es geöffnet haben" in refused.text
    paper_id = UUID(place(page).rpartition("/")[2])
    assert village.history(paper_id)[-1] == "PaperTranscribed"
    await dora.send((await dora.open(f"{place(page)}?later")).form("/confirmation"))
    assert village.history(paper_id)[-1] == "TranscriptConfirmed"
