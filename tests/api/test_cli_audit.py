"""`gemeinsam audit`: the state recomputed, the chain of staff reads checked and shipped."""

import json
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from api.cli import gemeinsam
from tests.api.installation import installed
from tests.use_cases.town import Town


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a little has happened, and let commands work on it."""
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL", "READS_URL", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with installed(tmp_path) as parts:
        town = Town(parts.log, parts.vault)
        process_id, _ = town.open_process()
        town.published(process_id)
        parts.runner.catch_up()
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(gemeinsam, arguments)


def test_the_state_is_recomputed_as_of_a_position(folder: Path) -> None:
    assert folder.is_dir()
    early, late = run("audit", "run", "--as-of", "2"), run("audit", "run")
    assert early.exit_code == late.exit_code == 0, late.output
    assert "Equal." in late.stdout
    assert early.stdout != late.stdout
    beyond = run("audit", "run", "--as-of", "9999")
    assert beyond.exit_code != 0
    before = run("audit", "run", "--as-of", "0001-01-01T00:00")
    assert before.exit_code == click.UsageError.exit_code, before.output
    unknown = run("audit", "run", "--process", "fehlt")
    assert "there is no process fehlt" in unknown.output


def test_reads_of_the_command_line_are_kept_shipped_and_checked(folder: Path) -> None:
    run("people", "add", "--email", "ada@beispiel.example", "--role", "admin")
    run("people", "token", "--email", "ada@beispiel.example")
    rows = [json.loads(line) for line in run("audit", "reads").stdout.splitlines()]
    assert [(row["number"], row["kind"]) for row in rows] == [
        (1, "email_search"),
        (2, "email_search"),
    ]
    assert rows[0]["whom"] is None
    assert rows[1]["whom"] is not None
    assert "ada@" not in json.dumps(rows)
    since = run("audit", "reads", "--since", "1").stdout.splitlines()
    assert [json.loads(line)["number"] for line in since] == [2]
    assert "2 staff reads hold." in run("audit", "check").stdout
    connection = sqlite3.connect(folder / "reads.db")
    with connection:
        connection.execute("UPDATE staff_reads SET purpose = 'support' WHERE number = 1")
    connection.close()
    broken = run("audit", "check")
    assert broken.exit_code == 1
    assert "number 1" in broken.output
