"""What stays of each request: a line in the server's log and two numbers in `/metrics`.

They say method, route, status and duration: no address of a person, no query, no header,
no body, and instead of the path (it may hold a sign-in token) the route's pattern.
"""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import structlog
from prometheus_client import Counter, Histogram

from api import logs

REQUESTS = Counter("gemeinsam_requests", "Requests answered", ["method", "path", "status"])
SECONDS = Histogram("gemeinsam_request_seconds", "Time to answer", ["method", "path"])
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}
_PORTION = 256  # names of requests that are made at a time

log = structlog.get_logger("gemeinsam.requests")


def references() -> Iterator[str]:
    """Return names for requests without end, 16 hexadecimal digits that nobody can guess."""
    while True:
        made = secrets.token_hex(8 * _PORTION)
        yield from (made[start : start + 16] for start in range(0, len(made), 16))


class _Route:
    """All that requests to one route with one outcome share."""

    def __init__(self, method: str, path: str, status: int) -> None:
        self.count = REQUESTS.labels(method, path, str(status)).inc
        self.time = SECONDS.labels(method, path).observe
        told = {"method": method, "path": path, "status": status}
        self.told = told
        self.begin = msgspec.json.encode(told).decode()[:-1]


_routes: dict[tuple[str, str, int], _Route] = {}
"""As many as there are routes, methods and kinds of outcome."""


def report(method: str, path: str, status: int, seconds: float, reference: str) -> None:
    """Note one answer; `path` is the route's pattern."""
    known = method if method in METHODS else "other"
    route = _routes.get((known, path, status))
    if route is None:
        route = _routes[known, path, status] = _Route(known, path, status)
    route.count()
    route.time(seconds)
    milliseconds = round(seconds * 1000, 1)
    write = logs.whole_lines()
    if write is None:
        log.info("answered", **route.told, milliseconds=milliseconds, reference=reference)
        return
    # The same line that structlog would write, in a tenth of the time.
    now = datetime.now(UTC).isoformat()[:-6]
    write(
        f'{route.begin},"milliseconds":{milliseconds},"reference":"{reference}",'
        f'"event":"answered","level":"info","timestamp":"{now}Z"}}\n'
    )
