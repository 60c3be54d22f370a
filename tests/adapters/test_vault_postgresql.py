"""A vault on a PostgreSQL server: it comes back, and keeps nothing that was erased."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from adapters.vault import open_vault
from domain.people import PersonRef
from domain.ports import Plain, VaultUnavailable
from tests.postgresql import Cluster
from tests.silence import silence

pytestmark = pytest.mark.postgresql

ANA = PersonRef(UUID(int=1))
BENCH = UUID(int=1000)
MONDAY = date(2023, 5, 8)


def test_it_goes_on_after_a_crash_of_the_server(postgresql: Cluster, postgresql_url: str) -> None:
    vault = open_vault(postgresql_url, patience=2)
    vault.enrol(ANA, MONDAY)
    postgresql.kill()
    try:
        with pytest.raises(VaultUnavailable):
            vault.own(BENCH, ANA)
    finally:
        postgresql.start()
    vault.own(BENCH, ANA)
    assert vault.owner(BENCH) == ANA
    vault.close()


def test_a_server_that_says_nothing_is_given_up(postgresql_url: str) -> None:
    vault = open_vault(postgresql_url, patience=0.1)
    vault.enrol(ANA, MONDAY)
    with silence(postgresql_url):
        with pytest.raises(VaultUnavailable):
            vault.owner(BENCH)
        vault.own(BENCH, ANA)  # on a new connection
    assert vault.owner(BENCH) == ANA
    vault.close()


def test_a_text_that_is_just_being_sealed_is_waited_for(postgresql_url: str) -> None:
    vault = open_vault(postgresql_url)
    vault.enrol(ANA, MONDAY)
    sealing = (
        "INSERT INTO vault_items (ref, item_key, salt, owner, pending_since)"
        " VALUES ('late', 'key', 'salt', %s, 0)"
    )
    with psycopg.connect(postgresql_url) as other, ThreadPoolExecutor(1) as thread:
        other.execute(sealing, [ANA])
        erased = thread.submit(vault.erase_person, ANA, [])
        with pytest.raises(TimeoutError):
            erased.result(timeout=0.5)
        other.commit()
        assert not erased.result()
    assert vault.items_of(ANA) == ("late",)
    vault.close()


def test_no_table_file_holds_an_erased_secret(postgresql: Cluster, postgresql_url: str) -> None:
    vault = open_vault(postgresql_url)
    vault.enrol(ANA, MONDAY)
    refs = [item.ref for item in vault.seal([Plain("Eine Bank am Fluss", ANA)] * 20)]
    traces = [vault.secrets.of_person(ANA).secret, *vault.keys(refs).values()]
    checkpoint(postgresql_url)
    assert all(found(postgresql, traces))
    vault.erase_items(refs)
    vault.erase_person(ANA)
    checkpoint(postgresql_url)
    assert not any(found(postgresql, traces))
    vault.close()


def checkpoint(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def found(cluster: Cluster, traces: list[bytes]) -> list[bool]:
    files = (path for path in Path(cluster.folder, "data", "base").rglob("*") if path.is_file())
    everything = b"".join(path.read_bytes() for path in files)
    return [trace in everything for trace in traces]
