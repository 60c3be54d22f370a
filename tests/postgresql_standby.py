"""A streaming standby of a cluster, started by a test on a loopback port of its own."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg

from tests.patience import PATIENCE
from tests.postgresql import USER, Cluster


class Standby(Cluster):
    """A copy of a running cluster that follows its journal."""

    def __init__(self, primary: Cluster) -> None:
        self._primary = primary
        super().__init__(primary.binaries)

    def _make(self) -> None:
        self._run(
            "pg_basebackup",
            *("-D", f"{self.folder}/data", "-R", "-X", "stream", "-c", "fast", "--no-sync"),
            *("-h", "127.0.0.1", "-p", str(self._primary.port), "-U", USER),
        )

    def stop(self) -> None:
        """End it and remove its folder; the primary knows when this returns."""
        super().stop()
        self._await(self._primary.url(), "SELECT 1 WHERE NOT EXISTS (TABLE pg_stat_replication)")

    @contextmanager
    def receiving_nothing(self) -> Iterator[None]:
        """Hold the process that receives the journal: connected still, and behind."""
        receiver = self._receiver()
        os.kill(receiver, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(receiver, signal.SIGCONT)

    def _receiver(self) -> int:
        """Return the process that receives the journal, as soon as it streams."""
        wanted = "SELECT pid FROM pg_stat_wal_receiver WHERE status = 'streaming'"
        return self._await(self.url(), wanted)

    def _await(self, url: str, wanted: LiteralString) -> int:
        """Return the number of the first row, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        with psycopg.connect(url, autocommit=True) as connection:
            while time.monotonic() < until:
                if row := connection.execute(wanted).fetchone():
                    return int(row[0])
                time.sleep(0.05)
        raise AssertionError(f"never true: {wanted}")
