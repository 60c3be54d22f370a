"""Turns at a file: one at a time, in the order they came, and nobody waits for ever."""

import _thread
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from adapters.event_log import open_log
from adapters.file_turns import FileTurns, NoTurn
from adapters.vault import open_vault
from domain.ports import LogUnavailable, VaultUnavailable
from tests.adapters.event_log.events import EVENTS, append, numbers, stream, write

LONG = 20.0
SHORT = 0.05
A_MOMENT = 0.02  # enough for a thread to stand in the queue

Turns = Callable[[float], FileTurns]


@pytest.fixture
def turns(tmp_path: Path) -> Turns:
    """Return what makes the turns of one more process: each opens the file for itself."""
    return lambda patience: FileTurns(tmp_path / "turn", patience)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def test_one_at_a_time_in_the_order_they_came(turns: Turns, threads: ThreadPoolExecutor) -> None:
    came: list[int] = []

    def take(number: int) -> None:
        with turns(LONG):
            came.append(number)

    waiting: list[Future[None]] = []
    with turns(LONG):
        for number in range(3):
            waiting.append(threads.submit(take, number))
            time.sleep(A_MOMENT)
        assert came == []
    for each in waiting:
        each.result(LONG)
    assert came == [0, 1, 2]


def test_threads_of_one_process_queue_as_well(turns: Turns, threads: ThreadPoolExecutor) -> None:
    ours = turns(SHORT)

    def take() -> None:
        with ours:
            pass

    with ours, pytest.raises(NoTurn):
        threads.submit(take).result(LONG)
    take()


def test_whoever_waits_in_vain_leaves_the_queue(turns: Turns) -> None:
    holder, impatient = turns(LONG), turns(SHORT)
    with holder:
        before = _thread._count()  # noqa: SLF001 - plain threads are counted nowhere else
        for _ in range(3):
            with pytest.raises(NoTurn), impatient:
                pass
        # However often it was tried, one thread stands in the queue.
        assert _thread._count() == before + 1  # noqa: SLF001 - as above
    with holder:  # What stood there for nobody has gone on, and keeps no one from it.
        pass
    with impatient:
        pass


def test_a_file_that_cannot_be_opened_gives_no_turn(tmp_path: Path) -> None:
    nowhere = FileTurns(tmp_path / "missing" / "turn", SHORT)
    for _ in range(2):
        with pytest.raises(NoTurn), nowhere:
            pass


def test_a_log_that_others_hold_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.event_log.sqlite_connections.GIVE_UP_SECONDS", SHORT)
    monkeypatch.setattr("adapters.event_log.storing.GIVE_UP_SECONDS", SHORT)
    log = open_log(f"sqlite:///{tmp_path}/log.db", EVENTS)
    with (
        FileTurns(tmp_path / "log.db-turn", LONG),
        pytest.raises(LogUnavailable, match="nothing was stored"),
    ):
        log.append(append(write(1, 10)))
    log.append(append(write(1, 20)))
    assert numbers(log.read(stream(1))) == [20]
    log.close()


def test_a_vault_that_others_hold_says_so(tmp_path: Path) -> None:
    vault = open_vault(f"sqlite:///{tmp_path}/vault.db", patience=SHORT)
    with FileTurns(tmp_path / "vault.db-turn", LONG), pytest.raises(VaultUnavailable):
        vault.secrets.of_installation(UUID(int=1).hex)
    assert vault.secrets.of_installation(UUID(int=1).hex)
    vault.close()
