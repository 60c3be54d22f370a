"""The database under the tests is private, durable and survives a crash."""

import psycopg
import pytest

from tests.postgresql import Cluster

pytestmark = pytest.mark.postgresql


def test_each_test_gets_an_empty_database(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url) as connection:
        tables = connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == []


def test_what_was_committed_survives_a_crash(postgresql: Cluster, postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS answer")
    postgresql.kill()
    postgresql.start()
    with psycopg.connect(postgresql_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (7,)


def test_durability_is_never_switched_off(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
