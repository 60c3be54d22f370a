"""Ideas in lists."""

from collections.abc import Mapping, Sequence

from api.pages.formatting import excerpt
from api.pages.framing import Frame
from api.pages.parts import authors
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views import IdeaCard, IdeaLink, Opinions, SimilarIdea
from domain.codes import ProposalId
from projections import answers, feed
from projections.feed import FeedRow
from projections.model import Snapshot


def card(
    frame: Frame,
    row: FeedRow,
    around: Surroundings,
    words: Words,
    highest: int = 0,
    answer: str | None = None,
) -> IdeaCard:
    """Return an idea as a list shows it; `highest` is the scale of its bar."""
    question = around.process.question
    return IdeaCard(
        id=str(row.proposal_id),
        receipt=row.receipt,
        title=words.get(row.title),
        excerpt=excerpt(words.text(row.body)) or stub(frame, row),
        missing=not words.text(row.body),
        state=row.state,
        author=authors.author(frame, row.author, row.author_role, row.channel),
        channel=row.channel,
        published_at=row.published_at,
        field=around.field(row.field, words),
        territory=around.territory(row.territory, words),
        supports=row.supports if question == "support" else None,
        most_supports=highest,
        opinions=opinions(row) if question == "opinion" else None,
        comments=row.comments,
        answer=answer,
    )


def said(snapshot: Snapshot, rows: Sequence[FeedRow]) -> Mapping[ProposalId, str]:
    """Return what became of each idea that has come further than its publication."""
    ids = [row.proposal_id for row in rows]
    found: dict[ProposalId, str] = {
        key: row.verdict for key, row in answers.of_ids(snapshot, ids).items() if row.verdict
    }
    return found | dict.fromkeys(feed.in_measures(snapshot, ids), "measure")


def stub(frame: Frame, row: FeedRow) -> str:
    """Return what stands where a text is missing."""
    return frame.say("Idee %(number)s", number=row.receipt)


def opinions(row: FeedRow) -> Opinions:
    """Return the answers to an idea, the last one of each person."""
    return Opinions(agree=row.agree, disagree=row.disagree, neither=row.passes, rule="last")


def title(row: FeedRow, words: Words) -> str:
    """Return what an idea is called: its title, its first words, or its number."""
    return words.get(row.title) or excerpt(words.text(row.body), 90) or row.receipt


def link(row: FeedRow, words: Words) -> IdeaLink:
    """Return what leads to an idea."""
    return IdeaLink(id=str(row.proposal_id), receipt=row.receipt, title=title(row, words))


def similar(rows: Sequence[FeedRow], words: Words, question: str) -> tuple[SimilarIdea, ...]:
    """Return ideas as they are offered beside a new one."""
    return tuple(
        SimilarIdea(
            id=str(row.proposal_id),
            receipt=row.receipt,
            title=title(row, words),
            excerpt=excerpt(words.text(row.body), 120),
            supports=row.supports if question == "support" else None,
            comments=row.comments,
            state=row.state,
        )
        for row in rows
    )
