"""Pages that explain: house rules, legal texts and the reference of the JSON API."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from litestar import get

from api.openapi import description
from api.operator_texts import About
from api.pages.framing import Framing, Html
from api.pages.views import (
    ApiOperation,
    ApiPage,
    ApiParameter,
    ApiResponse,
    ApiSection,
    RulesPage,
    TextPage,
)
from api.people import AnyRequest
from domain.codes import HOUSE_RULES_VERSION

_METHODS = ("get", "post", "put", "delete", "patch")
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


@get("/rules", sync_to_thread=True)
def rules(frame: Framing) -> Html:
    """Show the house rules and how moderation works."""
    return frame.show(RulesPage(version=HOUSE_RULES_VERSION))


@get("/privacy", sync_to_thread=True)
def privacy(frame: Framing) -> Html:
    """Say what becomes of people's data."""
    tiles = frame.tiles
    host = tiles.host if tiles else None
    return frame.show(_page(frame, "privacy", host))


@get("/imprint", sync_to_thread=True)
def imprint(frame: Framing) -> Html:
    """Say who is responsible."""
    return frame.show(_page(frame, "imprint"))


@get("/accessibility", sync_to_thread=True)
def accessibility(frame: Framing) -> Html:
    """Say how far everybody can use this, and whom to tell what hinders them."""
    return frame.show(_page(frame, "accessibility"))


def _page(frame: Framing, about: About, tiles_host: str | None = None) -> TextPage:
    own = frame.operator_text(about)
    return TextPage(
        text=about,
        own=own.html if own else None,
        own_language=own.language if own else frame.language,
        tiles_host=tiles_host,
    )


@get("/api", sync_to_thread=True)
def api_reference(request: AnyRequest, frame: Framing) -> Html:
    """Show the reference of the JSON API, made from its OpenAPI document."""
    plain = description(request.app)
    page = ApiPage(version=plain["info"]["version"], sections=_sections(_Document(plain)))
    return frame.show(page)


class _Document:
    """An OpenAPI document; the same document is the same key of a cache."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.plain = plain

    def __hash__(self) -> int:
        return id(self.plain)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document) and other.plain is self.plain


@cache
def _sections(document: _Document) -> tuple[ApiSection, ...]:
    plain = document.plain
    sections: dict[str, list[ApiOperation]] = {}
    for path, item in sorted(plain.get("paths", {}).items()):
        for operation in _operations(plain, path, item):
            sections.setdefault(_section_of(path), []).append(operation)
    return tuple(
        ApiSection(id=f"section-{_name(title)}", title=title, operations=tuple(operations))
        for title, operations in sections.items()
    )


def _section_of(path: str) -> str:
    """Return what an address is about: its first word below the version."""
    words = [word for word in path.split("/") if word and not word.startswith("{")]
    return next((word for word in words if word not in {"api", "v1"}), "api")


def _name(text: str) -> str:
    return _NOT_A_NAME.sub("-", text.lower()).strip("-")


def _operations(
    plain: Mapping[str, Any], path: str, item: dict[str, Any]
) -> Iterator[ApiOperation]:
    for method in _METHODS:
        operation = item.get(method)
        if operation is None:
            continue
        yield ApiOperation(
            id=_name(f"{method} {path}"),
            method=method.upper(),
            path=path,
            summary=operation.get("summary", ""),
            description=operation.get("description") or "",
            parameters=tuple(
                _parameters(_resolved(plain, each) for each in operation.get("parameters", ()))
            ),
            responses=tuple(
                ApiResponse(
                    status=status, description=_resolved(plain, each).get("description", "")
                )
                for status, each in sorted(operation.get("responses", {}).items())
            ),
            example=_example(path, method, operation),
        )


def _resolved(plain: Mapping[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return what a part of the document says, following a reference to a shared one."""
    while "$ref" in node:
        found: Any = plain
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def _parameters(found: Iterable[dict[str, Any]]) -> Iterator[ApiParameter]:
    for parameter in found:
        place = parameter["in"]
        if place in {"path", "query", "header"}:
            yield ApiParameter(
                name=parameter["name"],
                place=place,
                type=_type(parameter.get("schema", {})),
                required=parameter.get("required", False),
                description=parameter.get("description") or "",
            )


def _type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    options = schema.get("oneOf") or schema.get("anyOf")
    if options:
        return " | ".join(_type(option) for option in options if option.get("type") != "null")
    return str(schema.get("format") or schema.get("type") or "string")


def _example(path: str, method: str, operation: dict[str, Any]) -> str | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if content.get("examples"):
        value = next(iter(content["examples"].values())).get("value")
        return msgspec.json.format(msgspec.json.encode(value)).decode()
    return f"curl -s {path}" if method == "get" and "{" not in path else None


HANDLERS = (rules, privacy, imprint, accessibility, api_reference)
