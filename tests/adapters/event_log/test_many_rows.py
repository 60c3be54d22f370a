"""PostgreSQL takes few rows and many in different ways."""

import pytest

from adapters.event_log import open_log
from adapters.event_log.postgresql_writing import MANY
from domain.messages import Appended
from tests.adapters.event_log.events import EVENTS, append, command, sealed, write


@pytest.mark.postgresql
def test_many_rows_are_stored_as_few_are(postgresql_url: str) -> None:
    log, position = open_log(postgresql_url, EVENTS), 0
    for count in (MANY - 1, MANY):
        writes = [write(position + number, number) for number in range(1, count + 1)]
        text, name = sealed(f"text {count}"), command(f"wish {count}")
        position += count
        stored = log.append(append(*writes, contents=(text,), command=name))
        assert stored.position == position
        assert log.answered(name) == Appended(position, b"", repeated=True)
        assert len(log.ciphertexts([text.ref])) == 1
    assert log.append(append(write(position + 1, 1))).position == position + 1
    assert list(log.check())[-1] == position + 1
    log.close()
