"""Sends what is written in one turn of the event loop as one piece.

The server writes the head of an answer and its body one after the other, and the event
loop hands each to the system at once: two system calls, two packets, and two wake-ups of
whoever reads, for answers of some hundred bytes.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST = 64 * 1024  # bytes that are held; more go on at once, so that long answers are not gathered


class JoinedWrites:
    """A transport that holds what is written until the loop comes round; else as the one below."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Send soon, after what was written before and together with it."""
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(data)
        self._size += len(data)
        if self._size > MOST:
            self._send()

    def is_closing(self) -> bool:
        """Tell whether the connection is closed or about to be."""
        return self._transport.is_closing()

    def close(self) -> None:
        """Send what is held, then close."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        held, self._held, self._size = self._held, [], 0
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a transport can do
        return getattr(self._transport, name)


class Protocol(HttpToolsProtocol):
    """The server's protocol over joined writes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with a new connection."""
        joined = JoinedWrites(cast("asyncio.Transport", transport), self.loop)
        super().connection_made(cast("asyncio.Transport", joined))
