"""People, known to the log only by pseudonym and number (docs/decisions/0004, 0005)."""

from typing import Literal, NewType
from uuid import UUID

import msgspec

from domain.messages import Refusal

PersonRef = NewType("PersonRef", UUID)
"""The vault's own id of a person. Never in an event, a page or an export."""

ProcessId = NewType("ProcessId", UUID)

Pseudonym = NewType("Pseudonym", UUID)
"""One person in one process, or in the installation (roles, sanctions)."""

VoterNumber = NewType("VoterNumber", UUID)
"""One person in one question; numbers of different questions cannot be linked."""

Role = Literal[
    "citizen",
    "organisation",
    "clerk",
    "moderator",
    "office",
    "secretary",
    "auditor",
    "privacy",
    "admin",
    "system",
]
"""In which function somebody acts.

`privacy` is the data protection officer, `system` the platform's own clock and policies.
"""

Level = Literal["guest", "email", "resident", "eid"]
"""How well a participant's identity was checked."""


class Actor(msgspec.Struct, frozen=True):
    """Who did something, as the log may know it.

    `on_behalf_of` is the pseudonym of a person whose paper or call a clerk recorded.
    """

    pseudonym: Pseudonym
    role: Role
    on_behalf_of: Pseudonym | None = None


SYSTEM = Actor(pseudonym=Pseudonym(UUID(int=0)), role="system")
"""The platform acting by its own rules; the all-zero pseudonym belongs to nobody."""


class UnknownPerson(Refusal):
    """The vault holds no secret of this person: never enrolled here, or erased."""


class AlreadyVotedUnderAnotherAccount(Refusal):
    """The verified identifier has voted in this process under another account (ruling 11)."""


class PepperDestroyed(Refusal):
    """The process's key was destroyed when its term ended: nobody can link people to it now."""
