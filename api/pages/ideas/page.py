"""The page of one idea, its short address, and showing it again after a form."""

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from api.moments import Seen, clock
from api.pages.formatting import number
from api.pages.framing import Frame, Framing, Html
from api.pages.ideas.building import Typed, idea_page
from api.pages.ideas.reading import Reading, read
from api.pages.parts.entries import numbered
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.provided import Language, Platform, ReadModelsPort, Snapshot, Texts
from api.showing import shows
from domain.codes import ProposalId
from domain.ports import Texts as TextsPort
from domain.use_cases.carrying_out import Platform as PlatformParts
from projections import feed, proposals
from projections.model import Snapshot as ReadModel


@get("/ideas/{idea_id:uuid}", sync_to_thread=True)
def idea(
    idea_id: FromPath[UUID],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    platform: Platform,
    comments: FromQuery[str] = "",
) -> Html:
    """Show an idea with a page of its comments; to everybody alike if it looks back.

    Raises:
        NotFoundException: there is none the reader may know of.
    """
    typed = Typed(comment_page=number(comments) or 1)
    return show(frame, seen, texts, platform, ProposalId(idea_id), typed)


def show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    platform: PlatformParts,
    idea_id: ProposalId,
    typed: Typed = Typed(),  # noqa: B008 - a frozen value
) -> Html:
    """Show an idea; with what was chosen on it, and typed if a form on it lacked something."""
    reader = Reader.of(frame.person, platform.vault, snapshot)
    now = clock(snapshot, frame.person.at)
    reading = read(snapshot, reader, idea_id, now, typed.comment_page)
    row = reading.idea.feed
    # How others fare moves its rank; nothing else that happens to them is seen here.
    ranked = partial(feed.rank, row=row) if row.public else None
    shows(snapshot, idea_id, *reading.others, also=ranked)
    words = opened(texts, reading.rows, frame.say(UNAVAILABLE))
    page = idea_page(frame, snapshot, reader, reading, words, typed)
    page = msgspec.structs.replace(page, timeline=numbered(snapshot, page.timeline))
    return frame.show(
        page,
        nav="ideas",
        process=reading.around.brand(words),
        seen=snapshot,
        about=idea_id,
        compare=f"/ideas/{idea_id}/compare" if reading.idea.feed.published_at else None,
        path=None if snapshot.as_of is not None else _path(reading),
        status=400 if typed.errors or typed.comment.errors else 200,
    )


def _path(reading: Reading) -> str:
    """Return the address of what is shown, which a form that lacked something has not."""
    page = reading.comments.number
    return f"/ideas/{reading.idea.feed.proposal_id}" + (f"?comments={page}" if page > 1 else "")


def show_again(
    frame: Frame,
    read_models: ReadModelsPort,
    texts: TextsPort,
    platform: PlatformParts,
    idea_id: ProposalId,
    typed: Typed,
) -> Html:
    """Show an idea again, as it stands after whatever the request has done."""
    with read_models.snapshot() as snapshot:
        return show(frame, snapshot, texts, platform, idea_id, typed)


@get("/i/{receipt:str}", sync_to_thread=True)
def short_address(
    receipt: FromPath[str], language: Language, snapshot: Snapshot, as_of: FromQuery[str] = ""
) -> Redirect:
    """Lead from the number on paper to the idea.

    Raises:
        NotFoundException: no public idea has this number.
    """
    found = proposals.by_receipt(snapshot, receipt.upper())
    if found is None:
        raise NotFoundException
    moment = f"?{urlencode({'as_of': as_of})}" if as_of else ""
    return Redirect(f"/{language}/ideas/{found}{moment}", status_code=303)
