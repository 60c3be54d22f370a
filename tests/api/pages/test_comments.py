"""Comments: threads, the edit window, stubs, and what is refused."""

import pytest

from tests.api.pages.village import Village, Visits

TEXT = "Das brauchen wir auch in Morbach."


async def test_comments_and_replies_are_read_as_a_thread(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    ben, cleo = visits.by("ben"), visits.by("cleo")
    form = (await ben.open(f"/de/ideas/{idea}")).forms
    [own] = [each for each in form if each.action.endswith("/comments")]
    posted = await ben.send(own, {"body": TEXT, "stance": "pro"})
    assert TEXT in posted.text
    assert "Dafür" in posted.text
    assert "von Ihnen" in posted.text
    page = await cleo.open(f"/de/ideas/{idea}")
    [reply] = [each for each in page.forms if each.fields.get("parent")]
    answered = await cleo.send(reply, {"body": "Und in Thalfang?"})
    assert "2 Kommentare" in answered.text
    assert "comment-depth-1" in answered.html


async def test_a_comment_that_waits_is_seen_by_its_author_only(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    [form] = [f for f in (await ben.open(f"/de/ideas/{idea}")).forms if "/comments" in f.action]
    page = await ben.send(form, {"body": TEXT})
    assert TEXT in page.text
    assert "Wird geprüft" in page.text
    assert TEXT not in (await visits.by().open(f"/de/ideas/{idea}")).text
    assert TEXT in (await ben.open("/de/me")).text


async def test_an_empty_or_long_comment_comes_back_as_typed(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    [form] = [f for f in (await ben.open(f"/de/ideas/{idea}")).forms if "/comments" in f.action]
    empty = await ben.send(form, {"body": "  \n "}, 400)
    assert "Schreiben Sie etwas" in empty.text
    long = await ben.send(form, {"body": "x" * 2001, "stance": "question"}, 400)
    assert "Das sind 2001 Zeichen, höchstens 2000" in long.text
    [kept] = [f for f in long.forms if "/comments" in f.action]
    assert (kept.fields["body"], kept.fields["stance"]) == ("x" * 2001, "question")


async def test_a_refused_comment_gives_the_text_back(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    [form] = [f for f in (await ben.open(f"/de/ideas/{idea}")).forms if "/comments" in f.action]
    village.later(days=28)
    refused = await ben.send(form, {"body": TEXT}, 409)
    assert "Diese Phase ist beendet" in refused.text
    assert TEXT in refused.text


async def test_a_comment_can_be_corrected_for_fifteen_minutes(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    assert f"/de/comments/{comment}/edit" in page.links
    form = (await ben.open(f"/de/comments/{comment}/edit")).form("/edit")
    assert form.fields["body"] == "Das brauchen wir."
    wrong = await ben.send(form, {"body": ""}, 400)
    assert wrong.title.startswith("Fehler")
    before = village.log.head().position
    assert "Das brauchen wir." in (await ben.send(form)).text
    assert village.log.head().position == before
    done = await ben.send(form, {"body": "Das brauchen wir dringend."})
    assert "dringend" in done.text
    village.later(minutes=16)
    assert f"/de/comments/{comment}/edit" not in (await ben.open(f"/de/ideas/{idea}")).links
    late = await ben.open(f"/de/comments/{comment}/edit", 409)
    assert "nur 15 Minuten lang" in late.text


async def test_corrections_are_counted_with_all_other_edits(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    comment = village.comment(village.published(village.process_id))
    ben = visits.by("ben")
    form = (await ben.open(f"/de/comments/{comment}/edit")).form("/edit")
    for _ in range(30):
        village.parts.allowances.spend("edits", village.person("ben"))
    before = village.log.head().position
    page = await ben.send(form, {"body": "Das brauchen wir dringend auch in Morbach."}, 429)
    assert "Das brauchen wir dringend auch in Morbach." in page.text
    assert village.log.head().position == before


async def test_a_correction_with_a_link_is_read_before_others_see_it(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/comments/{comment}/edit")).form("/edit")
    own = await ben.send(form, {"body": "Alles dazu auf www.beispiel.example."})
    assert "www.beispiel.example" in own.text
    public = await visits.by().open(f"/de/ideas/{idea}")
    assert "www.beispiel.example" not in public.text
    assert "Das brauchen wir." not in public.text


async def test_others_can_neither_correct_nor_withdraw_it(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    cleo = visits.by("cleo")
    page = await cleo.open(f"/de/ideas/{idea}")
    assert not page.has_form("/withdraw")
    await cleo.open(f"/de/comments/{comment}/edit", 403)
    token = page.form("/support").fields
    await cleo.post(f"/de/comments/{comment}/withdraw", token, 403)
    await cleo.post(f"/de/comments/{idea}/withdraw", token, 404)


async def test_a_withdrawn_comment_leaves_its_place(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    comment = village.comment(idea)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    await ben.send(page.form(f"{comment}/withdraw"))
    public = await visits.by().open(f"/de/ideas/{idea}")
    assert "Das brauchen wir." not in public.text
    assert "zurückgezogen, die ihn geschrieben hat" in public.text


async def test_people_keep_a_tag_within_a_process(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    village.comment(idea, "ben", "Erstens.")
    village.comment(idea, "ben", "Zweitens.")
    village.comment(idea, "office", "Danke für den Hinweis.")
    page = await visits.by().open(f"/de/ideas/{idea}")
    tags = [word for word in page.text.split() if len(word) == 3 and word.isalnum()]
    assert page.text.count("Teilnehmer·in") == 3
    assert "Projektbüro" in page.text
    assert len(tags) > len(set(tags))
    assert "ben" not in page.text.lower().split()


async def test_an_erased_account_keeps_its_words_and_loses_its_tag(
    village: Village, visits: Visits
) -> None:
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    village.comment(idea)
    cleo = visits.by("cleo")
    assert "gelöschtes Konto" not in (await cleo.open(f"/de/ideas/{idea}")).text
    village.parts.vault.erase_person(village.person("ben"))
    page = await cleo.open(f"/de/ideas/{idea}")
    assert "gelöschtes Konto" in page.text
    assert "Das brauchen wir." in page.text


async def test_many_comments_are_read_page_by_page(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.comments.portions.THREADS", 2)
    village.open_process(moderation="post")
    idea = village.published(village.process_id)
    written = [village.comment(idea, text=f"Kommentar {number}") for number in range(5)]
    first = await visits.by().open(f"/de/ideas/{idea}")
    assert "5 Kommentare" in first.text
    assert "Seite 1 von 3" in first.text
    assert ("Kommentar 1" in first.text, "Kommentar 2" in first.text) == (True, False)
    assert f"/de/ideas/{idea}?comments=2#comments" in first.links
    assert f"/de/ideas/{idea}?comments=3#comments" in first.links
    middle = await visits.by().open(f"/de/ideas/{idea}?comments=2")
    assert ("Kommentar 1" in middle.text, "Kommentar 2" in middle.text) == (False, True)
    assert f"/de/ideas/{idea}#comments" in middle.links
    place = await visits.by().open(f"/de/comments/{written[4]}")
    assert "Seite 3 von 3" in place.text
    assert "Kommentar 4" in place.text
    cleo = visits.by("cleo")
    page = await cleo.open(f"/de/ideas/{idea}?comments=2")
    reply = next(form for form in page.forms if form.fields.get("parent") == str(written[3]))
    lacking = await cleo.send(reply, {"body": ""}, 400)
    assert "Seite 2 von 3" in lacking.text
    [own] = [f for f in page.forms if "/comments" in f.action and not f.fields.get("parent")]
    posted = await cleo.send(own, {"body": "Das letzte Wort."})
    assert "Das letzte Wort." in posted.text
    assert "Seite 3 von 3" in posted.text
