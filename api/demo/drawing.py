"""Draws up the documents of the demo while it plays, as the office's pages would have."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from api.documents import Documents, editions, report, strategy
from api.documents.editions import Chosen
from api.documents.issuing import tell
from api.provided import ReadModelsPort
from domain.codes import DecisionId
from domain.ports import Texts
from domain.strategies import FrozenMeasure
from domain.use_cases.strategy.publishing import Presentation
from projections import decisions


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A strategy version that is about to be published."""

    slug: str
    version: int
    measures: tuple[FrozenMeasure, ...]
    mission_version: int | None
    decision_id: DecisionId
    note: str | None
    presentation: Presentation


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """What a replay needs for documents. `catch_up` lets the read models follow the log."""

    catch_up: Callable[[], object]
    read_models: ReadModelsPort
    texts: Texts
    documents: Documents
    base_url: str

    def strategy(self, wanted: Wanted, at: datetime) -> str:
        """Draw up a strategy version and keep it; return its hash.

        Raises:
            LookupError: its decision is none that everybody may see.
        """
        self.catch_up()
        with self.read_models.snapshot() as snapshot:
            decision = decisions.find(snapshot, wanted.decision_id)
            if decision is None:
                raise LookupError(f"version {wanted.version} has no public decision")
            chosen = Chosen(
                version=wanted.version,
                measures=wanted.measures,
                mission_version=wanted.mission_version,
                decision=decision,
                presented=wanted.presentation.on,
                place=wanted.presentation.place,
                note=wanted.note,
            )
            edition = editions.edition(snapshot, wanted.slug, chosen, at)
            content = strategy.content(edition, edition.words(self.texts), self.base_url)
        document = self.documents.make("strategy.typ", content)
        self.documents.keep(document)
        return document.sha256

    def report(self, slug: str, year: int, note: str | None, at: datetime) -> str:
        """Draw up the report on a year and keep it; return its hash."""
        self.catch_up()
        with self.read_models.snapshot() as snapshot:
            told = tell(snapshot, slug, year, self.texts, at)
            content = report.content(told.year, told.around, told.words, self.base_url, note)
        document = self.documents.make("report.typ", content)
        self.documents.keep(document)
        return document.sha256
