"""An installation without pages: a log, a vault and the office calendar."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from adapters.calendar import StateCalendar
from adapters.contents import Contents
from adapters.event_log import open_log
from adapters.vault import open_vault
from domain.use_cases.carrying_out import Platform
from tests.api.imports.sources import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty one."""
    log = open_log(f"sqlite:///{tmp_path}/log.db")
    vault = open_vault(f"sqlite:///{tmp_path}/vault.db")
    numbers = count(1)
    platform = Platform(log, vault, StateCalendar("RP"), lambda: UUID(int=next(numbers)))
    yield Installation(platform, Contents(log.ciphertexts, vault))
    log.close()
    vault.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a source lies."""
    made = tmp_path / "source"
    made.mkdir()
    return made
