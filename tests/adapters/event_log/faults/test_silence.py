"""T12: a server that falls silent; every caller has an answer within five seconds."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import psycopg
import pytest

from adapters.event_log import open_log
from adapters.event_log.postgresql_writing import MANY
from domain.ports import LogUnavailable
from tests.adapters.event_log.databases import execute
from tests.adapters.event_log.events import EVENTS, append, command, numbers, stream, write
from tests.adapters.event_log.faults.proxy import Proxy
from tests.postgresql import CONFIGURATION, Cluster

IN_TIME = 9.5  # five seconds, and less than as long again for a busy machine
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

pytestmark = pytest.mark.postgresql


def seconds(call: Callable[[], object], match: str) -> float:
    """Return how long it takes until the call is answered with LogUnavailable."""
    started = time.monotonic()
    with pytest.raises(LogUnavailable, match=match):
        call()
    return time.monotonic() - started


def test_a_silent_network_is_answered_in_time(postgresql: Cluster, postgresql_url: str) -> None:
    proxy = Proxy(postgresql.port)
    log = open_log(postgresql_url.replace(f":{postgresql.port}/", f":{proxy.port}/"), EVENTS)
    log.append(append(write(1, 10)))
    assert numbers(log.read(stream(1))) == [10]
    proxy.mode = "silent"
    assert seconds(lambda: log.append(append(write(2, 20))), "stored") < IN_TIME
    assert seconds(lambda: log.read(stream(1)), "PostgreSQL") < IN_TIME
    proxy.speak()
    assert log.append(append(write(3, 30))).position in {2, 3}
    assert numbers(log.read(stream(3))) == [30]
    assert list(log.check())
    log.close()
    proxy.close()


def test_a_read_that_loses_its_server_late_is_answered_in_time(
    postgresql: Cluster, postgresql_url: str
) -> None:
    proxy = Proxy(postgresql.port)
    log = open_log(postgresql_url.replace(f":{postgresql.port}/", f":{proxy.port}/"), EVENTS)
    assert log.read(stream(1)) == []
    proxy.mode = "silent"
    cutting = threading.Timer(3.5, proxy.cut)
    cutting.start()
    assert seconds(lambda: log.read(stream(1)), "PostgreSQL") < IN_TIME
    cutting.join()
    log.close()
    proxy.close()


@pytest.mark.parametrize("asked", [b"current_setting", b"COPY stored_events"])
def test_a_connection_that_hangs_keeps_nobody_from_going_on(
    postgresql: Cluster, postgresql_url: str, asked: bytes
) -> None:
    proxy = Proxy(postgresql.port)
    log = open_log(postgresql_url.replace(f":{postgresql.port}/", f":{proxy.port}/"), EVENTS)
    many = append(*(write(1000 + number, number) for number in range(MANY)), command=command("all"))
    proxy.hang_at = asked
    assert seconds(lambda: log.append(many), "stored") < IN_TIME
    assert proxy.hangs == 1
    began = time.monotonic()
    assert log.append(append(write(2, 20))).position == 1
    assert time.monotonic() - began < IN_TIME
    assert log.append(many).position == MANY + 1
    assert list(log.check())[-1] == MANY + 1
    log.close()
    proxy.close()


@contextmanager
def setting(url: str, name: str, value: str) -> Iterator[None]:
    """Change a setting of the whole server for a while."""
    execute(url, f"ALTER SYSTEM SET {name} = '{value}'", "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        execute(url, f"ALTER SYSTEM RESET {name}", "SELECT pg_reload_conf()")


def _commit_something(url: str) -> None:
    with suppress(psycopg.OperationalError):  # The server may be killed meanwhile.
        execute(url, "CREATE TEMPORARY TABLE probe (id int)")


@contextmanager
def commits_waiting(url: str) -> Iterator[None]:
    """Go on once the server waits for its standby: a background process tells it when."""
    for _ in range(100):
        probe = threading.Thread(target=_commit_something, args=(url,), daemon=True)
        probe.start()
        probe.join(0.2)
        if probe.is_alive() and execute(url, WAITING):
            yield
            break
        probe.join()
    else:
        raise AssertionError("no commit waits")


def test_without_the_standby_a_decision_is_not_called_stored(postgresql_url: str) -> None:
    log = open_log(postgresql_url, EVENTS)
    log.append(append(write(1, 10)))
    wish = append(write(2, 20), command=command("wish"))
    standby = setting(postgresql_url, "synchronous_standby_names", "nobody")
    with standby, commits_waiting(postgresql_url):
        assert seconds(lambda: log.append(wish), "unknown") < IN_TIME
        assert seconds(lambda: log.append(append(write(3, 30))), "stored") < IN_TIME
    assert log.append(wish).position == 2
    assert numbers(log.read(stream(2))) == [20]
    log.close()


@pytest.mark.nightly
def test_a_restart_without_the_standby_makes_nothing_stored(
    postgresql: Cluster, postgresql_url: str
) -> None:
    # A server that comes back shows what it had written, whether or not a standby got it.
    log = open_log(postgresql_url, EVENTS)
    wish = append(write(1, 10), command=command("wish"))
    standby = setting(postgresql_url, "synchronous_standby_names", "nobody")
    with standby, ThreadPoolExecutor(1) as pool:
        with commits_waiting(postgresql_url):
            stored = log.submit(wish)
            while not execute(postgresql_url, f"{WAITING} AND application_name = 'gemeinsam'"):
                time.sleep(0.02)
            postgresql.kill()
        postgresql.start()
        assert numbers(log.read(stream(1))) == [10]
        asked = pool.submit(log.answered, command("wish"))
        assert isinstance(stored.exception(IN_TIME), LogUnavailable)
        assert isinstance(asked.exception(IN_TIME), LogUnavailable)
    assert log.append(wish).position == 1
    assert log.answered(command("wish")) is not None
    log.close()


def test_a_database_that_answers_before_the_disk_has_it_is_refused(postgresql_url: str) -> None:
    name = postgresql_url.rpartition("/")[2]
    execute(postgresql_url, f"ALTER DATABASE {name} SET synchronous_commit = off")
    with pytest.raises(LogUnavailable, match="synchronous_commit = off"):
        open_log(postgresql_url, EVENTS)
    execute(postgresql_url, f"ALTER DATABASE {name} RESET synchronous_commit")
    open_log(postgresql_url, EVENTS).close()


def test_a_server_that_does_not_sync_is_refused(
    postgresql: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONFIGURATION, "fsync", "off")
    careless = Cluster(postgresql.binaries)
    try:
        with pytest.raises(LogUnavailable, match="fsync = off"):
            open_log(careless.url(), EVENTS)
    finally:
        careless.stop()


def test_a_server_that_is_not_there_is_unavailable(postgresql_url: str) -> None:
    missing = postgresql_url.rpartition("/")[0] + "/no_such_database"
    assert seconds(lambda: open_log(missing, EVENTS), "no_such_database") < IN_TIME


def test_sqlite_that_may_lose_decisions_is_refused() -> None:
    with pytest.raises(LogUnavailable, match="journal_mode = memory"):
        open_log("sqlite:///:memory:", EVENTS)
