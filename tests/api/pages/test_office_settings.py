"""Bodies, units, goals and indicators on pages, and the end of a process."""

import re

from domain.codes import UnitId
from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import answering, organising
from domain.use_cases.strategy.office import Done
from projections import organisation
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.town import answer

HERE = f"/de/p/{SLUG}/office"


async def test_bodies_and_units_are_named_and_changed(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    village.place(process_id, "07231", "Landkreis")
    office = visits.by("office")
    page = await office.open(f"{HERE}/bodies")
    body = {"name": "Kreistag", "kind": "council", "seats": "43"}
    wrong = await office.send(page.form("/office/bodies"), {**body, "seats": "0"}, 400)
    assert "Geben Sie eine ganze Zahl von 1 bis 1000 an." in wrong.text
    await office.send(page.form("/office/bodies"), {**body, "kind": "mob"}, 400)
    named = await office.send(page.form("/office/bodies"), {**body, "territory": "07231"})
    assert "Kreistag Rat oder Kreistag 43 Sitze Landkreis" in named.text
    await office.send(named.form("/office/units"), {"name": ""}, 400)
    await office.send(named.form("/office/units"), {"name": "Fachbereich Mobilität"})
    with village.parts.read_models.snapshot() as snapshot:
        [council] = organisation.bodies(snapshot, process_id)
        [unit] = organisation.units(snapshot, process_id)
    page = await office.open(f"{HERE}/bodies")
    bigger = await office.send(page.form(f"/bodies/{council.body_id}"), {"seats": "45"})
    assert "Kreistag Rat oder Kreistag 45 Sitze" in bigger.text
    renamed = await office.send(page.form(f"/units/{unit.unit_id}"), {"name": "Verkehrsamt"})
    assert "Verkehrsamt" in renamed.text
    assert "Fachbereich Mobilität" not in renamed.text


async def test_goals_have_indicators_with_values_over_time(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    field = village.field(process_id)
    office = visits.by("office")
    page = await office.open(f"{HERE}/goals")
    goal = {"field": str(field), "text": "Abends kommt jeder heim."}
    await office.send(page.form("/office/goals"), {**goal, "field": ""}, 400)
    await office.send(page.form("/office/goals"), {**goal, "text": " "}, 400)
    page = await office.send(page.form("/office/goals"), goal)
    indicator = {
        "name": "Fahrten am Abend",
        "unit": "Fahrten im Monat",
        "baseline": "1.200",
        "target": "1.400,5",
        "by_day": "2025-12-31",
    }
    form = page.form("/indicators")
    for name, typed in (("baseline", "viele"), ("target", "1200"), ("by_day", ""), ("unit", "")):
        await office.send(form, {**indicator, name: typed}, 400)
    page = await office.send(form, indicator)
    assert "von 1200,0 auf 1400,5 bis 31. Dezember 2025" in page.text
    value = {"value": "1300,25", "as_of": "2023-06-01", "source": "Zählung"}
    form = page.form("/values")
    too_fine = await office.send(form, value, 400)
    assert "Höchstens 1 Stellen nach dem Komma passen." in too_fine.text
    future = await office.send(form, {**value, "value": "1300", "as_of": "2030-01-01"}, 400)
    assert future.form("/values").fields["source"] == "Zählung"
    page = await office.send(form, {**value, "value": "1250", "as_of": "2023-05-01"})
    page = await office.send(page.form("/values"), {**value, "value": "1300"})
    assert "01.05.2023 1250,0 Zählung 01.06.2023 1300,0 Zählung" in page.text
    assert "49 % des Weges" in page.text
    [reword] = [form for form in page.forms if re.search(r"/goals/[0-9a-f-]+$", form.action)]
    reworded = await office.send(reword, {"text": "Alle kommen heim."})
    assert "Alle kommen heim." in reworded.text


async def test_a_process_is_archived_once_every_idea_has_its_answer(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id)
    waiting = case_id_of(village.submit(process_id, "ben").id, 1)
    office = visits.by("office")
    page = await office.open(f"{HERE}/archive")
    assert "1 Phase läuft noch" in page.text
    assert "1 Idee ohne Antwort" in page.text
    assert "1 Fall wartet auf die Moderation" in page.text
    assert f"/de/ideas/{idea}" in page.links
    assert not page.has_form("/archive")
    phases = await office.open(f"{HERE}/phases")
    close = phases.form("/closing")
    token = {"_csrf_token": close.fields["_csrf_token"]}
    refused = await office.post(f"{HERE}/archive", {**token, "reason": "Alles getan."}, 409)
    assert "Diese Phase ist noch offen" in refused.text
    await office.send(close)
    refused = await office.post(f"{HERE}/archive", {**token, "reason": "Alles getan."}, 409)
    assert "noch nicht alle Ideen beantwortet" in refused.text
    asking = village.as_("office")
    unit = organising.NewUnit(name="Fachbereich Mobilität")
    made = answer(organising.define_unit(village.platform, asking, process_id, unit), Done).id
    assert made is not None
    new = answering.NewAnswer(
        proposal_id=idea, verdict="not_accepted", unit=UnitId(made), text="Dafür fehlt das Geld."
    )
    answering.publish_answers(village.platform, asking, process_id, [new])
    assert not (await office.open(f"{HERE}/archive")).has_form("/archive")
    refused = await office.post(f"{HERE}/archive", {**token, "reason": "Alles getan."}, 409)
    assert "noch nicht über alles entschieden" in refused.text
    village.decide(
        waiting,
        Verdict(
            outcome="reject", rules=("HR07",), explanation="Werbung für einen Laden, keine Idee."
        ),
    )
    page = await office.open(f"{HERE}/archive")
    await office.send(page.form("/archive"), {"reason": " "}, 400)
    done = await office.send(page.form("/archive"), {"reason": "Alles getan."})
    assert "Dieses Verfahren ist archiviert." in done.text
    public = await visits.by().open(f"/de/p/{SLUG}")
    assert "abgeschlossen und archiviert" in public.text
    late = await office.post(f"{HERE}/fields", {**token, "names": "Zu spät"}, 409)
    assert "archiviert" in late.text
