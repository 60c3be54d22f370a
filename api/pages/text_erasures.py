"""One text goes for good: somebody of the office proposes it, somebody else agrees.

That is a second person of the office, or the data protection officer.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.office_erasure import OfficeErasure as Erasure
from api.pages.formatting import excerpt, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import cards
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError
from api.pages.views.text_erasures import (
    TextErasurePage,
    TextErasuresPage,
    TextToErase,
    WaitingErasure,
)
from api.pages.vocabulary.terms import N_
from api.people import holding, office_only
from api.ports import OfficeGround, ProposedErasure
from api.provided import Asking, OfficeErasure, Person, Snapshot, Texts, Visible
from api.rendering import formatted
from domain.codes import ProposalId
from domain.ports import Texts as TextsPort
from projections import contributions, feed
from projections.contributions import Contribution
from projections.feed import FeedRow
from projections.model import Snapshot as ReadModel

LONGEST = 2_000  # characters of a reason
agreeing = holding("office", "privacy")
_GONE = N_("Dieser Text ist gelöscht.")


class ProposalForm(msgspec.Struct):
    ground: str = ""
    reason: str = ""


class AgreementForm(msgspec.Struct):
    seen: str = ""


class _Reading(msgspec.Struct, frozen=True):
    """Contributions with their ideas and opened words."""

    found: Mapping[UUID, Contribution]
    ideas: Mapping[ProposalId, FeedRow]
    words: Words


@get("/erasures", sync_to_thread=True, guards=[agreeing])
def waiting_erasures(
    frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, office_erasure: OfficeErasure
) -> Html:
    """List what waits for a second person."""
    waiting = office_erasure.waiting(person)
    reading = _read(frame, snapshot, texts, (each.subject for each in waiting))
    shown = tuple(
        _waiting(frame, each, reading) for each in waiting if each.subject in reading.found
    )
    return frame.show(TextErasuresPage(waiting=shown), nav="me")


@get("/erasures/{object_id:uuid}", sync_to_thread=True, guards=[agreeing])
def text_erasure(
    object_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    office_erasure: OfficeErasure,
) -> Html:
    """Show the text, what would happen, and what can be done now.

    Raises:
        NotFoundException: neither an idea nor a comment; nothing to judge for data protection.
        NotAllowed: neither of the office of its process nor of data protection.
    """
    return _page(frame, snapshot, texts, office_erasure, object_id)


@post("/erasures/{object_id:uuid}", sync_to_thread=True, guards=[office_only])
def propose_erasure(
    object_id: FromPath[UUID],
    data: URLEncodedBody[ProposalForm],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    office_erasure: OfficeErasure,
) -> Answer:
    """Note that the text shall go.

    Raises:
        NotFoundException, NotAllowed: see above.
        TextUnknown: nothing is left of it.
    """
    reason = typed(data.reason)
    errors = _wrong(frame, data, reason)
    if errors:
        return _page(frame, snapshot, texts, office_erasure, object_id, data, errors)
    row = _found(snapshot, object_id).row
    ground = cast("OfficeGround", data.ground)
    office_erasure.propose(person, object_id, row.process_id, ground, reason)
    return frame.lead_to(f"/erasures/{object_id}", "erasure_proposed")


@post("/erasures/{object_id:uuid}/agreement", sync_to_thread=True, guards=[agreeing])
def agree_to_erasure(
    object_id: FromPath[UUID],
    data: URLEncodedBody[AgreementForm],
    frame: Framing,
    person: Person,
    asking: Asking,
    visible: Visible,
    office_erasure: OfficeErasure,
) -> Answer:
    """Agree; readers are not shown the text any more.

    Raises:
        AnotherPersonMustAgree, ChangedMeanwhile, TextUnknown, NotAllowed: see
            api/office_erasure.py.
    """
    outcome = office_erasure.agree(person, asking, object_id, _moment(data.seen))
    shown = visible.wait(outcome.position)
    return frame.lead_to("/erasures", "erasure_carried_out" if shown else "lagging")


@post("/erasures/{object_id:uuid}/refusal", sync_to_thread=True, guards=[agreeing])
def decline_erasure(
    object_id: FromPath[UUID], frame: Framing, person: Person, office_erasure: OfficeErasure
) -> Answer:
    """Let the text stay.

    Raises:
        TextUnknown, NotAllowed: see api/office_erasure.py.
    """
    office_erasure.decline(person, object_id)
    return frame.lead_to("/erasures", "erasure_cancelled")


def _wrong(frame: Frame, form: ProposalForm, reason: str) -> tuple[FieldError, ...]:
    errors = []
    if form.ground not in get_args(OfficeGround):
        errors.append(frame.error("ground", N_("Wählen Sie den Grund der Löschung.")))
    if not reason:
        errors.append(frame.error("reason", N_("Schreiben Sie, warum der Text gehen muss.")))
    elif len(reason) > LONGEST:
        text = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        errors.append(frame.error("reason", text, length=len(reason), maximum=LONGEST))
    return tuple(errors)


def _moment(sent: str) -> datetime | None:
    """Return what a form of ours has sent; None for anything else."""
    try:
        return datetime.fromisoformat(sent)
    except ValueError:
        return None


def _found(snapshot: ReadModel, subject: UUID) -> Contribution:
    found = contributions.of_ids(snapshot, [subject])
    if not found:
        raise NotFoundException
    return found[0]


def _read(
    frame: Frame, snapshot: ReadModel, texts: TextsPort, subjects: Iterable[UUID]
) -> _Reading:
    found = {each.row.id: each for each in contributions.of_ids(snapshot, list(subjects))}
    ideas = feed.all_rows(
        snapshot,
        [row.proposal_id for row in (each.row for each in found.values()) if row.proposal_id],
    )
    rows = [*(each.row for each in found.values()), *ideas.values()]
    return _Reading(found, ideas, opened(texts, rows, frame.say(UNAVAILABLE)))


def _text(frame: Frame, subject: UUID, reading: _Reading) -> TextToErase:
    row, words = reading.found[subject].row, reading.words
    title = words.get(row.title) or excerpt(words.text(row.body), 90)
    return TextToErase(
        id=str(subject),
        kind=row.kind,
        title=title or frame.say(_GONE),
        idea=cards.link(reading.ideas[row.proposal_id], words) if row.proposal_id else None,
    )


def _waiting(frame: Frame, proposal: ProposedErasure, reading: _Reading) -> WaitingErasure:
    return WaitingErasure(
        text=_text(frame, proposal.subject, reading),
        ground=proposal.ground,
        reason=proposal.reason,
        at=proposal.proposed,
        own=proposal.proposed_by == frame.person.ref,
    )


def _page(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    erasure: Erasure,
    subject: UUID,
    form: ProposalForm | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    row = _found(snapshot, subject).row
    proposal = erasure.find(frame.person, subject, row.process_id)
    if proposal is None and not frame.person.may("propose_erasure", row.process_id):
        raise NotFoundException  # Data protection judges proposals, it does not look around.
    reading = _read(frame, snapshot, texts, [subject])
    gone = not erasure.is_left(subject)
    waits = proposal is not None and proposal.agreed_by is None
    page = TextErasurePage(
        text=_text(frame, subject, reading),
        body_html=formatted(reading.words.text(row.body, frame.say(_GONE))),
        versions=row.version,
        gone=gone or (proposal is not None and not waits),
        waiting=_waiting(frame, proposal, reading) if proposal and waits else None,
        ground=form.ground if form else "",
        reason=form.reason if form else "",
        errors=errors,
    )
    path = f"/erasures/{subject}"
    return frame.show(page, nav="me", path=path, status=400 if errors else 200)


HANDLERS = (
    waiting_erasures,
    text_erasure,
    propose_erasure,
    agree_to_erasure,
    decline_erasure,
)
