"""What the description of the API says beyond what the framework can know.

Headers, who may call what, that unknown fields are refused, what each type means, and
an example for every body: taken from the handlers and types themselves, so that it
cannot differ from them.
"""

import inspect
import re
from collections.abc import Iterator, Mapping

import msgspec
from litestar import Litestar
from litestar.openapi.spec import (
    Components,
    OpenAPI,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Reference,
    RequestBody,
    Schema,
    SecurityScheme,
    Tag,
)
from litestar.routes import HTTPRoute

from api import problems
from api.openapi import operation_id
from api.resources import schemas
from api.resources.examples import EXAMPLES

NAMES = ("get", "put", "post", "delete")
_OPEN = msgspec.Struct.__struct_config__

SECURITY: Mapping[str, SecurityScheme] = {
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
TAGS = (
    Tag("Processes", "What is asked, in which phases, fields and places; handing in proposals."),
    Tag("Proposals", "What people propose, and who supports or thinks what."),
    Tag("Comments", "What people say below proposals."),
    Tag("Moderation", "Reports, and the desk of those who look into them."),
    Tag("Audit", "What happened, in order, for everybody to check."),
)

_POSITION = Schema(type=OpenAPIType.INTEGER, minimum=0)
_TEXT = Schema(type=OpenAPIType.STRING)
_PARAMETERS: Mapping[str, Parameter] = {
    "IdempotencyKey": Parameter(
        name="Idempotency-Key",
        param_in="header",
        schema=Schema(
            type=OpenAPIType.STRING, min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$"
        ),
        description=(
            "Names this wish, for 30 days. The same key with the same body has one effect and "
            "gets the first answer again; with another body it is refused."
        ),
    ),
    "EventPosition": Parameter(
        name="Event-Position",
        param_in="header",
        schema=_TEXT,
        description=(
            "The `Event-Position` of a write of one's own: the answer waits, for a second at "
            "most, until it shows that write."
        ),
    ),
    "CsrfToken": Parameter(
        name="X-CSRF-Token",
        param_in="header",
        schema=_TEXT,
        description="What forms of the session send back; programs with a token leave it out.",
    ),
}
_HEADERS: Mapping[str, OpenAPIHeader] = {
    "Event-Position": OpenAPIHeader(
        schema=_POSITION, description="Where the write is in the log; reads can wait for it."
    ),
    "ETag": OpenAPIHeader(
        schema=_TEXT, description="Names this answer; visitors without account only."
    ),
    "Retry-After": OpenAPIHeader(
        schema=Schema(type=OpenAPIType.INTEGER, minimum=1), description="Seconds to wait."
    ),
    "WWW-Authenticate": OpenAPIHeader(schema=_TEXT, description="`Bearer`."),
}


def complete(app: Litestar) -> None:
    """Add to the application's description what can be told from its handlers and types."""
    document = app.openapi_schema
    document.tags = list(TAGS)
    components = document.components
    components.security_schemes = dict(SECURITY)
    components.parameters = dict(_PARAMETERS)
    _explain(components)
    guarded = dict(_guarded(app))
    for method, operation in operations(document):
        _say_who(operation, guarded.get(str(operation.operation_id), False))
        _say_headers(operation, writes=method != "get")
        _give_example(operation)
        operation.summary = _summary(str(operation.operation_id))


def operations(document: OpenAPI) -> Iterator[tuple[str, Operation]]:
    """Yield every operation of a description with its method."""
    for item in (document.paths or {}).values():
        for method in NAMES:
            operation: Operation | None = getattr(item, method)
            if operation is not None:
                yield method, operation


def _guarded(app: Litestar) -> Iterator[tuple[str, bool]]:
    """Yield whether a route needs an account: routes without a guard of their own do not."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                method = min(handler.http_methods)
                yield operation_id(handler, method, route.path_components), bool(handler.guards)


def _explain(components: Components) -> None:
    """Say what each type means, and which ones refuse fields they do not know.

    Those are what programs send: `New...` and the types inside of them.
    """
    known = {**vars(schemas), **vars(problems)}
    for name, schema in components.schemas.items():
        kind = known.get(name)
        config = getattr(kind, "__struct_config__", _OPEN)
        if name.startswith("New") or config.forbid_unknown_fields:
            schema.additional_properties = False
        if kind is not None:
            schema.description = inspect.getdoc(kind)


def _summary(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _say_who(operation: Operation, guarded: bool) -> None:  # noqa: FBT001 - what the name asks
    ways = [{name: list[str]()} for name in SECURITY]
    operation.security = ways if guarded else [{}, *ways]


def _say_headers(operation: Operation, *, writes: bool) -> None:
    names = ("IdempotencyKey", "CsrfToken") if writes else ("EventPosition",)
    references = [Reference(f"#/components/parameters/{name}") for name in names]
    operation.parameters = [*(operation.parameters or ()), *references]
    answers = operation.responses or {}
    for status, response in answers.items():
        if isinstance(response, OpenAPIResponse):
            response.headers = {name: _HEADERS[name] for name in _headers_of(status, writes=writes)}
    if not writes and {} in (operation.security or ()):
        answers["304"] = OpenAPIResponse(
            "Nothing has changed since the answer whose `ETag` came as `If-None-Match`.",
            headers={"ETag": _HEADERS["ETag"]},
        )


def _headers_of(status: str, *, writes: bool) -> tuple[str, ...]:
    match status:
        case "200" | "201":
            return ("Event-Position",) if writes else ("ETag",)
        case "401":
            return ("WWW-Authenticate",)
        case "429" | "503":
            return ("Retry-After",)
        case _:
            return ()


def _give_example(operation: Operation) -> None:
    body = operation.request_body
    if not isinstance(body, RequestBody):
        return
    for media in body.content.values():
        reference = media.schema
        if isinstance(media, OpenAPIMediaType) and isinstance(reference, Reference):
            example = EXAMPLES.get(reference.ref.rpartition("/")[2])
            media.example = None if example is None else msgspec.to_builtins(example)
