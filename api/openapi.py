"""The description of the JSON API, and the page that shows it."""

from collections.abc import Sequence

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from api.pages.rendering import asset
from api.people import AnyRequest

_DESCRIPTION = "description"
"""Key of the finished document in the application's state: it never changes."""

# Redoc writes its styles into the page and its search runs in a worker made of a blob;
# nothing personal is on that page, and its scripts are our own files all the same.
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)


def operation_id(handler: HTTPRouteHandler, method: str, path: Sequence[object]) -> str:
    """Return the name of an operation: that of its method, as programs write names.

    Functions outside of controllers have no name of their own; they are called by path.
    """
    name = handler.handler_name
    if not name.islower():
        name = "_".join([method.lower(), *(part for part in path if isinstance(part, str))])
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


CONFIG = OpenAPIConfig(
    title="Gemeinsam",
    version="1",
    description=(
        "Participation: proposals, support, opinions, comments, moderation, audit trail. "
        "Times are RFC 3339 in UTC, ids are opaque strings. Every write takes an "
        "`Idempotency-Key` and answers with `Event-Position`; a read that sends this "
        "header back waits until it shows that write."
    ),
    path="/api/openapi",
    render_plugins=[JsonRenderPlugin()],
    use_handler_docstrings=True,
    operation_id_creator=operation_id,
)


@get("/openapi.json", sync_to_thread=True, include_in_schema=False)
def openapi_document(request: AnyRequest) -> Response[bytes]:
    """Return the description of the JSON API, as generators and checkers read it."""
    state = request.app.state
    if _DESCRIPTION not in state:
        state[_DESCRIPTION] = msgspec.json.encode(request.app.openapi_schema.to_schema())
    return Response(state[_DESCRIPTION], media_type="application/json")


@get("/docs", sync_to_thread=False, include_in_schema=False, media_type="text/html")
def docs() -> Response[str]:
    """Show the description as a page; everything it needs comes from this server."""
    script = asset("vendor/redoc/redoc.standalone.js")
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>API – Gemeinsam</title></head><body>"
        '<redoc spec-url="/openapi.json" hide-logo disable-google-font></redoc>'
        f'<script src="{script}"></script></body></html>'
    )
    headers = {"Content-Security-Policy": POLICY}
    return Response(page, media_type="text/html", headers=headers)


HANDLERS = (openapi_document, docs)
