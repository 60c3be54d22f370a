"""The vault on each database it runs on, empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.vault import PersistentVault, open_vault

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=DATABASES)
def empty_vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PersistentVault]:
    """A vault nobody is enrolled in."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/vault.sqlite"
    else:
        url = request.getfixturevalue("postgresql_url")
    opened = open_vault(url)
    yield opened
    opened.close()
