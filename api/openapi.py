"""The description of the JSON API, and the way to the page that shows it."""

from collections.abc import Sequence

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect

from api.people import AnyRequest
from api.provided import Language

_DESCRIPTION = "description"
"""Key of the finished document in the application's state: it never changes."""


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


@get("/docs", sync_to_thread=False, include_in_schema=False)
def docs(language: Language) -> Redirect:
    """Lead to the page that shows the description, in the visitor's language."""
    return Redirect(f"/{language}/api", status_code=302)


HANDLERS = (openapi_document, docs)
