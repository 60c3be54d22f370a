"""Earlier texts of an idea, each compared with the one before."""

from uuid import UUID

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.formatting import compare
from api.pages.framing import Framing, Html
from api.pages.ideas.reading import read
from api.pages.parts import cards
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import TextPart, VersionPage
from api.provided import Platform, Texts
from api.rendering import formatted
from domain.codes import ProposalId
from projections.proposals import VersionRow


@get("/ideas/{idea_id:uuid}/versions/{number:int}", sync_to_thread=True)
def version(
    idea_id: FromPath[UUID],
    number: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    platform: Platform,
) -> Html:
    """Show one text of an idea and what it changed.

    Raises:
        NotFoundException: there is no such idea or text the reader may see.
    """
    reader = Reader.of(frame.person, platform.vault, seen)
    reading = read(seen, reader, ProposalId(idea_id), clock(seen, frame.person.at))
    rows = {row.number: row for row in reading.versions}
    row = rows.get(number)
    if row is None:
        raise NotFoundException
    words = opened(texts, reading.rows, frame.say(UNAVAILABLE))
    body = words.get(row.body)
    if body is None:
        raise NotFoundException
    earlier = max((other for other in rows if other < number), default=None)
    before = rows[earlier] if earlier else None
    page = VersionPage(
        idea=cards.link(reading.idea.feed, words),
        slug=reading.around.process.slug,
        number=number,
        latest=max(rows),
        at=row.public_at or row.at,
        title=words.get(row.title),
        body_html=formatted(body),
        reason=words.get(row.reason),
        comparison=_changes(before, row, words, "body"),
        title_comparison=_changes(before, row, words, "title"),
    )
    brand = reading.around.brand(words)
    return frame.show(page, nav="ideas", process=brand, seen=seen, about=idea_id)


def _changes(
    before: VersionRow | None, after: VersionRow, words: Words, name: str
) -> tuple[TextPart, ...]:
    """Return what changed in title or body; nothing if it stayed or cannot be compared."""
    if before is None:
        return ()
    old, new = words.get(getattr(before, name)), words.get(getattr(after, name))
    if old is None or new is None or old == new:
        return ()
    return compare(old, new)
