"""The description of the JSON API, and the way to the page that shows it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Litestar, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Tag
from litestar.response import Redirect

from api.openapi.describing import described, operation_id
from api.people import AnyRequest
from api.provided import Language

_DOCUMENT, _BYTES = "description", "description_bytes"
"""Keys of the finished document in the application's state: it never changes."""


def _closed(_: AnyRequest) -> None:
    # The framework always adds addresses of its own for its half of the document.
    raise NotFoundException


_TAGS = {
    "Processes": "What is asked, in which phases, fields and places; handing in proposals.",
    "Proposals": "What people propose, and who supports or thinks what.",
    "Comments": "What people say below proposals.",
    "Moderation": "Reports, and the desk of those who look into them.",
    "Paper": "Ideas on paper: typed in by a clerk, confirmed by another.",
    "Own": "What became of one's own contributions.",
    "Audit": "What happened, in order, for everybody to check.",
}


_ABOUT = (
    "Participation: proposals, support, opinions, comments, moderation, audit trail. "
    "Times are RFC 3339 in UTC, ids are opaque strings. Every write takes an "
    "`Idempotency-Key` and answers with `Event-Position`; a read that sends this "
    "header back waits until it shows that write. Whatever fails is answered as "
    "`application/problem+json` (RFC 9457), whose `type` never changes."
)
_SECURITY = {
    "token": SecurityScheme(
        type="http", scheme="bearer", description="A token of one's own: `gem_...`."
    ),
    "session": SecurityScheme(
        type="apiKey",
        security_scheme_in="cookie",
        name="__Host-sid",
        description="A browser's session; writes then also need `X-CSRF-Token`.",
    ),
}


def config() -> OpenAPIConfig:
    """Return what the framework needs to know; for one application."""
    return OpenAPIConfig(
        title="Gemeinsam",
        version="1",
        description=_ABOUT,
        render_plugins=[JsonRenderPlugin()],
        openapi_router=Router(
            "/api/openapi", route_handlers=[], before_request=_closed, include_in_schema=False
        ),
        use_handler_docstrings=True,
        operation_id_creator=operation_id,
        tags=[Tag(name, meaning) for name, meaning in _TAGS.items()],
        components=Components(security_schemes=dict(_SECURITY)),
    )


def description(app: Litestar) -> Mapping[str, Any]:
    """Return the OpenAPI document of an application; made when first asked for."""
    state = app.state
    if _DOCUMENT not in state:
        state[_DOCUMENT] = described(app)
    found: Mapping[str, Any] = state[_DOCUMENT]
    return found


@get("/openapi.json", sync_to_thread=True, include_in_schema=False)
def openapi_document(request: AnyRequest) -> Response[bytes]:
    """Return the description of the JSON API, as generators and checkers read it."""
    state = request.app.state
    if _BYTES not in state:
        state[_BYTES] = msgspec.json.encode(description(request.app))
    return Response(state[_BYTES], media_type="application/json")


@get("/docs", sync_to_thread=False, include_in_schema=False)
def docs(language: Language) -> Redirect:
    """Lead to the page that shows the description, in the visitor's language."""
    return Redirect(f"/{language}/api", status_code=302)


HANDLERS = (openapi_document, docs)
