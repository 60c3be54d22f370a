"""What is written down when staff are shown personal data (docs/rules/audits.md).

Not part of the log of events: it is kept in a chain of its own, under references that
nobody can connect with a person once that person is erased.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.people import Pseudonym, Role

DataKind = Literal[
    "name", "email", "person_list", "email_search", "account_age", "mail", "text_to_erase"
]
"""What was shown. `email_search` also tells whether an address has an account.

`text_to_erase`: they proposed, or agreed, that a text goes for good.
"""

Purpose = Literal["administer_roles", "moderate", "import", "operate", "support", "data_protection"]
"""Why; a closed list, so that it can be counted."""

OPERATOR = Pseudonym(UUID(int=0))
"""Who works on the command line: known to the machine's own records, not to us."""


class Reader(msgspec.Struct, frozen=True):
    """Who is about to be shown something, in which role and for what."""

    pseudonym: Pseudonym
    role: Role
    purpose: Purpose


class Reading(msgspec.Struct, frozen=True):
    """What is about to be shown. `whom` is None where the vault knows nobody (any more)."""

    kind: DataKind
    whom: UUID | None


class StaffRead(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the chain; `number` is gapless from 1, `hash` chains it to the one before."""

    number: int
    at: datetime
    reader: Pseudonym
    role: Role
    kind: DataKind
    whom: UUID | None
    purpose: Purpose
    hash: bytes


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows are wanted; everything left out does not narrow.

    `after` and `before` are numbers, exclusive; the times are inclusive. `reader` and
    `whom` are the first hexadecimal digits.
    """

    after: int = 0
    before: int | None = None
    kind: DataKind | None = None
    purpose: Purpose | None = None
    role: Role | None = None
    reader: str = ""
    whom: str = ""
    recorded_from: datetime | None = None
    recorded_until: datetime | None = None


class ReadsCorrupt(Exception):
    """The chain contradicts itself; `number` names the first row that does not fit."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"number {number}: {reason}")
        self.number = number
        self.reason = reason
