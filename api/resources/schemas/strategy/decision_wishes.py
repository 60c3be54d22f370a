"""What the council's secretary sends; words follow OParl 1.1."""

from typing import Annotated

import msgspec

from api.resources.schemas.common import Body, Request, Title
from api.resources.schemas.strategy.decisions import VoteMethod
from api.resources.schemas.strategy.wishes import Day, Id, Key, Line, Note, Reason
from domain.codes import Hex32
from domain.decisions import ConsultationRole, ItemNumber, Result
from domain.decisions.arithmetic import Heads
from domain.decisions.events import SubjectKind

Reference = Annotated[str, msgspec.Meta(min_length=1, max_length=120, examples=["2023/118"])]


class NewPaperOfItem(Request, frozen=True, kw_only=True):
    """The council paper: its number there, its address, the SHA-256 of its file."""

    reference: Reference
    url: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    sha256: Hex32 | None = None


class NewCouncilSubject(Request, frozen=True, kw_only=True):
    """What is decided on, in exactly this version."""

    kind: Annotated[SubjectKind, msgspec.Meta(examples=["measure"])]
    id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=1_000_000, examples=[1])]


class NewAgendaItem(Request, frozen=True, kw_only=True):
    """An item of a session.

    `id` is the decision that the submission of a measure named; no other is taken.
    `territory` names a municipality that decides for itself; only an `authoritative` item
    changes anything.
    """

    id: Id | None = None
    body: Id
    session: Day
    number: Annotated[ItemNumber, msgspec.Meta(examples=["7.1"])]
    title: Title
    paper: NewPaperOfItem | None = None
    role: ConsultationRole = "decision"
    authoritative: bool = True
    public: bool = True
    subjects: Annotated[tuple[NewCouncilSubject, ...], msgspec.Meta(max_length=100)] = ()
    territory: Key | None = None


class NewPostponement(Request, frozen=True, kw_only=True):
    """The session it comes in now, null where none is known, and why."""

    session: Day | None = None
    reason: Reason


class NewCouncilVote(Request, frozen=True, kw_only=True):
    """Who raised a hand for what; abstentions do not count for the majority."""

    yes: Annotated[Heads, msgspec.Meta(examples=[38])]
    no: Annotated[Heads, msgspec.Meta(examples=[2])]
    abstain: Annotated[Heads, msgspec.Meta(examples=[2])]
    method: VoteMethod = "open"


class NewCouncilRecord(Request, frozen=True, kw_only=True):
    """What the minutes say, with the wording of the decision."""

    result: Annotated[Result, msgspec.Meta(examples=["unchanged"])]
    present: Annotated[Heads, msgspec.Meta(examples=[42])]
    vote: NewCouncilVote | None = None
    text: Body
    conditions: Note | None = None
    minutes: Note | None = None


class NewCouncilCorrection(Request, frozen=True, kw_only=True):
    """What the minutes say instead, where they say it, and why it was wrong."""

    result: Annotated[Result, msgspec.Meta(examples=["unchanged"])]
    present: Annotated[Heads, msgspec.Meta(examples=[42])]
    vote: NewCouncilVote | None = None
    reason: Reason
    minutes: Annotated[Line, msgspec.Meta(examples=["Niederschrift, TOP 7.1"])]


class NewRepeal(Request, frozen=True, kw_only=True):
    """The later decision, in force, that takes this one back."""

    by: Id
