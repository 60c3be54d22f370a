"""T1: `kill -9` of appending processes at random times loses nothing acknowledged."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.event_log import PersistentEventLog, open_log
from tests.adapters.event_log.databases import execute
from tests.adapters.event_log.events import EVENTS, command, numbers, sealed, stream
from tests.adapters.event_log.faults.appender import wish_number
from tests.sizes import Sizes

ROOT = Path(__file__).parents[4]
PROCESSES = 2


@pytest.mark.timeout(900)
def test_every_acknowledged_decision_survives_a_kill(log_url: str, sizes: Sizes) -> None:
    dice = random.Random(20230508)
    acknowledged: dict[int, int] = {}
    for round_number in range(sizes.kill_rounds):
        appenders = [
            _start(log_url, round_number * PROCESSES + process) for process in range(PROCESSES)
        ]
        for appender in appenders:
            assert appender.stdout is not None
            appender.stdout.readline()  # it is on its way; that line is not counted
        time.sleep(dice.uniform(0.01, 0.4))
        for appender in appenders:
            appender.kill()
        for appender in appenders:
            acknowledged |= _acknowledged(appender.communicate()[0])
        _verify(log_url, acknowledged)
    assert len(acknowledged) > sizes.kill_rounds


def _start(url: str, process: int) -> "subprocess.Popen[str]":
    command_line = [sys.executable, "-m", "tests.adapters.event_log.faults.appender"]
    return subprocess.Popen(
        [*command_line, url, str(process)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def _acknowledged(output: str) -> dict[int, int]:
    lines = [line.split() for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return {int(number): int(position) for number, position in lines}


def _verify(url: str, acknowledged: dict[int, int]) -> None:
    log = open_log(url, EVENTS)
    rows = [each for page in log.since(0, page=5000) for each in page]
    assert [each.position for each in rows] == list(range(1, len(rows) + 1))
    assert list(log.check())[-1] == len(rows)
    by_position = {each.position: each for each in rows}
    for number, position in acknowledged.items():
        assert numbers([by_position[position].event]) == [number]
        assert by_position[position].stream == stream(number + 1)
        assert by_position[position - 1].stream == stream(number)
    assert len(rows) % 2 == 0  # a decision is two events, never one
    _verify_neighbours(log, [each.event.number for each in rows[::2]])  # type: ignore[attr-defined]  # only Noted
    log.close()
    if url.startswith("sqlite"):
        assert execute(url, "PRAGMA integrity_check") == [("ok",)]


def _verify_neighbours(log: PersistentEventLog, stored: list[int]) -> None:
    """Every stored decision has its text and command, and no other has."""
    names = [wish_number(number) for number in stored]
    texts = {sealed(name).ref for name in names}
    assert log.ciphertexts(texts).keys() == texts
    assert all(log.answered(command(name)) for name in names[-20:])
    assert log.ciphertexts([sealed(wish_number(max(stored) + 2)).ref]) == {}
