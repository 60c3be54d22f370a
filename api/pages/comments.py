"""Commenting on an idea, correcting a comment, taking it back."""

from functools import partial
from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect

from api.errors import Malformed
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.ideas.building import Typed
from api.pages.ideas.page import show_again
from api.pages.ideas.threads import editable_until
from api.pages.parts import cards, short_texts, surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import CommentEditPage, CommentForm, FieldError
from api.people import signed_in_only
from api.problems import WrongField
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    ReadModels,
    ReadModelsPort,
    Snapshot,
    Texts,
    Visible,
)
from api.suspicion import suspicious
from domain.codes import CommentId, ProposalId, Stance
from domain.comments import CommentHasReplies, EditWindowIsOver, NotTheAuthorOfTheComment
from domain.messages import Refusal
from domain.ports import Texts as TextsPort
from domain.use_cases.commenting import Posted, edit_comment, post_comment, withdraw_comment
from projections import comments, feed
from projections.comments import CommentRow
from projections.model import Snapshot as ReadModel


class NewComment(msgspec.Struct):
    body: str = ""
    stance: str = ""
    parent: str = ""


class EditForm(msgspec.Struct):
    body: str = ""


@post("/ideas/{idea_id:uuid}/comments", sync_to_thread=True, guards=[signed_in_only])
def comment(
    *,
    idea_id: FromPath[UUID],
    data: URLEncodedBody[NewComment],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Post a comment or a reply; what lacks something comes back as it was typed."""
    proposal_id, body = ProposalId(idea_id), typed(data.body)
    parent = _parent(data)
    stance = cast("Stance", data.stance) if data.stance in get_args(Stance) else None
    errors = short_texts.wrong(frame, body)
    if errors:
        form = CommentForm(body=data.body, stance=data.stance, parent=data.parent, errors=errors)
        page = _page_with(read_models, Reader(person, platform.vault), parent)
        again = Typed(comment=form, comment_page=page)
        return show_again(frame, read_models, texts, platform, proposal_id, again)
    try:
        allowances.spend("comments", person)
        outcome = post_comment(
            platform, asking, proposal_id, body, stance, parent, suspicious=suspicious(body)
        )
    except Refusal as refusal:
        return short_texts.refused(frame, f"/ideas/{idea_id}", body, refusal)
    posted = msgspec.json.decode(outcome.result, type=Posted)
    if not visible.wait(outcome.position):
        return frame.lead_to(f"/ideas/{idea_id}", "lagging", anchor="comments")
    return frame.lead_to(f"/comments/{posted.id}", "commented")


def _parent(data: NewComment) -> CommentId | None:
    try:
        return CommentId(UUID(data.parent)) if data.parent else None
    except ValueError as error:
        raise Malformed(WrongField("parent", "not the id of a comment")) from error


def _page_with(read_models: ReadModelsPort, reader: Reader, comment_id: CommentId | None) -> int:
    """Return the page of the comments with this one; the first if there is none."""
    if comment_id is None:
        return 1
    with read_models.snapshot() as snapshot:
        row = comments.find(snapshot, comment_id)
        return 1 if row is None else _page_of(snapshot, reader, row)


def _page_of(snapshot: ReadModel, reader: Reader, row: CommentRow) -> int:
    return comments.page_of(snapshot, row, reader.pseudonym(row.process_id))


@get("/comments/{comment_id:uuid}", sync_to_thread=True)
def comment_place(
    comment_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    platform: Platform,
    done: FromQuery[str] = "",
) -> Redirect:
    """Lead to the page of an idea's comments on which one stands, notice included.

    Raises:
        NotFoundException: there is none that the reader may know of.
    """
    reader = Reader(frame.person, platform.vault)
    row = reader.readable(comment_id, partial(comments.find, snapshot, CommentId(comment_id)))
    page = _page_of(snapshot, reader, row)
    path = f"/ideas/{row.proposal_id}" + (f"?comments={page}" if page > 1 else "")
    return frame.lead_to(path, done or None, anchor=f"c-{comment_id}")


@get("/comments/{comment_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit_page(
    comment_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
) -> Html:
    """Show one's own comment in a form, while it may be corrected.

    Raises:
        NotFoundException, NotTheAuthorOfTheComment, CommentHasReplies, EditWindowIsOver.
    """
    row = _own(snapshot, Reader(person, platform.vault), comment_id)
    return _form(frame, snapshot, texts, row)


def _own(snapshot: ReadModel, reader: Reader, comment_id: UUID) -> CommentRow:
    find = partial(comments.find, snapshot, CommentId(comment_id))
    return reader.own(comment_id, find, NotTheAuthorOfTheComment)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    row: CommentRow,
    body: str | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    until = editable_until(row, frame.person.at)
    if until is None:
        raise CommentHasReplies if row.replies else EditWindowIsOver
    idea = feed.all_rows(snapshot, [row.proposal_id])[row.proposal_id]
    around = surroundings.by_id(snapshot, row.process_id, frame.person.at)
    words = opened(texts, [*around.rows, row, idea], frame.say(UNAVAILABLE))
    page = CommentEditPage(
        id=str(row.comment_id),
        idea=cards.link(idea, words),
        body=words.text(row.text) if body is None else body,
        editable_until=until,
        errors=errors,
    )
    return frame.show(
        page,
        nav="ideas",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/comments/{row.comment_id}/edit",
        status=400 if errors else 200,
    )


@post("/comments/{comment_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit(
    *,
    comment_id: FromPath[UUID],
    data: URLEncodedBody[EditForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Correct one's own comment; the same text once more is no correction.

    Raises:
        NotFoundException, Refusal.
    """
    body = typed(data.body)
    with read_models.snapshot() as snapshot:
        row = _own(snapshot, Reader(person, platform.vault), comment_id)
        errors = short_texts.wrong(frame, body)
        if errors:
            return _form(frame, snapshot, texts, row, data.body, errors)
    if opened(texts, [row], frame.say(UNAVAILABLE)).text(row.text) == body:
        return frame.lead_to(f"/comments/{comment_id}")
    allowances.spend("edits", person)
    outcome = edit_comment(
        platform,
        asking,
        CommentId(comment_id),
        body,
        answered=row.replies > 0,
        suspicious=suspicious(body),
    )
    return _back(frame, row, visible.wait(outcome.position), "comment_edited")


@post("/comments/{comment_id:uuid}/withdraw", sync_to_thread=True, guards=[signed_in_only])
def withdraw(
    comment_id: FromPath[UUID],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    read_models: ReadModels,
    visible: Visible,
) -> Answer:
    """Take one's own comment back; its place stays.

    Raises:
        NotFoundException, Refusal.
    """
    with read_models.snapshot() as snapshot:
        row = _own(snapshot, Reader(person, platform.vault), comment_id)
    outcome = withdraw_comment(platform, asking, CommentId(comment_id))
    return _back(frame, row, visible.wait(outcome.position), "comment_withdrawn")


def _back(frame: Frame, row: CommentRow, shown: object, done: str) -> Answer:
    return frame.lead_to(f"/comments/{row.comment_id}", done if shown else "lagging")


HANDLERS = (comment, comment_place, edit_page, edit, withdraw)
