"""From the rows of a published strategy version to what pages show of it."""

from collections.abc import Iterator, Sequence

import msgspec
from litestar.exceptions import NotFoundException

from api.documents import editions, wording
from api.documents.editions import Edition, FrozenRow
from api.pages.decisions.reading import Agenda
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.strategies import (
    FrozenGroup,
    FrozenView,
    PublishedVersion,
    ReportLine,
    StrategyLine,
)
from domain.ports import Texts
from projections import decisions, strategies
from projections.model import Snapshot
from projections.strategies import StrategyRow


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """One version with everything that was frozen, and its texts."""

    row: StrategyRow
    edition: Edition
    words: Words


def read(snapshot: Snapshot, around: Surroundings, row: StrategyRow, texts: Texts) -> Published:
    """Read a version.

    Raises:
        NotFoundException: something it names is not there for everybody.
        VaultUnavailable: its texts cannot be opened just now.
    """
    chosen = editions.published(snapshot, row, texts)
    edition = editions.edition(snapshot, around.process.slug, chosen, around.now)
    return Published(row=row, edition=edition, words=edition.words(texts))


def find(rows: Sequence[StrategyRow], version: int) -> StrategyRow:
    """Return a version.

    Raises:
        NotFoundException: there is none of this number.
    """
    found = next((row for row in rows if row.version == version), None)
    if found is None:
        raise NotFoundException
    return found


def lines(rows: Sequence[StrategyRow]) -> tuple[StrategyLine, ...]:
    """Return the versions as lists show them, the newest first."""
    newest = rows[-1].version if rows else 0
    return tuple(
        StrategyLine(number=row.version, at=row.at, newest=row.version == newest)
        for row in reversed(rows)
    )


def reports(snapshot: Snapshot, around: Surroundings) -> tuple[ReportLine, ...]:
    """Return the published reports, the newest year first."""
    rows = strategies.reports(snapshot, around.process.process_id)
    return tuple(ReportLine(year=row.year, at=row.at) for row in rows)


def shown(found: Published, newest: bool) -> PublishedVersion:  # noqa: FBT001 - told by name
    """Return a version as its page shows it."""
    row, edition, words = found.row, found.edition, found.words
    chosen, aims = edition.chosen, edition.aims
    entry = Agenda(aims.around, aims.bodies).entry(chosen.decision, words)
    paragraphs = edition.mission.paragraphs if edition.mission else ()
    return PublishedVersion(
        number=row.version,
        newest=newest,
        at=row.at,
        presented=chosen.presented,
        place=chosen.place,
        note=chosen.note,
        decision=entry,
        decided=words.get(chosen.decision.text),
        mission=tuple(words.text(each.text) for each in paragraphs),
        mission_version=chosen.mission_version,
        groups=tuple(_groups(found)),
        count=len(edition.measures),
        cost=sum(each.version.profile.cost_once or 0 for each in edition.measures),
        sha256=row.document,
    )


def _groups(found: Published) -> Iterator[FrozenGroup]:
    around = found.edition.aims.around
    for key, group in found.edition.by_field():
        field = around.field(key, found.words)
        yield FrozenGroup(field=field, measures=tuple(frozen(each, found) for each in group))


def frozen(each: FrozenRow, found: Published) -> FrozenView:
    """Return a measure as it was published."""
    profile, words = each.version.profile, found.words
    units = found.edition.aims.units
    lead = next((row for row in units if row.unit_id == profile.lead), None)
    return FrozenView(
        id=str(each.row.measure_id),
        number=each.row.number,
        title=words.text(profile.title, each.row.number),
        summary=words.text(profile.summary),
        version=each.number,
        period=wording.years(profile.starts, profile.ends),
        cost=profile.cost_once,
        lead=words.get(lead.name) if lead else None,
        newer=each.row.version if each.row.version != each.number else None,
    )


def in_force(snapshot: Snapshot, around: Surroundings) -> list[StrategyRow]:
    """Return the published versions of a process whose decision everybody may see."""
    rows = strategies.versions(snapshot, around.process.process_id)
    return [row for row in rows if decisions.find(snapshot, row.decision_id)]
