"""One agenda item at the secretaries' desk: record, confirm, publish, correct, repeal."""

from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import today
from api.pages.decisions.reading import agenda, correction, detailed, details
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option
from api.pages.views.decisions import CouncilItemPage, RecordForm
from api.people import Person as AnyPerson
from api.people import secretaries_only
from api.provided import Now, Person, Platform, Snapshot, Texts
from domain.codes import DecisionId
from domain.decisions import ADOPTING, Record, Result
from domain.ports import Texts as TextsPort
from domain.ports import Vault
from projections import decisions
from projections.decisions import DecisionRow
from projections.model import Snapshot as ReadModel


@get("/council/{decision_id:uuid}", sync_to_thread=True, guards=[secretaries_only])
def item_page(
    *,
    decision_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    now: Now,
) -> Html:
    """Show an item and what can be done with it."""
    row = read(snapshot, person, decision_id)
    return show(frame, Showing(snapshot, texts, platform.vault, now), row)


def read(snapshot: ReadModel, person: AnyPerson, decision_id: UUID) -> DecisionRow:
    """Return an item of a process in which the reader keeps the minutes.

    Raises:
        NotFoundException: there is none for them.
    """
    row = decisions.agenda_item(snapshot, DecisionId(decision_id))
    if row is None or not person.may("record_decision", row.process_id):
        raise NotFoundException
    return row


class Showing(msgspec.Struct, frozen=True):
    """What an item is shown with."""

    snapshot: ReadModel
    texts: TextsPort
    vault: Vault
    now: datetime


def show(
    frame: Frame,
    showing: Showing,
    row: DecisionRow,
    form: RecordForm | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    """Answer with an item, or with its form as it was typed."""
    snapshot, now = showing.snapshot, showing.now
    around = surroundings.by_id(snapshot, row.process_id, now)
    found, belonging = agenda(snapshot, around), details(snapshot, row, everything=True)
    standing = _standing(snapshot, row)
    rows = [*found.rows, *belonging.rows, *standing]
    words = opened(showing.texts, rows, frame.say(UNAVAILABLE))
    person = frame.person.ref
    me = showing.vault.pseudonym(person, row.process_id) if person else None
    waiting = next((each for each in belonging.corrections if each.state == "waiting"), None)
    page = CouncilItemPage(
        slug=around.process.slug,
        decision=detailed(found, belonging, words),
        held=row.session is not None and row.session <= today(now),
        yours=me == row.recorded_by,
        recorded_at=row.recorded_at,
        waiting=correction(waiting, words, yours=waiting.proposed_by == me) if waiting else None,
        seen=(waiting.reason if waiting else row.text) or "",
        form=form or _form_of(row),
        results=get_args(Result),
        repealing=_options(standing, words),
        errors=errors,
    )
    return frame.show(
        page,
        nav="council",
        position=snapshot.position,
        path=f"/council/{row.decision_id}",
        status=400 if errors else 200,
    )


def _standing(snapshot: ReadModel, row: DecisionRow) -> list[DecisionRow]:
    """Return the decisions in force that could repeal this one."""
    return [
        other
        for other in decisions.desk(snapshot, [row.process_id])
        if other.status == "confirmed"
        and other.authoritative
        and other.result in ADOPTING
        and other.decision_id != row.decision_id
        and (other.session is None or row.session is None or other.session >= row.session)
    ]


def _options(rows: list[DecisionRow], words: Words) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=str(row.decision_id),
            label=" ".join(
                part
                for part in (
                    row.session.isoformat() if row.session else "",
                    row.number or "",
                    words.text(row.title),
                )
                if part
            ),
        )
        for row in rows
    )


def _form_of(row: DecisionRow) -> RecordForm:
    """Return the form for a record: empty, or with what a correction would start from."""
    if row.record is None:
        return RecordForm()
    said: Record = row.record
    vote = said.vote
    return RecordForm(
        result=said.result,
        present=str(said.present),
        yes=str(vote.yes) if vote else "",
        no=str(vote.no) if vote else "",
        abstain=str(vote.abstain) if vote else "",
        method=vote.method if vote else "open",
    )
