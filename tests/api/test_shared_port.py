"""Processes that share a port are dealt connections, each into a queue of its own."""

import pickle
import socket
from contextlib import ExitStack
from typing import cast

from api.shared_port import SharedPort
from tests.patience import PATIENCE

CALLERS = 64


def waiting(listener: socket.socket, stack: ExitStack) -> int:
    """Return how many connections wait at a socket, and take them."""
    listener.settimeout(0)
    taken = 0
    while True:
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            return taken
        stack.enter_context(connection)
        taken += 1


def test_connections_are_dealt_out_among_those_it_was_handed_to() -> None:
    with ExitStack() as stack:
        port = stack.enter_context(SharedPort("127.0.0.1", 0))
        handed = pickle.dumps(port)
        listeners = [
            stack.enter_context(cast("socket.socket", pickle.loads(handed)))  # noqa: S301 - made in the line above
            for _ in range(2)
        ]
        for listener in listeners:
            listener.listen(CALLERS)
        for _ in range(CALLERS):
            stack.enter_context(socket.create_connection(port.getsockname(), timeout=PATIENCE))
        numbers = [waiting(listener, stack) for listener in listeners]
        assert sum(numbers) == CALLERS
        assert min(numbers) > CALLERS // 8
