"""A PostgreSQL whose connections stay open and say nothing, as when its disk has stalled."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

_BACKENDS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@contextmanager
def silence(url: str) -> Iterator[None]:
    """Stop every connection that a database has now; later ones are answered as ever."""
    with psycopg.connect(url) as connection:
        backends = [int(pid) for (pid,) in connection.execute(_BACKENDS)]
    assert backends
    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in backends:
            os.kill(pid, signal.SIGCONT)
