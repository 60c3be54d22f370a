"""One example of every event class, built from its annotations with fixed values."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import inspect

from adapters.event_log.codec import Envelope
from domain.messages import Event, topic_of

ENVELOPE = Envelope(
    channel="web",
    occurred_at=datetime(2023, 5, 8, 7, 30, tzinfo=UTC),
    recorded_at=datetime(2023, 5, 8, 9, 15, 30, 250_000, tzinfo=UTC),
)

CODES = (
    "klimaplan-2035",
    "05334002",
    "B-2023-0147",
    "M-04",
    "7.1",
    "HR07",
    "A" * 43,
    "a" * 64,
)
"""Examples of coded strings; a new pattern needs one that matches it."""


def example(event: type[Event]) -> Event:
    """Return an example of an event class; the same on every call and machine."""
    built = _struct(inspect.type_info(event), topic_of(event))
    assert isinstance(built, event)
    return built


def _struct(shape: Any, path: str) -> Any:  # noqa: ANN401 - whatever the annotation says
    values = {
        field.encode_name: _value(field.type, f"{path}.{field.name}") for field in shape.fields
    }
    return msgspec.convert(msgspec.to_builtins(values) | _tag(shape.cls), shape.cls, strict=False)


def _tag(struct: type[msgspec.Struct]) -> dict[str, Any]:
    config = struct.__struct_config__
    return {} if config.tag_field is None else {config.tag_field: config.tag}


def _value(shape: inspect.Type, path: str) -> Any:  # noqa: ANN401 - as above
    for kind, build in _BUILDERS.items():
        if isinstance(shape, kind):
            return build(shape, path)
    raise TypeError(f"{path}: no example of {type(shape).__name__}")


def _code(shape: Any, path: str) -> str:  # noqa: ANN401 - as above
    for code in CODES:
        if re.search(shape.pattern, code):
            return code
    raise TypeError(f"{path}: no example matches {shape.pattern}; add one to CODES")


def _union(shape: Any, path: str) -> Any:  # noqa: ANN401 - as above
    something = [kind for kind in shape.types if not isinstance(kind, inspect.NoneType)]
    return _value(something[0], path)


_BUILDERS: dict[type, Callable[[Any, str], Any]] = {
    inspect.StructType: _struct,
    inspect.UnionType: _union,
    inspect.LiteralType: lambda shape, _: shape.values[0],
    inspect.StrType: _code,
    inspect.UUIDType: lambda _, path: uuid5(NAMESPACE_URL, path),
    inspect.BoolType: lambda _shape, _path: True,
    inspect.IntType: lambda shape, _: shape.ge or 1,
    inspect.DateTimeType: lambda _shape, _path: ENVELOPE.occurred_at,
    inspect.DateType: lambda _shape, _path: date(2023, 5, 8),
    inspect.VarTupleType: lambda shape, path: (
        _value(shape.item_type, f"{path}.0"),
        _value(shape.item_type, f"{path}.1"),
    ),
    inspect.TupleType: lambda shape, path: tuple(
        _value(item, f"{path}.{number}") for number, item in enumerate(shape.item_types)
    ),
    inspect.FrozenSetType: lambda shape, path: frozenset({_value(shape.item_type, f"{path}.0")}),
}
