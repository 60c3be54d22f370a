"""Whatever goes wrong while the log is followed, the tables say what the log says."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import pytest

from api.read_models import MODELS as EVERY_MODEL
from projections import comments, feed, processes, subjects, tally
from projections.model import Snapshot
from projections.read_models import ReadModels
from tests.projections import whims
from tests.projections.misfortune import Truth, Unlucky
from tests.projections.reading import contents
from tests.projections.town import PROCESS
from tests.sizes import chosen

MODELS = (
    EVERY_MODEL
    if chosen().nightly
    else (subjects.MODEL, comments.MODEL, feed.MODEL, processes.MODEL, tally.MODEL)
)
ROUNDS = 300 if chosen().nightly else 60
SEEDS = range(4 if chosen().nightly else 1)
STANDING: Sequence[Any] = (
    processes.all_processes,
    processes.by_id,
    processes.extensions,
    processes.field_changes,
    processes.fields,
    processes.phases,
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_tables_say_what_the_log_says(
    url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = (whims.MODEL, *MODELS)
    unlucky = Unlucky(url, models, seed)
    with closing(Truth(models)) as truth:

        def look(processes: Sequence[ReadModels]) -> None:
            for each in processes:
                with each.snapshot() as now:
                    assert told(now) == stored(now)
            with processes[0].snapshot() as now:
                assert contents(now) == truth.at(unlucky.log, now.position)

        unlucky.live(ROUNDS, look, monkeypatch)
    assert len(unlucky.happened) > 5  # of what misfortune.py has in store


def told(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return what pages are told of processes, from whatever is kept."""
    return {each.__name__: each(snapshot, *_asked(each)) for each in STANDING}


def stored(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return the same as the tables have it."""
    return {each.__name__: each.__wrapped__(snapshot, *_asked(each)) for each in STANDING}


def _asked(query: object) -> Sequence[Any]:
    return () if query is processes.all_processes else (PROCESS,)
