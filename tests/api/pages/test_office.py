"""The project office makes a measure of ideas, writes its profile and submits it (J6)."""

import pytest

from api.pages.measures import offering
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewAnswer
from tests.api.pages.test_reading import handed_in
from tests.api.pages.village import SLUG, Village, Visits
from tests.domain.cast import MOBILITY
from tests.use_cases.strategy.county import a_county

NEW = f"/de/p/{SLUG}/measures/new"
TEXTS = (
    "problem",
    "target_group",
    "benefit",
    "steps",
    "risks",
    "transferability",
)


async def test_four_ideas_become_a_measure_and_the_gap_is_named(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    ideas = [
        str(village.published(county.process_id, name)) for name in ("ana", "ben", "eva", "ida")
    ]
    office = visits.by("olga")
    page = await office.open(NEW)
    field = county.profile().field_id
    sent: dict[str, str | list[str]] = {
        "title": "Räume",
        "summary": "Buchen.",
        "field": str(field),
        "ideas": ideas,
    }
    desk = await office.send(page.form("/measures/new"), sent)
    assert "Die Maßnahme ist angelegt." in desk.text
    edit = desk.path.partition("?")[0].partition("#")[0].replace("/office", "/edit")
    village.person("auditor")
    trail = edit.replace("/measures/", "/audit/objects/").replace("/edit", "")
    assert "Maßnahme M-01" in (await visits.by("auditor").open(trail)).text
    for idea in ideas:
        assert edit.replace("/edit", "") in (await visits.by().open(f"/de/ideas/{idea}")).links
    written: dict[str, str | list[str]] = {
        **dict.fromkeys(TEXTS, "Beschrieben."),
        "goals": [str(county.goal)],
        "indicators": [str(county.indicator)],
        "lead": str(county.unit),
        "starts": "2024-01-01",
        "ends": "2024-12-31",
        "cost_once": "80.000,00",
        "own_share": "40.000",
        "source_1": "Land Rheinland-Pfalz",
        "amount_1": "28.000",
        "staff": "0,25",
        "reason": "Nach dem Workshop",
    }
    desk = await office.send((await office.open(edit)).form("/edit"), written)
    assert "Es fehlen 12.000" in desk.text
    scores = {
        "act": "assess",
        "group": "workshop",
        "benefit": "4,4",
        "reach": "4",
        "urgency": "3",
        "feasibility": "4",
        "transfer": "5",
        "effort": "2,1",
    }
    desk = await office.send(desk.form("?act=assess"), scores)
    submitted = {"act": "submit", "body": str(county.council)}
    refused = await office.send(desk.form("?act=submit"), submitted, 400)
    gap = "Kosten und Finanzierung: Es fehlen 12.000 €"
    assert refused.text.count(gap) == 2  # in the answer, and beside the forms
    early = await office.send(desk.form("?act=prioritise"), {"priority": "high"}, 400)
    assert gap in early.text
    more = {"own_share": "52.000", "reason": "Der Eigenanteil deckt den Rest."}
    desk = await office.send((await office.open(edit)).form("/edit"), more)
    assert "Der Steckbrief ist vollständig." in desk.text
    done = await office.send(desk.form("?act=submit"), submitted)
    assert "liegt zum Beschluss vor" in done.text


async def test_accepted_ideas_come_first_and_older_ones_are_found(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "_EACH", 1)
    county = a_county(village)
    old, partly, accepted, new = (
        handed_in(village, title)
        for title in ("Eisbahn am Teich", "Repair-Café", "Rufbus am Abend", "Mitfahrbank")
    )
    office = (county.platform, county.office, county.process_id)
    for idea, verdict in ((partly, "partly"), (accepted, "accepted")):
        answer = NewAnswer(proposal_id=idea, verdict=verdict, text="Ja.", unit=county.unit)  # type: ignore[arg-type]  # two of them
        answering.publish_answers(*office, [answer])
    page = await visits.by("olga").open(NEW)
    assert "Gezeigt sind 3 von 4 Ideen. Alle anderen finden Sie mit der Suche." in page.text
    assert "Eisbahn am Teich" not in page.text
    order = [page.html.index(str(each)) for each in (accepted, partly, new)]
    assert order == sorted(order)
    english = (await visits.by("olga").open(NEW.replace("/de/", "/en/"))).text
    assert "accepted in part" in english
    assert "adopted" not in english
    typed: dict[str, str | list[str]] = {
        "title": "Teich",
        "summary": "Im Winter.",
        "ideas": [str(new)],
        "intent": "find",
    }
    olga = visits.by("olga")
    for query in ("eisbahn TEICH", "B-2023-0001"):
        found = await olga.send(page.form("/measures/new"), {**typed, "q": query}, 200)
        assert str(old) in found.html, query
        assert str(accepted) not in found.html
        form = found.form("/measures/new")
        assert (form.fields["title"], form.fields["q"]) == ("Teich", query)
        assert form.fields["summary"] == "Im Winter."
        assert form.fields["ideas"] == str(new)
    none = await olga.send(page.form("/measures/new"), {**typed, "q": "Seilbahn"}, 200)
    assert "Keine öffentliche Idee passt dazu." in none.text
    assert none.form("/measures/new").fields["ideas"] == str(new)
    sent = {**typed, "intent": "", "ideas": [str(new), str(old)], "field": str(MOBILITY)}
    desk = await olga.send(none.form("/measures/new"), sent)
    measure = desk.path.partition("?")[0].replace("/office", "")
    for idea in (new, old):
        assert measure in (await visits.by().open(f"/de/ideas/{idea}?made")).links


async def test_what_cannot_be_read_comes_back(village: Village, visits: Visits) -> None:
    county = a_county(village)
    measure_id = county.measure()
    office = visits.by("olga")
    page = await office.open(f"/de/measures/{measure_id}/edit")
    again = await office.send(page.form("/edit"), {"cost_once": "achtzig"}, 400)
    assert "Schreiben Sie einen Betrag in Euro, zum Beispiel 80.000 oder 80.000,50." in again.text
    assert again.form("/edit").fields["cost_once"] == "achtzig"


async def test_english_pages_speak_of_money_in_english(village: Village, visits: Visits) -> None:
    county = a_county(village)
    measure_id = county.measure()
    county.adopted(measure_id)
    office = visits.by("olga")
    edit = await office.open(f"/en/measures/{measure_id}/edit")
    assert "in euros, for example 80,000 or 80,000.50" in edit.text
    again = await office.send(edit.form("/edit"), {"cost_once": "80.000,50"}, 400)
    assert "Write an amount in euros, for example 80,000 or 80,000.50." in again.text
    assert again.form("/edit").fields["cost_once"] == "80.000,50"
    typed: dict[str, str | list[str]] = {"cost_once": "80,000.50", "reason": "More exactly"}
    await office.send(again.form("/edit"), typed)
    english = await office.open(f"/en/measures/{measure_id}/edit")
    assert english.form("/edit").fields["cost_once"] == "80,000.50"
    german = await office.open(f"/de/measures/{measure_id}/edit")
    assert german.form("/edit").fields["cost_once"] == "80.000,50"


async def test_what_is_mistyped_at_the_desk_is_named_and_kept(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    measure_id = county.measure()
    county.adopted(measure_id)
    office = visits.by("olga")
    desk = await office.open(f"/de/measures/{measure_id}/office?act=plan")
    typed: dict[str, str | list[str]] = {"year": "2024", "budget": "80,000.50"}
    again = await office.send(desk.form("?act=plan"), typed, 400)
    assert "#plan-budget" in again.links
    told = "Schreiben Sie einen Betrag in Euro, zum Beispiel 80.000 oder 80.000,50."
    assert again.text.count(told) == 2  # in the summary, and at the field
    assert 'aria-describedby="plan-budget-hint plan-budget-error" aria-invalid="true"' in again.html
    assert again.form("?act=plan").fields["budget"] == "80,000.50"
    assert again.form("?act=plan").fields["year"] == "2024"
