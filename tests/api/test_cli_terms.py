"""What commands print of days and times says which it means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import gemeinsam
from api.wiring import Parts
from tests.api.installation import installed
from tests.use_cases.town import Town


@pytest.fixture
def town(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """Open a process in an installation that commands find."""
    with installed(folder) as parts:
        Town(parts.log, parts.vault).open_process()
        monkeypatch.setenv("DATA", str(folder))
        monkeypatch.setenv("COLUMNS", "200")
        for name in ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL", "BASE_URL", "SMTP_URL"):
            monkeypatch.delenv(name, raising=False)
        yield parts


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(gemeinsam, arguments)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("town")
def test_replay_says_by_which_clock_it_tells_times() -> None:
    lines = printed("replay").splitlines()
    [as_of] = [line for line in lines if line.startswith("As of event")]
    [phase] = [line for line in lines if line.startswith("  phase")]
    assert as_of.endswith(" CEST")
    assert phase.endswith(" CEST")


@pytest.mark.usefixtures("town")
def test_the_list_of_erasures_is_said_to_be_kept_a_day_longer() -> None:
    [line] = [each for each in printed("retention", "--dry-run").splitlines() if "list of" in each]
    assert "31 days" in line
