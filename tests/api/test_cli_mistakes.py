"""Mistakes of whoever runs an installation: told in a sentence, with nothing half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import gemeinsam
from projections.beside import LaneFailed
from projections.folding import NotOurTurn, OtherVersion
from projections.runner import Runner
from tests.api.installation import installed

Run = Callable[..., Result]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run `gemeinsam` on an installation, from inside its folder."""
    monkeypatch.setenv("DATA", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL", "BASE_URL", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(gemeinsam, arguments)

    return invoke


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATA", "written", "written: File exists"),
        ("READ_MODELS_URL", "sqlite:////not/there/read.db", "READ_MODELS_URL: the database"),
        ("READ_MODELS_URL", "postgresql://nobody@127.0.0.1:1/x", "READ_MODELS_URL: the database"),
        ("SIGNER_URL", "sqlite:////dev/null/signer.db", "SIGNER_URL: the database"),
        ("READS_URL", "sqlite:////dev/null/reads.db", "READS_URL: the database"),
        ("VAULT_URL", "sqlite:////dev/null/vault.db", "The vault does not answer"),
        ("SMTP_URL", "http://mail.example.org", "SMTP_URL must read like"),
        ("SMTP_URL", "smtp://mail.example.org:smtp", "SMTP_URL must read like"),
    ],
)
def test_what_stands_in_the_way_of_opening_is_named(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    (folder / "written").touch()
    monkeypatch.setenv(variable, value)
    result = run("people", "add", "--email", "ana@example.org", "--role", "admin")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize(
    "command",
    [
        *("log check", "log export mirror", "rebuild", "replay", "audit run", "audit check"),
        *("retention", "process list", "people token --email ana@example.org"),
        "backup copy --vault vault",
    ],
)
def test_a_folder_without_a_log_is_taken_for_a_mistake(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Else a mistyped DATA finds an empty log in order, or backs it up night after night."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setenv("DATA", "mistyped")
    result = run(*command.split())
    assert result.exit_code == 1
    assert "There is no log" in result.output
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_log_that_cannot_even_be_looked_for_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look everywhere; a name that is too long nobody can."""
    monkeypatch.setenv("COLUMNS", "999")  # else it is broken where nobody expects it
    monkeypatch.setenv("DATA", "n" * 300)
    result = run("log", "check")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert "File name too long" in result.output


@pytest.mark.parametrize(
    ("stopped", "said"),
    [
        (LaneFailed("a process of the rebuild ended with 1"), "ended with 1"),
        (NotOurTurn("somebody else holds the live line"), "somebody else holds"),
        (OtherVersion("tally"), "another version of this program: tally"),
    ],
)
def test_a_rebuild_that_was_stopped_says_so(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, stopped: Exception, said: str
) -> None:
    def stop(*_: object) -> None:
        raise stopped

    with installed(folder):
        monkeypatch.setattr(Runner, "rebuild", stop)
    result = run("rebuild")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert said in result.output
