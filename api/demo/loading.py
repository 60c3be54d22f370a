"""Reads the content files and refuses whatever is not exactly of the promised shape."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

import msgspec

from api.demo.content_types import DemoContent

BERLIN = ZoneInfo("Europe/Berlin")


def load() -> DemoContent:
    """Return the whole demo content, checked; the same at every call.

    Raises:
        msgspec.ValidationError: a file has an unknown key, a wrong type, or a text
            beyond its limits; the message names the place.
        tomllib.TOMLDecodeError: a file is not TOML.
    """
    folder = files("api.demo") / "content"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    tables = _joined(_read(folder / name) for name in names)
    return msgspec.convert(tables, DemoContent, strict=True)


def _read(file: Traversable) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _joined(contents: Iterable[dict[str, object]]) -> dict[str, object]:
    """Put the files behind one another: lists grow, anything else may be said only once."""
    joined: dict[str, object] = {}
    for content in contents:
        for name, value in content.items():
            earlier = joined.get(name)
            if isinstance(earlier, list) and isinstance(value, list):
                joined[name] = [*earlier, *value]
            elif name in joined:
                raise msgspec.ValidationError(f"`{name}` is said in two content files")
            else:
                joined[name] = value
    return {name: _in_berlin(value) for name, value in joined.items()}


def _in_berlin(value: object) -> object:
    """Give every local time its zone and every text its edges without line breaks."""
    match value:
        case dict():
            return {name: _in_berlin(inner) for name, inner in value.items()}
        case list():
            return [_in_berlin(inner) for inner in value]
        case datetime():
            return value.replace(tzinfo=BERLIN)
        case str():
            return value.strip()
        case _:
            return value
