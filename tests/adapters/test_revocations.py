"""Nobody who was revoked is passed over, whoever is quicker."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import Connection

from adapters.revocations import Revocations
from adapters.vault import VaultDatabase
from domain.people import PersonRef
from tests.patience import PATIENCE

MONDAY = datetime(2023, 6, 19, 9, tzinfo=UTC)
ANA, BEN = PersonRef(UUID(int=1)), PersonRef(UUID(int=2))


class Slow(VaultDatabase):
    """A process that has written and, while `let_go` is not set, has not said so yet."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.written, self.let_go = Event(), Event()
        self.let_go.set()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with super().writing() as connection:
            yield connection
            self.written.set()
            assert self.let_go.wait(PATIENCE)


@pytest.mark.postgresql
def test_who_is_seen_late_is_not_passed_over(postgresql_url: str) -> None:
    slow, quick = Slow(postgresql_url), VaultDatabase(postgresql_url)
    here, there = Revocations(slow), Revocations(quick)
    slow.written.clear()
    slow.let_go.clear()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(here.tell, ANA, MONDAY)
        assert slow.written.wait(PATIENCE)
        second = threads.submit(there.tell, BEN, MONDAY)
        wait([second], timeout=0.5)
        before = there.since(0)
        slow.let_go.set()
        for each in (first, second):
            each.result()
    after = there.since(before[-1][0] if before else 0)
    assert {person for _, person in [*before, *after]} == {ANA, BEN}
    for database in (slow, quick):
        database.close()
