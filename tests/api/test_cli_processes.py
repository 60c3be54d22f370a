"""The project office sets a process up from the command line."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click
import pytest
from click.testing import CliRunner, Result

from api.cli import gemeinsam
from api.commands.processes import LocalTime
from domain import phases, processes
from domain.codes import PhaseId
from domain.messages import Event
from domain.use_cases import Asking, configuring
from tests.api.installation import installed

Run = Callable[..., Result]
OFFICE = ("--by", "olga@example.org")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run `gemeinsam process` as an office that exists."""
    monkeypatch.setenv("DATA", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL", "BASE_URL", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    add = ("people", "add", "--email", "olga@example.org", "--role", "office")
    assert CliRunner().invoke(gemeinsam, add).exit_code == 0

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(gemeinsam, ("process", *arguments))

    return invoke


def events(folder: Path) -> list[Event]:
    """Return all events but those that made the account."""
    with installed(folder) as parts:
        return [each.event for page in parts.log.since(2) for each in page]


def opened(run: Run) -> None:
    asked = ("open", "gemeinsam", "--title", "Gemeinsam", "--summary", "Worum es geht.")
    result = run(*asked, *OFFICE)
    assert result.exit_code == 0, result.output


def announced(run: Run) -> None:
    window = ("--starts", "2023-05-01", "--ends", "2023-05-31", "--may", "submit")
    result = run("phase", "gemeinsam", "measures", "--title", "Ideen", *window, *OFFICE)
    assert result.exit_code == 0, result.output


def test_a_process_gets_fields_places_and_a_phase(run: Run, folder: Path) -> None:
    opened(run)
    assert run("field", "gemeinsam", "Mobilität", "--colour", "green", *OFFICE).exit_code == 0
    assert run("territory", "gemeinsam", "07231", "Landkreis", *OFFICE).exit_code == 0
    inside = ("territory", "gemeinsam", "072315006", "Thalfang", "--in", "07231")
    assert run(*inside, *OFFICE).exit_code == 0
    announced(run)
    kinds = [type(event).__name__ for event in events(folder)]
    assert kinds == [
        "ProcessOpened",
        "ActionFieldDefined",
        "TerritoryAdded",
        "TerritoryAdded",
        "PhaseDefined",
    ]
    listed = run("list").output
    assert "Gemeinsam" in listed
    assert "2023-06-01 00:00" in listed


def test_a_last_day_counts_whole_by_the_clock_in_berlin(run: Run, folder: Path) -> None:
    opened(run)
    announced(run)
    phase = events(folder)[-1]
    assert isinstance(phase, processes.PhaseDefined)
    assert phase.starts.isoformat() == "2023-04-30T22:00:00+00:00"
    assert phase.ends.isoformat() == "2023-05-31T22:00:00+00:00"


@pytest.mark.parametrize("written", ["2026-05-31", "20260531", "2026-W22-7"])
def test_a_last_day_counts_whole_however_it_is_written(written: str) -> None:
    ends = LocalTime(ends=True).convert(written, None, None)
    assert ends.isoformat() == "2026-05-31T22:00:00+00:00"
    begins = LocalTime().convert(written, None, None)
    assert begins.isoformat() == "2026-05-30T22:00:00+00:00"


@pytest.mark.parametrize("written", ["9999-12-31", "0026-05-31", "9999-12-31T23:00-05:00"])
def test_a_moment_nobody_can_reckon_with_is_refused(written: str) -> None:
    with pytest.raises(click.BadParameter, match="is neither"):
        LocalTime().convert(written, None, None)


def test_an_open_phase_is_extended_with_a_reason_and_closed(run: Run, folder: Path) -> None:
    opened(run)
    announced(run)
    phase = events(folder)[-1]
    assert isinstance(phase, processes.PhaseDefined)
    extend = ("extend", "gemeinsam", str(phase.phase_id), "--until", "2999-01-01")
    early = run(*extend, "--reason", "Ferien", *OFFICE)
    assert "PhaseNotOpen" in early.output
    _start(folder, phase.phase_id)
    assert run(*extend, "--reason", "Ferien", *OFFICE).exit_code == 0
    assert run("close", "gemeinsam", str(phase.phase_id), *OFFICE).exit_code == 0
    later = events(folder)[-2:]
    assert [type(event) for event in later] == [phases.PhaseExtended, phases.PhaseClosed]


def _start(folder: Path, phase_id: UUID) -> None:
    """Do what the scheduler does when the time has come."""
    with installed(folder) as parts:
        by_the_clock = Asking(person=None, at=parts.clock(), channel="system", system=True)
        process_id = processes.process_id_of("gemeinsam")
        configuring.start_phase(parts.platform, by_the_clock, process_id, PhaseId(phase_id))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("open", "Kein Slug", "--title", "T", "--summary", "S"), "lower case"),
        (("field", "nirgends", "Mobilität"), "there is no process nirgends"),
        (("open", "gemeinsam", "--title", "T" * 121, "--summary", "S"), "121 characters"),
        (("open", "gemeinsam", "--title", "T", "--summary", "S" * 5001), "5001 characters"),
        (("territory", "gemeinsam", "Thalfang", "Thalfang"), "digits only"),
        (("territory", "gemeinsam", "0723113400001", "Thalfang"), "2 to 12"),
        (("territory", "gemeinsam", "٠٧٢٣١", "Thalfang"), "digits only"),
        (("extend", "gemeinsam", str(UUID(int=1)), "--until", "9999-12-31"), "neither 2026"),
        (("close", "gemeinsam", "keine-id"), "not a valid UUID"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    run: Run, folder: Path, arguments: tuple[str, ...], why: str
) -> None:
    result = run(*arguments, *OFFICE)
    assert result.exit_code == 2
    assert why in result.output
    assert events(folder) == []


def test_only_the_project_office_configures(run: Run, folder: Path) -> None:
    add = ("people", "add", "--email", "ana@example.org", "--role", "citizen")
    assert CliRunner().invoke(gemeinsam, add).exit_code == 0
    asked = ("open", "gemeinsam", "--title", "Gemeinsam", "--summary", "Worum es geht.")
    result = run(*asked, "--by", "ana@example.org")
    assert result.exit_code == 1
    assert "NotAllowed" in result.output
    stranger = run(*asked, "--by", "nobody@example.org")
    assert "has no account" in stranger.output
