"""T7: the connection is lost around COMMIT; the answer is the truth all the same."""

from collections.abc import Iterator

import pytest

from adapters.event_log import PersistentEventLog, open_log
from domain.messages import Appended
from domain.ports import LogUnavailable
from tests.adapters.event_log.events import EVENTS, append, command, numbers, stream, write
from tests.adapters.event_log.faults.proxy import Mode, Proxy
from tests.patience import PATIENCE
from tests.postgresql import Cluster

pytestmark = pytest.mark.postgresql


@pytest.fixture
def proxy(postgresql: Cluster) -> Iterator[Proxy]:
    """Return a proxy before the cluster."""
    between = Proxy(postgresql.port)
    yield between
    between.close()


@pytest.fixture
def log(proxy: Proxy, postgresql: Cluster, postgresql_url: str) -> Iterator[PersistentEventLog]:
    """Return an empty log that reaches its database through the proxy."""
    url = postgresql_url.replace(f":{postgresql.port}/", f":{proxy.port}/")
    opened = open_log(url, EVENTS)
    yield opened
    opened.close()


@pytest.mark.parametrize("cut", ["cut after COMMIT", "cut before COMMIT"])
def test_a_lost_commit_is_answered_as_what_it_was(
    log: PersistentEventLog, proxy: Proxy, cut: Mode
) -> None:
    for number in range(1, 21):
        proxy.mode = cut
        assert log.append(append(write(number, number))) == Appended(position=number, result=b"")
        assert proxy.cuts == number
        assert numbers(log.read(stream(number))) == [number]
    assert log.head().position == 20
    assert list(log.check()) == [20]


@pytest.mark.parametrize("cut", ["cut after COMMIT", "cut before COMMIT"])
def test_a_lost_commit_without_events_is_answered_as_well(
    log: PersistentEventLog, proxy: Proxy, cut: Mode
) -> None:
    proxy.mode = cut
    wish = append(command=command("wish"), result=b"no change")
    assert log.append(wish) == Appended(position=0, result=b"no change")
    assert proxy.cuts == 1
    assert log.append(wish) == Appended(position=0, result=b"no change", repeated=True)


def test_if_others_have_gone_on_the_answer_is_still_the_truth(
    log: PersistentEventLog, proxy: Proxy, postgresql_url: str
) -> None:
    other = open_log(postgresql_url, EVENTS)
    proxy.mode, proxy.then = "cut after COMMIT", "refuse"
    future = log.submit(append(write(1, 10)))
    assert other.wait_beyond(0, 5)
    assert other.append(append(write(1, 11, seen=1))).position == 2
    proxy.mode = "pass"
    assert future.result(PATIENCE) == Appended(position=1, result=b"")
    assert numbers(log.read(stream(1))) == [10, 11]
    other.close()


def test_if_the_database_stays_away_the_answer_is_unknown_and_the_command_settles_it(
    log: PersistentEventLog, proxy: Proxy
) -> None:
    proxy.mode, proxy.then = "cut after COMMIT", "refuse"
    wish = append(write(1, 10), command=command("wish"), result=b"done")
    with pytest.raises(LogUnavailable, match="unknown"):
        log.append(wish)
    with pytest.raises(LogUnavailable, match="nothing was stored"):
        log.append(append(write(2, 20)))
    proxy.mode = "pass"
    assert log.append(wish) == Appended(position=1, result=b"done", repeated=True)
    assert log.read(stream(2)) == []
