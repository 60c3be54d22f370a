"""Completes what the framework can tell of the API: types, headers, who may call what.

All of it is taken from the handlers and their types, so that it cannot differ from
what they do. Types are described by the library that checks them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from api.problems import Problem
from domain.codes import Slug, TerritoryKey

Json = dict[str, Any]

_WAYS: tuple[Json, ...] = ({"token": []}, {"session": []})
_PARAMETERS: Mapping[str, Json] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255,
            "pattern": r"^[\x21-\x7e]+$",
        },
        "description": (
            "Names this wish, for 30 days. The same key with the same body has one effect and "
            "gets the first answer again; with another body it is refused."
        ),
    },
    "EventPosition": {
        "name": "Event-Position",
        "in": "header",
        "schema": {"type": "string"},
        "description": (
            "The `Event-Position` of a write of one's own: the answer waits, for a second at "
            "most, until it shows that write."
        ),
    },
    "CsrfToken": {
        "name": "X-CSRF-Token",
        "in": "header",
        "schema": {"type": "string"},
        "description": "What forms of the session send back; programs with a token need none.",
    },
}
_HEADERS: Mapping[str, Json] = {
    "Event-Position": {
        "schema": {"type": "integer", "minimum": 0},
        "description": "Where the write is in the log; reads can wait for it.",
    },
    "ETag": {
        "schema": {"type": "string"},
        "description": "Names this answer; for visitors without account only.",
    },
    "Retry-After": {
        "schema": {"type": "integer", "minimum": 1},
        "description": "Seconds to wait.",
    },
    "WWW-Authenticate": {"schema": {"type": "string"}, "description": "`Bearer`."},
}
_MOMENT: Json = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
    ]
}
_SCHEMAS: Mapping[str, Json] = {
    "slug": msgspec.json.schema(Slug),
    "territory": msgspec.json.schema(TerritoryKey),
    "cursor": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    "as_of": _MOMENT,
    "from": _MOMENT,
    "to": _MOMENT,
}
"""What a parameter's type alone does not say, by its name."""


def described(app: Litestar) -> Json:
    """Return the complete OpenAPI document of an application."""
    document: Json = app.openapi_schema.to_schema()
    kinds: set[type] = {Problem}
    for path, method, handler in _operations(app):
        operation = document["paths"][path][method]
        kinds.update(_kinds(handler))
        _say_who(operation, guarded=len(handler.resolve_guards()) > len(app.guards))
        _say_headers(operation, writes=method != "get")
        operation["summary"] = _summary(operation["operationId"])
        for parameter in operation["parameters"]:
            _refine(parameter)
    _, types = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    components = document.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **_flush(types)}
    components["parameters"] = dict(_PARAMETERS)
    for path, method, _ in _operations(app):
        _give_example(document["paths"][path][method], components["schemas"])
    return document


def operation_id(handler: HTTPRouteHandler, method: str, path: Sequence[object]) -> str:
    """Return the name of an operation: that of its method, as programs write names.

    Functions outside of controllers have no name of their own; they are called by path.
    """
    name = handler.handler_name
    if not name.islower():
        name = "_".join([method.lower(), *(part for part in path if isinstance(part, str))])
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def _operations(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """Yield path, method and handler of everything the document describes."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.resolve_include_in_schema():
                    for method in handler.http_methods:
                        yield route.path_format, method.lower(), handler


def _kinds(handler: HTTPRouteHandler) -> Iterator[type]:
    """Yield the types that a handler takes and gives."""
    taken = handler.parsed_data_field
    given = handler.parsed_fn_signature.return_type
    for field in filter(None, (taken, given)):
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield kind


def _flush(types: Mapping[str, Json]) -> Json:
    """Return types whose descriptions begin every line at the margin."""
    return {
        name: {**schema, "description": re.sub(r"\n +", "\n", schema.get("description", ""))}
        for name, schema in types.items()
    }


def _summary(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _say_who(operation: Json, *, guarded: bool) -> None:
    operation["security"] = [*_WAYS] if guarded else [{}, *_WAYS]


def _say_headers(operation: Json, *, writes: bool) -> None:
    names = ("IdempotencyKey", "CsrfToken") if writes else ("EventPosition",)
    references = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    operation["parameters"] = [*operation.get("parameters", ()), *references]
    answers = operation["responses"]
    for status, response in answers.items():
        response["headers"] = {name: _HEADERS[name] for name in _headers_of(status, writes=writes)}
    if not writes and {} in operation["security"]:
        answers["304"] = {
            "description": "Nothing has changed since the `ETag` that came as `If-None-Match`.",
            "headers": {"ETag": _HEADERS["ETag"]},
        }


def _give_example(operation: Json, types: Mapping[str, Json]) -> None:
    """Show a whole body, made of what its fields give as examples."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        value = _example(media["schema"], types)
        if value:
            media["examples"] = {"usual": {"value": value}}


def _example(schema: Json, types: Mapping[str, Json]) -> Any:  # noqa: ANN401 - whatever JSON can say
    if "$ref" in schema:
        schema = types[schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        fields = {name: _example(each, types) for name, each in schema["properties"].items()}
        return {name: value for name, value in fields.items() if value is not None}
    if "anyOf" in schema and "examples" not in schema:
        options = (_example(option, types) for option in schema["anyOf"])
        return next((value for value in options if value is not None), None)
    return next(iter(schema.get("examples", ())), None)


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


def _refine(parameter: Json) -> None:
    """Say exactly what a parameter may be. One that is left out is not sent as null."""
    if "$ref" in parameter:
        return
    schema = _SCHEMAS.get(parameter["name"]) or _without_null(parameter["schema"])
    described = {"description": parameter["description"]} if "description" in parameter else {}
    where = {"in": parameter["in"], "required": parameter["in"] == "path"}
    refined = {"name": parameter["name"], **where, **described, "schema": schema}
    parameter.clear()
    parameter.update(refined)


def _without_null(schema: Json) -> Json:
    plain = {name: value for name, value in schema.items() if name not in {"oneOf", "description"}}
    for option in schema.get("oneOf", ()):
        if option != {"type": "null"}:
            plain.update(option)
    if isinstance(plain.get("type"), list):
        plain["type"] = next(kind for kind in plain["type"] if kind != "null")
        plain["enum"] = [value for value in plain["enum"] if value is not None]
    for limit in ("minimum", "maximum"):
        if limit in plain:
            plain[limit] = int(plain[limit])
    return plain
