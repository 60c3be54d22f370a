"""No event can hold free text, a float or anything open-ended (ruling 2)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NewType
from uuid import UUID

import msgspec
import pytest
from msgspec import inspect

from domain.catalogue import EVENTS
from domain.messages import ContentRef, Event

HUMAN = ("Ana Muster, Köln", "Muster", "ana@example.org", "+49 228 770")
CLOSED = (
    inspect.LiteralType,
    inspect.UUIDType,
    inspect.IntType,
    inspect.BoolType,
    inspect.DateType,
    inspect.DateTimeType,
    inspect.NoneType,
)


def open_ended(event: type[Event]) -> list[str]:
    """Return the places where an event could hold what does not belong into the log."""
    return list(_open_ended(inspect.type_info(event), event.__name__))


def _open_ended(shape: inspect.Type, path: str) -> Iterator[str]:
    match shape:
        case inspect.StructType():
            for field in shape.fields:
                yield from _open_ended(field.type, f"{path}.{field.name}")
        case inspect.UnionType():
            for kind in shape.types:
                yield from _open_ended(kind, path)
        case inspect.VarTupleType() | inspect.FrozenSetType():
            yield from _open_ended(shape.item_type, path)
        case inspect.TupleType():
            for kind in shape.item_types:
                yield from _open_ended(kind, path)
        case inspect.StrType() if _is_code(shape.pattern):
            return
        case _ if not isinstance(shape, CLOSED):
            yield f"{path}: {type(shape).__name__}"


def _is_code(pattern: str | None) -> bool:
    return pattern is not None and not any(re.search(pattern, text) for text in HUMAN)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_an_event_holds_codes_ids_and_numbers_only(event: type[Event]) -> None:
    assert open_ended(event) == []


Name = NewType("Name", str)


class Part(msgspec.Struct, frozen=True):
    """Something inside an event."""

    label: str


class Talkative(Event, frozen=True, kw_only=True, tag="test.talkative/1"):
    """Everything that must be found."""

    title: str
    name: Name
    weight: float
    loose: Annotated[str, msgspec.Meta(max_length=20)]
    anything: Annotated[str, msgspec.Meta(pattern=r"^.{3,20}$")]
    parts: tuple[Part, ...]
    perhaps: str | None
    table: dict[UUID, int]
    rest: Any
    raw: bytes


class Discreet(Event, frozen=True, kw_only=True, tag="test.discreet/1"):
    """Everything that is allowed."""

    by: UUID
    choice: Literal["agree", "disagree"]
    reason: ContentRef | None
    counts: tuple[int, ...]
    members: frozenset[UUID]


def test_this_test_finds_what_is_open_ended() -> None:
    assert [place.split(":")[0] for place in open_ended(Talkative)] == [
        "Talkative.title",
        "Talkative.name",
        "Talkative.weight",
        "Talkative.loose",
        "Talkative.anything",
        "Talkative.parts.label",
        "Talkative.perhaps",
        "Talkative.table",
        "Talkative.rest",
        "Talkative.raw",
    ]
    assert open_ended(Discreet) == []
