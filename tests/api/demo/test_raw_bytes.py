"""No personal data in the log: every stored byte of a whole demo, and of an import."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from sqlalchemy import select

from adapters.calendar import StateCalendar
from adapters.identity.tables import accounts
from adapters.vault import tables
from api.imports import polis
from api.imports.progress import Silent
from api.uuid7 import Uuid7
from domain import papers
from domain.use_cases.carrying_out import Platform
from tests.api.demo.searching import Searched
from tests.api.demo.stages import Demo

NOW = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
COMMENT = "Reparieren muss billiger sein als wegwerfen, meint Frau Bodenreither."
CODES = {"organisation"}
"""Words that are codes of the log and stand in some text as well: here a role."""

EXPORT = {
    "comments.csv": "timestamp,comment-id,author-id,moderated,comment-body\n"
    f'1651045893000,0,4711,-1,"{COMMENT}"\n',
    "votes.csv": "timestamp,comment-id,voter-id,vote\n"
    "1651045893819,0,4711,1\n1651045893820,0,8150,-1\n",
    "summary.csv": "topic,Verpackungen ohne Ende\nurl,https://pol.is/5xyzzyx5\n",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of its own, into which something was imported besides."""
    played = Demo(tmp_path_factory.mktemp("whole"))
    played.play()
    source = tmp_path_factory.mktemp("source")
    for name, content in EXPORT.items():
        (source / name).write_text(content)
    platform = Platform(played.log, played.vault, StateCalendar("RP"), Uuid7())
    polis.run(platform, NOW, source, "umfrage", Silent())
    yield played
    played.close()


def written(piece: object) -> Iterator[str]:
    """Yield every string a person wrote in the content; keys and codes are not such."""
    match piece:
        case dict():
            for name, inner in piece.items():
                if name not in {"slug", "key", "subject", "action_field", "phase", "process"}:
                    yield from written(inner)
        case list() | tuple():
            for inner in piece:
                yield from written(inner)
        case str() if " " in piece or "@" in piece:
            yield piece
        case _:
            pass


def texts(demo: Demo) -> list[str]:
    """Return every text that was sealed, and those of the content, erased ones included."""
    told = [*written(msgspec.to_builtins(demo.content)), *EXPORT.values(), COMMENT]
    with demo.vault.database.reading() as connection:
        refs = list(connection.execute(select(tables.items.c.ref)).scalars())
    sealed = demo.texts.open(refs)
    assert len(sealed) == len(refs) > 300
    assert sum(map(len, told)) > 50_000
    return [*told, *sealed.values()]


def names(demo: Demo) -> list[str]:
    people = demo.content.people
    return [
        *(person.name for person in people),
        *(person.email for person in people if person.email),
        *(organisation.name for organisation in demo.content.organisations),
    ]


def secrets(demo: Demo) -> set[bytes]:
    """Return every person id and every secret there is or was, erased ones included."""
    found = {person.bytes for person in demo.accounts.people.values()}
    found |= set(demo.accounts.secrets.values())
    on_paper = [demo.vault.owner(event.paper_id) for event in demo.events(papers.PaperReceived)]
    assert len(found) == 2 * (len(demo.content.people) - len(on_paper))
    found |= {writer.bytes for writer in on_paper if writer}
    assert len(found) == 2 * len(demo.content.people) - len(on_paper)
    with demo.vault.database.reading() as connection:
        for table in {*tables.metadata.sorted_tables, accounts}:
            for row in connection.execute(table.select()):
                found |= {value for value in row if isinstance(value, bytes) and len(value) == 32}
    assert len(found) > 500
    return found


def rows_of(folder: Path) -> bytes:
    """Return every column of every event as it is stored."""
    with sqlite3.connect(folder / "log.db") as connection:
        rows = connection.execute("SELECT * FROM stored_events").fetchall()
    connection.close()
    assert len(rows) > 1_800
    return b"\n".join(_bytes(value) for row in rows for value in row)


def _bytes(value: object) -> bytes:
    match value:
        case bytes():
            return value
        case UUID():
            return value.bytes
        case _:
            return str(value).encode()


def assert_nothing_personal(searched: Searched, demo: Demo) -> None:
    assert searched.fragments_of(texts(demo)) <= CODES
    assert searched.names(names(demo)) == set()
    assert searched.numbers(secrets(demo)) == set()


@pytest.mark.xdist_group("raw-bytes")
def test_no_stored_event_holds_anything_personal(whole: Demo) -> None:
    assert_nothing_personal(Searched(rows_of(whole.folder)), whole)


@pytest.mark.xdist_group("raw-bytes")
def test_no_file_of_the_log_does_either(whole: Demo) -> None:
    files = sorted(whole.folder.glob("log.db*"))
    assert [file.name for file in files] == ["log.db", "log.db-shm", "log.db-turn", "log.db-wal"]
    # Contents lie in there too, but as ciphertexts: nothing in them can be read.
    assert_nothing_personal(Searched(b"\n".join(file.read_bytes() for file in files)), whole)


@pytest.mark.xdist_group("raw-bytes")
def test_voters_of_a_source_cannot_be_found_by_their_number_there(whole: Demo) -> None:
    searched = Searched(rows_of(whole.folder))
    assert searched.names(["pol.is/5xyzzyx5", "5xyzzyx5", "/participant/"]) == set()


@pytest.mark.xdist_group("raw-bytes")
def test_the_search_finds_whatever_is_planted(whole: Demo) -> None:
    people = whole.content.people
    planted = [
        COMMENT[20:40].encode(),
        people[0].name.split()[-1].upper().encode(),
        whole.accounts.people[people[0].name].bytes,
        str(whole.accounts.people[people[1].name]).encode(),
        whole.accounts.secrets[people[2].name],
        whole.accounts.secrets[people[3].name].hex().encode(),
    ]
    searched = Searched(rows_of(whole.folder) + b"\n".join(planted))
    assert COMMENT[24:36].casefold() in searched.fragments_of(texts(whole))
    assert people[0].name.split()[-1] in searched.names(names(whole))
    assert len(searched.numbers(secrets(whole))) == 4


@pytest.mark.postgresql
def test_nor_does_a_log_in_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    demo = Demo(tmp_path, postgresql_url)
    played = demo.play()
    with psycopg.connect(postgresql_url) as connection:
        rows = connection.execute("SELECT * FROM stored_events").fetchall()
    assert len(rows) == played.position
    stored = b"\n".join(_bytes(value) for row in rows for value in row)
    assert_nothing_personal(Searched(stored), demo)
    demo.close()
