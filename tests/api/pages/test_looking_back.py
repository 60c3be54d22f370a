"""Pages of an earlier moment: what they show, what they leave out, where they lead."""

from domain.moderation import case_id_of
from domain.use_cases import contributing, moderating
from tests.api.pages.village import SLUG, Village, Visits

PUBLISH = moderating.Verdict(outcome="publish")
BANNER = "Sie sehen den Stand vom"


async def test_an_idea_is_shown_as_it_was(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    then = village.log.head().position
    village.later(minutes=5)
    village.comment(idea)
    contributing.give_support(village.platform, village.as_("ben"), idea)
    visitor = visits.by()
    page = await visitor.open(f"/de/ideas/{idea}?as_of={then}")
    assert BANNER in page.text
    assert "Das brauchen wir." not in page.text
    assert [form.method for form in page.forms] == ["get"]
    assert f"/de/p/{SLUG}/ideas?as_of={then}" in page.links
    assert f"/de/ideas/{idea}" in page.links
    # Somebody with rights sees the same, and can do as little.
    mine = await visits.by("moderator").open(f"/de/ideas/{idea}?as_of={then}")
    assert [form.method for form in mine.forms] == ["get"]
    assert BANNER not in (await visitor.open(f"/de/ideas/{idea}")).text


async def test_a_day_means_its_end_in_berlin(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    visitor = visits.by()
    village.later(days=2)
    contributing.give_support(village.platform, village.as_("ben"), idea)
    page = await visitor.open(f"/de/ideas/{idea}?as_of=2023-06-19")
    assert "19. Juni 2023" in page.text
    early = await visitor.open(f"/de/ideas/{idea}?as_of=2023-06-18", status=404)
    assert "Zu diesem Zeitpunkt gab es diese Seite noch nicht" in early.text
    assert f"/de/ideas/{idea}" in early.links
    await visitor.open(f"/de/ideas/{idea}?as_of=gestern", status=400)


async def test_lists_keep_their_moment(village: Village, visits: Visits) -> None:
    village.open_process()
    ideas = [village.published(village.process_id, f"person{number}") for number in range(22)]
    then = village.log.head().position
    village.later(minutes=5)
    late = village.submit(village.process_id, title="Eine spätere").id
    village.decide(case_id_of(late, 1), PUBLISH)
    visitor = visits.by()
    page = await visitor.open(f"/de/p/{SLUG}/ideas?as_of={then}&sort=supported")
    assert "22 Ideen" in page.text
    assert "Eine spätere" not in page.text
    paging = [link for link in page.links if "cursor=" in link]
    assert paging
    assert all(f"as_of={then}" in link for link in paging)
    assert f"/de/p/{SLUG}/ideas?sort=discussed&as_of={then}" in page.links
    filtering = [form for form in page.forms if "q" in form.fields]
    assert [form.fields["as_of"] for form in filtering] == [str(then)]
    following = await visitor.open(paging[0])
    assert str(ideas[0]) in following.html
    for path in ("/de", f"/de/p/{SLUG}"):
        shown = await visitor.open(f"{path}?as_of={then}")
        assert BANNER in shown.text
        assert "Eine spätere" not in shown.text
        assert "Eigene Idee einreichen" not in shown.text


async def test_what_was_hidden_since_stays_hidden(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    then = village.log.head().position
    village.erase_texts_of(idea)
    page = await visits.by().open(f"/de/ideas/{idea}?as_of={then}")
    assert "Rufbus" not in page.text
    assert "Heute ist er nicht mehr öffentlich" in page.text


async def test_two_moments_are_compared(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    then = village.log.head().position
    village.later(days=1)
    contributing.give_support(village.platform, village.as_("ben"), idea)
    visitor = visits.by()
    page = await visitor.open(f"/de/ideas/{idea}/compare?from={then}")
    assert "Gleich geblieben." in page.text
    assert "+1" in page.text
    await visitor.open(f"/de/ideas/{idea}/compare?from=gestern", status=400)
    whole = await visitor.open(f"/en/p/{SLUG}/compare?from=1")
    assert "New ideas" in whole.text
    assert "Rufbus" in whole.text


async def test_a_search_finds_what_was_written_then(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    village.decide(case_id_of(idea, 1), PUBLISH)
    then = village.log.head().position
    village.later(minutes=5)
    text = contributing.Text(title="Seilbahn", body="Über die Mosel.")
    contributing.edit_proposal(village.platform, village.as_("ana"), idea, text, None)
    village.decide(case_id_of(idea, 2), PUBLISH)
    visitor = visits.by()
    for query, moments in (
        ("rufbus", (f"&as_of={then}", "")),
        ("seilbahn", ("", f"&as_of={then}")),
    ):
        found, missed = (f"/de/p/{SLUG}/ideas?q={query}{moment}" for moment in moments)
        assert f"/de/ideas/{idea}" in (await visitor.open(found)).html
        assert f"/de/ideas/{idea}" not in (await visitor.open(missed)).html
