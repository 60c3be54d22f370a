"""Kept pages: what may differ between two visitors, and when the clock ends them."""

from datetime import timedelta

import pytest

from api.application import build
from domain.use_cases import configuring
from tests.api.installation import started, visiting
from tests.api.pages.village import SLUG, Village
from tests.use_cases.town import END

NOON = END + timedelta(hours=12)


async def test_the_first_of_two_headers_counts_for_all(village: Village) -> None:
    village.published(village.open_process()[0])
    village.parts.runner.catch_up()
    twice = [("Accept-Language", "en"), ("Accept-Language", "de")]
    async with (
        started(build(village.parts)) as app,
        visiting(app) as odd,
        visiting(app) as usual,
    ):
        theirs = await odd.get("/feed.atom", headers=twice)
        ours = await usual.get("/feed.atom", headers={"Accept-Language": "de"})
    assert "/en/ideas/" in theirs.text
    assert "/en/ideas/" not in ours.text
    assert "/de/ideas/" in ours.text


@pytest.mark.parametrize(
    ("path", "offer"),
    [(f"/de/p/{SLUG}", "/submit"), (f"/api/v1/processes/{SLUG}", '"open_now":true')],
)
async def test_at_the_end_of_a_phase_what_was_kept_is_over(
    village: Village, path: str, offer: str
) -> None:
    process_id, phase_id = village.open_process()
    why = "Mehr Zeit für alle, die noch etwas sagen wollen."
    configuring.extend_phase(village.platform, village.system(), process_id, phase_id, NOON, why)
    village.parts.runner.catch_up()
    village.parts.watching.look()
    async with started(build(village.parts)) as app, visiting(app) as visitor:
        village.later(seconds=(NOON - timedelta(minutes=5) - village.now).total_seconds())
        assert offer in (await visitor.get(path)).text
        # The worker that writes down the end of the phase is away.
        village.later(seconds=timedelta(hours=1).total_seconds())
        assert offer not in (await visitor.get(path)).text
