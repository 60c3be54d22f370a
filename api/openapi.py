"""The description of the JSON API, and the page that shows it."""

from litestar import Litestar, Response, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Schema, SecurityScheme

from api.pages.rendering import asset

# Redoc writes its styles into the page and its search runs in a worker made of a blob;
# nothing personal is on that page, and its scripts are our own files all the same.
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)

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
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer", description="`gem_...`")
        }
    ),
    security=[{}, {"token": []}],
)


def close_schemas(app: Litestar) -> None:
    """Say in the document what the server does: unknown fields of a request are refused.

    litestar leaves that out for structs with `forbid_unknown_fields` (stack.md 1.3).
    """
    components = app.openapi_schema.components
    for schema in (components.schemas or {}).values():
        if isinstance(schema, Schema) and schema.title and schema.title.startswith("New"):
            schema.additional_properties = False


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


HANDLERS = (docs,)
