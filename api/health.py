"""What machines ask the server itself: is it alive, is it ready, how is it doing."""

import os
from collections.abc import Callable, Mapping

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

LONGEST_LAG = 10_000  # events; a server further behind shows pages that are too old


class Check(msgspec.Struct, frozen=True):
    """One thing the server stands on; `detail` names an error's class, or a count."""

    ok: bool
    detail: str = ""


Checks = Mapping[str, Callable[[], Check]]
Readiness = NamedDependency[Checks]


class Ready(msgspec.Struct, frozen=True):
    """`ready` is what a load balancer looks at; `checks` say why not."""

    ready: bool
    checks: dict[str, Check]


@get("/healthz", sync_to_thread=False, include_in_schema=False)
def healthz() -> dict[str, str]:
    """Say that the process answers; asks nothing else."""
    return {"status": "alive"}


@get("/readyz", sync_to_thread=True, include_in_schema=False)
def readyz(readiness: Readiness) -> Response[Ready]:
    """Say whether log, vault and read models answer and the loops run; 503 if not."""
    checks = {name: _tried(check) for name, check in readiness.items()}
    ready = all(check.ok for check in checks.values())
    return Response(
        Ready(ready, checks),
        status_code=200 if ready else 503,
        headers={"Cache-Control": "no-store"},
    )


def _tried(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - any error means: not ready
        return Check(ok=False, detail=type(error).__name__)


@get("/metrics", sync_to_thread=True, include_in_schema=False)
def metrics() -> Response[bytes]:
    """Return counters for Prometheus, of all server processes together."""
    registry: CollectorRegistry | None = None
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the package leaves it open
    body = generate_latest(registry) if registry else generate_latest()
    return Response(body, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


HANDLERS = (healthz, readyz, metrics)
