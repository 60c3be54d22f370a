"""The inventory on pages: found, reported, accepted or refused, classified, recommended."""

from datetime import timedelta

from projections import processes
from tests.api.pages.village import SLUG, Village, Visits

LIST = f"/de/p/{SLUG}/inventory"
REPORT = f"{LIST}/report"
DESK = f"{LIST}/desk"
GAPS = f"/de/p/{SLUG}/gaps"
BUS = {"title": "Rufbus im Hunsrück", "status": "running", "owner_kind": "company"}


def a_village_with_an_office(village: Village) -> None:
    village.open_process()
    village.field(village.process_id)


async def recorded(visits: Visits, **changes: str) -> None:
    """Let the office record something."""
    office = visits.by("office")
    form = (await office.open(f"{LIST}/new")).form("/inventory/new")
    await office.send(form, {**BUS, **changes})


async def test_planned_and_running_are_told_apart_and_companies_marked(
    village: Village, visits: Visits
) -> None:
    a_village_with_an_office(village)
    await recorded(visits)
    await recorded(visits, title="Fahrplan-App", status="planned", owner_kind="administration")
    reader = visits.by()
    everything = await reader.open(LIST)
    assert "2 Einträge" in everything.text
    assert "Unternehmen" in everything.text
    planned = await reader.open(f"{LIST}?status=planned")
    assert "Fahrplan-App" in planned.text
    assert "Rufbus im Hunsrück" not in planned.text
    found = await reader.open(f"{LIST}?q=hunsrück&owner=company&status=running")
    assert "Rufbus im Hunsrück" in found.text
    assert "1 von 2 Einträgen" in found.text


async def test_a_report_is_public_once_the_office_accepts_it(
    village: Village, visits: Visits
) -> None:
    a_village_with_an_office(village)
    ana, office = visits.by("ana"), visits.by("office")
    form = (await ana.open(REPORT)).form("/inventory/report")
    missing = await ana.send(form, {**BUS, "title": " "}, 400)
    assert "Sagen Sie in wenigen Worten, wie es heißt." in missing.text
    wrong = await ana.send(form, {**BUS, "starts": "2024-02-01", "ends": "2024-01-01"}, 400)
    assert wrong.form("/inventory/report").fields["title"] == BUS["title"]
    done = await ana.send(form, BUS)
    assert "Danke für Ihre Meldung." in done.text
    assert "Rufbus im Hunsrück" not in done.text
    desk = await office.open(DESK)
    assert "1 Meldung wartet" in desk.text
    accepted = await office.send(desk.form("/acceptance"))
    assert "Die Meldung steht jetzt im Bestand." in accepted.text
    assert "Rufbus im Hunsrück" in (await visits.by().open(LIST)).text


async def test_a_report_is_cleaned_and_no_novel(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    ana = visits.by("ana")
    form = (await ana.open(REPORT)).form("/inventory/report")
    long = {"text": "o" * 5001, "owner": "o" * 501, "link": "https://" + "o" * 493}
    wrong = await ana.send(form, {**BUS, **long}, 400)
    assert "Das sind 5001 Zeichen, höchstens 5000 sind möglich." in wrong.text
    assert wrong.text.count("Das sind 501 Zeichen, höchstens 500 sind möglich.") >= 2
    odd = {"title": " Bus\u202e am\x07 Abend ", "owner": "Ort\nsgemeinde"}
    await ana.send(form, {**BUS, **odd})
    desk = await visits.by("office").open(DESK)
    assert "Bus am Abend" in desk.text
    assert "\u202e" not in desk.html


async def test_a_refused_report_is_never_public(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    ana, office = visits.by("ana"), visits.by("office")
    await ana.send((await ana.open(REPORT)).form("/inventory/report"), BUS)
    refusal = (await office.open(DESK)).form("/refusal")
    empty = await office.send(refusal, {"reason": " "}, 400)
    assert "warum das nicht in den Bestand gehört" in empty.text
    done = await office.send(refusal, {"reason": "Den Bus gibt es nicht mehr."})
    assert "Es wartet keine Meldung." in done.text
    assert "Rufbus im Hunsrück" not in (await visits.by().open(LIST)).text
    assert await visits.by().status(refusal.action.removesuffix("/refusal")) == 404


async def test_classifying_takes_one_row(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    await recorded(visits)
    office = visits.by("office")
    desk = await office.open(DESK)
    form = desk.form("/classification")
    missing = await office.send(form, {"maturity": "3"}, 400)
    assert "Wählen Sie Handlungsfeld und Reifegrad." in missing.text
    with village.parts.read_models.snapshot() as snapshot:
        [field] = processes.fields(snapshot, village.process_id)
    done = await office.send(form, {"field": str(field.field_id), "maturity": "3"})
    assert "Alles ist eingeordnet." in done.text
    item = await visits.by().open(form.action.removesuffix("/classification"))
    assert "3: an einigen Orten im Einsatz" in item.text
    assert "Bestandseintrag eingeordnet" in item.text


async def test_a_change_says_why_and_keeps_what_was(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    await recorded(visits)
    office = visits.by("office")
    desk = await office.open(DESK)
    place = desk.form("/classification").action.removesuffix("/classification")
    form = (await office.open(f"{place}/edit")).form("/edit")
    assert form.fields["title"] == BUS["title"]
    silent = await office.send(form, {"title": "Rufbus überall"}, 400)
    assert "Sagen Sie, was sich geändert hat." in silent.text
    done = await office.send(form, {"title": "Rufbus überall", "reason": "Er fährt nun überall."})
    assert "Er fährt nun überall." in done.text
    assert "Rufbus im Hunsrück" in done.text


async def test_gaps_are_listed_with_what_became_of_them(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    office = visits.by("office")
    form = (await office.open(GAPS)).form("/recommendations")
    empty = await office.send(form, {"gap": " "}, 400)
    assert "Sagen Sie, was fehlt." in empty.text
    listed = await office.send(form, {"gap": "Kein Bus.", "text": "Einen Bus bestellen."})
    assert "Kein Bus." in (await visits.by().open(GAPS)).text
    dropped = await office.send(listed.form("/drop"), {"reason": "Das Land macht es selbst."})
    assert "Das Land macht es selbst." in dropped.text
    assert not dropped.has_form("/drop")


async def test_a_recommendation_becomes_a_measure_and_both_lead_to_each_other(
    village: Village, visits: Visits
) -> None:
    """R09: the draft keeps the link both ways."""
    a_village_with_an_office(village)
    office = visits.by("office")
    advice = {"gap": "Kein Bus.", "text": "Einen Bus bestellen."}
    with village.parts.read_models.snapshot() as snapshot:
        [field] = processes.fields(snapshot, village.process_id)
    form = (await office.open(GAPS)).form("/recommendations")
    listed = await office.send(form, {**advice, "field": str(field.field_id)})
    [draft] = [link for link in listed.links if "/measures/new?advice=" in link]
    made = (await office.open(draft)).form("/measures/new")
    assert made.fields["summary"] == "Einen Bus bestellen."
    desk = await office.send(made, {"title": "Rufbus"})
    measure = desk.path.partition("/office")[0]
    page = await visits.by().open(measure)
    assert "Aus einer Empfehlung: Kein Bus." in page.text
    [back] = {link for link in page.links if "/gaps#advice-" in link}
    public = await visits.by().open(back.partition("#")[0])
    assert "Daraus wurde M-01 Rufbus" in public.text
    assert measure in public.links


async def test_who_reported_sees_what_became_of_it(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    ana, office = visits.by("ana"), visits.by("office")
    await ana.send((await ana.open(REPORT)).form("/inventory/report"), BUS)
    assert "wartet auf Prüfung" in (await ana.open("/de/me")).text
    refusal = (await office.open(DESK)).form("/refusal")
    await office.send(refusal, {"reason": "Den Bus gibt es nicht mehr."})
    assert "Den Bus gibt es nicht mehr." in (await ana.open("/de/me")).text
    assert "Rufbus im Hunsrück" not in (await visits.by("ben").open("/de/me")).text


async def test_the_list_looks_back(village: Village, visits: Visits) -> None:
    a_village_with_an_office(village)
    village.later(days=1)
    await recorded(visits)
    reader = visits.by()
    assert "1 Eintrag" in (await reader.open(LIST)).text
    before = await reader.open(f"{LIST}?as_of={(village.now - timedelta(days=1)).date()}")
    assert "Rufbus im Hunsrück" not in before.text
