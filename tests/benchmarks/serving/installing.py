"""Installations of a benchmark: where each has its files, and on a server its databases."""

from collections.abc import Sequence
from pathlib import Path

import psycopg

from api.settings import from_environment
from tests.benchmarks.serving.runs import Installation
from tests.postgresql import Cluster

UNLIMITED = {"LIMIT_VOTES": "999999999/hour"}  # load comes from few accounts


def databases_of(town: str) -> Sequence[str]:
    """Return what the databases of a town are called: the platform's and the vault's."""
    return f"{town}_platform", f"{town}_vault"


def installation(kind: str, folder: Path, cluster: Cluster | None = None) -> Installation:
    """Return the installation in a folder; on a server its databases are called after it."""
    variables = {"DATA": str(folder), **UNLIMITED}
    if cluster is not None:
        platform, vault = databases_of(folder.name)
        variables |= {"DATABASE_URL": cluster.url(platform), "VAULT_URL": cluster.url(vault)}
    return Installation(kind, from_environment(variables), variables, cluster)


def settle(town: Installation) -> None:
    """Let the server sweep and write out now what filling a town has left behind.

    It does so by itself within some minutes, in the middle of what is measured. A town that
    grew for years has long been swept. SQLite leaves nothing of the kind.
    """
    if town.cluster is None:
        return
    for url in sorted({town.settings.database_url, town.settings.vault_url}):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
            connection.execute("CHECKPOINT")
