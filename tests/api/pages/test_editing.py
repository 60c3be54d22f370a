"""Revising and withdrawing one's own idea."""

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.pages.village import Village, Visits

RETURN = Verdict(
    outcome="return", rules=("HR04",), explanation="Bitte lassen Sie den Namen der Nachbarin weg."
)


async def test_a_returned_idea_is_revised_and_waits_again(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    village.decide(case_id_of(idea, 1), RETURN)
    # What was returned in time may be revised after the phase (J4).
    village.later(days=28)
    ana = visits.by("ana")
    page = await ana.open(f"/de/ideas/{idea}")
    assert "Bitte lassen Sie den Namen der Nachbarin weg." in page.text
    assert "HR04 Persönliche Daten anderer" in page.text
    assert f"/de/ideas/{idea}/edit" in page.links
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    assert form.fields["body"] == "Nach 19 Uhr fährt hier nichts mehr."
    done = await ana.send(form, {"body": "Nach 19 Uhr fährt hier kein Bus."})
    assert done.path.endswith("?done=edited")
    assert "kein Bus" in done.text
    case = await visits.by("moderator").open(f"/de/moderation/cases/{case_id_of(idea, 2)}")
    assert "kein Bus" in case.text
    assert "nichts mehr" in case.text


async def test_an_edit_that_waits_leaves_the_public_text(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ana = visits.by("ana")
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    page = await ana.send(form, {"body": "Ganz anderer Text.", "reason": "Genauer."})
    assert "Ihre Fassung 2 wartet auf die Moderation" in page.text
    assert "Ganz anderer Text" in (await ana.open(f"/de/ideas/{idea}/versions/2")).text
    public = await visits.by().open(f"/de/ideas/{idea}")
    assert ("nichts mehr" in public.text, "anderer Text" in public.text) == (True, False)
    await visits.by().open(f"/de/ideas/{idea}/versions/2", 404)
    again = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    assert again.fields["body"] == "Ganz anderer Text."


async def test_the_reason_for_an_edit_is_read_as_the_text_is(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.submit(village.process_id).id
    ana, everybody = visits.by("ana"), visits.by()
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    await ana.send(form, {"body": "Nach 19 Uhr fährt kein Bus.", "reason": "Genauer."})
    assert "Genauer." in (await everybody.open(f"/de/ideas/{idea}")).text
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    odd = {"body": "Nach 20 Uhr fährt kein Bus.", "reason": "Mehr auf www.angebot.example"}
    waits = await ana.send(form, odd)
    assert "Ihre Fassung 3 wartet auf die Moderation" in waits.text
    assert "angebot.example" not in (await everybody.open(f"/de/ideas/{idea}")).html
    desk = await visits.by("moderator").open(f"/de/moderation/cases/{case_id_of(idea, 1)}")
    assert "Warum geändert? Mehr auf www.angebot.example" in desk.text


async def test_two_windows_do_not_overwrite_each_other(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    ana = visits.by("ana")
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    await ana.send(form, {"body": "Erste Fassung."})
    window = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    stale = {**window.fields, "version": "1", "body": "Zweite Fassung."}
    page = await ana.send(window, stale, 400)
    assert "inzwischen geändert" in page.text
    assert page.form("/edit").fields["body"] == "Zweite Fassung."


async def test_the_same_text_once_more_is_no_version(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    ana = visits.by("ana")
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    before = village.log.head().position
    page = await ana.send(form, {"title": "  Rufbus am   Abend ", "reason": "Genauer."})
    assert page.path == f"/de/ideas/{idea}"
    assert village.log.head().position == before
    await ana.send(form, {"latitude": "49,75", "longitude": "6,99"})
    assert village.log.head().position > before
    # Who was asked for a change may stay with the text: a moderator reads it again.
    village.decide(case_id_of(idea, 1), RETURN)
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    assert (await ana.send(form)).path.endswith("?done=edited")


async def test_thirty_edits_a_day_are_enough(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    ana = visits.by("ana")
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    for _ in range(29):
        village.parts.allowances.spend("edits", village.person("ana"))
    await ana.send(form, {"body": "Die dreißigste Fassung."})
    before = village.log.head().position
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    page = await ana.send(form, {"body": "Diese Fassung ist heute eine zu viel."}, 429)
    assert "Diese Fassung ist heute eine zu viel." in page.text
    assert village.log.head().position == before
    village.later(days=1)
    form = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    assert (await ana.send(form, {"body": "Am Tag danach."})).path.endswith("?done=edited")


async def test_only_the_author_edits_and_withdraws(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    refused = await ben.open(f"/de/ideas/{idea}/edit", 403)
    assert "Das darf nur, wer die Idee eingereicht hat" in refused.text
    token = (await ben.open(f"/de/ideas/{idea}")).form("/support").fields
    forged = {**token, "reason": "personal"}
    assert "nur, wer" in (await ben.post(f"/de/ideas/{idea}/withdraw", forged, 403)).text
    entry = await visits.by().open(f"/de/ideas/{idea}/edit")
    assert entry.path.startswith("/de/sign-in")


async def test_withdrawing_needs_a_reason_and_leaves_a_stub(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ana = visits.by("ana")
    form = (await ana.open(f"/de/ideas/{idea}")).form("/withdraw")
    asked = await ana.send(form, {"reason": ""}, 400)
    assert "Wählen Sie einen Grund aus" in asked.text
    gone = await ana.send(form, {"reason": "done"})
    assert gone.path.endswith("?done=withdrawn")
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert "zurückgezogen, die sie eingereicht hat" in page.text
    assert "Zurzeit kann niemand diese Idee unterstützen" in page.text
    assert "Sobald die Idee veröffentlicht ist" not in page.text
    assert "fährt hier nichts mehr" not in page.text
    refused = await ana.open(f"/de/ideas/{idea}/edit", 409)
    assert "kann nicht mehr geändert werden" in refused.text
