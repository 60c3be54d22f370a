"""A database that is away is told from mistakes of our own."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from projections.database import is_away, open_engine
from projections.folding import is_transient


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
