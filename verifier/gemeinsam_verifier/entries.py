"""Entries as bytes: taking bundles apart, and reading canonical JSON strictly."""

import json
from typing import NoReturn

from gemeinsam_verifier.checks import Checklist

Entry = dict[str, object]
"""What an entry says, by field."""

LENGTH_BYTES = 2


def split_bundle(content: bytes, width: int) -> list[bytes] | None:
    """Return the entries of a bundle, or None if it does not hold exactly so many.

    More than asked for is fine at the right edge: the log may have grown since.
    """
    entries: list[bytes] = []
    start = 0
    while start < len(content) and len(entries) < width:
        begin = start + LENGTH_BYTES
        start = begin + int.from_bytes(content[start:begin], "big")
        entries.append(content[begin:start])
    return entries if len(entries) == width and start <= len(content) else None


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is not an integer")


_decoder = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_entry(content: bytes, checklist: Checklist) -> Entry:
    """Return what an entry says.

    The way to know that bytes are canonical is to write what was read once more:
    doubled keys, other orders, spaces and escapes all come out differently.

    Raises:
        Bad: it is not a canonical JSON object.
    """
    try:
        text = content.decode()
        entry = _decoder.decode(text)
        written = _encoder.encode(entry)
    except (ValueError, RecursionError) as error:
        # Nothing further can be asked of what is no JSON.
        checklist.fail("not-canonical", why=str(error)[:100])
        return {}
    if not isinstance(entry, dict):
        checklist.fail("not-canonical", why="not an object")
        return {}
    if written != text:
        checklist.fail("not-canonical", why=written[:100])
    return entry
