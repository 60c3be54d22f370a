"""The process an import goes into, opened or found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from api.imports import polis
from api.imports.progress import Silent
from api.imports.report import ImportRefused, Report
from domain import phases
from domain.people import PersonRef
from domain.processes import process_id_of
from domain.use_cases import accounts, configuring
from domain.use_cases.carrying_out import Asking
from domain.use_cases.configuring import NewPhase, NewProcess
from domain.use_cases.histories import Histories
from tests.api.imports.sources import (
    COMMENTS,
    NOW,
    TIME,
    Installation,
    comment,
    vote,
    write,
)

MOMENT = datetime.fromtimestamp(TIME / 1000, UTC)
OFFICE = Asking(person=None, at=NOW, system=True)


def run(installation: Installation, folder: Path, slug: str = "konsum") -> Report:
    return polis.run(installation.platform, NOW, folder, slug, Silent())


def test_a_process_that_is_missing_is_opened_with_a_phase_around_all_rows(
    installation: Installation, folder: Path
) -> None:
    write(
        folder,
        [comment(0)],
        [vote(0, 7, 1, after=90_000)],
        'topic,Konsum\nurl,https://pol.is/abc\nconversation-description,"Was meinst du?"\n',
    )
    (folder / "SOURCE-LICENSE.md").write_text("Licence: CC BY 4.0\n")
    run(installation, folder)
    process = Histories(installation.platform.log).process(process_id_of("konsum"))
    assert process.question == "opinion"
    [announced] = process.phases.values()
    assert announced.starts == datetime(2022, 4, 27, 7, 36, tzinfo=UTC)
    assert announced.ends == datetime(2022, 4, 27, 7, 39, tzinfo=UTC)
    assert Histories(installation.platform.log).phase(announced.phase_id).status == "open"
    [opened] = [r.event for r in installation.recorded() if r.position == 1]
    assert installation.text(opened.title) == "Konsum"  # type: ignore[attr-defined]  # ProcessOpened
    summary = installation.text(opened.summary)  # type: ignore[attr-defined]  # ProcessOpened
    assert summary == "Was meinst du?\n\nQuelle: Polis, Befragung abc\n\nLicence: CC BY 4.0"


def test_nobody_can_vote_afterwards_and_the_clock_closes_the_phase(
    installation: Installation, folder: Path
) -> None:
    run(installation, write(folder, [comment(0)], []))
    histories = Histories(installation.platform.log)
    process_id = process_id_of("konsum")
    [phase_id] = histories.process(process_id).phases
    with pytest.raises(phases.PhaseIsOver):
        histories.phase(phase_id).require("support", NOW)
    configuring.close_phase(installation.platform, OFFICE, process_id, phase_id)
    assert Histories(installation.platform.log).phase(phase_id).status == "closed"
    assert run(installation, folder).repeated == 1


def existing(installation: Installation, question: str, starts: datetime, ends: datetime) -> None:
    process_id = process_id_of("konsum")
    new = NewProcess(slug="konsum", title="Konsum", summary="Worum es geht.", question=question)  # type: ignore[arg-type]  # one of two
    configuring.open_process(installation.platform, OFFICE, new)
    phase = NewPhase(kind="measures", title="Ideen", starts=starts, ends=ends, level="consult")
    configuring.define_phase(installation.platform, OFFICE, process_id, phase)


def test_an_existing_process_takes_the_rows_if_a_phase_covers_them(
    installation: Installation, folder: Path
) -> None:
    existing(installation, "opinion", MOMENT, MOMENT + timedelta(days=1))
    report = run(installation, write(folder, [comment(0)], [vote(0, 7, 1)]))
    assert not report.opened
    assert report.created == 2


@pytest.mark.parametrize(
    ("question", "starts", "days", "says"),
    [
        ("support", MOMENT, 1, "asks for support"),
        ("opinion", MOMENT + timedelta(seconds=1), 1, "no phase covers them all"),
        ("opinion", MOMENT - timedelta(days=2), 1, "no phase covers them all"),
    ],
)
def test_a_process_that_does_not_fit_is_left_alone(
    installation: Installation, folder: Path, question: str, starts: datetime, days: int, says: str
) -> None:
    existing(installation, question, starts, starts + timedelta(days=days))
    head = installation.platform.log.head()
    with pytest.raises(ImportRefused, match=says):
        run(installation, write(folder, [comment(0)], [vote(0, 7, 1)]))
    assert installation.platform.log.head() == head


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("comments.csv", None, "cannot be read"),
        ("votes.csv", None, "cannot be read"),
        ("votes.csv", "", "is empty"),
        ("votes.csv", "timestamp,voter-id,vote\n", "votes.csv has no column comment-id"),
        ("comments.csv", COMMENTS, "no usable row"),
    ],
)
def test_a_source_that_lacks_something_is_refused(
    installation: Installation, folder: Path, file: str, content: str | None, says: str
) -> None:
    write(folder, [comment(0)], [])
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content)
    with pytest.raises(ImportRefused, match=says):
        run(installation, folder)
    assert installation.platform.log.head().position == 0


@pytest.mark.parametrize("slug", ["Konsum", "", "a/b", "-a", "a" * 61])
def test_a_slug_that_cannot_be_an_address_is_refused(
    installation: Installation, folder: Path, slug: str
) -> None:
    with pytest.raises(ImportRefused, match="cannot be the name of a process"):
        run(installation, write(folder, [comment(0)], []), slug)


def test_a_process_the_office_has_not_finished_is_left_alone(
    installation: Installation, folder: Path
) -> None:
    person = PersonRef(UUID(int=7))
    installation.platform.vault.enrol(person, NOW.date())
    accounts.grant_role(installation.platform, OFFICE, person, "office")
    new = NewProcess(slug="konsum", title="Konsum", summary="Worum es geht.", question="opinion")
    configuring.open_process(installation.platform, Asking(person=person, at=NOW), new)
    head = installation.platform.log.head()
    with pytest.raises(ImportRefused, match="no phase covers them all: none"):
        run(installation, write(folder, [comment(0)], []))
    assert installation.platform.log.head() == head
