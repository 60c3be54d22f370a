"""What the identity tables answer; fulfils the records of api/ports.py."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.people import Level, PersonRef, ProcessId, Pseudonym

Language = Literal["de", "en"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person's account. `pseudonym` is that of the installation."""

    person: PersonRef
    pseudonym: Pseudonym
    email: str | None
    name: str | None
    language: Language
    level: Level
    of_age: bool
    created: datetime


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in link proves: who follows it reads the mail of this address."""

    email: str
    language: Language
    of_age: bool


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody signed in on one device. `id` names it to its owner and opens nothing."""

    id: str
    person: PersonRef
    csrf: str
    staff: bool
    device: str
    created: datetime
    last_seen: datetime


class AccessToken(msgspec.Struct, frozen=True, kw_only=True):
    """A bearer token of the API. `id` names it to its owner and opens nothing."""

    id: str
    person: PersonRef
    label: str
    created: datetime


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A text not yet submitted; `content` is whatever the form keeps."""

    id: UUID
    process: ProcessId
    content: bytes
    saved_at: datetime
