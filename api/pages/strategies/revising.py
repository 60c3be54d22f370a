"""The office begins the cycle anew: the strategy in force is worked on (R55)."""

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.strategies import RevisionPage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import publishing
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}


class TypedRevision(msgspec.Struct):
    reason: str = ""


def _around(snapshot: ReadModel, person: Person, slug: str) -> Surroundings:
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return around


@get("/p/{slug:str}/strategy/revision", sync_to_thread=True, guards=[office_only])
def revision_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the form.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    return _show(frame, snapshot, texts, _around(snapshot, person, slug))


@post("/p/{slug:str}/strategy/revision", sync_to_thread=True, guards=[office_only])
def start_revision(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedRevision],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Begin, for a published reason; the version in force stays in force."""
    with read_models.snapshot() as snapshot:
        around, reason = _around(snapshot, person, slug), typed(data.reason)
        if not reason:
            error = frame.error("reason", N_("Schreiben Sie den Grund dazu."))
            return _show(frame, snapshot, texts, around, reason, (error,))
        try:
            process_id = around.process.process_id
            outcome = publishing.start_revision(platform, asking, process_id, reason)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            told = FieldError(field="reason", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, texts, around, reason, (told,))
    done = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/strategy", "revision_started" if done else "lagging")


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    reason: str = "",
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    words = opened(texts, around.rows, frame.say(UNAVAILABLE))
    page = RevisionPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        reason=reason,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/strategy/revision",
        status=400 if errors else 200,
    )
