"""The comments of an idea, as this reader may see them."""

from datetime import datetime

import msgspec

from api.pages.framing import Frame
from api.pages.ideas.reading import Reading
from api.pages.parts import authors
from api.pages.parts.readers import Reader
from api.pages.parts.words import Words
from api.pages.views import Comment
from api.rendering import formatted
from domain.codes import CommentId
from domain.comments import EDIT_WINDOW
from domain.people import Pseudonym
from projections.comments import CommentRow


def views(
    frame: Frame, reader: Reader, reading: Reading, words: Words, *, may_comment: bool
) -> tuple[Comment, ...]:
    """Return the comments of this page in reading order."""
    gone = _erased_accounts(reader, reading)
    return tuple(
        _view(frame, row, reading, words, may_comment=may_comment, gone=row.author in gone)
        for row in reading.comments.comments
    )


def only_read(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """Return comments of the past: there is nothing to do with them."""
    return tuple(msgspec.structs.replace(each, may_report=False) for each in comments)


def _erased_accounts(reader: Reader, reading: Reading) -> set[Pseudonym]:
    """Return the authors whose accounts are gone; one question to the vault for each author."""
    first: dict[Pseudonym, CommentId] = {}
    for row in reading.comments.comments:
        if row.author is not None and row.channel != "import":
            first.setdefault(row.author, row.comment_id)
    return {author for author, comment_id in first.items() if reader.is_gone(comment_id)}


def _view(
    frame: Frame,
    row: CommentRow,
    reading: Reading,
    words: Words,
    *,
    may_comment: bool,
    gone: bool,
) -> Comment:
    mine = row.author is not None and row.author == reading.pseudonym
    shown = row.state == "visible" or mine
    text = words.get(row.text) if shown else None
    visible = row.state == "visible" and text is not None
    return Comment(
        id=str(row.comment_id),
        depth=row.depth,
        state=row.state,
        posted_at=row.posted_at,
        author=authors.author(frame, row.author, row.author_role, row.channel, gone=gone),
        stance=row.stance if shown else None,
        body_html=None if text is None else formatted(text),
        edited_at=row.edited_at if shown else None,
        rules=row.rules,
        mine=mine,
        editable_until=editable_until(row, reading.now) if mine else None,
        may_withdraw=mine and row.state in {"visible", "held"},
        may_reply=visible and may_comment,
        may_report=visible and not mine,
    )


def editable_until(row: CommentRow, now: datetime) -> datetime | None:
    """Return until when the author may correct a comment; None if not (any more)."""
    until = row.posted_at + EDIT_WINDOW
    held_in_between = row.state == "held" and row.once_visible
    if row.state not in {"visible", "held"} or held_in_between or row.replies or now > until:
        return None
    return until
