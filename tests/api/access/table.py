"""What an entry of the tables says, and the answers that many routes share.

Expected is a status; `SIGN_IN` is being led to the sign-in page. Every entry names all
ten kinds of readers, so that a new role or route cannot be forgotten.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from domain.people import Role

Reader = Literal["visitor"] | Role
Expected = int | Literal["sign-in"]
SIGN_IN: Expected = "sign-in"

READERS: tuple[Reader, ...] = (
    "visitor",
    "citizen",
    "organisation",
    "clerk",
    "moderator",
    "office",
    "secretary",
    "auditor",
    "privacy",
    "admin",
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Who gets what. `sends` are the fields of the form, or of the JSON body."""

    expected: Mapping[Reader, Expected]
    sends: Mapping[str, str | list[str]] = {}


def everybody(status: Expected) -> dict[Reader, Expected]:
    """Return the same answer for all."""
    return dict.fromkeys(READERS, status)


def each(status: Expected, **others: Expected) -> dict[Reader, Expected]:
    """Return one answer for all but some, who are named."""
    assert set(others) <= set(READERS)
    return {reader: others.get(reader, status) for reader in READERS}


def contributors(status: Expected, visitor: Expected) -> dict[Reader, Expected]:
    """Return the answer to those who contribute as citizens; the others only look on."""
    return each(status, visitor=visitor, auditor=403, privacy=403, admin=403)


def only(role: Reader, status: Expected, visitor: Expected) -> dict[Reader, Expected]:
    """Return the answer to one role; 403 for everybody else who is signed in."""
    return each(403, **{"visitor": visitor, role: status})
