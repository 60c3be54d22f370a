"""The chain of staff reads: append-only, in order, and no byte of it can be changed unseen."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from adapters.staff_reads import PersistentStaffReads, open_staff_reads
from adapters.vault import open_vault
from domain.people import PersonRef, Pseudonym
from domain.ports import VaultUnavailable
from domain.reads import Reader, Reading, ReadsCorrupt, Wanted

NOON = datetime(2023, 6, 19, 12, 0, tzinfo=UTC)
ADA = Reader(Pseudonym(UUID(int=7)), "admin", "administer_roles")
MILO = Reader(Pseudonym(UUID(int=8)), "moderator", "moderate")
BEN, CLEO = UUID(int=101), UUID(int=102)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/reads.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def reads(url: str) -> Iterator[PersistentStaffReads]:
    opened = open_staff_reads(url)
    yield opened
    opened.close()


def some(reads: PersistentStaffReads) -> None:
    reads.record(ADA, [Reading("person_list", BEN), Reading("person_list", CLEO)], NOON)
    reads.record(MILO, [Reading("account_age", BEN)], NOON + timedelta(hours=1))


def tampered(url: str, statement: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_what_was_recorded_is_read_in_order(reads: PersistentStaffReads) -> None:
    some(reads)
    reads.record(ADA, [], NOON)
    rows = list(reads.since(0))
    assert [(row.number, row.kind, row.whom, row.role) for row in rows] == [
        (1, "person_list", BEN, "admin"),
        (2, "person_list", CLEO, "admin"),
        (3, "account_age", BEN, "moderator"),
    ]
    assert rows[0].at == NOON
    assert [row.number for row in reads.since(2)] == [3]
    assert list(reads.check()) == [1, 2, 3]


def test_rows_are_found_by_what_they_say(reads: PersistentStaffReads) -> None:
    some(reads)

    def numbers(**wanted: object) -> list[int]:
        return [row.number for row in reads.page(Wanted(**wanted))]  # type: ignore[arg-type]  # any of its fields

    assert numbers() == [3, 2, 1]
    assert numbers(kind="account_age") == [3]
    assert numbers(purpose="administer_roles") == [2, 1]
    assert numbers(role="moderator") == [3]
    assert numbers(whom=BEN.hex[:32]) == [3, 1]
    assert numbers(reader=MILO.pseudonym.hex) == [3]
    assert numbers(before=3, after=1) == [2]
    assert numbers(recorded_from=NOON + timedelta(minutes=1)) == [3]
    assert numbers(recorded_until=NOON) == [2, 1]


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE staff_reads SET whom = NULL WHERE number = 2", 2),
        ("UPDATE staff_reads SET purpose = 'support' WHERE number = 1", 1),
        ("DELETE FROM staff_reads WHERE number = 2", 2),
        ("DELETE FROM staff_reads WHERE number = 1", 1),
    ],
)
def test_a_change_is_found_and_named(
    reads: PersistentStaffReads, url: str, statement: str, number: int
) -> None:
    some(reads)
    tampered(url, statement)
    with pytest.raises(ReadsCorrupt) as found:
        list(reads.check())
    assert found.value.number == number


def test_a_stranger_can_recompute_the_chain_from_the_rules(reads: PersistentStaffReads) -> None:
    some(reads)
    previous = bytes(32)
    for row in reads.since(0):
        fields = {
            "at": row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "kind": row.kind,
            "number": row.number,
            "purpose": row.purpose,
            "reader": str(row.reader),
            "role": row.role,
            "whom": str(row.whom),
        }
        told = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
        previous = sha256(b"bp/staff-read/v1\0" + previous + told).digest()
        assert previous == row.hash


def test_many_writers_make_one_chain(reads: PersistentStaffReads) -> None:
    def write() -> None:
        for _ in range(10):
            reads.record(MILO, [Reading("account_age", CLEO)], NOON)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(reads.check()) == list(range(1, 41))


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "reads.db"
    reads = open_staff_reads(f"sqlite:///{file}")
    some(reads)
    tampered(f"sqlite:///{file}", "DROP TABLE staff_reads")
    with pytest.raises(VaultUnavailable):
        some(reads)
    reads.close()


def test_an_erased_person_leaves_no_reference(tmp_path: Path) -> None:
    vault = open_vault(f"sqlite:///{tmp_path}/vault.db")
    person = PersonRef(UUID(int=500))
    vault.enrol(person, NOON.date())
    reference = vault.read_reference(person)
    assert reference is not None
    assert reference == vault.read_reference(person)
    assert reference != vault.pseudonym(person, "installation")
    vault.erase_person(person)
    assert vault.read_reference(person) is None
    vault.enrol(person, NOON.date())
    assert vault.read_reference(person) != reference
    vault.close()
