"""The moderators' desk (J4): queue, claims, decisions with reasons, conflicts."""

from domain.codes import Subject
from domain.moderation import case_id_of
from domain.use_cases import commenting, merging, moderating
from domain.use_cases.moderating import Verdict
from tests.api.pages.plain_browser import Fields, Page, PlainBrowser
from tests.api.pages.village import Village, Visits

WHY = "Das Thema gehört nicht in diese Beteiligung."


async def claimed(browser: PlainBrowser, case: str) -> Page:
    """Take a case, and return its page."""
    page = await browser.open(case)
    return await browser.send(page.form("/claim"))


async def test_the_overdue_case_is_first(village: Village, visits: Visits) -> None:
    village.open_process()
    village.submit(village.process_id, "ana", "Zuerst eingereicht")
    village.later(days=2)
    village.submit(village.process_id, "ben", "Später eingereicht")
    page = await visits.by("moderator").open("/de/moderation")
    assert page.text.index("Zuerst") < page.text.index("Später")
    assert "überfällig 1" in page.text
    assert "Offen 2" in page.text


async def test_a_case_shows_text_author_and_similar_ideas(village: Village, visits: Visits) -> None:
    village.open_process()
    village.published(village.process_id, "ana")
    idea = village.submit(village.process_id, "ana", "Rufbus am Morgen").id
    page = await visits.by("moderator").open(f"/de/moderation/cases/{case_id_of(idea, 1)}")
    assert "Nach 19 Uhr fährt hier nichts mehr." in page.text
    assert "veröffentlicht 1" in page.text
    assert "heute oder gestern angelegt" in page.text
    assert "B-2023-0001" in page.text
    assert not page.has_form("/decision")


async def test_published_after_claiming(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    moderator = visits.by("moderator")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    assert "Der Fall ist jetzt bei Ihnen" in page.text
    decided = await moderator.send(page.form("/decision"), {"outcome": "publish"})
    assert "Die Entscheidung ist gespeichert" in decided.text
    assert "Rufbus" in (await visits.by().open(f"/de/ideas/{idea}")).text
    assert "diesen Monat entschieden 1" in (await moderator.open("/de/moderation?tab=decided")).text


async def test_rejecting_without_reasons_is_refused_and_keeps_what_was_typed(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    moderator = visits.by("moderator")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    form = page.form("/decision")
    nothing = await moderator.send(form, {}, 400)
    assert "Wählen Sie, was geschehen soll" in nothing.text
    ruleless = await moderator.send(form, {"outcome": "reject", "explanation": WHY}, 400)
    assert "Es fehlt die Regel" in ruleless.text
    kept = ruleless.form("/decision").fields
    assert (kept["outcome"], kept["explanation"]) == ("reject", WHY)
    short: Fields = {"outcome": "reject", "rules": ["HR07", "HR06"], "explanation": "Nein."}
    page = await moderator.send(form, short, 400)
    assert "mindestens 20 Zeichen" in page.text
    assert page.form("/decision").fields["rules"] == ["HR06", "HR07"]
    done = await moderator.send(form, {**short, "explanation": WHY})
    assert "Abgelehnt" in done.text
    await visits.by().open(f"/de/ideas/{idea}", 404)


async def test_nobody_takes_a_case_about_their_own_comment(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    comment = village.comment(idea, "moderator")
    moderator = visits.by("moderator")
    case = f"/de/moderation/cases/{case_id_of(comment, 1)}"
    page = await moderator.open(case)
    assert not page.has_form("/claim")
    assert "Das ist Ihr eigener Text" in page.text
    queue = await moderator.open("/de/moderation")
    assert "Ihr eigener Text: entscheidet jemand anderes" in queue.text
    forged = await moderator.post(f"{case}/claim", page.form("/note").fields)
    assert "Das ist Ihr eigener Text" in forged.text


async def test_who_wrote_a_text_reads_neither_its_reports_nor_what_colleagues_say(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    comment = village.comment(village.published(village.process_id), "moderator")
    case_id = case_id_of(comment, 1)
    subject = Subject("comment", comment)
    words = "Als Nachbarin im Haus gegenüber weiß ich, dass das nicht stimmt."
    commenting.report(village.platform, village.as_("ben"), subject, "HR03", words)
    village.grant("nora", "moderator")
    moderating.add_note(village.platform, village.as_("nora"), case_id, "Vorsicht, ein Kollege.")
    moderating.claim_case(village.platform, village.as_("nora"), case_id)
    moderating.escalate_case(
        village.platform, village.as_("nora"), case_id, "legal", "Das muss jemand anderes prüfen."
    )
    private = ("Nachbarin", "Vorsicht, ein Kollege", "jemand anderes prüfen")
    page = f"/de/moderation/cases/{case_id}"
    theirs = await visits.by("nora").open(page)
    assert all(words in theirs.text for words in private)
    own = await visits.by("moderator").open(page)
    assert not [words for words in private if words in own.text]
    assert "1 Meldung" in own.text
    noted = await visits.by("moderator").send(own.form("/note"), {"text": "Bitte bald."})
    assert "Bitte bald." in noted.text


async def test_the_second_of_two_moderators_sees_the_new_state(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    case_id = case_id_of(idea, 1)
    village.grant("nora", "moderator")
    moderator, nora = visits.by("moderator"), visits.by("nora")
    case = f"/de/moderation/cases/{case_id}"
    waiting = (await nora.open(case)).form("/claim")
    form = (await claimed(moderator, case)).form("/decision")
    late = await nora.send(waiting, {}, 409)
    assert "Jemand anderes hat den Fall gerade übernommen" in late.text
    await moderator.send((await moderator.open(case)).form("/release"))
    await claimed(nora, case)
    moderating.decide_case(
        village.platform, village.as_("nora"), case_id, Verdict(outcome="publish")
    )
    typed = {"outcome": "reject", "rules": "HR07", "explanation": WHY}
    conflict = await moderator.send(form, typed, 409)
    assert "Jemand anderes hat gerade entschieden" in conflict.text
    assert "Ihre Eingaben wurden nicht gespeichert" in conflict.text


async def test_nobody_decides_about_words_they_have_not_read(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    moderator, ana = visits.by("moderator"), visits.by("ana")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    edit = (await ana.open(f"/de/ideas/{idea}/edit")).form("/edit")
    await ana.send(edit, {"body": "Jetzt steht etwas ganz anderes da."})
    stale = await moderator.send(page.form("/decision"), {"outcome": "publish"}, 409)
    assert "Der Fall hat sich gerade geändert" in stale.text
    assert "etwas ganz anderes" in stale.text
    assert stale.form("/decision").fields["outcome"] == "publish"
    done = await moderator.send(stale.form("/decision"))
    assert "Die Entscheidung ist gespeichert" in done.text


async def test_notes_are_for_colleagues(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    moderator = visits.by("moderator")
    case = f"/de/moderation/cases/{case_id_of(idea, 1)}"
    page = await moderator.open(case)
    noted = await moderator.send(page.form("/note"), {"text": "Mit der Redaktion klären."})
    assert "Mit der Redaktion klären. 19. Juni" in noted.text
    empty = await moderator.send(page.form("/note"), {"text": " "})
    assert empty.text.count("von Ihnen") == 1
    assert "Redaktion" not in (await visits.by("ana").open(f"/de/ideas/{idea}")).text


async def test_a_case_can_end_in_a_merge(village: Village, visits: Visits) -> None:
    village.open_process()
    village.published(village.process_id)
    idea = village.submit(village.process_id, "ben", "Noch ein Rufbus").id
    moderator = visits.by("moderator")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    form = page.form("/decision")
    asked = await moderator.send(form, {"outcome": "merge", "into": "B-2023-0999"}, 400)
    assert "Nummer einer öffentlichen Idee" in asked.text
    assert "Ihre Begründung lesen dann alle." in asked.text
    why = "Beide wünschen sich einen Rufbus am Abend."
    wish = {"outcome": "merge", "into": "B-2023-0001", "explanation": why}
    merged = await moderator.send(form, wish)
    assert "Zusammengeführt" in merged.text
    assert why in (await visits.by().open(f"/de/ideas/{idea}")).text


async def test_the_case_of_an_idea_merged_by_its_author_can_end(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    target = village.submit(village.process_id).id
    idea = village.submit(village.process_id, "ben", "Noch ein Rufbus").id
    merging.merge_proposals(village.platform, village.as_("ben"), idea, target, None)
    moderator = visits.by("moderator")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    assert 'value="no_action"' in page.html
    decided = await moderator.send(page.form("/decision"), {"outcome": "no_action"})
    assert "Die Entscheidung ist gespeichert" in decided.text


async def test_an_outcome_that_does_not_fit_is_explained(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    moderator = visits.by("moderator")
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(idea, 1)}")
    odd = await moderator.send(page.form("/decision"), {"outcome": "restore"}, 400)
    assert odd.title.startswith("Fehler")
    assert "rules" in (await moderator.send(page.form("/decision"), {"rules": "X"}, 400)).text


async def test_the_desk_is_for_moderators_of_the_process(village: Village, visits: Visits) -> None:
    process_id, _ = village.open_process()
    village.open_process(slug="anderswo")
    idea = village.submit(process_id).id
    case = f"/de/moderation/cases/{case_id_of(idea, 1)}"
    assert (await visits.by().open("/de/moderation")).path.startswith("/de/sign-in")
    for name in ("ana", "office", "auditor", "admin", "clerk"):
        await visits.by(name).open("/de/moderation", 403)
        await visits.by(name).open(case, 403)
    village.grant("otto", "moderator", "anderswo")
    otto = visits.by("otto")
    assert "Rufbus" not in (await otto.open("/de/moderation")).text
    await otto.open(case, 403)
    await visits.by("moderator").open(f"/de/moderation/cases/{idea}", 404)
    await visits.by("moderator").open("/de/moderation?cursor=abc", 400)


async def test_a_comment_is_judged_too(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    moderator = visits.by("moderator")
    queue = await moderator.open("/de/moderation")
    assert "Kommentar zu „Rufbus am Abend“" in queue.text
    page = await claimed(moderator, f"/de/moderation/cases/{case_id_of(comment, 1)}")
    await moderator.send(page.form("/decision"), {"outcome": "publish"})
    assert "Das brauchen wir." in (await visits.by("cleo").open(f"/de/ideas/{idea}")).text


async def test_a_case_is_handed_to_the_police_with_a_reason(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    case = f"/de/moderation/cases/{case_id_of(idea, 1)}"
    moderator = visits.by("moderator")
    form = (await claimed(moderator, case)).form("/escalation")
    missing = await moderator.send(form, {"reason": " "}, 400)
    assert "Wählen Sie, wer den Fall bekommen soll." in missing.text
    assert "Schreiben Sie, warum der Fall dorthin gehört." in missing.text
    page = await moderator.send(form, {"to": "police", "reason": "Der Text droht jemandem."})
    assert "Der Fall ist weitergeleitet." in page.text
    assert "Der Text droht jemandem." in page.text
    assert not page.has_form("/decision")
    assert not page.has_form("/escalation")
    village.grant("nora", "moderator")
    again = await claimed(visits.by("nora"), case)
    assert again.has_form("/decision")


async def test_what_somebody_left_until_it_was_overdue_is_taken_over(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    case_id = village.case_of(village.submit(process_id, "ana").id)
    case = f"/de/moderation/cases/{case_id}"
    for name in ("milo", "zora"):
        village.person(name, "moderator")
    milo, zora = visits.by("milo"), visits.by("zora")
    await milo.send((await milo.open(case)).form("/claim"))
    assert not (await zora.open(case)).has_form("/claim")
    village.later(days=2)
    left = await zora.open(case)
    assert "Diesen Fall bearbeitet gerade jemand anderes." in left.text
    taken = await zora.send(left.form("/claim"))
    assert taken.has_form("/decision")
    assert not (await milo.open(case)).has_form("/decision")
    await zora.send(taken.form("/decision"), {"outcome": "publish"})
