"""The shapes of what is decided and carried out: sessions, plans, labs, mission, strategy."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from api.demo.pieces import Explanation, Key, Moment, Piece, Sentence, Title
from api.demo.strategy_types import Euros, Number, StrategyContent, Text
from domain.codes import COMMENT_MAXIMUM

Quarter = Annotated[int, Meta(ge=1, le=4)]
Subject = Annotated[str, Meta(pattern=r"^(M-\d{2}|mission:\d|strategy:\d)$")]


class Vote(Piece, frozen=True, kw_only=True):
    yes: int
    no: int
    abstain: int
    method: Literal["open", "roll_call", "secret"] = "open"


class Recorded(Piece, frozen=True, kw_only=True):
    """What the minutes say; confirmed by a second person and published, if so told."""

    at: Moment
    result: Literal["unchanged", "changed", "rejected", "deferred", "referred", "acknowledged"]
    present: int
    vote: Vote | None = None
    text: Text
    conditions: Text | None = None
    minutes: Sentence | None = None
    confirmed_at: Moment | None = None
    published_at: Moment | None = None


class Correction(Piece, frozen=True, kw_only=True):
    """The minutes read otherwise; a second person confirms it."""

    at: Moment
    confirmed_at: Moment
    present: int
    vote: Vote
    reason: Sentence
    minutes: Sentence


class Postponed(Piece, frozen=True, kw_only=True):
    at: Moment
    to: date | None = None
    reason: Sentence


class Consultation(Piece, frozen=True, kw_only=True):
    """An agenda item. Measures it decides on with authority are handed in just before."""

    key: Key
    at: Moment
    body: Key
    session: date
    number: str
    title: Title
    reference: str | None = None
    role: Literal["hearing", "preliminary", "decision", "acknowledgement"] = "decision"
    authoritative: bool = True
    territory: str | None = None
    subjects: tuple[Subject, ...] = ()
    recorded: Recorded | None = None
    corrected: Correction | None = None
    postponed: Postponed | None = None


class Entry(Piece, frozen=True, kw_only=True):
    measure: Number
    first: Quarter
    last: Quarter
    budget: Euros
    staff: int


class Plan(Piece, frozen=True, kw_only=True):
    year: int
    at: Moment
    budget: Euros
    capacity: int
    entries: tuple[Entry, ...]
    overrun: Sentence | None = None
    reason: Sentence | None = None


class Workshop(Piece, frozen=True, kw_only=True):
    """A format on site; its result is recorded and confirmed by two persons."""

    key: Key
    kind: Literal["workshop", "gallery_walk", "hearing", "survey", "idea_map", "other"]
    title: Title
    place: Sentence
    on: date
    at: Moment
    recorded_at: Moment
    confirmed_at: Moment
    attendance: int
    summary: Text
    protocol: Text | None = None
    dots: dict[Number, int] = field(default_factory=dict)


class Extended(Piece, frozen=True, kw_only=True):
    at: Moment
    ends: date
    reason: Sentence


class Feedback(Piece, frozen=True, kw_only=True):
    by: Key
    at: Moment
    text: Text


class Evaluated(Piece, frozen=True, kw_only=True):
    at: Moment
    outcome: Literal["continue", "scale", "stop"]
    evidence: Explanation


class Lab(Piece, frozen=True, kw_only=True):
    """`area` is a ring of points, longitude before latitude; its end is its start."""

    key: Key
    measure: Number
    at: Moment
    title: Title
    hypothesis: Text
    area: tuple[tuple[float, float], ...]
    starts: date
    ends: date
    extended: Extended | None = None
    feedback: tuple[Feedback, ...] = ()
    evaluated: Evaluated | None = None


class Paragraph(Piece, frozen=True, kw_only=True):
    key: Key
    text: Text


class MissionVersion(Piece, frozen=True, kw_only=True):
    """A version of the mission statement; `adopted_at` once a decision had adopted it."""

    at: Moment
    paragraphs: tuple[Paragraph, ...]
    reason: Sentence | None = None
    adopted_at: Moment | None = None
    decision: Key | None = None


class Remark(Piece, frozen=True, kw_only=True):
    """What a citizen says about a paragraph of the first version of the mission statement."""

    key: Key
    paragraph: Key
    author: Key
    at: Moment
    text: Annotated[str, Meta(min_length=20, max_length=COMMENT_MAXIMUM)]


class StrategyVersion(Piece, frozen=True, kw_only=True):
    at: Moment
    decision: Key
    mission_version: int
    measures: tuple[Number, ...]
    presented: date
    place: Sentence
    note: Sentence


class YearlyReport(Piece, frozen=True, kw_only=True):
    year: int
    at: Moment
    note: Sentence


class Progress(Piece, frozen=True, kw_only=True, tag_field="act"):
    """One act of the office on a measure after its decision."""

    measure: Number
    at: Moment


class Start(Progress, frozen=True, kw_only=True, tag="start"): ...


class Milestone(Progress, frozen=True, kw_only=True, tag="milestone"):
    key: Key
    title: Title
    due: date


class Move(Progress, frozen=True, kw_only=True, tag="move"):
    key: Key
    due: date
    reason: Sentence


class Reach(Progress, frozen=True, kw_only=True, tag="reach"):
    key: Key
    on: date
    evidence: Sentence | None = None


class Report(Progress, frozen=True, kw_only=True, tag="report"):
    percent: int
    light: Literal["green", "amber", "red"]
    text: Text
    next_step: Sentence | None = None


class Pause(Progress, frozen=True, kw_only=True, tag="pause"):
    reason: Sentence
    until: date | None = None


class Resume(Progress, frozen=True, kw_only=True, tag="resume"): ...


class Complete(Progress, frozen=True, kw_only=True, tag="complete"):
    usable_from: date
    benefit: Explanation


class Stop(Progress, frozen=True, kw_only=True, tag="stop"):
    reason: Explanation
    lessons: Explanation
    decision: Key | None = None


class Offer(Progress, frozen=True, kw_only=True, tag="offer"):
    licence: Literal["CC0-1.0", "CC-BY-4.0", "DL-DE-BY-2.0"]
    preconditions: Text


ProgressStep = Start | Milestone | Move | Reach | Report | Pause | Resume | Complete | Stop | Offer


class CouncilContent(StrategyContent, frozen=True, kw_only=True):
    """What is decided, planned and carried out."""

    workshops: tuple[Workshop, ...]
    consultations: tuple[Consultation, ...]
    plans: tuple[Plan, ...]
    progress: tuple[ProgressStep, ...]
    labs: tuple[Lab, ...]
    mission_versions: tuple[MissionVersion, ...]
    remarks: tuple[Remark, ...]
    strategy_versions: tuple[StrategyVersion, ...]
    yearly_reports: tuple[YearlyReport, ...]
