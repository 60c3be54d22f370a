"""Reports: by anybody, once per person, and honest about what they lack."""

from uuid import uuid4

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.pages.village import Village, Visits


async def test_a_visitor_reports_a_comment(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    visitor = visits.by()
    page = await visitor.open(f"/de/ideas/{idea}")
    [form] = [f for f in page.forms if f.fields.get("id") == str(comment)]
    thanks = await visitor.send(form, {"rule": "HR01", "text": "Das geht zu weit."})
    assert "Danke für die Meldung" in thanks.text
    assert "Das brauchen wir." in thanks.text
    case = await visits.by("moderator").open(f"/de/moderation/cases/{case_id_of(comment, 1)}")
    assert "HR01 Beleidigung" in case.text
    assert "Das geht zu weit." in case.text


async def test_a_second_report_of_the_same_person_is_no_second_report(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/reports")
    await ben.send(form, {"rule": "HR07"})
    form = (await ben.open(f"/de/ideas/{idea}")).form("/reports")
    again = await ben.send(form, {"rule": "HR01"})
    assert "Sie haben das schon gemeldet" in again.text


async def test_a_report_of_private_data_covers_the_idea_for_a_day(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/reports")
    await ben.send(form, {"rule": "HR04"})
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert "fährt hier nichts mehr" not in page.text
    assert "Diese Idee wurde ausgeblendet" in page.text
    mine = await visits.by("ana").open(f"/de/ideas/{idea}")
    assert "Wird geprüft" in mine.text
    assert "entscheidet bis 20. Juni 2023 um 12:00 Uhr" in mine.text
    assert "Wird geprüft" in (await visits.by("ana").open("/de/me")).text


async def test_a_report_without_a_rule_comes_back(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    visitor = visits.by()
    form = (await visitor.open(f"/de/ideas/{idea}")).form("/reports")
    page = await visitor.send(form, {"text": "Schauen Sie mal."}, 400)
    assert "Wählen Sie die Regel" in page.text
    assert page.form("/reports").fields["text"] == "Schauen Sie mal."
    source = await visitor.send(form, {"rule": "HR00"}, 400)
    assert "Wählen Sie die Regel" in source.text


async def test_what_is_not_there_cannot_be_reported(village: Village, visits: Visits) -> None:
    village.open_process()
    hidden = village.submit(village.process_id)
    visitor = visits.by()
    report = {"kind": "proposal", "id": str(hidden.id), "rule": "HR01"}
    await visitor.post("/de/reports", report, 404)
    await visitor.post("/de/reports", {**report, "kind": "comment", "id": str(uuid4())}, 404)
    assert "kind" in (await visitor.post("/de/reports", {**report, "kind": "x"}, 400)).text
    assert "id" in (await visitor.post("/de/reports", {**report, "id": "7"}, 400)).text


async def test_who_reported_finds_the_outcome_on_their_page(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    await ben.send((await ben.open(f"/de/ideas/{idea}")).form("/reports"), {"rule": "HR07"})
    assert "Die Moderation prüft den Beitrag." in (await ben.open("/de/me")).text
    verdict = Verdict(outcome="hide", rules=("HR01",), explanation="Hier wird jemand beleidigt.")
    village.decide(case_id_of(idea, 2), verdict)
    page = (await ben.open("/de/me")).text
    assert "Der Beitrag ist ausgeblendet." in page
    assert "Regeln der Entscheidung: Beleidigung" in " ".join(page.split())
    assert "Hier wird jemand beleidigt" not in page
    assert "Meine Meldungen" not in (await visits.by("ana").open("/de/me")).text
