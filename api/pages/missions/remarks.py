"""The remarks below the paragraphs of a mission, as this reader may see them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from api.pages.framing import Frame
from api.pages.missions.reading import Reading
from api.pages.parts import authors
from api.pages.parts.readers import Reader
from api.pages.parts.words import Words
from api.pages.views import Obstacle
from api.pages.views.missions import RemarkForm, Remarking, RemarkView
from api.rendering import formatted
from domain.people import Pseudonym
from domain.remarks import EDIT_WINDOW
from projections import remarks
from projections.model import Snapshot
from projections.remarks import RemarkRow

Below = Mapping[UUID, Sequence[RemarkRow]]


class Discussion(msgspec.Struct, frozen=True, kw_only=True):
    """The remarks a page shows, and who reads them; `gone` are authors without account."""

    below: Below
    reader: Reader
    pseudonym: Pseudonym | None
    gone: frozenset[Pseudonym]
    open: bool
    may_report: bool

    @property
    def rows(self) -> list[RemarkRow]:
        """All of them."""
        return [row for each in self.below.values() for row in each]

    def views(self, frame: Frame, paragraph: UUID, words: Words) -> tuple[RemarkView, ...]:
        """Return the remarks of a paragraph, oldest first."""
        return tuple(_view(frame, row, self, words) for row in self.below.get(paragraph, ()))


def discussion(snapshot: Snapshot, reader: Reader, reading: Reading, version: int) -> Discussion:
    """Read the remarks of a version, those of later versions left out."""
    process_id = reading.around.process.process_id
    me = reader.pseudonym(process_id)
    below = remarks.below(snapshot, process_id, version, author=me)
    return Discussion(
        below=below,
        reader=reader,
        pseudonym=me,
        gone=frozenset(_erased_accounts(reader, below)),
        open=snapshot.as_of is None and phase_open(reading),
        may_report=snapshot.as_of is None,
    )


def _erased_accounts(reader: Reader, below: Below) -> Iterator[Pseudonym]:
    """Yield the authors whose accounts are gone; one question to the vault for each author."""
    first = {row.author: row.remark_id for rows in below.values() for row in rows if row.author}
    for author, remark_id in first.items():
        if reader.is_gone(remark_id):
            yield author


def phase_open(reading: Reading) -> bool:
    """Tell whether a phase about the mission takes comments now."""
    around = reading.around
    return any(
        phase.kind == "mission" and "comment" in phase.features and around.state(phase) == "open"
        for phase in around.phases
    )


def remarking(
    snapshot: Snapshot, reader: Reader, reading: Reading, version: int, form: RemarkForm
) -> Remarking:
    """Return whether and how the reader can say something about a version."""
    newest = reading.versions[-1].version
    obstacle = _obstacle(snapshot, reader, reading)
    if obstacle is None and version != newest:
        return Remarking(may=False, obstacle=None, newest=newest, form=form)
    return Remarking(may=obstacle is None, obstacle=obstacle, newest=newest, form=form)


def _obstacle(snapshot: Snapshot, reader: Reader, reading: Reading) -> Obstacle | None:
    if snapshot.as_of is not None:
        return "past"
    if not phase_open(reading):
        about = [phase for phase in reading.around.phases if phase.kind == "mission"]
        ever = any("comment" in phase.features for phase in about)
        return "phase_closed" if ever else "no_participation"
    person = reader.person
    if not person.signed_in:
        return "sign_in"
    if person.suspended_until is not None:
        return "suspended"
    return None if person.may("comment", reading.around.process.process_id) else "role"


def _view(frame: Frame, row: RemarkRow, known: Discussion, words: Words) -> RemarkView:
    mine = row.author is not None and row.author == known.pseudonym
    shown = row.state == "visible" or (mine and row.state != "withdrawn")
    text = words.get(row.text) if shown else None
    now = frame.person.at
    return RemarkView(
        id=str(row.remark_id),
        state=row.state,
        version=row.mission_version,
        posted_at=row.posted_at,
        author=authors.author(
            frame, row.author, row.author_role, row.channel, gone=row.author in known.gone
        ),
        body_html=None if text is None else formatted(text),
        edited_at=row.edited_at if shown else None,
        rules=row.rules,
        mine=mine,
        editable_until=editable_until(row, now) if mine and known.open else None,
        may_withdraw=mine and row.state in {"visible", "held"},
        may_report=known.may_report and row.state == "visible" and text is not None and not mine,
    )


def editable_until(row: RemarkRow, now: datetime) -> datetime | None:
    """Return until when the author may correct a remark; None if not (any more)."""
    until = row.posted_at + EDIT_WINDOW
    covered = row.state == "held" and row.once_visible
    if row.state not in {"visible", "held"} or covered or now > until:
        return None
    return until
