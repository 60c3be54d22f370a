"""A merge that was a mistake: moderators undo it on the page of the idea."""

from domain.codes import ProposalId
from tests.api.pages.test_reading import handed_in
from tests.api.pages.village import Village, Visits

REASON = "Die eine meint Bänke, die andere einen Bus."


async def merged(village: Village, visits: Visits) -> tuple[ProposalId, ProposalId]:
    """Publish two ideas and merge the second into the first."""
    village.open_process()
    first, second = handed_in(village, "Mitfahrbank"), handed_in(village, "Rufbus am Abend")
    moderator = visits.by("moderator")
    form = (await moderator.open(f"/de/ideas/{second}")).form("/merge")
    await moderator.send(form, {"into": "B-2023-0001"})
    return first, second


async def test_a_moderator_undoes_a_merge_with_a_reason(village: Village, visits: Visits) -> None:
    first, second = await merged(village, visits)
    moderator = visits.by("moderator")
    page = await moderator.open(f"/de/ideas/{second}")
    missing = await moderator.send(page.form("/unmerge"), {"reason": " "}, 400)
    assert "Schreiben Sie den Grund dazu." in missing.text
    done = await moderator.send(missing.form("/unmerge"), {"reason": REASON})
    assert done.path == f"/de/ideas/{second}?done=unmerged"
    assert not done.has_form("/unmerge")
    source = await visits.by().open(f"/de/ideas/{second}?later")
    assert "Diese Idee geht in einer anderen weiter" not in source.text
    assert REASON in source.text
    assert (await visits.by("ben").open(f"/de/ideas/{second}")).has_form("/support")
    target = await visits.by().open(f"/de/ideas/{first}?later")
    assert "Hierin aufgegangen" not in target.text


async def test_only_moderators_undo_it_and_only_once(village: Village, visits: Visits) -> None:
    _, second = await merged(village, visits)
    path = f"/de/ideas/{second}"
    for name in ("ana", "ben", "office", "clerk"):
        assert not (await visits.by(name).open(path)).has_form("/unmerge"), name
    moderator = visits.by("moderator")
    form = (await moderator.open(path)).form("/unmerge")
    await moderator.send(form, {"reason": REASON})
    again = (await moderator.open(path)).form("/merge")
    again.action = f"{path}/unmerge"
    await moderator.send(again, {"reason": REASON}, 409)
