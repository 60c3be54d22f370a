"""The mission statement and the published versions of a strategy."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Time


class MissionParagraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph; its id stays the same through all versions."""

    id: UUID
    text: str | None


class MissionVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the mission statement, and why it was written.

    `decision` is the one that put it into force last, null if none did.
    """

    number: int
    paragraphs: list[MissionParagraph]
    reason: str | None
    decision: UUID | None
    at: Time


class Mission(msgspec.Struct, frozen=True, kw_only=True):
    """All versions of a mission statement, oldest first; `in_force` is null before adoption.

    Decisions name it by its `id`, also before it is written.
    """

    id: UUID
    in_force: int | None
    versions: list[MissionVersion]
    as_of: int
    mask: int
    incomplete: bool = False


class StrategyMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure exactly as it stands in a published strategy."""

    measure: UUID
    version: int


class StrategyVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A published version. `document` is the SHA-256 of its document.

    `presented` and `place` tell when and where people could hear about it.
    """

    number: int
    measures: list[StrategyMeasure]
    mission_version: int | None
    document: str
    decision: UUID
    note: str | None
    presented: date | None
    place: str | None
    at: Time


class StrategyReport(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a year that holds; `document` is the SHA-256 of its document."""

    year: int
    document: str
    note: str | None
    at: Time


class Strategy(msgspec.Struct, frozen=True, kw_only=True):
    """Where a strategy stands, with its versions and reports, oldest versions first.

    Decisions name it by its `id`, also before it is published.
    """

    id: UUID
    state: Literal["in_work", "published", "in_revision", "archived"]
    versions: list[StrategyVersion]
    reports: list[StrategyReport]
    as_of: int
    mask: int
    incomplete: bool = False
