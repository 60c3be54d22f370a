"""The command line on an installation in a folder."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import gemeinsam
from api.commands import serving
from api.settings import Settings
from api.wiring import Parts
from tests.api.installation import installed
from tests.use_cases.town import Town

Run = Callable[..., Result]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run `gemeinsam` on the folder, as on a terminal of 200 columns."""
    monkeypatch.setenv("DATA", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL", "BASE_URL", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(gemeinsam, arguments)

    return invoke


@pytest.fixture
def history(folder: Path) -> int:
    """Let a little happen in the folder; return how many events there are."""
    with installed(folder) as parts:
        town = Town(parts.log, parts.vault)
        process_id, _ = town.open_process()
        town.published(process_id)
        parts.runner.catch_up()
        return parts.log.head().position


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").output
    for command in ("demo", "import", "log", "people", "process", "rebuild", "serve", "worker"):
        assert command in text


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "serve",
        "worker",
        "people add",
        "people token",
        "people revoke",
        "import polis",
        "log check",
    ],
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_a_role_is_given_and_given_again_without_harm(run: Run, folder: Path) -> None:
    for _ in range(2):
        result = run("people", "add", "--email", "milo@example.org", "--role", "moderator")
        assert result.exit_code == 0, result.output
    assert "milo@example.org is moderator." in result.stderr
    with installed(folder) as parts:
        assert [type(event).__name__ for event in _events(parts)] == [
            "ParticipantRegistered",
            "RoleGranted",
        ]


def test_a_role_of_one_process_needs_that_process(run: Run, history: int, folder: Path) -> None:
    add = ("people", "add", "--email", "milo@example.org", "--role", "moderator", "--process")
    unknown = run(*add, "nowhere")
    assert unknown.exit_code == 2
    assert "there is no process nowhere" in unknown.output
    known = run(*add, "gemeinsam")
    assert known.exit_code == 0, known.output
    with installed(folder) as parts:
        assert parts.log.head().position == history + 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--email", "nobody", "--role", "moderator"),
        ("--email", "a@example.org", "--role", "system"),
        ("--email", "a@example.org", "--role", "king"),
        ("--role", "moderator"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    assert run("people", "add", *arguments).exit_code == 2
    with installed(folder) as parts:
        assert parts.log.head().position == 0


def test_a_token_is_printed_alone_and_opens_the_api(run: Run, folder: Path) -> None:
    run("people", "add", "--email", "ana@example.org", "--role", "citizen")
    result = run("people", "token", "--email", "ana@example.org")
    token = result.stdout.strip()
    assert token.startswith("gem_")
    with installed(folder) as parts:
        ana = parts.identity.accounts.by_email("ana@example.org")
        assert ana is not None
        assert parts.identity.tokens.find(token) == ana.person


def test_what_fell_into_wrong_hands_opens_nothing_any_more(run: Run, folder: Path) -> None:
    for name in ("ana", "ben"):
        run("people", "add", "--email", f"{name}@example.org", "--role", "office")
    token, other, bens = (
        run("people", "token", "--email", f"{name}@example.org").stdout.strip()
        for name in ("ana", "ana", "ben")
    )
    with installed(folder) as parts:
        ana = parts.identity.accounts.by_email("ana@example.org")
        assert ana is not None
        session, _ = parts.sessions.start(ana.person, staff=True, user_agent="", at=parts.clock())
    result = run("people", "revoke", "--email", "ana@example.org")
    assert "ana@example.org: tokens ended: 2, sessions ended: 1." in result.stderr
    with installed(folder) as parts:
        assert [parts.tokens.find(each) for each in (token, other)] == [None, None]
        assert parts.sessions.find(session, parts.clock()) is None
        assert parts.tokens.find(bens) is not None
    assert run("people", "revoke", "--email", "eve@example.org").exit_code == 1


def test_nobody_unknown_gets_a_token(run: Run) -> None:
    result = run("people", "token", "--email", "eve@example.org")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "has no account" in result.stderr


def test_a_rebuild_says_how_fast_it_was(run: Run, history: int) -> None:
    result = run("rebuild")
    assert result.exit_code == 0, result.output
    assert f"{history} events in" in result.stdout
    assert "events/s" in result.stdout


def test_a_check_says_equal_or_ends_with_1(run: Run, history: int, folder: Path) -> None:
    equal = run("rebuild", "--check")
    assert equal.exit_code == 0, equal.output
    assert "Equal, row by row." in equal.stdout
    _damage(folder / "read.db", "UPDATE feed_{generation} SET comments = comments + 1", "feed")
    differs = run("rebuild", "feed", "--check")
    assert differs.exit_code == 1
    assert "1 rows differ." in differs.stdout
    assert run("rebuild", "feed").exit_code == 0
    assert run("rebuild", "--check").exit_code == 0
    assert history


def test_an_unknown_model_is_named(run: Run) -> None:
    result = run("rebuild", "nothing")
    assert result.exit_code == 2
    assert "no read model" in result.output
    assert "moderation" in result.output


def test_a_whole_log_holds_and_a_changed_byte_is_found(
    run: Run, history: int, folder: Path
) -> None:
    whole = run("log", "check")
    assert whole.exit_code == 0, whole.output
    assert f"{history} events hold" in whole.stdout
    connection = sqlite3.connect(folder / "log.db")
    with connection:
        connection.execute("DROP TRIGGER IF EXISTS events_stay")
        [(name,)] = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%topic%'"
        ).fetchall()
        state = "CAST(replace(CAST(state AS TEXT), 'involve', 'inform_') AS BLOB)"
        changed = connection.execute(
            f"UPDATE {name} SET state = {state} WHERE CAST(state AS TEXT) LIKE '%involve%'"  # noqa: S608 - names of our own
        )
    connection.close()
    assert changed.rowcount == 1
    broken = run("log", "check")
    assert broken.exit_code == 1
    assert "damaged at position" in broken.output


def test_processes_are_listed_with_what_is_open(run: Run, history: int) -> None:
    result = run("process", "list")
    assert result.exit_code == 0, result.output
    assert "gemeinsam" in result.stdout
    assert "Ideen sammeln" in result.stdout
    assert history


def test_a_bad_environment_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://here")
    result = run("process", "list")
    assert result.exit_code == 1
    assert "DATABASE_URL must begin with" in result.output


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("WITNESSES", "written/by/hand", "WITNESSES: line 1: witness is not meant like this"),
        ("WITNESSES", "not/there", "WITNESSES: [Errno 2]"),
        ("FEDERAL_STATE", "XX", "FEDERAL_STATE: 'XX' is no federal state; there are BB, BE, BW"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_setting_that_cannot_be_used_ends_a_start_with_a_sentence(
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    variable: str,
    value: str,
    said: str,
) -> None:
    (folder / "written" / "by").mkdir(parents=True)
    (folder / "written" / "by" / "hand").write_text("witness one\nquorum one\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv(variable, value)
    # The process that tests must still end when somebody stops it.
    monkeypatch.setattr("signal.signal", lambda *_: None)
    result = run(command)
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert said in result.output


def test_a_database_that_is_away_is_told_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    result = run("log", "check")
    assert result.exit_code == 1
    assert "does not answer" in result.output


def test_a_demo_stands_on_no_database_of_anything_else(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/real")
    result = run("demo")
    assert result.exit_code == 1
    assert "unset DATABASE_URL" in result.output


def _events(parts: Parts) -> list[object]:
    return [recorded.event for page in parts.log.since(0) for recorded in page]


def _damage(file: Path, statement: str, model: str) -> None:
    """Change a row of a live table behind the runner's back."""
    connection = sqlite3.connect(file)
    with connection:
        wanted = "SELECT generation FROM read_models WHERE model = ?"
        [(generation,)] = connection.execute(wanted, (model,)).fetchall()
        assert connection.execute(statement.format(generation=generation)).rowcount == 1
    connection.close()


def test_a_demo_does_not_open_somebody_elses_installation(
    run: Run, folder: Path, history: int
) -> None:
    """In a demo anybody may sign in as anybody."""
    result = run("demo", "--data", str(folder))
    assert history > 0
    assert result.exit_code == 1
    assert "holds an installation that is no demo" in result.output


def test_a_demo_that_was_interrupted_is_played_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is played beside the folder and moved there whole."""
    place = tmp_path / "demo"
    half = tmp_path / "demo.playing"
    half.mkdir()
    (half / "log.db").write_bytes(b"half a log")
    half_gone: list[bool] = []

    def populate(chosen: Settings) -> None:
        chosen.data.mkdir()
        (chosen.data / "log.db").touch()

    def start(chosen: Settings, **_: object) -> None:
        half_gone.append(not half.exists())
        assert (chosen.data / "log.db").read_bytes() == b""

    monkeypatch.setattr(serving, "_populate", populate)
    monkeypatch.setattr("api.serving.serve", start)
    for _ in range(2):
        assert CliRunner().invoke(gemeinsam, ["demo", "--data", str(place)]).exit_code == 0
    assert half_gone == [True, True]
    assert {file.name for file in place.iterdir()} == {"log.db", "demo"}
