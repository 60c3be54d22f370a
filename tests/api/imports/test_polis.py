"""The export of a Polis conversation, trap by trap."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, permutations, repeat
from pathlib import Path

import pytest

from api.imports import polis
from api.imports.progress import Silent
from api.imports.report import Report
from domain import ballots, proposals
from domain.messages import Append, Appended
from domain.people import SYSTEM
from domain.ports import LogUnavailable
from domain.use_cases.carrying_out import Asking
from tests.api.imports.sources import (
    NOW,
    TIME,
    Installation,
    Told,
    comment,
    id_of,
    imported,
    totals,
    vote,
    write,
)

MOMENT = datetime.fromtimestamp(TIME / 1000, UTC)
OFFICE = Asking(person=None, at=NOW, system=True)


def run(installation: Installation, folder: Path, slug: str = "konsum") -> Report:
    return polis.run(installation.platform, NOW, folder, slug, Silent())


def test_comments_become_published_proposals_without_a_title(
    installation: Installation, folder: Path
) -> None:
    write(folder, [comment(0, body='Weniger\nVerpackung ""jetzt""')], [])
    report = run(installation, folder)
    assert (report.created, report.repeated, report.faulty) == (1, 0, 0)
    assert report.opened
    stored = installation.proposal(id_of("konsum", 0))
    assert stored.status == "published"
    [event] = imported(installation)
    assert event.title is None
    assert installation.text(event.body) == 'Weniger\nVerpackung "jetzt"'


def test_the_order_of_time_holds_whatever_the_order_of_the_file(
    installation: Installation, folder: Path
) -> None:
    write(folder, [comment(2), comment(0), comment(1)], [])
    run(installation, folder)
    ids = [event.proposal_id for event in imported(installation)]
    assert ids == [id_of("konsum", number) for number in (0, 1, 2)]


def test_events_are_recorded_now_and_happened_then(
    installation: Installation, folder: Path
) -> None:
    run(installation, write(folder, [comment(0)], [vote(0, 7, 1, after=5_000)]))
    [opinion] = [
        recorded
        for recorded in installation.recorded()
        if isinstance(recorded.event, ballots.OpinionImported)
    ]
    assert opinion.recorded_at == NOW
    assert opinion.occurred_at == MOMENT + timedelta(seconds=5)
    assert opinion.channel == "import"


def test_both_counting_rules_count_what_was_said(installation: Installation, folder: Path) -> None:
    rows = [vote(0, 1, 1, 10), vote(0, 1, -1, 30), vote(0, 1, 1, 20), vote(0, 2, 0, 10)]
    run(installation, write(folder, [comment(0, author=5)], rows))
    every, last = totals(installation)
    assert every[id_of("konsum", 0)] == {"agree": 2, "disagree": 1, "pass": 1}
    assert last[id_of("konsum", 0)] == {"disagree": 1, "pass": 1}


def test_votes_our_rules_would_refuse_are_marked(installation: Installation, folder: Path) -> None:
    rows = [vote(0, 1, 1, 10), vote(0, 1, 1, 20), vote(0, 2, 1, 10), vote(0, 3, 0, 10)]
    run(installation, write(folder, [comment(0, author=2)], rows))
    marked = [
        e.source_rule for e in installation.events() if isinstance(e, ballots.OpinionImported)
    ]
    assert sorted(marked) == [False, False, True, True]


def test_rows_that_are_equal_in_all_cells_count_each(
    installation: Installation, folder: Path
) -> None:
    write(folder, [comment(0)], [vote(0, 7, 1), vote(0, 7, 1)])
    assert run(installation, folder).created == 3
    assert run(installation, folder).created == 0
    every, last = totals(installation)
    assert every[id_of("konsum", 0)] == {"agree": 2}
    assert last[id_of("konsum", 0)] == {"agree": 1}


@pytest.mark.parametrize("rows", [*permutations([vote(0, 7, 1), vote(0, 7, -1), vote(0, 7, 0)])])
def test_of_votes_at_the_same_moment_agreement_counts_last(
    installation: Installation, folder: Path, rows: tuple[str, ...]
) -> None:
    run(installation, write(folder, [comment(0)], rows))
    _, last = totals(installation)
    assert last[id_of("konsum", 0)] == {"agree": 1}


def test_what_the_source_hid_is_published_voted_on_and_then_hidden(
    installation: Installation, folder: Path
) -> None:
    write(
        folder, [comment(0, moderated=-1), comment(1, moderated=0)], [vote(0, 7, 1), vote(1, 7, 1)]
    )
    run(installation, folder)
    assert installation.proposal(id_of("konsum", 0)).status == "hidden"
    assert installation.proposal(id_of("konsum", 1)).status == "published"
    hidden = installation.events()[-1]
    assert isinstance(hidden, proposals.ProposalHidden)
    assert (hidden.rules, hidden.by, hidden.explanation) == (("HR00",), SYSTEM, None)
    every, _ = totals(installation)
    assert every[id_of("konsum", 0)] == {"agree": 1}


def test_an_author_keeps_one_pseudonym_that_is_no_voter_number(
    installation: Installation, folder: Path
) -> None:
    write(
        folder, [comment(0, author=4), comment(1, author=4), comment(2, author=5)], [vote(0, 4, 1)]
    )
    run(installation, folder)
    first, second, other = [event.author for event in imported(installation)]
    assert first == second != other
    voters = {e.voter for e in installation.events() if isinstance(e, ballots.OpinionImported)}
    assert first not in voters


def test_a_second_run_stores_nothing(installation: Installation, folder: Path) -> None:
    write(folder, [comment(0, moderated=-1), comment(1)], [vote(0, 7, 1), vote(1, 7, 0)])
    first = run(installation, folder)
    head = installation.platform.log.head()
    second = run(installation, folder)
    assert installation.platform.log.head() == head
    assert (second.created, second.repeated) == (0, first.created) == (0, 4)
    assert not second.opened


def test_a_later_export_adds_only_what_is_new(installation: Installation, folder: Path) -> None:
    # Its last row lies within the minute to which the first import's phase extends.
    run(installation, write(folder, [comment(0)], [vote(0, 7, 1)]))
    write(folder, [comment(0), comment(1)], [vote(0, 7, 1), vote(0, 7, -1, 200), vote(1, 7, 1)])
    assert run(installation, folder).created == 3


def test_an_interrupted_run_goes_on_where_it_was(
    installation: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polis, "VOTES", 2)
    rows = [vote(number, voter, 1) for number in range(4) for voter in (7, 8)]
    write(folder, [comment(number, moderated=-1) for number in range(4)], rows)
    log = installation.platform.log
    store, interruptions = log.append, 0
    for appends in count(1):
        left = repeat(None, appends)

        def append(wanted: Append, left: Iterator[None] = left) -> Appended:
            for _ in left:
                return store(wanted)
            raise LogUnavailable

        monkeypatch.setattr(log, "append", append)
        try:
            run(installation, folder)
            break
        except LogUnavailable:
            interruptions += 1
    assert interruptions > 2
    every, _ = totals(installation)
    assert len(imported(installation)) == 4
    for number in range(4):
        assert every[id_of("konsum", number)] == {"agree": 2}
        assert installation.proposal(id_of("konsum", number)).status == "hidden"


def test_progress_is_told_of_every_row(installation: Installation, folder: Path) -> None:
    told = Told()
    write(folder, [comment(0, moderated=-1), comment(1)], [vote(0, 7, 1)])
    polis.run(installation.platform, NOW, folder, "konsum", told)
    assert told.steps == {
        "Comments": [2, 2],
        "Votes": [1, 1],
        "Moderation of the source": [1, 1],
    }
