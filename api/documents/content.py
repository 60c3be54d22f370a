"""What the templates of documents print. Everything is worded already, in one language.

What is published is German; readers of English get the same with English words around the
texts of people and councils, which stay as they were written.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from api.ports import Language


class Content(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """A part of a document; templates read the names with hyphens."""


class Day(Content, frozen=True, kw_only=True):
    """A day as the typesetter takes it."""

    year: int
    month: int
    day: int


class Piece(Content, frozen=True, kw_only=True):
    """A piece of a line in which two languages meet; `german` is what people wrote."""

    text: str
    german: bool = False


Line = str | tuple[Piece, ...]
"""One line. In a German document it is a text: everything in it is of one language."""


class Named(Content, frozen=True, kw_only=True):
    """A name and what belongs to it; `german` says which of the two people wrote."""

    name: str
    value: Line
    german: Literal["neither", "name", "value"] = "neither"


class Listed(Content, frozen=True, kw_only=True):
    """A heading and the lines below it; `line` stands between the two."""

    name: str
    rows: tuple[Line, ...]
    line: str = ""


class Linked(Content, frozen=True, kw_only=True):
    """A line that may lead somewhere."""

    name: str
    url: str | None = None


class LinkedGroup(Content, frozen=True, kw_only=True):
    name: str
    rows: tuple[Linked, ...]


class DecisionContent(Content, frozen=True, kw_only=True):
    """A decision with the exact wording of the minutes."""

    body: str
    session: str
    reference: str | None
    result: str
    vote: str | None
    text: str | None
    conditions: str | None


class ProfileContent(Content, frozen=True, kw_only=True):
    """One version of a measure; amounts with the euro sign."""

    number: str
    title: str
    summary: str
    facts: tuple[Named, ...]
    texts: tuple[Named, ...]
    shares: tuple[Named, ...]
    total: str | None
    goals: tuple[Listed, ...]


class Titled(Content, frozen=True, kw_only=True):
    """What every document has. `subject` stands at the foot of each page.

    `labels` are the words of its template, in the `language` of the document.
    """

    language: Language
    labels: Mapping[str, str]
    title: str
    subject: str
    client: str
    day: Day
    url: str
    address: str


class FieldContent(Content, frozen=True, kw_only=True):
    name: str
    colour: str
    measures: tuple[ProfileContent, ...]


class OverviewRow(Content, frozen=True, kw_only=True):
    number: str
    title: str
    period: str
    cost: str


class StrategyContent(Titled, frozen=True, kw_only=True):
    """`strategy.typ`: a strategy version as it was decided."""

    subtitle: str
    cover: tuple[Named, ...]
    note: str | None
    mission: tuple[str, ...]
    mission_line: str
    overview: str
    rows: tuple[OverviewRow, ...]
    total: str
    fields: tuple[FieldContent, ...]
    decided: str
    decision: DecisionContent
    sources: tuple[LinkedGroup, ...]
    check: str


class IdeaContent(Content, frozen=True, kw_only=True):
    """An idea that went into a measure, as everybody may read it today."""

    name: str
    line: str
    text: str
    url: str
    address: str


class PaperContent(Titled, frozen=True, kw_only=True):
    """`paper.typ`: what a council decides on."""

    cover: tuple[Named, ...]
    proposal: Line | None
    profile: ProfileContent
    missing: tuple[str, ...]
    assessments: tuple[Named, ...]
    statements: tuple[Named, ...]
    ideas: tuple[IdeaContent, ...]
    others: tuple[Line, ...]
    standing: str


class ReportContent(Titled, frozen=True, kw_only=True):
    """`report.typ`: what a year brought."""

    lead: str
    note: str | None
    figures: tuple[Named, ...]
    money: tuple[Named, ...]
    total: str | None
    done: tuple[Listed, ...]
    states: tuple[Listed, ...]
    standing: str


def day_of(day: date) -> Day:
    """Return a day as the typesetter takes it."""
    return Day(year=day.year, month=day.month, day=day.day)
