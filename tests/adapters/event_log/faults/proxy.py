"""A proxy before PostgreSQL that loses connections at the worst moments."""

import socket
import threading
from contextlib import suppress
from typing import Literal

from tests.patience import PATIENCE

Mode = Literal["pass", "cut after COMMIT", "cut before COMMIT", "silent", "refuse"]
SIZE = 65536


class Proxy:
    """Forwards connections on a loopback port to a server, until `mode` says otherwise.

    The two cuts happen once, then the mode is `then`. The connection on which `hang_at` is
    asked next says nothing from there on, while all others go on.
    """

    def __init__(self, port: int) -> None:
        self.mode: Mode = "pass"
        self.then: Mode = "pass"
        self.hang_at: bytes | None = None
        self.hangs = 0
        self.cuts = 0
        self._target = port
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._speaking = threading.Event()
        self._threads[0].start()

    def close(self) -> None:
        """Cut everything and wait for all threads."""
        self.mode = "refuse"
        self._speaking.set()
        _cut(self._listener)
        self.cut()
        for thread in self._threads:
            thread.join(PATIENCE)

    def cut(self) -> None:
        """Cut all connections there are; later ones are as `mode` says."""
        for each in self._sockets:
            _cut(each)

    def speak(self) -> None:
        """End the silence: what was held back goes on."""
        self.mode = "pass"
        self._speaking.set()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mode == "refuse":
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._target))
            self._sockets += (client, server)
            for source, target, asks in ((client, server, True), (server, client, False)):
                thread = threading.Thread(
                    target=self._pump, args=(source, target, asks), daemon=True
                )
                self._threads.append(thread)
                thread.start()

    def _pump(self, source: socket.socket, target: socket.socket, asks: bool) -> None:  # noqa: FBT001 - a thread's argument
        with suppress(OSError):
            while data := source.recv(SIZE):
                if self.mode == "silent" or (asks and self._hangs_at(data)):
                    self._speaking.wait()
                if asks and b"COMMIT" in data and self.mode.startswith("cut"):
                    self._cut_around(source, target, data)
                    break
                target.sendall(data)
        _cut(source)
        _cut(target)

    def _hangs_at(self, data: bytes) -> bool:
        if self.hang_at is None or self.hang_at not in data:
            return False
        self.hang_at = None
        self.hangs += 1
        return True

    def _cut_around(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        after = self.mode == "cut after COMMIT"
        self.mode = self.then
        self.cuts += 1
        _cut(client)
        if after:
            server.sendall(data)
            # The server notices the cut only when it answers: by then it has committed.
            with suppress(OSError):
                server.recv(SIZE)


def _cut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    wire.close()
