"""One browser for all logs of this folder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.chromium import ARGUMENTS
from tests.verifier.log_files import LogFiles, policy
from tests.verifier_js.browser import Verifying
from tests.verifier_js.browser import verifying as opened

Reporting = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all logs."""
    return Path(tmp_path_factory.mktemp("logs"))


@pytest.fixture(scope="session")
def verifying(playwright: Playwright, chromium_by_day: str, logs: Path) -> Iterator[Verifying]:
    """Return what runs the verifier in a browser."""
    browser = playwright.chromium.launch(executable_path=chromium_by_day, args=ARGUMENTS)
    with opened(browser, logs) as page:
        yield page
    browser.close()


@pytest.fixture
def report(verifying: Verifying, logs: Path, request: pytest.FixtureRequest) -> Reporting:
    """Return what writes a log and has it verified."""

    def report(
        files: LogFiles,
        trusted: str | None = None,
        old: Sequence[str] = (),
        watch: str | None = None,
    ) -> dict[str, Any]:
        folder = logs / str(len(list(logs.iterdir())))
        return verifying.report(files.write(folder), trusted or policy(), old, watch)

    return report
