"""What the author of a text is told about a decision, and asking for a second look."""

from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.ideas.rights import appealable, statement
from api.pages.parts import cards, surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import AppealPage, FieldError
from api.pages.vocabulary.terms import N_
from api.people import signed_in_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from api.rendering import formatted
from domain.codes import CaseId
from domain.ports import Texts as TextsPort
from domain.use_cases.moderating import file_appeal
from projections import contributions, feed
from projections.contributions import Contribution, OwnCaseRow
from projections.model import Snapshot as ReadModel

_LONGEST = 2_000  # characters of an appeal


class AppealForm(msgspec.Struct):
    text: str = ""


class _Own(msgspec.Struct, frozen=True):
    """A case about the reader's own text."""

    case: OwnCaseRow
    contribution: Contribution


def _own(snapshot: ReadModel, reader: Reader, case_id: UUID) -> _Own:
    """Read a decided case about one's own text; nobody learns of other people's."""
    case = contributions.case(snapshot, CaseId(case_id))
    if case is None or case.appeal_until is None or not reader.owns(case.subject_id):
        raise NotFoundException
    [contribution] = contributions.of_ids(snapshot, [case.subject_id])
    return _Own(case, contribution)


@get("/moderation/cases/{case_id:uuid}/appeal", sync_to_thread=True, guards=[signed_in_only])
def appeal_page(
    case_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
) -> Html:
    """Show a decision on one's own text, its reasons, and what became of an appeal.

    Raises:
        NotFoundException: there is none about a text of the reader's.
    """
    own = _own(snapshot, Reader(person, platform.vault), case_id)
    return _page(frame, snapshot, texts, own)


def _page(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    own: _Own,
    text: str = "",
    errors: tuple[FieldError, ...] = (),
) -> Html:
    case, row = own.case, own.contribution.row
    ideas = [row.proposal_id] if row.proposal_id else []
    idea = next(iter(feed.all_rows(snapshot, ideas).values()), None)
    around = surroundings.by_id(snapshot, case.process_id, frame.person.at)
    words = opened(texts, [*around.rows, case, row, idea], frame.say(UNAVAILABLE))
    told = statement(case, words)
    if told is None or case.appeal_until is None:
        raise NotFoundException
    page = AppealPage(
        case_id=str(case.case_id),
        kind=case.subject_kind,
        subject_id=str(row.id),
        idea=cards.link(idea, words) if idea else None,
        own_text_html=formatted(words.text(row.body)),
        statement=told,
        appeal_until=case.appeal_until,
        may_appeal=appealable(case, frame.person.at),
        text=text,
        errors=errors,
        filed_at=case.appealed_at,
        ruling=case.ruling,
        ruling_explanation=words.get(case.ruling_explanation),
        ruling_at=case.ruled_at,
    )
    return frame.show(
        page,
        nav="me",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/moderation/cases/{case.case_id}/appeal",
        status=400 if errors else 200,
    )


@post("/moderation/cases/{case_id:uuid}/appeal", sync_to_thread=True, guards=[signed_in_only])
def appeal(
    *,
    case_id: FromPath[UUID],
    data: URLEncodedBody[AppealForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Ask for a second look by somebody else.

    Raises:
        NotFoundException: there is no such decision on a text of the reader's.
        Refusal: it is too late, or was done before.
    """
    text = typed(data.text)
    error = None
    if not text:
        error = frame.error("text", N_("Schreiben Sie, warum die Entscheidung falsch ist."))
    elif len(text) > _LONGEST:
        too_long = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        error = frame.error("text", too_long, length=len(text), maximum=_LONGEST)
    with read_models.snapshot() as snapshot:
        own = _own(snapshot, Reader(person, platform.vault), case_id)
        if error is not None:
            return _page(frame, snapshot, texts, own, data.text, (error,))
    outcome = file_appeal(platform, asking, CaseId(case_id), text)
    shown = visible.wait(outcome.position)
    done = "appealed" if shown else "lagging"
    return frame.lead_to(f"/moderation/cases/{case_id}/appeal", done)
