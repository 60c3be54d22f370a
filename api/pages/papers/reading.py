"""One sheet as a clerk may see it, with the process around it."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.formatting import excerpt
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.papers import PaperEntry
from api.people import Person
from domain.papers import PaperId
from domain.permissions import Action
from domain.ports import Vault
from projections import papers
from projections.model import Snapshot
from projections.papers import PaperRow

ACTION: Action = "record_on_behalf"


class Sheet(msgspec.Struct, frozen=True):
    """A sheet and its process; `rows` are to be opened before views are made of them."""

    row: PaperRow
    around: Surroundings

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts the pages show."""
        return (*self.around.rows, self.row)


def read(
    snapshot: Snapshot, person: Person, paper_id: UUID, now: datetime, *, or_office: bool = False
) -> Sheet:
    """Return a sheet of a process in which the reader is a clerk, `or_office` of its office.

    Raises:
        NotFoundException: there is none for them.
    """
    row = papers.paper(snapshot, PaperId(paper_id))
    if row is None:
        raise NotFoundException
    office = or_office and person.may("plan", row.process_id)
    if not office and not person.may(ACTION, row.process_id):
        raise NotFoundException
    return Sheet(row, surroundings.by_id(snapshot, row.process_id, now))


def entry(
    row: PaperRow, process_title: str, words: Words, person: Person, vault: Vault
) -> PaperEntry:
    """Return a sheet as lists show it."""
    me = None if person.ref is None else vault.pseudonym(person.ref, row.process_id)
    return PaperEntry(
        id=str(row.paper_id),
        receipt=row.receipt,
        title=words.get(row.title) or excerpt(words.text(row.body), 90) or row.receipt,
        process_title=process_title,
        received_on=row.received_on,
        transcribed_at=row.transcribed_at,
        state=cast("str", row.state),  # type: ignore[arg-type]  # a stored sheet is not absent
        yours=me == row.transcribed_by,
        settled_at=row.settled_at,
        idea_id=str(row.proposal_id) if row.proposal_id else None,
        reason=row.reason,
    )
