"""What a SQLite vault leaves on the disk: nothing for others, no trace after an erasure (T16)."""

import sqlite3
import stat
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from adapters.vault import open_vault
from domain.people import PersonRef, ProcessId
from domain.ports import Plain, VaultUnavailable

ANA = PersonRef(UUID(int=1))
WITTLICH = ProcessId(UUID(int=100))
MONDAY = date(2023, 5, 8)


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    file = tmp_path / "data" / "vault.sqlite"
    file.parent.mkdir()
    file.touch(mode=0o644)
    vault = open_vault(f"sqlite:///{file}")
    vault.enrol(ANA, MONDAY)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    names = [f"vault.sqlite{suffix}" for suffix in ("", "-wal", "-shm", "-turn")]
    assert modes == dict.fromkeys(names, 0o600)
    vault.close()


def test_the_disk_setting_is_the_safe_one(tmp_path: Path) -> None:
    vault = open_vault(f"sqlite:///{tmp_path}/vault.sqlite")
    with vault.database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
    }
    vault.close()


def test_no_file_holds_an_erased_secret(tmp_path: Path) -> None:
    vault = open_vault(f"sqlite:///{tmp_path}/vault.sqlite")
    vault.enrol(ANA, MONDAY)
    vault.identify(ANA, "mailto:ana@example.org")
    refs = [item.ref for item in vault.seal([Plain("Eine Bank am Fluss", ANA)] * 200)]
    secret = vault.secrets.of_person(ANA).secret
    traces = [secret, b"ana@example.org", *vault.keys(refs).values()]
    traces += [ref.encode() for ref in refs]
    assert all(hits(tmp_path, trace) for trace in traces)
    vault.erase_items(refs)
    vault.erase_person(ANA)
    assert not any(hits(tmp_path, trace) for trace in traces)
    vault.close()


def test_erasing_says_so_when_a_reader_keeps_the_traces(tmp_path: Path) -> None:
    file = tmp_path / "vault.sqlite"
    vault = open_vault(f"sqlite:///{file}", patience=0.1)
    vault.enrol(ANA, MONDAY)
    reader = sqlite3.connect(file)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault_persons").fetchone()
    with pytest.raises(VaultUnavailable):
        vault.erase_person(ANA)
    reader.rollback()
    reader.close()
    vault.erase_person(ANA)
    vault.close()


def hits(folder: Path, trace: bytes) -> int:
    return sum(path.read_bytes().count(trace) for path in folder.iterdir())
