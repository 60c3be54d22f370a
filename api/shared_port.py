"""One port for several processes, each with a queue of its own.

Whoever is first at a common queue takes all that wait in it: of 256 connections that came
together one process got nearly all, and the other core idled. With `SO_REUSEPORT` the system
deals connections out evenly.
"""

import socket
from typing import Any


class SharedPort(socket.socket):
    """Holds a port, and becomes another socket at it wherever it is sent to.

    It takes no connections itself; what a process gets that it is handed to does.
    """

    def __init__(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__(family)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.bind((host, port))
        self._address = (host, int(self.getsockname()[1]))

    def __reduce__(self) -> tuple[Any, ...]:
        return SharedPort, self._address

    def __reduce_ex__(self, _protocol: Any) -> tuple[Any, ...]:  # noqa: ANN401 - the number of whatever pickles
        return self.__reduce__()
