"""Appeals (J5): the author asks, somebody else decides, both decisions stay."""

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.pages.village import Village, Visits

REJECT = Verdict(
    outcome="reject",
    rules=("HR07",),
    explanation="Die Kritik am Landrat gehört nicht in die Ideensammlung.",
    quoted="nichts mehr",
)
APPEAL = {"text": "Kritik an der Verwaltung ist kein Grund."}
OVERTURNED = {"outcome": "overturned", "explanation": "Kritik ist erlaubt, die Idee erscheint."}


async def test_an_appeal_is_decided_by_somebody_else_and_publishes(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    case_id = case_id_of(idea, 1)
    village.decide(case_id, REJECT, "moderator")
    ana, moderator = visits.by("ana"), visits.by("moderator")
    village.grant("nora", "moderator")
    nora = visits.by("nora")
    told = await ana.open(f"/de/moderation/cases/{case_id}/appeal")
    assert "HR07 Gehört nicht zum Thema" in told.text
    assert "Die Kritik am Landrat" in told.text
    assert "fährt hier nichts mehr" in told.text
    assert "Das geht bis zum 19. Dezember 2023" in told.text
    filed = await ana.send(told.form("/appeal"), APPEAL)
    assert "Ihr Widerspruch ist eingegangen" in filed.text
    assert not filed.has_form("/appeal")
    # Whoever decided first does not even see it in the queue.
    assert "Rufbus" not in (await moderator.open("/de/moderation?tab=appeals")).text
    own = await moderator.open(f"/de/moderation/cases/{case_id}")
    assert "Sie haben zuerst entschieden" in own.text
    assert not own.has_form("/claim")
    assert "Rufbus" in (await nora.open("/de/moderation?tab=appeals")).text
    page = await nora.open(f"/de/moderation/cases/{case_id}")
    assert APPEAL["text"] in page.text
    page = await nora.send(page.form("/claim"))
    form = page.form("/appeal-decision")
    assert "Wählen Sie" in (await nora.send(form, {}, 400)).text
    short = await nora.send(form, {"outcome": "overturned", "explanation": "Doch."}, 400)
    assert "mindestens 20 Zeichen" in short.text
    long = "Die Kritik bleibt bei der Sache. " * 70 + "Das Ende der Gründe."
    cut = await nora.send(form, {"outcome": "overturned", "explanation": long}, 400)
    assert f"Das sind {len(long)} Zeichen, höchstens 2000 sind möglich." in cut.text
    assert "Das Ende der Gründe." in cut.html
    done = await nora.send(form, OVERTURNED)
    assert "Über den Widerspruch ist entschieden" in done.text
    assert "Die Kritik am Landrat" in done.text
    assert "Entscheidung wird aufgehoben" in done.text
    assert "Rufbus" in (await visits.by().open(f"/de/ideas/{idea}")).text
    result = await ana.open(f"/de/moderation/cases/{case_id}/appeal")
    assert OVERTURNED["explanation"] in result.text
    figures = (await nora.open("/de/moderation")).text
    assert "davon im Widerspruch aufgehoben 1" in figures


async def test_an_appeal_needs_words_and_comes_back_as_typed(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    case_id = case_id_of(village.submit(village.process_id).id, 1)
    village.decide(case_id, REJECT)
    ana = visits.by("ana")
    form = (await ana.open(f"/de/moderation/cases/{case_id}/appeal")).form("/appeal")
    empty = await ana.send(form, {"text": " "}, 400)
    assert "Schreiben Sie, warum" in empty.text
    long = await ana.send(form, {"text": "x" * 2001}, 400)
    assert long.form("/appeal").fields["text"] == "x" * 2001


async def test_after_six_months_it_is_too_late(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    case_id = case_id_of(idea, 1)
    village.decide(case_id, REJECT)
    ana = visits.by("ana")
    form = (await ana.open(f"/de/moderation/cases/{case_id}/appeal")).form("/appeal")
    village.later(days=184)
    page = await ana.open(f"/de/moderation/cases/{case_id}/appeal")
    assert not page.has_form("/appeal")
    assert "Widerspruch war bis zum 19. Dezember 2023 möglich" in page.text
    refused = await ana.send(form, APPEAL, 409)
    assert "Die Frist für den Widerspruch ist vorbei" in refused.text


async def test_nobody_else_learns_of_the_decision(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    case_id = case_id_of(idea, 1)
    waiting = f"/de/moderation/cases/{case_id}/appeal"
    await visits.by("ana").open(waiting, 404)
    village.decide(case_id, REJECT)
    await visits.by("ben").open(waiting, 404)
    assert (await visits.by().open(waiting)).path.startswith("/de/sign-in")
    token = (await visits.by("ben").open("/de/me")).form("/sign-out").fields
    await visits.by("ben").post(waiting, {**token, **APPEAL}, 404)


async def test_the_author_sees_reasons_and_the_way_to_appeal(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    village.decide(case_id_of(idea, 1), REJECT)
    page = await visits.by("ana").open(f"/de/ideas/{idea}")
    assert "Die Kritik am Landrat" in page.text
    assert "Widerspruch einlegen (bis 19. Dezember 2023)" in page.text
    mine = await visits.by("ana").open("/de/me")
    assert "Widerspruch ist möglich" in mine.text
    assert f"/de/moderation/cases/{case_id_of(idea, 1)}/appeal" in mine.links
