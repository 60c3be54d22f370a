"""J7 on pages: recorded, refused, confirmed by a colleague, corrected, published, repealed."""

from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from domain.codes import MeasureId
from domain.measures import Slot, Source
from domain.use_cases.strategy import deciding, implementing, organising
from tests.api.pages.plain_browser import Page
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import ADOPTED, County, a_county, done

REGISTER = f"/de/p/{SLUG}/decisions"
MINUTES = {
    "result": "unchanged",
    "present": "42",
    "yes": "38",
    "no": "2",
    "abstain": "2",
    "text": "Der Kreistag beschließt die Maßnahme.",
    "conditions": "Bericht nach einem Jahr.",
    "minutes": "Niederschrift vom 19. Juni, Seite 4",
}


def a_council(village: Village) -> tuple[County, MeasureId]:
    county = a_county(village)
    for name in ("saskia", "sven"):
        village.person(name, "secretary")
    return county, county.measure()


LATER = "?later"
"""Visitors get bytes up to a second old; another address is rendered anew."""


def shown(page: Page) -> str:
    """Return the text of a page with single spaces."""
    return " ".join(page.text.split())


async def test_a_vote_to_postpone_is_not_read_as_an_adoption(
    village: Village, visits: Visits
) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    item, saskia, sven = f"/de/council/{decision_id}", visits.by("saskia"), visits.by("sven")
    form = (await saskia.open(item)).form("/record")
    await saskia.send(form, {**MINUTES, "result": "deferred"})
    await sven.send((await sven.open(item)).form("/confirmation"))
    assert county.state(measure_id).status == "deferred"
    page = shown(await visits.by().open(f"/de/decisions/{decision_id}{LATER}"))
    assert "Mehr Ja als Nein: So ist es beschlossen. Enthaltungen zählen nicht mit." in page
    assert "angenommen" not in page.partition("Enthaltungen zählen nicht mit")[0]


async def test_a_vote_is_recorded_confirmed_and_read(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    saskia, sven, anybody = visits.by("saskia"), visits.by("sven"), visits.by()
    item = f"/de/council/{decision_id}"
    assert "Sitzung vorbei" in (await saskia.open("/de/council")).text
    form = (await saskia.open(item)).form("/record")
    refused = await saskia.send(form, {**MINUTES, "yes": "44"}, 400)
    assert "ergeben zusammen 48, anwesend waren aber nur 42" in shown(refused)
    assert refused.form("/record").fields["text"] == MINUTES["text"]
    recorded = await saskia.send(refused.form("/record"), MINUTES)
    assert "Jetzt bestätigt ihn eine zweite Person." in recorded.text
    assert not recorded.has_form("/confirmation")
    assert county.state(measure_id).status == "submitted"
    assert "38" not in (await anybody.open(f"/de/decisions/{decision_id}")).text
    compared = await sven.open(item)
    assert "2023/118 (Demo)" in compared.text
    done = await sven.send(compared.form("/confirmation"))
    assert "bestätigt und wirksam" in done.text
    assert county.state(measure_id).status == "adopted"
    page = shown(await anybody.open(f"/de/decisions/{decision_id}{LATER}"))
    assert "38 Ja sind mehr als 2 Nein: angenommen. Enthaltungen zählen nicht mit." in page
    assert "42 Mitglieder waren anwesend (von 43 Sitzen)" in page
    assert "Genau diese Fassung ist beschlossen." in page
    assert "Bericht nach einem Jahr." in page
    assert "38 Ja, 2 Nein, 2 Enthaltungen" in (await anybody.open(REGISTER)).text


async def test_a_correction_keeps_both_values(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    decision_id = county.adopted(measure_id)
    saskia, sven = visits.by("saskia"), visits.by("sven")
    item = f"/de/council/{decision_id}"
    form = (await saskia.open(item)).form("/correction")
    assert form.fields["yes"] == "38"
    changed = {"yes": "37", "abstain": "3", "reason": "Verzählt.", "minutes": "Seite 4"}
    missing = await saskia.send(form, {**changed, "minutes": ""}, 400)
    assert "Geben Sie die Stelle in der Niederschrift an." in missing.text
    proposed = await saskia.send(form, changed)
    assert not proposed.has_form("/correction/confirmation")
    public = await visits.by().open(f"/de/decisions/{decision_id}")
    assert "Verzählt" not in public.text
    assert "Korrektur prüfen" in (await sven.open("/de/council")).text
    await sven.send((await sven.open(item)).form("/correction/confirmation"))
    page = shown(await visits.by().open(f"/de/decisions/{decision_id}{LATER}"))
    assert "37 Ja sind mehr als 2 Nein" in page
    assert "Ja 38 37" in page
    assert "Enthaltungen 2 3" in page
    assert "Seite 4" in page
    assert county.state(measure_id).status == "adopted"


async def test_what_is_discarded_is_written_anew(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    county.recorded(decision_id, ADOPTED)
    sven = visits.by("sven")
    item = f"/de/council/{decision_id}"
    form = (await sven.open(item)).form("/discard")
    missing = await sven.send(form, {}, 400)
    assert "Schreiben Sie den Grund dazu." in missing.text
    again = await sven.send(form, {"reason": "Falsche Sitzung."})
    assert again.has_form("/record")
    empty = await sven.send(again.form("/record"), {"yes": "viele"}, 400)
    assert "Wählen Sie das Ergebnis." in empty.text
    assert "Geben Sie die Ja-Stimmen als Zahl an." in empty.text
    tie = {**MINUTES, "yes": "20", "no": "20"}
    contradicted = await sven.send(again.form("/record"), tie, 400)
    assert "bei Gleichstand ist abgelehnt" in contradicted.text
    crowd = await sven.send(again.form("/record"), {**MINUTES, "present": "44"}, 400)
    assert "44 Anwesende sind mehr, als das Gremium Sitze hat (43)." in shown(crowd)


async def test_an_item_is_scheduled_and_postponed(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    saskia = visits.by("saskia")
    submitted = county.submit_only(measure_id)
    desk = await saskia.open("/de/council")
    [link] = [each for each in desk.links if str(submitted) in each]
    page = await saskia.open(link)
    form = page.form("/council/new")
    assert form.fields["title"] == "Räume online buchen"
    wrong = await saskia.send(form, {"number": "sieben", "url": "http://x"}, 400)
    assert "Geben Sie den Tag der Sitzung an." in wrong.text
    assert "Geben Sie die Nummer so an: 7 oder 7.1." in wrong.text
    later = (village.now + timedelta(days=30)).date().isoformat()
    typed = {
        "number": "7.1",
        "session": later,
        "reference": "2023/118",
        "url": "https://rat.example/1",
    }
    done = await saskia.send(form, typed)
    assert "Der Punkt steht auf der Tagesordnung." in done.text
    assert "Kommende Sitzungen" in done.text
    item = await saskia.open(f"/de/council/{submitted}")
    assert not item.has_form("/record")
    put_off = await saskia.send(item.form("/postponement"), {"reason": "Zu voll.", "to": ""})
    assert "noch ohne Termin" in put_off.text
    public = await visits.by().open(f"/de/decisions/{submitted}")
    assert "Zu voll." in public.text
    # The office is not left with a measure that no council will ever see.
    desk = await visits.by("olga").open(f"/de/measures/{measure_id}/office")
    assert desk.has_form("?act=submit")


async def test_another_body_decides_only_if_the_secretary_says_so(
    village: Village, visits: Visits
) -> None:
    county, measure_id = a_council(village)
    committee = organising.NewBody(name="Kreisausschuss", kind="committee", seats=12)
    other = done(
        organising.define_body(county.platform, county.office, county.process_id, committee)
    )
    saskia = visits.by("saskia")
    submitted = county.submit_only(measure_id)
    form = (await saskia.open(f"/de/p/{SLUG}/council/new?decision={submitted}")).form("/new")
    assert "elsewhere" not in form.fields
    typed = {"number": "7", "session": village.now.date().isoformat(), "body": str(other)}
    asked = await saskia.send(form, typed, 400)
    assert "Vorgelegt ist die Maßnahme einem anderen Gremium." in asked.text
    assert "#elsewhere" in asked.links
    assert village.history(submitted) == []
    scheduled = await saskia.send(asked.form("/council/new"), {"elsewhere": "yes"})
    assert "Der Punkt steht auf der Tagesordnung." in scheduled.text
    assert "Kreisausschuss" in (await visits.by().open(f"/de/decisions/{submitted}")).text


async def test_what_is_not_public_stays_hidden(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    saskia, sven, anybody = visits.by("saskia"), visits.by("sven"), visits.by()
    submitted = county.submit_only(measure_id)
    form = (await saskia.open(f"/de/p/{SLUG}/council/new?decision={submitted}")).form("/new")
    today = village.now.date().isoformat()
    del form.fields["public"]
    await saskia.send(form, {"number": "9", "session": today})
    path = f"/de/decisions/{submitted}"
    assert await anybody.status(path) == 404
    item = f"/de/council/{submitted}"
    await saskia.send((await saskia.open(item)).form("/record"), MINUTES)
    await sven.send((await sven.open(item)).form("/confirmation"))
    assert await anybody.status(path) == 404
    assert "Räume online buchen" not in (await anybody.open(REGISTER)).text
    published = await saskia.send((await saskia.open(item)).form("/publication"))
    assert "Der Beschluss ist veröffentlicht." in published.text
    assert "nicht öffentlich" in (await anybody.open(path)).text
    assert "Räume online buchen" in (await anybody.open(f"{REGISTER}?year=2023")).text


async def test_a_repeal_is_shown_on_both_pages(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    first = county.adopted(measure_id)
    second = county.adopted(county.measure(title="Räume doch nicht"))
    sven = visits.by("sven")
    english = await sven.open(f"/en/council/{first}")
    assert english.text.count("Repeal the decision") == 2  # what opens the form, and its button
    page = await sven.open(f"/de/council/{first}")
    missing = await sven.send(page.form("/repeal"), {}, 400)
    assert "Wählen Sie den Beschluss, der diesen aufhebt." in missing.text
    await sven.send(page.form("/repeal"), {"by": str(second)})
    anybody = visits.by()
    old = await anybody.open(f"/de/decisions/{first}")
    assert "Dieser Beschluss gilt nicht mehr." in old.text
    assert f"/de/decisions/{second}" in old.links
    new = await anybody.open(f"/de/decisions/{second}")
    assert "Dieser Beschluss hebt auf" in new.text
    assert f"/de/decisions/{first}" in new.links


async def test_the_register_is_filtered_and_looks_back(village: Village, visits: Visits) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    before = village.log.head().position
    county.recorded(decision_id)
    county.confirmed(decision_id)
    anybody = visits.by()
    council = f"?committee={county.council}"
    assert "Räume online buchen" in (await anybody.open(f"{REGISTER}{council}&year=2023")).text
    for none in ("?result=rejected", "?year=2022", f"?committee={UUID(int=0)}"):
        assert "Nichts gefunden" in (await anybody.open(REGISTER + none)).text
    then = await anybody.open(f"{REGISTER}?as_of={before}")
    assert "auf der Tagesordnung" in then.text
    assert f"/de/decisions/{decision_id}?as_of={before}" in then.links
    page = await anybody.open(f"/de/decisions/{decision_id}?as_of={before}")
    assert "angenommen" not in page.text
    assert await anybody.status(f"/de/decisions/{decision_id}?as_of=1") == 404


async def test_a_secretary_of_another_process_sees_nothing(
    village: Village, visits: Visits
) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    village.open_process("nebenan")
    village.grant("emil", "secretary", "nebenan")
    emil = visits.by("emil")
    assert await emil.status(f"/de/council/{decision_id}") == 404
    assert await emil.status(f"/de/p/{SLUG}/council/new") == 403
    assert "Räume online buchen" not in (await emil.open("/de/council")).text


async def test_a_record_written_anew_is_not_confirmed_unread(
    village: Village, visits: Visits
) -> None:
    county, measure_id = a_council(village)
    decision_id = county.submitted(measure_id)
    county.recorded(decision_id)
    sven, item = visits.by("sven"), f"/de/council/{decision_id}"
    compared = (await sven.open(item)).form("/confirmation")
    args = (county.platform, county.secretary, county.process_id, decision_id)
    deciding.discard_record(*args, "Zahlendreher")
    county.recorded(decision_id, replace(ADOPTED, result="changed"))
    refused = await sven.send(compared, {}, 409)
    assert "Das wurde geändert, seit Sie es geöffnet haben" in refused.text
    assert village.history(decision_id)[-1] == "DecisionRecorded"
    await sven.send((await sven.open(item + LATER)).form("/confirmation"))
    deciding.propose_correction(*args, ADOPTED, "Zahlendreher", "Seite 4")
    compared = (await sven.open(f"{item}{LATER}2")).form("/correction/confirmation")
    deciding.discard_correction(*args, "Noch einer")
    deciding.propose_correction(*args, replace(ADOPTED, present=43), "Nachgezählt", "Seite 4")
    await sven.send(compared, {}, 409)
    assert village.history(decision_id)[-1] == "DecisionCorrectionProposed"
    await sven.send((await sven.open(f"{item}{LATER}3")).form("/correction/confirmation"))
    assert village.history(decision_id)[-1] == "DecisionCorrected"


async def test_what_was_begun_is_handed_in_again_after_a_repeal(
    village: Village, visits: Visits
) -> None:
    county, measure_id = a_council(village)
    first = county.adopted(measure_id)
    args = (county.platform, county.office, county.process_id, measure_id)
    implementing.plan(*args, Slot(2024, 1, 2, 40_000_00))
    implementing.start(*args, village.now.date())
    later = county.adopted(county.measure(title="Räume doch nicht"))
    olga, path = visits.by("olga"), f"/de/measures/{measure_id}/office"
    assert not (await olga.open(path)).has_form("act=submit")
    deciding.repeal(county.platform, county.secretary, county.process_id, first, later)
    page = await olga.open(f"{path}?repealed")
    done = await olga.send(page.form("act=submit"), {"body": str(county.council)})
    assert not done.has_form("act=submit")
    again = county.state(measure_id).awaited
    waiting = await visits.by("saskia").open("/de/council")
    assert any(str(again) in link for link in waiting.links)


async def test_what_a_council_asked_for_waits_until_it_is_published(
    village: Village, visits: Visits
) -> None:
    county, _ = a_council(village)
    idea = village.published(county.process_id, "ana")
    measure_id = county.measure(Source("proposal", idea, "part"))
    saskia, sven, anybody = visits.by("saskia"), visits.by("sven"), visits.by()
    submitted = county.submit_only(measure_id)
    form = (await saskia.open(f"/de/p/{SLUG}/council/new?decision={submitted}")).form("/new")
    del form.fields["public"]
    await saskia.send(form, {"number": "9", "session": village.now.date().isoformat()})
    item, asked = f"/de/council/{submitted}", MINUTES["conditions"]
    await saskia.send((await saskia.open(item)).form("/record"), MINUTES)
    await sven.send((await sven.open(item)).form("/confirmation"))
    pages = (f"/de/measures/{measure_id}", f"/de/ideas/{idea}", f"/de/audit/objects/{measure_id}")
    for path in pages:
        page = await anybody.open(path)
        assert asked not in page.text, path
        assert f"/de/decisions/{submitted}" not in page.links, path
    measure = await anybody.open(pages[0])
    assert "der Beschluss ist noch nicht veröffentlicht" in measure.text
    published = await saskia.send((await saskia.open(item)).form("/publication"))
    assert "Der Beschluss ist veröffentlicht." in published.text
    for path in pages[:2]:
        assert asked in (await anybody.open(f"{path}{LATER}")).text, path
