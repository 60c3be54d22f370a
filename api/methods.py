"""Says which methods an address takes (RFC 9110, 9.3.7)."""

from collections.abc import Iterable

from litestar import Response

from api.people import AnyRequest


async def options(request: AnyRequest) -> Response[None] | None:
    """Answer OPTIONS in place of the framework, which tells of one handler only.

    For the application, as what runs before every request; None lets it go on. It is
    asynchronous because the framework would send anything else through a thread.
    """
    if request.method != "OPTIONS":
        return None
    path = request.scope["path_template"]
    found: set[str] = set()
    for route in request.app.routes:
        if route.path_format == path:
            found.update(route.methods)
    return Response(None, status_code=204, headers={"Allow": allow(found)})


def allow(methods: Iterable[str]) -> str:
    """Return the value of `Allow` for these methods; the shell answers HEAD by GET."""
    found = set(methods)
    return ", ".join(sorted(found | {"HEAD"} if "GET" in found else found))
