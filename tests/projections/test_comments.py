"""Threads: replies below what they answer, stubs in place of what is not public."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.codes import CommentId, ProposalId
from domain.comments import (
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.people import Actor, Pseudonym
from domain.processes import process_id_of
from domain.proposals import ProposalHidden, ProposalImported, ProposalPublished
from projections import comments, erasures, feed, tally
from projections.comments import CommentRow
from projections.feed import UnreadableCursor
from projections.model import Snapshot
from tests.projections.reading import MONDAY, History, named_id, read, text

MODELS = (erasures.MODEL, feed.MODEL, tally.MODEL, comments.MODEL)
PROCESS = process_id_of("klimaplan")
BUS = ProposalId(named_id("bus"))
CASE = named_id("case")
ANA = Actor(Pseudonym(named_id("ana")), "citizen")
MODERATOR = Actor(Pseudonym(named_id("moderator")), "moderator")
CLERK = Actor(Pseudonym(named_id("clerk")), "clerk", on_behalf_of=Pseudonym(named_id("opa")))
AGAINST: dict[str, Any] = {
    "case_id": CASE,
    "rules": ("HR01",),
    "explanation": text("explanation"),
    "appeal_until": date(2023, 12, 5),
    "by": MODERATOR,
}


def ids(name: str) -> dict[str, Any]:
    return {"comment_id": named_id(name), "process_id": PROCESS, "proposal_id": BUS}


class Thread(History):
    """The comments below one published proposal, told by short names."""

    def __init__(self) -> None:
        super().__init__()
        about: dict[str, Any] = {"proposal_id": BUS, "process_id": PROCESS}
        imported = ProposalImported(
            **about,
            phase_id=named_id("phase"),  # type: ignore[arg-type]  # ids are plain here
            receipt="B-2023-0001",
            title=text("title"),
            body=text("body"),
            action_field=None,
            source=named_id("row"),
            author=None,
            by=MODERATOR,
        )
        published = ProposalPublished(**about, mode="import", case_id=None, by=MODERATOR)
        self.add(BUS, imported, published)

    def post(
        self, name: str, parent: str | None = None, by: Actor = ANA, *, held: bool = False
    ) -> None:
        """Post a comment; a held one waits for a moderator from the first moment."""
        posted = CommentPosted(
            **ids(name),
            phase_id=named_id("phase"),  # type: ignore[arg-type]  # ids are plain here
            parent_id=CommentId(named_id(parent)) if parent else None,
            text=text(name),
            stance="pro",
            level="email",
            author=by,
            posted_at=MONDAY,
        )
        hold = CommentHeld(**ids(name), case_id=CASE, until=None)  # type: ignore[arg-type]  # ids are plain here
        self.add(named_id(name), *([posted, hold] if held else [posted]))


def told(rows: list[CommentRow]) -> list[tuple[int, str | None]]:
    return [(row.depth, row.text) for row in rows]


def whole(snapshot: Snapshot, **wanted: Any) -> list[CommentRow]:  # noqa: ANN401 - as `thread` takes it
    return comments.thread(snapshot, BUS, **wanted).comments


def test_replies_stand_below_what_they_answer() -> None:
    history = Thread()
    for name, parent in (("1", None), ("2", None), ("1.1", "1"), ("1.1.1", "1.1"), ("1.2", "1")):
        history.post(name, parent)
    with read(MODELS, history.events) as snapshot:
        assert told(whole(snapshot)) == [
            (0, text("1")),
            (1, text("1.1")),
            (2, text("1.1.1")),
            (1, text("1.2")),
            (0, text("2")),
        ]
        assert [row.replies for row in whole(snapshot)] == [2, 1, 0, 0, 0]
        assert comments.visible(snapshot, BUS) == 5
        assert feed.rows(snapshot, [BUS])[BUS].comments == 5


def test_pages_are_of_threads_with_all_their_replies() -> None:
    history = Thread()
    for number in range(7):
        history.post(f"{number}")
        history.post(f"{number}.1", f"{number}")
    with read(MODELS, history.events) as snapshot:
        found: list[CommentRow] = []
        cursor, pages = None, 0
        while pages == 0 or cursor is not None:
            page = comments.thread(snapshot, BUS, cursor=cursor, limit=3)
            found, cursor, pages = [*found, *page.comments], page.next, pages + 1
            assert page.total == 14
        assert pages == 3
        expected = [(number // 2, number % 2) for number in range(14)]
        assert told(found) == [
            (depth, text(f"{number}.1" if depth else f"{number}")) for number, depth in expected
        ]
        with pytest.raises(UnreadableCursor):
            comments.thread(snapshot, BUS, cursor="WyJuZXciLFsxXV0")


def test_a_held_comment_is_nowhere_until_it_is_released() -> None:
    history = Thread()
    history.post("held", held=True)
    waiting = history.events[-1].position
    history.add(named_id("held"), CommentReleased(**ids("held"), case_id=CASE, by=MODERATOR))  # type: ignore[arg-type]  # ids
    with read(MODELS, history.events) as snapshot:
        assert told(whole(snapshot)) == [(0, text("held"))]
        assert whole(snapshot.at(waiting)) == []
        assert comments.find(snapshot.at(waiting), CommentId(named_id("held"))) is None
        [seen] = whole(snapshot.at(waiting), everything=True)
        assert (seen.state, seen.text) == ("held", text("held"))


def test_a_refused_comment_leaves_no_trace() -> None:
    history = Thread()
    history.post("rude", held=True)
    history.add(named_id("rude"), CommentRefused(**ids("rude"), **AGAINST))
    with read(MODELS, history.events) as snapshot:
        assert whole(snapshot) == []
        [row] = whole(snapshot, everything=True)
        assert (row.state, row.rules, row.explanation) == (
            "refused",
            ("HR01",),
            text("explanation"),
        )


@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("hidden", CommentHidden(**ids("1"), **AGAINST)),
        ("withdrawn", CommentWithdrawn(**ids("1"), by=ANA)),
        ("held", CommentHeld(**ids("1"), case_id=CASE, until=MONDAY)),  # type: ignore[arg-type]  # ids
    ],
)
def test_what_was_visible_leaves_a_stub(state: str, event: Any) -> None:  # noqa: ANN401 - one of three
    history = Thread()
    history.post("1")
    history.post("1.1", "1")
    history.add(named_id("1"), event)
    with read(MODELS, history.events) as snapshot:
        stub, reply = whole(snapshot)
        assert (stub.state, stub.stub, stub.text, stub.author, stub.explanation) == (
            state,
            True,
            None,
            None,
            None,
        )
        assert stub.rules == (("HR01",) if state == "hidden" else ())
        assert reply.text == text("1.1")
        assert comments.visible(snapshot, BUS) == 1
        # Looking back does not bring back what may not be read now (ruling 4).
        earlier = whole(snapshot.at(event_position(history) - 1))
        assert [row.text for row in earlier] == [None, text("1.1")]
        assert earlier[0].state == "visible"


def event_position(history: Thread) -> int:
    return history.events[-1].position


def test_a_restored_comment_is_whole_again() -> None:
    history = Thread()
    history.post("1")
    history.add(named_id("1"), CommentHidden(**ids("1"), **AGAINST))
    restored = CommentRestored(**ids("1"), case_id=CASE, by=MODERATOR)  # type: ignore[arg-type]  # ids
    history.add(named_id("1"), restored)
    with read(MODELS, history.events) as snapshot:
        [row] = whole(snapshot)
        assert (row.text, row.rules, row.appeal_until) == (text("1"), (), None)
        assert feed.rows(snapshot, [BUS])[BUS].comments == 1


def test_a_corrected_comment_says_so_and_keeps_its_first_text_for_staff() -> None:
    history = Thread()
    history.post("1")
    edited = CommentEdited(**ids("1"), version=2, text=text("corrected"), by=ANA)
    history.add(named_id("1"), edited)
    with read(MODELS, history.events) as snapshot:
        [row] = whole(snapshot)
        assert (row.text, row.version) == (text("corrected"), 2)
        assert row.edited_at == history.now
        texts = comments.versions(snapshot, CommentId(named_id("1")))
        assert [each.text for each in texts] == [text("1"), text("corrected")]


def test_paper_is_its_writer_s_comment_not_the_clerk_s() -> None:
    history = Thread()
    history.post("paper", by=CLERK)
    with read(MODELS, history.events) as snapshot:
        [row] = whole(snapshot)
        assert (row.author, row.author_role) == (CLERK.on_behalf_of, "citizen")


def test_comments_go_with_their_proposal() -> None:
    history = Thread()
    history.post("1")
    hidden = ProposalHidden(
        proposal_id=BUS,
        process_id=PROCESS,
        case_id=CASE,  # type: ignore[arg-type]  # ids are plain here
        rules=("HR04",),
        explanation=text("explanation"),
        appeal_until=date(2023, 12, 5),
        by=MODERATOR,
    )
    with read(MODELS, history.events) as snapshot:
        assert [row.text for row in comments.latest(snapshot, PROCESS)] == [text("1")]
    history.add(BUS, hidden)
    with read(MODELS, history.events) as snapshot:
        assert comments.thread(snapshot, BUS) == comments.Thread([], None, 0)
        assert comments.latest(snapshot, PROCESS) == []
        assert comments.find(snapshot, CommentId(named_id("1"))) is None
        assert len(whole(snapshot, everything=True)) == 1


def test_an_unknown_comment_is_none() -> None:
    with read(MODELS, Thread().events) as snapshot:
        assert comments.find(snapshot, CommentId(UUID(int=1)), everything=True) is None


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page have two threads."""
    monkeypatch.setattr("projections.comments.portions.THREADS", 2)


@pytest.mark.usefixtures("pairs")
def test_numbered_pages_have_all_threads_once_each() -> None:
    history = Thread()
    for number in range(5):
        history.post(f"{number}")
        history.post(f"{number}.1", f"{number}")
    with read(MODELS, history.events) as snapshot:
        pages = [comments.portion(snapshot, BUS, number) for number in (1, 2, 3)]
        assert [told(list(page.comments)) for page in pages] == [
            [(depth, text(name)) for name, depth in shown]
            for shown in (
                [("0", 0), ("0.1", 1), ("1", 0), ("1.1", 1)],
                [("2", 0), ("2.1", 1), ("3", 0), ("3.1", 1)],
                [("4", 0), ("4.1", 1)],
            )
        ]
        assert [(page.number, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
        for page in pages:
            assert {comments.page_of(snapshot, row) for row in page.comments} == {page.number}
        assert comments.portion(snapshot, BUS, 99) == pages[2]
        assert comments.portion(snapshot, BUS, 0) == pages[0]


@pytest.mark.usefixtures("pairs")
def test_only_its_author_has_a_held_comment_on_a_page() -> None:
    history = Thread()
    history.post("held", held=True)
    history.post("1")
    history.post("2", by=MODERATOR)
    with read(MODELS, history.events) as snapshot:
        everybody = comments.portion(snapshot, BUS, 1)
        assert told(list(everybody.comments)) == [(0, text("1")), (0, text("2"))]
        assert everybody.pages == 1
        hers = comments.portion(snapshot, BUS, 1, ANA.pseudonym)
        assert told(list(hers.comments)) == [(0, text("held")), (0, text("1"))]
        last = comments.portion(snapshot, BUS, 2, ANA.pseudonym)
        assert told(list(last.comments)) == [(0, text("2"))]
        [other] = last.comments
        assert comments.page_of(snapshot, other, ANA.pseudonym) == 2
        assert comments.page_of(snapshot, other) == 1


def test_a_proposal_without_comments_has_one_empty_page() -> None:
    with read(MODELS, Thread().events) as snapshot:
        page = comments.portion(snapshot, BUS, 7)
        assert (list(page.comments), page.number, page.pages) == ([], 1, 1)
