"""Answers to proposals: what was said, what is still due."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Request, Time
from domain.codes import Receipt, Verdict

AnswerText = Annotated[
    str,
    msgspec.Meta(max_length=5000, pattern=r"\S", examples=["Der Bus fährt ab Januar bis 22 Uhr."]),
]
Id = Annotated[UUID, msgspec.Meta(examples=["0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10"])]


class AnswerGiven(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. `reason` says why it replaced the one before."""

    number: int
    verdict: Verdict
    text: str | None
    unit: UUID
    unit_name: str | None
    forwarded_to: str | None
    reason: str | None
    at: Time


class ProposalAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How the answer to a proposal stands. `answers` are all given, the first one first.

    `due` is the last local day on which the first answer is in time, `asked` the unit
    that was asked for a review last.
    """

    proposal: UUID
    due: date | None
    overdue: bool
    asked: UUID | None
    asked_name: str | None
    answers: list[AnswerGiven]
    as_of: int
    mask: int
    incomplete: bool = False


class OverdueAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that still waits though its day is over."""

    proposal: UUID
    receipt: Receipt
    due: date
    asked: UUID | None
    asked_name: str | None


class OverdueAnswers(Page, frozen=True, kw_only=True):
    """What is overdue in a process, whole: `next` is always null.

    Of `proposals` that are owed an answer, `answered` have one, `in_time` by its day.
    """

    items: list[OverdueAnswer]
    proposals: int
    answered: int
    in_time: int


class NewAnswer(Request, frozen=True, kw_only=True):
    """An answer to one proposal.

    `reason` is needed where an answer is there already, `forwarded_to` where it is
    forwarded and nowhere else.
    """

    proposal: Id
    verdict: Annotated[Verdict, msgspec.Meta(examples=["partly"])]
    text: AnswerText
    unit: Id
    forwarded_to: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    reason: Annotated[str, msgspec.Meta(max_length=5000)] | None = None


class NewAnswers(Request, frozen=True, kw_only=True):
    """Answers that are published together, all or none; `process` is a slug or an id."""

    process: Annotated[str, msgspec.Meta(max_length=60, examples=["gemeinsam"])]
    answers: Annotated[
        tuple[NewAnswer, ...],
        msgspec.Meta(
            min_length=1,
            max_length=500,
            examples=[
                [
                    {
                        "proposal": "0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10",
                        "verdict": "partly",
                        "text": "Der Bus fährt ab Januar bis 22 Uhr.",
                        "unit": "0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b11",
                    }
                ]
            ],
        ),
    ]


class AnswersPublished(msgspec.Struct, frozen=True, kw_only=True):
    """How many proposals were answered."""

    published: int
