"""Setting up a process on pages: opened, described, its places, fields and phases."""

from datetime import timedelta

from api.pages.office.opening import suggested
from domain.processes import process_id_of
from tests.api.pages.plain_browser import Form, Page
from tests.api.pages.village import SLUG, Village, Visits

HERE = f"/de/p/{SLUG}/office"
NEW = {
    "title": "Täglich.Digital: Ideen für den Kreis",
    "summary": "Was soll einfacher werden?",
    "place": "Landkreis Beispiel",
    "key": "07231",
    "question": "opinion",
}


async def test_a_process_is_opened_with_its_area(visits: Visits) -> None:
    office = visits.by("office")
    form = (await office.open("/de/office/new")).form("/office/new")
    for missing in ("title", "summary", "key"):
        wrong = await office.send(form, {**NEW, missing: " "}, 400)
        assert wrong.form("/office/new").fields["place"] == NEW["place"]
    wrong = await office.send(form, {**NEW, "slug": "Straße 1"}, 400)
    assert "Erlaubt sind kleine Buchstaben" in wrong.text
    opened = await office.send(form, NEW)
    assert opened.path.startswith("/de/p/taeglich-digital/office")
    assert "Dem Verfahren fehlt noch: Beschreibung , Handlungsfelder , Phasen" in opened.text
    public = await visits.by().open("/de/p/taeglich-digital")
    assert "Landkreis Beispiel" in public.text
    again = await office.send(form, {**NEW, "command_id": "another"}, 400)
    assert "Dieses Verfahren ist schon eröffnet" in again.text


async def test_the_office_of_one_process_opens_no_other(village: Village, visits: Visits) -> None:
    village.open_process()
    village.open_process("anderes")
    village.grant("paul", "office", SLUG)
    paul = visits.by("paul")
    listed = await paul.open("/de/office")
    assert f"/de/p/{SLUG}/office" in listed.links
    assert "/de/p/anderes/office" not in listed.links
    assert "/de/office/new" not in listed.links
    await paul.open("/de/office/new", 403)
    await paul.open("/de/p/anderes/office/fields", 403)
    assert await paul.answer("/de/p/anderes/office/fields", {"names": "Mobilität"}) == 403


async def test_a_process_says_who_leads_it(village: Village, visits: Visits) -> None:
    village.open_process()
    office = visits.by("office")
    form = (await office.open(f"{HERE}/about")).form("/about")
    assert form.fields["title"] == "Gemeinsam"
    said = {"title": "Gemeinsam.Digital", "lead": "Projektbüro, Zimmer 12", "contractors": "A\nB"}
    wrong = await office.send(form, {**said, "summary": ""}, 400)
    assert wrong.form("/about").fields["lead"] == said["lead"]
    await office.send(form, said)
    public = await visits.by().open(f"/de/p/{SLUG}")
    assert "Projektleitung Projektbüro, Zimmer 12" in public.text
    assert "Begleitet von A, B" in public.text
    assert public.title.startswith("Das Verfahren – Gemeinsam.Digital")


async def test_places_lie_in_one_another(village: Village, visits: Visits) -> None:
    village.open_process()
    office = visits.by("office")
    form = (await office.open(f"{HERE}/places")).form("/places")
    await office.send(form, {"name": "Landkreis", "key": "07231"})
    form = (await office.open(f"{HERE}/places")).form("/places")
    assert form.fields["parent"] == "07231"
    for wrong in ({"key": "viele"}, {"key": "07231"}, {"key": "07", "parent": "99"}):
        await office.send(form, {"name": "Thalfang", "key": "07231134", **wrong}, 400)
    done = await office.send(form, {"name": "Thalfang", "key": "07231134"})
    assert "Landkreis 07231 Thalfang 07231134" in done.text


async def test_twelve_fields_are_added_at_once_and_keep_their_names(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    office = visits.by("office")
    form = (await office.open(f"{HERE}/fields")).form("/fields")
    await office.send(form, {"names": "\n"}, 400)
    await office.send(form, {"names": "\n".join(["Feld"] * 21)}, 400)
    await office.send(form, {"names": "Mobilität: Bus\n: ohne Namen"}, 400)
    names = ["Verkehr: Bus, Rad und Wege", *(f"Feld {number}" for number in range(2, 13))]
    done = await office.send(form, {"names": "\n".join(names)})
    assert "12 Handlungsfelder" in done.text
    assert "Verkehr Bus, Rad und Wege" in done.text


async def test_a_renamed_or_merged_field_is_found_by_its_old_name(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    roads, traffic = village.field(process_id, "Straßen"), village.field(process_id, "Verkehr")
    office = visits.by("office")
    page = await office.open(f"{HERE}/fields")
    rename = page.form(f"/fields/{traffic}/name")
    wrong = await office.send(rename, {"name": "Mobilität", "reason": ""}, 400)
    assert wrong.form(f"/fields/{traffic}/name").fields["name"] == "Mobilität"
    await office.send(rename, {"name": "Mobilität", "reason": "Verständlicher"})
    merge = (await office.open(f"{HERE}/fields")).form("/fields/merge")
    await office.send(merge, {"from_field": str(traffic), "into": ""}, 400)
    circle = await office.send(merge, {"from_field": str(traffic), "into": str(traffic)}, 400)
    assert "nicht mit sich selbst" in circle.text
    done = await office.send(merge, {"from_field": str(roads), "into": str(traffic)})
    assert "1 Handlungsfeld" in done.text
    assert "Verkehr ( Verständlicher )" in done.text
    reader = visits.by()
    for old in ("verkehr", "Straße"):
        found = await reader.open(f"/de/p/{SLUG}/ideas?q={old}")
        assert "heißt heute Mobilität" in found.text, old
        assert any(f"field={traffic}" in link for link in found.links)
    other = await reader.open(f"/de/p/{SLUG}/ideas?q=Wasser")
    assert "heißt heute" not in other.text


async def test_a_phase_is_announced_opened_extended_and_closed(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    office = visits.by("office")
    form = (await office.open(f"{HERE}/phases")).form("/office/phases")
    today = village.now.date()
    phase: dict[str, str | list[str]] = {
        "title": "Leitbild besprechen",
        "kind": "mission",
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=10)).isoformat(),
        "features": ["comment", "support"],
        "negotiable": "Die Ziele",
    }
    backwards = {"ends": (today - timedelta(days=2)).isoformat()}
    wrong = await office.send(form, {**phase, **backwards}, 400)
    assert "Das Ende der Phase liegt vor ihrem Anfang" in wrong.text
    assert wrong.form("/office/phases").fields["features"] == ["comment", "support"]
    announced = await office.send(form, phase)
    assert "Offen ist: Die Ziele" in announced.text
    opened = await office.send(announced.form("/opening"))
    assert not opened.has_form("/opening")
    extend = _last(opened, "/extension")
    earlier = await office.send(extend, {"until": today.isoformat(), "reason": "Ferien"}, 400)
    assert "muss später enden" in earlier.text
    later = (today + timedelta(days=20)).isoformat()
    await office.send(extend, {"until": later, "reason": ""}, 400)
    extended = await office.send(extend, {"until": later, "reason": "Wegen der Ferien"})
    assert "Wegen der Ferien" in extended.text
    closed = await office.send(_last(extended, "/closing"))
    assert "Die Phase ist beendet." in closed.text


def _last(page: Page, ending: str) -> Form:
    return [form for form in page.forms if form.action.endswith(ending)][-1]


async def test_two_persons_reopen_a_phase(village: Village, visits: Visits) -> None:
    _, phase_id = village.open_process()
    village.person("olga", "office")
    village.person("otto", "office")
    olga, otto = visits.by("olga"), visits.by("otto")
    page = await olga.open(f"{HERE}/phases")
    page = await olga.send(page.form(f"{phase_id}/closing"))
    form = page.form(f"{phase_id}/reopening")
    until = (village.now.date() + timedelta(days=5)).isoformat()
    await olga.send(form, {"until": "2020-01-01", "reason": "Sturm"}, 400)
    waiting = await olga.send(form, {"until": until, "reason": "Sturm"})
    assert "Eine zweite Person aus dem Projektbüro muss zustimmen." in waiting.text
    assert not waiting.has_form("/agreement")
    agreement = f"{HERE}/phases/{phase_id}/agreement"
    alone = {"_csrf_token": form.fields["_csrf_token"]}
    await olga.post(agreement, alone, 409)
    read = await otto.open(f"{HERE}/phases")
    assert not read.has_form(f"{phase_id}/reopening")
    form = (await olga.open(f"{HERE}/phases?later")).form(f"{phase_id}/reopening")
    longer = (village.now.date() + timedelta(days=700)).isoformat()
    await olga.send(form, {"until": longer, "reason": "Zwei Jahre mehr"})
    refused = await otto.send(read.form("/agreement"), {}, 409)
    assert "Das wurde geändert, seit Sie es geöffnet haben" in refused.text
    form = (await olga.open(f"{HERE}/phases?again")).form(f"{phase_id}/reopening")
    await olga.send(form, {"until": until, "reason": "Sturm"})
    seen = await otto.open(f"{HERE}/phases?later")
    done = await otto.send(seen.form("/agreement"))
    assert "Die Phase läuft wieder." in done.text
    assert "Sturm" in (await visits.by().open(f"/de/p/{SLUG}")).text
    await otto.post(agreement, {"_csrf_token": seen.form("/agreement").fields["_csrf_token"]}, 409)


def test_the_slug_of_a_title_is_plain() -> None:
    assert suggested("Größe für Wittlich: Ideen") == "groesse-fuer-wittlich"
    assert process_id_of(suggested("Élan 2030")) == process_id_of("elan-2030")
