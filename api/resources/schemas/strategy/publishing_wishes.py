"""What the office sends about the mission statement, versions of the strategy, and reports."""

from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, Request
from api.resources.schemas.strategy.wishes import Day, Id, Line, Note, Reason, Version

Present = Annotated[int, msgspec.Meta(ge=1, le=1_000_000, examples=[1])]
"""The number of a version that is there."""
_SENTENCE = "Wir teilen, was wir haben."
_ID = "0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10"


class NewParagraph(Request, frozen=True, kw_only=True):
    """A paragraph; one that stays or is reworded keeps its `id`, a new one needs none."""

    text: Annotated[Body, msgspec.Meta(examples=[_SENTENCE])]
    id: UUID | None = None


class NewMission(Request, frozen=True, kw_only=True):
    """A version of the mission statement, whole. `seen` is the version known, 0 before the first.

    `reason` says why it replaces another; published with it.
    """

    seen: Version = 0
    paragraphs: Annotated[
        tuple[NewParagraph, ...],
        msgspec.Meta(min_length=1, max_length=100, examples=[[{"text": _SENTENCE}]]),
    ]
    reason: Reason | None = None


class MissionAdoption(Request, frozen=True, kw_only=True):
    """The version that comes into force, and the decision that adopted exactly this one."""

    version: Present
    decision: Id


class NewFrozenMeasure(Request, frozen=True, kw_only=True):
    """A measure exactly as it is published."""

    measure: Id
    version: Present


class NewStrategyVersion(Request, frozen=True, kw_only=True):
    """What is published: measures in exact versions, by which decision, and with which mission.

    A measure is taken in the version a council decided on last, or in the newest one if
    none did. `mission_version` is the one in force, or null to leave the mission out.
    `presented` and `place` tell when and where people can hear about it.
    """

    measures: Annotated[
        tuple[NewFrozenMeasure, ...],
        msgspec.Meta(min_length=1, max_length=500, examples=[[{"measure": _ID, "version": 1}]]),
    ]
    decision: Id
    mission_version: Present | None = None
    presented: Day | None = None
    place: Annotated[Line, msgspec.Meta(examples=["Bürgersaal Morbach"])] | None = None
    note: Note | None = None


class NewStrategyReport(Request, frozen=True, kw_only=True):
    """What the office adds to the figures of a year."""

    note: Annotated[Note, msgspec.Meta(examples=["Der Rufbus fährt."])] | None = None
