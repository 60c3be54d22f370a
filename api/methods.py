"""Says which methods an address takes (RFC 9110, 9.3.7)."""

from litestar import Response

from api.people import AnyRequest


def options(request: AnyRequest) -> Response[None] | None:
    """Answer OPTIONS in place of the framework, which tells of one handler only.

    For the application, as what runs before every request; None lets it go on.
    """
    if request.method != "OPTIONS":
        return None
    path = request.scope["path_template"]
    allowed: set[str] = set()
    for route in request.app.routes:
        if route.path_format == path:
            allowed.update(route.methods)
    return Response(None, status_code=204, headers={"Allow": ", ".join(sorted(_all(allowed)))})


def _all(methods: set[str]) -> set[str]:
    """Add what the shell answers by another method."""
    return {*methods, "HEAD"} if "GET" in methods else methods
