"""Fixed people, places and days for stories about rules."""

from datetime import UTC, datetime
from uuid import UUID

from domain.codes import CaseId, CommentId, FieldId, PhaseId, ProposalId
from domain.messages import ContentRef
from domain.people import Actor, ProcessId, Pseudonym, VoterNumber


def _id(number: int) -> UUID:
    return UUID(int=number)


def ref(name: str) -> ContentRef:
    """Return a readable stand-in for a commitment."""
    return name.replace(" ", "_").ljust(43, "x")


GEMEINSAM = ProcessId(_id(1))
MEASURES = PhaseId(_id(2))
MOBILITY = FieldId(_id(3))
HEALTH = FieldId(_id(4))
CULTURE = FieldId(_id(5))
BUS = ProposalId(_id(10))
BENCHES = ProposalId(_id(11))
REMARK = CommentId(_id(20))
REPLY = CommentId(_id(21))
CASE = CaseId(_id(30))
SECOND_CASE = CaseId(_id(31))
MERGE = _id(40)
SOURCE = _id(41)

ANA = Actor(Pseudonym(_id(101)), "citizen")
BEN = Actor(Pseudonym(_id(102)), "citizen")
MILO = Actor(Pseudonym(_id(103)), "moderator")
NORA = Actor(Pseudonym(_id(104)), "moderator")
OLGA = Actor(Pseudonym(_id(105)), "office")
STEERING = Actor(Pseudonym(_id(106)), "office")
ADA = Actor(Pseudonym(_id(107)), "admin")
CLARA = Actor(Pseudonym(_id(108)), "clerk", on_behalf_of=Pseudonym(_id(109)))

ANAS_NUMBER = VoterNumber(_id(201))
BENS_NUMBER = VoterNumber(_id(202))


def on(day: int, hour: int = 10, month: int = 6, year: int = 2023) -> datetime:
    """Return a moment of summer 2023, in UTC; Berlin is two hours ahead."""
    return datetime(year, month, day, hour, tzinfo=UTC)


START = on(12, 6)
MONDAY = on(19)
TUESDAY = on(20)
END = on(16, 22, month=7)
AFTER_THE_END = on(17, 8, month=7)
