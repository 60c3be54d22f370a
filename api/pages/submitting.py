"""Handing in an idea, saving it as a draft, and seeing what is there already."""

from typing import cast
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages import drafts as draft_texts
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.idea_forms import IdeaForm, check
from api.pages.parts import cards, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.places.reading import outlines
from api.pages.views import (
    FieldError,
    RefusedPage,
    SimilarFragment,
    SimilarIdea,
    SubmitPage,
)
from api.pages.vocabulary.terms import N_
from api.people import signed_in_only
from api.ports import Drafts as DraftsPort
from api.provided import (
    Allowances,
    Asking,
    Drafts,
    Now,
    Person,
    Platform,
    ReadModels,
    Search,
    SearchPort,
    Snapshot,
    Texts,
    Visible,
)
from domain.messages import Refusal
from domain.moderation import due_after
from domain.people import PersonRef
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.carrying_out import Asking as AskingPerson
from domain.use_cases.carrying_out import Platform as PlatformParts
from domain.use_cases.contributing import Submitted, submit_proposal
from projections import feed
from projections.model import Snapshot as ReadModel

_SIMILAR = 5
_SHORTEST = 4  # letters before anything is looked up
_LOOKED_AT = 1_000  # letters of a text that are compared


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of the form shows besides the form."""

    errors: tuple[FieldError, ...] = ()
    similar: tuple[SimilarIdea, ...] | None = None
    saved: bool = False


@get("/p/{slug:str}/submit", sync_to_thread=True)
def submit_page(
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    now: Now,
) -> Html:
    """Show the empty form, or how to get in.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader's role does not take part.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    if person.signed_in and not person.may("submit", around.process.process_id):
        raise NotAllowed(action="submit", needs=sorted(ALLOWED["submit"]))
    return _form(frame, snapshot, texts, platform, around, IdeaForm())


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    platform: PlatformParts,
    around: Surroundings,
    form: IdeaForm,
    shown: Shown = Shown(),  # noqa: B008 - a frozen value
) -> Html:
    places = outlines(snapshot, around)
    words = opened(texts, places.rows, frame.say(UNAVAILABLE))
    slug, now = around.process.slug, around.now
    page = SubmitPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        phase=next(
            (
                around.phase_view(phase, words)
                for phase in around.phases
                if around.state(phase) == "open" and "submit" in phase.features
            ),
            around.current_view(words),
        ),
        form=form.view(),
        fields=around.field_options(words),
        territories=around.territory_options(words),
        errors=shown.errors,
        similar=shown.similar,
        question=around.process.question,
        draft_saved_at=now if shown.saved else None,
        decision_by=due_after(now, platform.days),
        map=places.map_of(places.top, words),
    )
    return frame.show(
        page,
        nav="submit",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{slug}/submit",
        status=400 if shown.errors else 200,
    )


@post("/p/{slug:str}/submit", sync_to_thread=True, guards=[signed_in_only])
def submit(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[IdeaForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    search: Search,
    platform: Platform,
    drafts: Drafts,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    visible: Visible,
) -> Answer:
    """Hand in, save as a draft, or look for similar ideas: the button decides."""
    author = _author(person.ref)
    if data.intent == "draft":
        allowances.spend("drafts", person)
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        if data.intent == "draft":
            draft_id = draft_texts.save(drafts, author, around.process.process_id, data, asking.at)
            return frame.lead_to(f"/drafts/{draft_id}", "draft_saved")
        if data.intent == "similar":
            typed = f"{data.title}\n{data.body}"
            found = _similar(search, snapshot, texts, frame, around, typed)
            return _form(frame, snapshot, texts, platform, around, data, Shown(similar=found))
        checked = check(frame, data, around)
        if checked.text is None:
            shown = Shown(errors=checked.errors)
            return _form(frame, snapshot, texts, platform, around, data, shown)
    try:
        allowances.spend("ideas", person)
        outcome = submit_proposal(platform, asking, around.process.process_id, checked.text)
    except Refusal as refusal:
        return _refused(frame, drafts, asking, around, data, refusal)
    draft_texts.discard(drafts, author, data)
    submitted = msgspec.json.decode(outcome.result, type=Submitted)
    shown_already = visible.wait(outcome.position)
    return frame.lead_to(
        f"/ideas/{submitted.id}" if shown_already else "/me",
        "submitted" if shown_already else "lagging",
    )


def _author(ref: PersonRef | None) -> PersonRef:
    return cast("PersonRef", ref)  # the guard lets nobody else through


def _refused(
    frame: Frame,
    drafts: DraftsPort,
    asking: AskingPerson,
    around: Surroundings,
    form: IdeaForm,
    refusal: Refusal,
) -> Html:
    """Say why not, and keep what was typed: it has cost somebody an evening."""
    process_id = around.process.process_id
    draft_texts.save(drafts, _author(asking.person), process_id, form, asking.at)
    page = RefusedPage(
        refusal=type(refusal).__name__,
        back_url=frame.url(f"/p/{around.process.slug}"),
        detail=frame.say(N_("Ihr Text ist nicht verloren: Er liegt als Entwurf auf Ihrer Seite.")),
    )
    return frame.show(page, path=f"/p/{around.process.slug}", status=status_of(refusal))


class TypedForm(msgspec.Struct):
    text: str = ""


@post("/p/{slug:str}/similar", status_code=200, sync_to_thread=True, guards=[signed_in_only])
def similar_ideas(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    search: Search,
    now: Now,
) -> Html:
    """Offer ideas that read alike, while somebody is typing. A fragment of the form.

    What has not been handed in is nobody's business: it comes as a body, as addresses are
    written down by whatever stands in front of the server.
    """
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, now)
        found = _similar(search, snapshot, texts, frame, around, data.text)
        return frame.show(SimilarFragment(similar=found, question=around.process.question))


def _similar(
    search: SearchPort,
    snapshot: ReadModel,
    texts: TextsPort,
    frame: Frame,
    around: Surroundings,
    typed: str,
) -> tuple[SimilarIdea, ...]:
    if len(typed.strip()) < _SHORTEST:
        return ()
    process_id = around.process.process_id
    ids = search.similar(typed[:_LOOKED_AT], process_id, snapshot, _SIMILAR)
    rows = feed.rows(snapshot, ids)
    ordered = [rows[each] for each in ids if each in rows]
    words = opened(texts, ordered, frame.say(UNAVAILABLE))
    return cards.similar(ordered, words, around.process.question)


@get("/drafts/{draft_id:uuid}", sync_to_thread=True, guards=[signed_in_only])
def draft_page(
    draft_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    drafts: Drafts,
    person: Person,
    now: Now,
) -> Html:
    """Show a draft in the form, to go on with.

    Raises:
        NotFoundException: there is none, or it is somebody else's.
    """
    draft = drafts.find(draft_id, _author(person.ref))
    if draft is None:
        raise NotFoundException
    around = surroundings.by_id(snapshot, draft.process, now)
    form = draft_texts.form_of(draft)
    return _form(frame, snapshot, texts, platform, around, form, Shown(saved=True))


class DraftForm(msgspec.Struct):
    intent: str = ""


@post("/drafts/{draft_id:uuid}", sync_to_thread=True, guards=[signed_in_only])
def delete_draft(
    draft_id: FromPath[UUID],
    data: URLEncodedBody[DraftForm],
    frame: Framing,
    drafts: Drafts,
    person: Person,
) -> Answer:
    """Delete a draft of one's own; `intent` is `delete`, anything else leads back to it."""
    if data.intent != "delete":
        return frame.lead_to(f"/drafts/{draft_id}")
    drafts.discard(draft_id, _author(person.ref))
    return frame.lead_to("/me", "draft_deleted")


HANDLERS = (submit_page, submit, similar_ideas, draft_page, delete_draft)
