"""Revising one's own idea: a new version, or an answer to a return."""

from functools import partial
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.idea_forms import IdeaForm, check
from api.pages.ideas.building import coordinates
from api.pages.parts import surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.places.reading import outlines
from api.pages.views import FieldError, SubmitPage
from api.pages.vocabulary.terms import N_
from api.people import signed_in_only
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from api.suspicion import suspicious
from domain.codes import ProposalId
from domain.moderation import due_after
from domain.ports import Texts as TextsPort
from domain.proposals import NotTheAuthor, ProposalCannotBeEdited
from domain.use_cases.carrying_out import Platform as PlatformParts
from domain.use_cases.contributing import edit_proposal
from projections import proposals
from projections.model import Snapshot as ReadModel
from projections.proposals import Idea, VersionRow

_EDITABLE = {"submitted", "in_review", "returned", "published"}


class Editing(msgspec.Struct, frozen=True):
    """An idea with its newest text, and the process around it."""

    idea: Idea
    newest: VersionRow
    around: Surroundings


def _editing(snapshot: ReadModel, reader: Reader, idea_id: UUID) -> Editing:
    """Read an idea to be edited by its author.

    Raises:
        NotFoundException: there is no such idea.
        NotTheAuthor: it is somebody else's.
        ProposalCannotBeEdited: not in its state.
    """
    proposal_id = ProposalId(idea_id)
    idea = reader.own(proposal_id, partial(proposals.find, snapshot, proposal_id), NotTheAuthor)
    if idea.feed.state not in _EDITABLE or idea.feed.held:
        raise ProposalCannotBeEdited(state=idea.feed.state)
    newest = proposals.versions(snapshot, proposal_id, everything=True)[-1]
    around = surroundings.by_id(snapshot, idea.feed.process_id, reader.person.at)
    return Editing(idea, newest, around)


@get("/ideas/{idea_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit_page(
    idea_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
) -> Html:
    """Show the newest text in the form.

    Raises:
        NotFoundException, NotTheAuthor, ProposalCannotBeEdited.
    """
    editing = _editing(snapshot, Reader(person, platform.vault), idea_id)
    return _form(frame, snapshot, texts, platform, editing)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    platform: PlatformParts,
    editing: Editing,
    form: IdeaForm | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    around, newest = editing.around, editing.newest
    places = outlines(snapshot, around)
    words = opened(texts, [*places.rows, newest], frame.say(UNAVAILABLE))
    phase = around.phase(editing.idea.feed.phase_id)
    idea_id = editing.idea.feed.proposal_id
    page = SubmitPage(
        slug=around.process.slug,
        process_title=words.text(around.process.title),
        phase=around.phase_view(phase, words) if phase else None,
        form=(form or _stored(newest, words)).view(),
        fields=around.field_options(words),
        territories=around.territory_options(words),
        errors=errors,
        question=around.process.question,
        decision_by=due_after(around.now, platform.days),
        map=places.map_of(places.top, words),
        idea_id=str(idea_id),
        version=newest.number,
        supports=editing.idea.feed.supports,
    )
    return frame.show(
        page,
        nav="ideas",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/ideas/{idea_id}/edit",
        status=400 if errors else 200,
    )


def _stored(newest: VersionRow, words: Words) -> IdeaForm:
    point = coordinates(words.get(newest.location))
    return IdeaForm(
        title=words.text(newest.title),
        body=words.text(newest.body),
        field=str(newest.field or ""),
        territory=newest.territory or "",
        latitude=point[0] if point else "",
        longitude=point[1] if point else "",
    )


@post("/ideas/{idea_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit(
    *,
    idea_id: FromPath[UUID],
    data: URLEncodedBody[IdeaForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    visible: Visible,
) -> Answer:
    """Write a new version; what was typed over an older one comes back first.

    The same text once more is no version, but it may answer a return.

    Raises:
        NotFoundException, Refusal.
    """
    with read_models.snapshot() as snapshot:
        editing = _editing(snapshot, Reader(person, platform.vault), idea_id)
        checked = check(frame, data, editing.around)
        errors = checked.errors
        if data.version != str(editing.newest.number):
            text = N_("Der Text wurde inzwischen geändert. Prüfen Sie, ob Ihre Fassung noch passt.")
            errors = (frame.error("body", text), *errors)
        if checked.text is None or errors:
            return _form(frame, snapshot, texts, platform, editing, data, errors)
        words = opened(texts, [editing.newest], frame.say(UNAVAILABLE))
        same = check(frame, _stored(editing.newest, words), editing.around).text == checked.text
    if same and editing.idea.feed.state != "returned":
        return frame.lead_to(f"/ideas/{idea_id}")
    allowances.spend("edits", person)
    reason = typed(data.reason)
    # It is published with the text, so the same things in it are read first.
    written = msgspec.structs.replace(
        checked.text, suspicious=checked.text.suspicious or suspicious(reason)
    )
    outcome = edit_proposal(platform, asking, ProposalId(idea_id), written, reason or None)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}", "edited" if shown else "lagging")


HANDLERS = (edit_page, edit)
