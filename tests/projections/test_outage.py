"""A database that is away is told from mistakes of our own."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from projections import database
from projections.database import is_away, open_engine
from projections.folding import is_transient
from projections.patience import PatientConnection, be_patient
from tests.silence import silence


def test_a_server_that_does_not_answer_is_away() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1,127.0.0.1:2/none")
    with pytest.raises(DBAPIError) as raised:
        engine.connect()
    assert is_away(raised.value)
    assert is_transient(raised.value)


@pytest.mark.postgresql
def test_several_hosts_may_be_named_and_the_one_that_can_be_written_to_is_found(
    postgresql_url: str,
) -> None:
    host, _, name = postgresql_url.removeprefix("postgresql://").partition("/")
    user, _, place = host.rpartition("@")
    both = f"postgresql://{user}@127.0.0.1:1,{place}/{name}?target_session_attrs=read-write"
    engine = open_engine(both)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_database()")).scalar_one() == name
        with pytest.raises(DBAPIError) as raised:
            connection.execute(text("SELECT * FROM no_such_table"))
    assert not is_away(raised.value)
    engine.dispose()


def test_a_mistake_is_none_of_an_outage(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/read.db")
    with closing(engine.connect()) as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT * FROM no_such_table"))
    engine.dispose()
    assert not is_away(raised.value)
    assert not is_transient(raised.value)


@pytest.mark.postgresql
def test_a_server_that_went_is_away(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as connection:
        ending = text("SELECT pg_terminate_backend(pg_backend_pid())")
        with pytest.raises(DBAPIError) as raised:
            connection.execute(ending)
    engine.dispose()
    assert is_away(raised.value)


@pytest.mark.postgresql
def test_a_server_that_says_nothing_is_given_up(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as connection:
        be_patient(connection, 0.3)
        connection.execute(text("SELECT pg_sleep(0.1)"))
        with silence(postgresql_url), pytest.raises(DBAPIError) as raised:
            connection.execute(text("SELECT true"))
        assert is_away(raised.value)
        assert connection.invalidated
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


@pytest.mark.postgresql
def test_a_connection_at_rest_is_not_waited_for_for_ever(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientConnection, "patience", 0.3)
    monkeypatch.setattr(database, "READING_SECONDS", 0.3)
    engine = open_engine(postgresql_url)
    engine.connect().close()
    with silence(postgresql_url), engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


@pytest.mark.postgresql
def test_patience_is_of_one_use_only(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as connection:
        be_patient(connection, 0.3)
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
        former = connection.connection.driver_connection
    with engine.connect() as connection:
        assert connection.connection.driver_connection is former
        assert connection.execute(text("SELECT pg_sleep(0.5), 1")).one()[1] == 1
    engine.dispose()
