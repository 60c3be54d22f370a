"""Support and opinions: who may, who may not, and what the page says instead."""

from domain.use_cases import configuring
from tests.api.pages.village import Village, Visits


async def test_support_is_given_and_taken_back(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    given = await ben.send(page.form("/support"))
    assert "Ihre Unterstützung ist gezählt" in given.text
    assert "1 Person unterstützt diese Idee" in given.text
    assert "Sie unterstützen das" in given.text
    again = await ben.send(page.form("/support"))
    assert "1 Person unterstützt diese Idee" in again.text
    back = await ben.send(given.form("/support"))
    assert "0 Personen unterstützen diese Idee" in back.text


async def test_nobody_supports_their_own_idea(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ana = visits.by("ana")
    page = await ana.open(f"/de/ideas/{idea}")
    assert not page.has_form("/support")
    assert "Die eigene Idee kann man nicht selbst unterstützen" in page.text
    token = page.form("/withdraw").fields
    forged = await ana.post(f"/de/ideas/{idea}/support", {**token, "action": "give"}, 409)
    assert "Die eigene Idee kann man nicht selbst unterstützen" in forged.text
    assert "0 Personen" in (await visits.by().open(f"/de/ideas/{idea}")).text


async def test_a_visitor_is_asked_to_sign_in(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert not page.has_form("/support")
    assert f"/de/sign-in?next=/de/ideas/{idea}" in page.links
    forged = await visits.by().post(f"/de/ideas/{idea}/support", {"action": "give"}, 403)
    assert "Es wurde nichts gespeichert" in forged.text


async def test_staff_do_not_count_as_residents(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    page = await visits.by("moderator").open(f"/de/ideas/{idea}")
    assert not page.has_form("/support")
    assert "In Ihrer Funktion stimmen Sie hier nicht mit ab" in page.text


async def test_after_the_close_no_control_is_active_and_a_forged_request_is_refused(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    idea = village.published(process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/support")
    village.later(days=28)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    page = await ben.open(f"/de/ideas/{idea}")
    assert not page.has_form("/support")
    assert not page.has_form("/comments")
    assert "Diese Phase ist beendet" in page.text
    refused = await ben.send(form, {}, 409)
    assert "Diese Phase ist beendet" in refused.text


async def test_an_opinion_is_given_changed_and_taken_back(village: Village, visits: Visits) -> None:
    village.open_process(question="opinion")
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/opinion")
    assert form.buttons == [("choice", "agree"), ("choice", "pass"), ("choice", "disagree")]
    agreed = await ben.send(form, {"choice": "agree"})
    assert "die letzte Antwort jeder Person, zusammen 1" in agreed.text
    changed = await ben.send(agreed.form("/opinion"), {"choice": "disagree"})
    assert "Ablehnung 1 100 %" in changed.text
    assert "Alle je abgegebenen Antworten" in changed.text
    gone = await ben.send(changed.form("/opinion"), {"choice": "withdraw"})
    assert "Ihre Antwort ist zurückgenommen" in gone.text
    assert "zusammen 0" in gone.text


async def test_senseless_answers_are_malformed(village: Village, visits: Visits) -> None:
    village.open_process(question="opinion")
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/opinion")
    assert "choice" in (await ben.send(form, {"choice": "perhaps"}, 400)).text
    support = f"/de/ideas/{idea}/support"
    assert "action" in (await ben.post(support, {**form.fields, "action": "x"}, 400)).text
    wrong = await ben.post(support, {**form.fields, "action": "give"}, 409)
    assert "Hier wird nach Zustimmung oder Ablehnung gefragt" in wrong.text


async def test_after_an_edit_the_page_asks_whether_support_still_stands(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.submit(village.process_id).id
    ben, ana = visits.by("ben"), visits.by("ana")
    await ben.send((await ben.open(f"/de/ideas/{idea}")).form("/support"))
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    await ana.send(form, {"body": "Nach 21 Uhr fährt hier nichts mehr."})
    page = await ben.open(f"/de/ideas/{idea}")
    assert "Der Text wurde geändert, seit Sie unterstützt haben (Fassung 1, jetzt 2)" in page.text


async def test_more_than_sixty_answers_an_hour_are_too_many(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/support")
    # Every request counts, also one that changes nothing; the same key is the same wish.
    for _ in range(60):
        await ben.send(form)
    refused = await ben.send(form, {}, 429)
    assert "Das war vorerst genug" in refused.text
    assert "Minuten geht es weiter." in refused.text
