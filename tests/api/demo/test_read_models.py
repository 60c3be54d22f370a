"""What pages and clock make of the demo's log."""

import pytest

from domain.processes import process_id_of
from projections import agenda, feed, tally
from projections.model import Snapshot
from projections.runner import Runner
from tests.api.demo.stages import Demo

pytestmark = pytest.mark.xdist_group("demo")


def test_the_read_models_follow_and_the_clock_has_nothing_left_to_do(
    demo: Demo, models: tuple[Runner, Snapshot]
) -> None:
    main, dialogue = (process_id_of(process.slug) for process in reversed(demo.content.processes))
    runner, snapshot = models
    # Whatever the platform does by itself was done at its scripted moment.
    assert agenda.due(snapshot, demo.content.ends_at) == []
    assert tally.of(snapshot, demo.proposal_ids["idea:abendbus"]).supports == 34
    assert tally.of(snapshot, demo.proposal_ids["idea:mitfahrbank"]).carried > 0
    assert tally.of_process(snapshot, dialogue).opinions > 12 * 20
    listed = feed.total(snapshot, feed.FeedQuery(process_id=main))
    # Merged and withdrawn ones stay as stubs.
    assert listed == 33 + 2 + 1
    assert runner.check() == []
