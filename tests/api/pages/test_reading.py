"""What everybody may read: start, process, feed, and the pages that explain."""

import pytest

from domain.codes import ProposalId
from domain.moderation import case_id_of
from domain.use_cases import configuring, contributing
from domain.use_cases.moderating import Verdict
from tests.api.pages.plain_browser import Page
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.town import answer

FEED = f"/de/p/{SLUG}/ideas"
PUBLISH = Verdict(outcome="publish")


def handed_in(village: Village, title: str, **said: object) -> ProposalId:
    """Publish an idea of this title."""
    process_id, body = village.process_id, "Ein Text von ausreichender Länge."
    text = contributing.Text(title=title, body=body, **said)  # type: ignore[arg-type]  # fields of a text
    asking = village.as_("ana")
    outcome = contributing.submit_proposal(village.platform, asking, process_id, text)
    proposal_id = answer(outcome, contributing.Submitted).id
    village.decide(case_id_of(proposal_id, 1), PUBLISH)
    return proposal_id


async def test_the_bare_address_speaks_the_browsers_language(visits: Visits) -> None:
    assert await visits.by().leads_to("/") == "/de/"
    page = await visits.by().open("/", headers={"Accept-Language": "en-GB,de;q=0.5"})
    assert page.path == "/en/"
    assert 'lang="en"' in page.html


async def test_an_empty_installation_has_a_start_page(visits: Visits) -> None:
    page = await visits.by().open("/de/")
    assert "Gerade läuft keine Beteiligung" in page.text


async def test_the_start_page_leads_to_what_is_open_and_new(
    village: Village, visits: Visits
) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id)
    page = await visits.by().open("/de/")
    assert {f"/de/p/{SLUG}", f"/de/p/{SLUG}/submit", f"/de/ideas/{idea}"} <= set(page.links)
    assert "Rufbus am Abend" in page.text


async def test_the_process_page_says_what_is_possible_until_when(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    village.field(process_id)
    page = await visits.by().open(f"/de/p/{SLUG}")
    assert "offen bis 17. Juli 2023 um 00:00 Uhr" in page.text
    assert "Mobilität 0 Ideen" in page.text
    village.later(days=28)
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    # Visitors may be given the former page for another second (ruling 8).
    closed = await visits.by("ben").open(f"/de/p/{SLUG}")
    assert f"/de/p/{SLUG}/submit" not in closed.links


async def test_the_feed_filters_and_keeps_the_filter(village: Village, visits: Visits) -> None:
    village.open_process()
    field = village.field(village.process_id)
    village.place(village.process_id, "07231", "Landkreis")
    village.place(village.process_id, "072315006", "Thalfang", "07231")
    handed_in(village, "Bürgerbus", action_field=field, territory="072315006")
    handed_in(village, "Lesecafé")
    everything = await visits.by().open(FEED)
    assert "2 Ideen" in everything.text
    by_field = await visits.by().open(f"{FEED}?field={field}")
    assert ("Bürgerbus" in by_field.text, "Lesecafé" in by_field.text) == (True, False)
    by_place = await visits.by().open(f"{FEED}?territory=07231")
    assert "1 von 2 Ideen" in by_place.text
    by_word = await visits.by().open(f"{FEED}?q=lesecafe")
    assert ("Bürgerbus" in by_word.text, "Lesecafé" in by_word.text) == (False, True)
    nothing = await visits.by().open(f"{FEED}?q=xylophon")
    assert "Dazu gibt es noch keine Idee" in nothing.text
    senseless = await visits.by().open(f"{FEED}?field=7&territory=x&state=y&channel=z&sort=w")
    assert "2 Ideen" in senseless.text


async def test_the_feed_goes_on_page_by_page(village: Village, visits: Visits) -> None:
    village.open_process()
    for number in range(21):
        handed_in(village, f"Idee {number:02} für alle")
    first = await visits.by().open(f"{FEED}?sort=supported")
    [further] = [link for link in first.links if "cursor=" in link]
    assert "sort=supported" in further
    second = await visits.by().open(further)
    assert "Idee 00 für alle" in second.text
    assert "Idee 20 für alle" not in second.text
    assert f"{FEED}?sort=supported" in second.links


async def test_a_made_up_cursor_is_malformed(village: Village, visits: Visits) -> None:
    village.open_process()
    page = await visits.by().open(f"{FEED}?cursor=abc", 400)
    assert "cursor" in page.text


async def test_random_order_stays_the_same_under_its_address(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    for number in range(5):
        handed_in(village, f"Idee {number} für alle")
    mixed = await visits.by().open(f"{FEED}?sort=random")
    assert "seed=" in mixed.path
    again = await visits.by().open(mixed.path)
    assert again.links == mixed.links


async def test_an_unmoderated_idea_is_nowhere_public(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id)
    await visits.by().open(f"/de/ideas/{idea.id}", 404)
    await visits.by("ben").open(f"/de/ideas/{idea.id}", 404)
    await visits.by().open(f"/i/{idea.receipt}", 404)
    assert "Rufbus" not in (await visits.by().open(FEED)).text
    assert "Rufbus" in (await visits.by("ana").open(f"/de/ideas/{idea.id}")).text
    assert "Rufbus" in (await visits.by("moderator").open(f"/de/ideas/{idea.id}")).text


async def test_a_number_on_paper_leads_to_the_idea(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    page = await visits.by().open("/i/b-2023-0001")
    assert page.path == f"/de/ideas/{idea}"
    await visits.by().open("/i/B-2023-0999", 404)


async def test_a_hidden_idea_is_a_stub_that_names_the_rule(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    village.comment(idea)
    reporter = visits.by("ben")
    await reporter.send(
        (await reporter.open(f"/de/ideas/{idea}")).form("/reports"), {"rule": "HR05"}
    )
    hide = Verdict(outcome="hide", rules=("HR05",), explanation="Das ist Werbung für eine Firma.")
    village.decide(case_id_of(idea, 2), hide)
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert "Diese Idee wurde ausgeblendet" in page.text
    assert "HR05 Werbung" in page.text
    assert "Rufbus" not in page.text
    assert "fährt hier nichts mehr" not in page.text
    assert "Das brauchen wir" not in page.text
    mine = await visits.by("ana").open(f"/de/ideas/{idea}")
    assert "fährt hier nichts mehr" in mine.text
    assert "Das ist Werbung für eine Firma." in mine.text


async def test_versions_are_compared_word_by_word(village: Village, visits: Visits) -> None:
    village.open_process(moderation="post")
    idea = village.submit(village.process_id)
    text = contributing.Text(title="Rufbus am Abend", body="Nach 20 Uhr fährt hier nichts mehr.")
    contributing.edit_proposal(village.platform, village.as_("ana"), idea.id, text, "Genauer.")
    page = await visits.by().open(f"/de/ideas/{idea.id}/versions/2")
    assert "<del>19</del>" in page.html
    assert "<ins>20</ins>" in page.html
    assert "Genauer." in page.text
    first = await visits.by().open(f"/de/ideas/{idea.id}/versions/1")
    assert "Nach 19 Uhr" in first.text
    await visits.by().open(f"/de/ideas/{idea.id}/versions/3", 404)


@pytest.mark.parametrize("path", ["rules", "privacy", "imprint", "accessibility", "api"])
@pytest.mark.parametrize("language", ["de", "en"])
async def test_pages_that_explain(visits: Visits, language: str, path: str) -> None:
    page = await visits.by().open(f"/{language}/{path}")
    other = "en" if language == "de" else "de"
    assert f"/{other}/{path}" in page.links


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/de/nix", "/de/p/nirgends", "/de/p/nirgends/ideas", "/de/ideas/7", "/de/p/Gro%C3%9F"],
)
async def test_what_does_not_exist_is_a_page_too(visits: Visits, path: str) -> None:
    page = await visits.by().open(path, 404)
    assert "Diese Seite gibt es nicht" in page.text


async def test_the_language_switch_keeps_the_filter_and_drops_the_notice(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    page = await visits.by().open(f"{FEED}?q=bus&done=supported")
    assert f"/en/p/{SLUG}/ideas?q=bus" in page.links


async def test_an_erased_text_leaves_a_stub(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    village.erase_texts_of(idea)
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert "auf Wunsch gelöscht" in page.text
    assert "fährt hier nichts mehr" not in page.text


async def test_what_a_visitor_has_already_is_not_sent_again(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    page = await visits.by().open(FEED)
    await visits.by().open(FEED, 304, {"If-None-Match": page.headers["etag"]})


async def test_moderators_merge_and_the_source_leads_on(village: Village, visits: Visits) -> None:
    village.open_process()
    first = handed_in(village, "Mitfahrbank")
    second = handed_in(village, "Mitfahrbänke im Ort")
    moderator = visits.by("moderator")
    page = await moderator.open(f"/de/ideas/{second}")
    wrong = await moderator.send(page.form("/merge"), {"into": "B-1"}, 400)
    assert "Nummer einer öffentlichen Idee" in wrong.text
    itself = await moderator.send(page.form("/merge"), {"into": "B-2023-0002"}, 400)
    assert "nicht mit sich selbst" in itself.text
    merged = await moderator.send(page.form("/merge"), {"into": "b 2023 0001"})
    assert merged.path == f"/de/ideas/{first}?done=merged"
    assert "B-2023-0002 Mitfahrbänke im Ort" in merged.text
    source = await visits.by().open(f"/de/ideas/{second}")
    assert "Diese Idee geht in einer anderen weiter" in source.text


async def test_nobody_is_offered_what_their_role_forbids(village: Village, visits: Visits) -> None:
    village.open_process()
    village.published(village.process_id)
    pages = ("/de/", "/de/p/gemeinsam", "/de/p/gemeinsam/ideas")
    for path in pages:
        assert not _invites(await visits.by("auditor").open(path)), path
        assert _invites(await visits.by("ben").open(path)), path
        assert _invites(await visits.by().open(path)), path


def _invites(page: Page) -> bool:
    return any(link.endswith("/p/gemeinsam/submit") for link in page.links)


async def test_the_feed_for_newsreaders_is_that_of_the_process(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    page = await visits.by().open("/de/p/gemeinsam/ideas")
    assert page.html.count('href="/feed.atom?process=gemeinsam"') == 2
    assert 'href="/feed.atom"' in (await visits.by().open("/de/")).html
