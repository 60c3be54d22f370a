"""Requests that leave this machine: to one address each, which the operator has named."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult

SECONDS = 10.0  # for connecting, and for each piece of an answer
IN_ALL = 30.0  # seconds for an answer, in however many pieces it comes
LONGEST = 64 * 1024  # bytes of an answer


class NoAnswer(Exception):
    """Nobody answers there, or not to the end; says why, mostly by the class of the error."""


def posted(url: SplitResult, body: bytes, kind: str) -> tuple[int, bytes]:
    """Post a body of a content type; return status and body of the answer.

    No redirect is followed and no proxy used, so nothing is sent anywhere else. An answer
    of `200 OK` is whole; others are cut where they are too long.

    Raises:
        NoAnswer: as it says.
    """
    try:
        connection = _connected(url)
    except (ValueError, OSError) as error:
        raise NoAnswer(type(error).__name__) from error
    try:
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.connect()
        with _broken_off_in_the_end(connection.sock):
            connection.request("POST", target, body, {"Content-Type": kind})
            with connection.getresponse() as answer:
                content = answer.read(LONGEST + 1)
    except (ValueError, OSError, http.client.HTTPException) as error:
        raise NoAnswer(type(error).__name__) from error
    finally:
        connection.close()
    if answer.status == http.client.OK and len(content) > LONGEST:
        raise NoAnswer("the answer is too long")
    if answer.status == http.client.OK and answer.length:
        raise NoAnswer("the answer was cut")
    return answer.status, content[:LONGEST]


@contextmanager
def _broken_off_in_the_end(connected: socket.socket) -> Iterator[None]:
    """Give an answer its time; the connection's own patience begins anew with each byte.

    Raises:
        TimeoutError: it took longer.
    """
    over = threading.Event()

    def end() -> None:
        over.set()
        with suppress(OSError):
            # That of TLS would first let go of what the other thread is reading from.
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    timer = threading.Timer(IN_ALL, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
    if over.is_set():
        raise TimeoutError


def _connected(url: SplitResult) -> http.client.HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, url.port, timeout=SECONDS, context=context)
    return http.client.HTTPConnection(host, url.port, timeout=SECONDS)
