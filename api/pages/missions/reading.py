"""Reads the mission statement: versions, paragraphs, and the decision that adopted one."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.decisions.reading import Agenda, agenda
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words, opened_refs, references
from api.pages.views import Option
from api.pages.views.decisions import DecisionEntry
from api.pages.views.missions import MissionLine, ParagraphView
from domain import missions as rules
from domain.messages import ContentRef
from domain.ports import Texts
from projections import decisions, strategies
from projections.decisions import DecisionRow
from projections.model import Snapshot
from projections.strategies import AdoptionRow, MissionRow

_ADOPTING = {"unchanged", "changed"}


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The mission of a process with everything its pages show. `versions` are oldest first."""

    agenda: Agenda
    versions: Sequence[MissionRow]
    adoptions: Sequence[AdoptionRow]
    decisions: Sequence[DecisionRow]

    @property
    def around(self) -> Surroundings:
        """The process."""
        return self.agenda.around

    @property
    def holding(self) -> int | None:
        """The version in force."""
        return self.adoptions[-1].version if self.adoptions else None

    @property
    def shown(self) -> MissionRow | None:
        """What a visitor sees first: the version in force, else the newest draft."""
        if self.holding is None:
            return self.versions[-1] if self.versions else None
        return self.version(self.holding)

    def version(self, number: int) -> MissionRow:
        """Return a version.

        Raises:
            NotFoundException: there is none of this number.
        """
        found = next((row for row in self.versions if row.version == number), None)
        if found is None:
            raise NotFoundException
        return found

    def refs(self) -> Iterator[ContentRef]:
        """Yield every text the pages show."""
        for row in (*self.agenda.rows, *self.versions, *self.decisions):
            yield from references(row)
        for row in self.versions:
            yield from (each.text for each in row.paragraphs)

    def lines(self, words: Words) -> tuple[MissionLine, ...]:
        """Return all versions, the newest first."""
        return tuple(self.line(row, words) for row in reversed(self.versions))

    def line(self, row: MissionRow, words: Words) -> MissionLine:
        """Return a version as lists show it."""
        return MissionLine(
            number=row.version,
            at=row.at,
            reason=words.get(row.reason),
            adopted=any(each.version == row.version for each in self.adoptions),
            holds=row.version == self.holding,
        )

    def paragraphs(self, row: MissionRow, words: Words) -> tuple[ParagraphView, ...]:
        """Return the paragraphs of a version, each with the version its text is from."""
        return tuple(
            ParagraphView(
                id=str(each.id),
                number=at,
                text=words.text(each.text),
                since=self._since(row, each),
            )
            for at, each in enumerate(row.paragraphs, start=1)
        )

    def _since(self, row: MissionRow, paragraph: rules.Paragraph) -> int:
        since = row.version
        for former in reversed([each for each in self.versions if each.version < row.version]):
            if paragraph not in former.paragraphs:
                break
            since = former.version
        return since

    def decision(self, row: MissionRow, words: Words) -> DecisionEntry | None:
        """Return the public decision that put a version into force last."""
        ids = [each.decision_id for each in self.adoptions if each.version == row.version]
        found = [each for each in self.decisions if ids and each.decision_id == ids[-1]]
        return self.agenda.entry(found[0], words) if found else None

    def adopting(self, row: MissionRow, words: Words) -> tuple[Option, ...]:
        """Return the public decisions in force about exactly this version."""
        about = rules.history_of(self.around.process.process_id)
        return tuple(
            Option(value=str(each.decision_id), label=words.text(each.title))
            for each in self.decisions
            if each.status == "confirmed"
            and each.authoritative
            and each.result in _ADOPTING
            and any(one.id == about and one.version == row.version for one in each.about)
        )


def read(snapshot: Snapshot, slug: str, now: datetime) -> Reading:
    """Read the mission of a process.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    process_id = around.process.process_id
    about = rules.history_of(process_id)
    return Reading(
        agenda=agenda(snapshot, around),
        versions=strategies.missions(snapshot, process_id),
        adoptions=strategies.adoptions(snapshot, process_id),
        decisions=[
            row
            for row in decisions.register(snapshot, process_id)
            if any(each.id == about for each in row.about)
        ],
    )


def opened(
    texts: Texts,
    reading: Reading,
    unavailable: str,
    others: Sequence[ContentRef | None] = (),
) -> Words:
    """Open all texts of the mission, and those of `others`, in one batch."""
    refs = [*reading.refs(), *(each for each in others if each is not None)]
    return opened_refs(texts, list(dict.fromkeys(refs)), unavailable)
