"""Issuing: versions of a strategy and reports on years, published with their documents.

Pages and programs issue the same way: what may be chosen is read from the read models,
the document is made and kept, then its hash goes into the log.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from api import accounting
from api.accounting import Year
from api.documents import Document, Documents, editions, report, strategy
from api.documents.editions import Chosen
from api.documents.voice import GERMAN, Voice
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from domain.codes import DecisionId
from domain.people import ProcessId
from domain.phases import BERLIN
from domain.ports import Texts
from domain.strategies import FrozenMeasure, strategy_id_of
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import publishing
from domain.use_cases.strategy.publishing import Presentation
from projections import decisions, measures, strategies
from projections.decisions import DecisionRow
from projections.measures import MeasureRow
from projections.model import Snapshot

_ADOPTING = {"unchanged", "changed"}
_STOPPED = {"rejected", "stopped"}
_BACK = 10  # years one can still report on


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What the next version of a strategy may be made of.

    Each measure comes with the one version of it to publish, and whether a council decided
    on that. `mission` is the version in force.
    """

    around: Surroundings
    version: int
    measures: Sequence[tuple[MeasureRow, int, bool]]
    decisions: Sequence[DecisionRow]
    mission: int | None

    @property
    def rows(self) -> Sequence[msgspec.Struct]:
        """Everything whose texts name what is on offer."""
        rows = [row for row, _, _ in self.measures]
        return (*self.around.rows, *rows, *self.decisions)

    @property
    def frozen(self) -> frozenset[FrozenMeasure]:
        """The measures in the versions on offer."""
        return frozenset(FrozenMeasure(row.measure_id, at) for row, at, _ in self.measures)

    def decision(self, decision_id: DecisionId) -> DecisionRow | None:
        """Return a decision that adopts the version; None if it is no such decision."""
        return next((row for row in self.decisions if row.decision_id == decision_id), None)


def offer(snapshot: Snapshot, around: Surroundings) -> Offer:
    """Read what the next version may be made of."""
    process_id = around.process.process_id
    published = strategies.versions(snapshot, process_id)
    version = published[-1].version + 1 if published else 1
    adopted = strategies.adoptions(snapshot, process_id)
    rows = [row for row in measures.of_process(snapshot, process_id) if row.status not in _STOPPED]
    return Offer(
        around=around,
        version=version,
        measures=[(row, *editions.held_version(snapshot, row.measure_id)) for row in rows],
        decisions=_adopting(snapshot, process_id, version),
        mission=adopted[-1].version if adopted else None,
    )


def _adopting(snapshot: Snapshot, process_id: ProcessId, version: int) -> list[DecisionRow]:
    """Return the public decisions in force that adopt this version of the strategy."""
    about = strategy_id_of(process_id)
    return [
        row
        for row in decisions.register(snapshot, process_id)
        if row.status == "confirmed"
        and row.authoritative
        and row.result in _ADOPTING
        and any(each.id == about and each.version == version for each in row.about)
    ]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A year with its texts, as of one moment."""

    around: Surroundings
    year: Year
    words: Words

    def document(
        self, documents: Documents, base_url: str, note: str | None, voice: Voice = GERMAN
    ) -> Document:
        """Return the report as a file."""
        content = report.content(self.year, self.around, self.words, base_url, note, voice)
        return documents.make("report.typ", content)


def tell(snapshot: Snapshot, slug: str, year: int, texts: Texts, now: datetime) -> Told:
    """Return what a year brought, as far as it is over by the moment of the snapshot.

    Raises:
        NotFoundException: there was no such process then.
        VaultUnavailable: its texts cannot be opened just now.
    """
    process_id = surroundings.by_slug(snapshot, slug, now).process.process_id
    told = accounting.year_of(snapshot, process_id, year)
    around = surroundings.by_slug(told.seen, slug, now)
    refs = list(dict.fromkeys(report.refs(told, around)))
    return Told(around=around, year=told, words=Words(texts.open(refs), None))


def years(around: Surroundings) -> list[int]:
    """Return the years one can report on, the last one first."""
    now = around.now.astimezone(BERLIN).year
    began = around.process.opened_at.astimezone(BERLIN).year
    return list(range(now, max(began, now - _BACK) - 1, -1))


class Press(msgspec.Struct, frozen=True):
    """What documents are made and kept with; `base_url` is the address they name."""

    texts: Texts
    documents: Documents
    base_url: str

    def edition(self, snapshot: Snapshot, around: Surroundings, chosen: Chosen) -> Document:
        """Return the document of a version, which is not published by that.

        Raises:
            VaultUnavailable: its texts cannot be opened just now.
        """
        edition = editions.edition(snapshot, around.process.slug, chosen, around.now)
        content = strategy.content(edition, edition.words(self.texts), self.base_url)
        return self.documents.make("strategy.typ", content)

    def report(
        self, snapshot: Snapshot, around: Surroundings, year: int, note: str | None
    ) -> Document:
        """Return the report on a year, which is not published by that.

        Raises:
            VaultUnavailable: its texts cannot be opened just now.
        """
        told = tell(snapshot, around.process.slug, year, self.texts, around.now)
        return told.document(self.documents, self.base_url, note)

    def issue(
        self,
        platform: Platform,
        asking: Asking,
        process_id: ProcessId,
        chosen: Chosen,
        document: Document,
    ) -> Outcome:
        """Publish a version with its document.

        Raises:
            Refusal: the rules forbid it.
        """
        self.documents.keep(document)
        return publishing.publish_strategy(
            platform,
            asking,
            process_id,
            chosen.measures,
            document.sha256,
            chosen.decision.decision_id,
            chosen.mission_version,
            Presentation(chosen.presented, chosen.place, chosen.note),
        )

    def issue_report(
        self,
        platform: Platform,
        asking: Asking,
        process_id: ProcessId,
        year: int,
        document: Document,
        note: str | None,
    ) -> Outcome:
        """Publish the report on a year with its document.

        Raises:
            Refusal: the rules forbid it.
        """
        self.documents.keep(document)
        return publishing.publish_report(platform, asking, process_id, year, document.sha256, note)
