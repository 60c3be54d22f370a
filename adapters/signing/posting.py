"""Requests that leave this machine: to one address each, which the operator has named."""

import http.client
import ssl
from urllib.parse import SplitResult

SECONDS = 10.0  # for connecting and for each answer
LONGEST = 64 * 1024  # bytes of an answer


class NoAnswer(Exception):
    """Nobody answers there; names the class of the error."""


def posted(url: SplitResult, body: bytes, kind: str) -> tuple[int, bytes]:
    """Post a body of a content type; return status and body of the answer.

    No redirect is followed and no proxy used, so nothing is sent anywhere else.

    Raises:
        NoAnswer: as it says.
    """
    try:
        connection = _connected(url)
    except (ValueError, OSError) as error:
        raise NoAnswer(type(error).__name__) from error
    try:
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request("POST", target, body, {"Content-Type": kind})
        answer = connection.getresponse()
        return answer.status, answer.read(LONGEST)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(type(error).__name__) from error
    finally:
        connection.close()


def _connected(url: SplitResult) -> http.client.HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, url.port, timeout=SECONDS, context=context)
    return http.client.HTTPConnection(host, url.port, timeout=SECONDS)
