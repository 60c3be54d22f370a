"""Two moments of an idea side by side."""

from collections.abc import Iterator
from uuid import UUID

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api import comparison
from api.comparison import IdeaComparison, IdeaMoment
from api.pages import vocabulary
from api.pages.comparing import parts
from api.pages.comparing.parts import From, To
from api.pages.formatting import excerpt
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import cards, surroundings
from api.pages.parts.entries import numbered
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import (
    ComparedComment,
    ComparedValue,
    ComparePage,
    TimelineEntry,
)
from api.pages.vocabulary.terms import N_
from api.provided import Person, Snapshot, Texts
from domain.codes import ProposalId
from projections import proposals
from projections.comments import CommentRow
from projections.proposals import TimelineRow

SUPPORTS = {"supports": N_("Unterstützungen")}
OPINIONS = {
    "agree": N_("Zustimmung"),
    "passes": N_("Enthaltung"),
    "disagree": N_("Ablehnung"),
}


@get("/ideas/{idea_id:uuid}/compare", sync_to_thread=True)
def compare_idea(
    *,
    idea_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    earlier: From = "",
    later: To = "",
) -> Html:
    """Show what became of an idea between two moments; since its publication by default.

    Raises:
        NotFoundException: everybody knows of no such idea today.
        Malformed: one of the moments is none.
    """
    found = proposals.find(snapshot, ProposalId(idea_id))
    if found is None:
        raise NotFoundException
    start = earlier or str(found.feed.published_position or 0)
    early, late = parts.moments(frame, snapshot, start, later)
    told = comparison.ideas(early, late, ProposalId(idea_id))
    around = surroundings.by_id(snapshot, found.feed.process_id, person.at)
    rows = [each.idea.feed for each in (told.before, told.after) if each.idea]
    shown = [*around.rows, found.feed, *rows, *told.events, *told.added]
    words = opened(texts, shown, frame.say(UNAVAILABLE))
    path = f"/ideas/{idea_id}"
    page = ComparePage(
        kind="idea",
        title=cards.title(found.feed, words),
        own_url=frame.url(f"{path}/compare"),
        back_url=frame.url(path),
        before=parts.compared_moment(frame, told.before.seen, path),
        after=parts.compared_moment(frame, told.after.seen, path),
        values=tuple(_values(frame, told, around, words)),
        texts=(
            parts.text(frame, N_("Titel"), told.before.title, told.after.title, words),
            parts.text(frame, N_("Text"), told.before.body, told.after.body, words),
        ),
        events=numbered(snapshot, [_event(row, words) for row in told.events]),
        added=tuple(_comment(row, words) for row in told.added),
        gone=len(told.gone),
        unknown=told.before.idea is None,
    )
    return frame.show(page, nav="ideas", process=around.brand(words), position=snapshot.position)


def _event(row: TimelineRow, words: Words) -> TimelineEntry:
    return TimelineEntry(
        event=row.kind,
        at=row.at,
        role=row.role,
        detail=words.get(row.text),
        rules=row.rules,
        position=row.position,
    )


def _comment(row: CommentRow, words: Words) -> ComparedComment:
    body = excerpt(words.text(row.text))
    return ComparedComment(id=str(row.comment_id), at=row.posted_at, body=body)


def _values(
    frame: Frame, told: IdeaComparison, around: Surroundings, words: Words
) -> Iterator[ComparedValue]:
    before, after = told.before, told.after
    yield ComparedValue(
        name=frame.say(N_("Stand")), before=_state(frame, before), after=_state(frame, after)
    )
    names = SUPPORTS if around.process.question == "support" else OPINIONS
    for name, label in names.items():
        one = None if before.idea is None else getattr(before.counts, name)
        yield parts.number(frame, label, one, getattr(after.counts, name))
    yield parts.number(
        frame,
        N_("Kommentare"),
        before.idea.feed.comments if before.idea else None,
        after.idea.feed.comments if after.idea else None,
    )
    yield parts.number(
        frame,
        N_("Fassung des Textes"),
        before.idea.feed.version if before.idea else None,
        after.idea.feed.version if after.idea else None,
    )
    yield ComparedValue(
        name=frame.say(N_("Handlungsfeld")),
        before=_field(before, around, words),
        after=_field(after, around, words),
        german="value",
    )


def _state(frame: Frame, at: IdeaMoment) -> str | None:
    if at.idea is None:
        return None
    row = at.idea.feed
    state = "hidden" if row.held and not row.public else row.state
    return frame.say(vocabulary.word("proposal_state", state))


def _field(at: IdeaMoment, around: Surroundings, words: Words) -> str | None:
    field = around.field(at.idea.feed.field, words) if at.idea else None
    return field.name if field else None
