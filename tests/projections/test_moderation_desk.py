"""The desk: what waits, in which order, and what a moderator sees of a case."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.comments import CommentRefused, CommentRestored
from domain.erasure import ContentErased, history_of
from domain.moderation import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    CaseEscalated,
    CaseNoteAdded,
    CaseReleased,
    case_id_of,
)
from domain.proposals import ProposalResubmitted
from projections import cursors, erasures, moderation
from projections.model import Snapshot
from projections.moderation import Desk
from tests.projections.reading import MONDAY, History, named_id, read, text
from tests.projections.stories import (
    ANA,
    BEN,
    BENCH,
    BUS,
    DIGITAL,
    KATRIN,
    MILO,
    NEIGHBOUR,
    REMARK,
    claimed,
    decided,
    hand_in,
    opened,
    posted,
    published,
    rejected,
    reported,
    returned,
    submitted,
    waiting,
)

MODELS = (moderation.MODEL, erasures.MODEL)
NOON = datetime(2023, 6, 7, 10, 0, tzinfo=UTC)
EARLY = NOON - timedelta(hours=20)
LATER = NOON + timedelta(hours=4)
LATEST = NOON + timedelta(days=1)
DESK = Desk(now=NOON)


@pytest.fixture
def history() -> History:
    return History()


def subjects(queue: moderation.Queue) -> list[object]:
    return [queued.case.subject_id for queued in queue.cases]


def test_overdue_cases_come_first_then_urgent_ones_then_by_due_time(history: History) -> None:
    hand_in(history, BUS, due=LATEST)
    hand_in(history, BENCH, due=LATER)
    hand_in(history, NEIGHBOUR, due=EARLY)
    history.add(case_id_of(BUS, 1), reported(case_id_of(BUS, 1), BUS, "Ina", "HR03"))
    with read(MODELS, history.events) as snapshot:
        assert subjects(moderation.queue(snapshot, "open", DESK)) == [NEIGHBOUR, BUS, BENCH]


def test_the_pages_of_a_walk_hold_every_case_once(history: History) -> None:
    ideas = [named_id(f"idea {number}") for number in range(7)]
    for number, idea in enumerate(ideas):
        # Three overdue, two of them due at the same moment; one urgent; three in time.
        due = EARLY if number < 2 else NOON + timedelta(hours=number - 3)
        history.add(case_id_of(idea, 1), opened(idea, due))
    urgent = case_id_of(ideas[6], 1)
    history.add(urgent, reported(urgent, ideas[6], "Ina", "HR04"))
    walked: list[object] = []
    with read(MODELS, history.events) as snapshot:
        page = moderation.queue(snapshot, "open", DESK, limit=2)
        walked += subjects(page)
        while page.next is not None:
            # The clock goes on while the moderator turns pages; the order must not.
            later = Desk(now=LATEST)
            page = moderation.queue(snapshot, "open", later, after=page.next, limit=2)
            walked += subjects(page)
    assert walked == [ideas[0], ideas[1], ideas[2], ideas[6], ideas[3], ideas[4], ideas[5]]


def test_a_cursor_of_another_tab_is_refused(history: History) -> None:
    hand_in(history, BUS)
    hand_in(history, BENCH)
    with read(MODELS, history.events) as snapshot:
        cursor = moderation.queue(snapshot, "open", DESK, limit=1).next
        assert cursor is not None
        with pytest.raises(cursors.UnreadableCursor):
            moderation.queue(snapshot, "decided", DESK, after=cursor)
        with pytest.raises(cursors.UnreadableCursor):
            moderation.queue(snapshot, "open", DESK, after="Nonsense!")


def test_three_distinct_reporters_make_a_case_urgent(history: History) -> None:
    case_id = hand_in(history, BUS)
    history.add(case_id, reported(case_id, BUS, None), reported(case_id, BUS, None))
    history.add(case_id, reported(case_id, BUS, "Ina"))
    with read(MODELS, history.events) as snapshot:
        [queued] = moderation.queue(snapshot, "open", DESK).cases
        assert (queued.case.reports, queued.case.anonymous, queued.case.reporters) == (3, 2, 2)
        assert not queued.case.urgent
    history.add(case_id, reported(case_id, BUS, "Jan"))
    with read(MODELS, history.events) as snapshot:
        [queued] = moderation.queue(snapshot, "open", DESK).cases
        assert (queued.case.reporters, queued.case.urgent) == (3, True)


def test_claiming_releasing_and_escalating_move_a_case_between_tabs(history: History) -> None:
    case_id = hand_in(history, BUS)
    escalated = CaseEscalated(
        case_id=case_id, process_id=DIGITAL, to="legal", reason=text("why legal"), by=MILO
    )
    steps = [
        (claimed(case_id), "in_work", MILO.pseudonym),
        (CaseReleased(case_id=case_id, process_id=DIGITAL, by=MILO), "open", None),
        (claimed(case_id, KATRIN), "in_work", KATRIN.pseudonym),
        (escalated, "escalated", None),
    ]
    for event, tab, claimant in steps:
        history.add(case_id, event)
        with read(MODELS, history.events) as snapshot:
            counts = moderation.counts(snapshot, DESK)
            assert {name for name, number in counts.tabs.items() if number} == {tab}
            [queued] = moderation.queue(snapshot, tab, DESK).cases  # type: ignore[arg-type]  # a tab
            assert queued.case.claimed_by == claimant


def appealed(history: History) -> None:
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "reject", EARLY, rules=("HR07",)))
    history.add(BUS, rejected(BUS, "HR07"), after=timedelta(0))
    history.add(
        case_id,
        AppealFiled(case_id=case_id, process_id=DIGITAL, text=text("I object"), due=LATEST, by=ANA),
    )


def test_an_appeal_is_not_shown_to_who_decided_before(history: History) -> None:
    appealed(history)
    own = Desk(now=NOON, asking=(MILO.pseudonym,))
    others = Desk(now=NOON, asking=(KATRIN.pseudonym,))
    with read(MODELS, history.events) as snapshot:
        assert moderation.queue(snapshot, "appeals", own).cases == ()
        assert moderation.counts(snapshot, own).tabs["appeals"] == 0
        [queued] = moderation.queue(snapshot, "appeals", others).cases
        assert (queued.case.state, queued.case.due) == ("appealed", LATEST)
        assert moderation.counts(snapshot, others).tabs["appeals"] == 1


def test_decided_cases_are_listed_newest_first(history: History) -> None:
    for idea in (BUS, BENCH, NEIGHBOUR):
        case_id = hand_in(history, idea)
        history.add(case_id, claimed(case_id), decided(idea, "publish", EARLY))
    with read(MODELS, history.events) as snapshot:
        first = moderation.queue(snapshot, "decided", DESK, limit=2)
        second = moderation.queue(snapshot, "decided", DESK, after=first.next, limit=2)
    assert subjects(first) == [NEIGHBOUR, BENCH]
    assert (subjects(second), second.next) == ([BUS], None)


def test_the_desk_can_be_narrowed_to_processes(history: History) -> None:
    hand_in(history, BUS)
    mine = Desk(now=NOON, processes=(DIGITAL,))
    others = Desk(now=NOON, processes=(named_id("another process"),))  # type: ignore[arg-type]  # any id
    with read(MODELS, history.events) as snapshot:
        assert subjects(moderation.queue(snapshot, "open", mine)) == [BUS]
        assert subjects(moderation.queue(snapshot, "open", others)) == []
        assert moderation.counts(snapshot, mine).overdue == 1
        assert moderation.counts(snapshot, others).overdue == 0


def test_a_case_tells_every_step_with_its_reasons(history: History) -> None:
    case_id = hand_in(history, BUS)
    note = CaseNoteAdded(case_id=case_id, process_id=DIGITAL, text=text("a note"), by=MILO)
    at = MONDAY + timedelta(hours=3)
    history.add(case_id, claimed(case_id), note, decided(BUS, "return", at, rules=("HR04",)))
    history.add(BUS, returned(BUS, "HR04"))
    with read(MODELS, history.events) as snapshot:
        detail = moderation.case(snapshot, case_id)
    assert detail is not None
    told = [(step.kind, step.role, step.code, step.rules, step.text) for step in detail.steps]
    assert told == [
        ("case.opened", None, "submission", (), None),
        ("case.claimed", "moderator", None, (), None),
        ("case.note-added", "moderator", None, (), text("a note")),
        ("case.decided", "moderator", "return", ("HR04",), text(f"why {BUS} return")),
    ]
    assert detail.steps[-1].quoted == text(f"passage of {BUS}")
    assert detail.steps[-1].minutes == 179
    assert detail.case.version == 4


def test_both_versions_of_a_revised_text_are_in_the_case(history: History) -> None:
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "return", EARLY, rules=("HR04",)))
    history.add(BUS, returned(BUS, "HR04"))
    revised = ProposalResubmitted(
        proposal_id=BUS,
        process_id=DIGITAL,
        version=2,
        title=text("better title"),
        body=text("better body"),
        action_field=None,
        territory=None,
        location=None,
        by=ANA,
    )
    history.add(BUS, revised)
    history.add(case_id_of(BUS, 2), opened(BUS, LATER, trigger="edit", number=2))
    with read(MODELS, history.events) as snapshot:
        detail = moderation.case(snapshot, case_id_of(BUS, 2))
        [queued] = moderation.queue(snapshot, "open", DESK).cases
    assert detail is not None
    assert [(row.version, row.body) for row in detail.versions] == [
        (1, text(f"{BUS} body 1")),
        (2, text("better body")),
    ]
    assert [(other.case_id, other.outcome) for other in detail.others] == [(case_id, "return")]
    assert detail.case.previous == case_id
    assert queued.text == detail.versions[1]


def test_an_erased_text_is_left_out_of_steps_and_versions(history: History) -> None:
    case_id = hand_in(history, BUS)
    history.add(case_id, reported(case_id, BUS, "Ina"))
    for ref in (text(f"{BUS} body 1"), text("report of Ina")):
        history.add(history_of(ref), ContentErased(ref=ref, subject=None, ground="request"))
    with read(MODELS, history.events) as snapshot:
        detail = moderation.case(snapshot, case_id)
    assert detail is not None
    assert detail.steps[1].text is None
    assert (detail.versions[0].title, detail.versions[0].body) == (text(f"{BUS} title 1"), None)


def author_of(snapshot: Snapshot, who: object) -> tuple[int, ...]:
    row = moderation.author(snapshot, DIGITAL, who)  # type: ignore[arg-type]  # a pseudonym
    return (row.published, row.returned, row.rejected, row.hidden, row.warned, row.suspended)


def test_an_authors_history_counts_what_was_decided(history: History) -> None:
    history.add(BENCH, submitted(BENCH), published(BENCH))
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "reject", EARLY, rules=("HR07",)))
    history.add(BUS, rejected(BUS, "HR07"))
    warned = case_id_of(BENCH, 1)
    history.add(warned, opened(BENCH, EARLY, trigger="report"), claimed(warned))
    history.add(warned, decided(BENCH, "warn", EARLY, rules=("HR01",)))
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, ANA.pseudonym) == (1, 0, 1, 0, 1, 0)
        assert author_of(snapshot, BEN.pseudonym) == (0, 0, 0, 0, 0, 0)


def test_what_an_appeal_overturned_is_not_held_against_the_author(history: History) -> None:
    appealed(history)
    case_id = case_id_of(BUS, 1)
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, ANA.pseudonym) == (0, 0, 1, 0, 0, 0)
    ruling = AppealDecided(
        case_id=case_id,
        process_id=DIGITAL,
        subject=opened(BUS, LATER).subject,
        outcome="overturned",
        explanation=text("criticism is allowed"),
        decided_at=NOON,
        by=KATRIN,
    )
    taken = AppealAssigned(case_id=case_id, process_id=DIGITAL, reviewer=KATRIN)
    history.add(case_id, taken, ruling)
    history.add(BUS, published(BUS, "appeal", KATRIN), after=timedelta(0))
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, ANA.pseudonym) == (1, 0, 0, 0, 0, 0)
        detail = moderation.case(snapshot, case_id)
    assert detail is not None
    assert (detail.case.state, detail.case.tab) == ("final", "decided")
    assert (detail.case.outcome, detail.case.appeal_outcome) == ("reject", "overturned")
    assert detail.steps[-2].actor == KATRIN.pseudonym


def test_a_comment_counts_as_published_only_when_it_is_public(history: History) -> None:
    history.add(BUS, submitted(BUS), published(BUS))
    history.add(REMARK, posted(REMARK, BUS, history.now), waiting(REMARK, BUS))
    history.add(case_id_of(REMARK, 1), opened(REMARK, LATER, kind="comment", author=BEN))
    refused = CommentRefused(
        comment_id=REMARK,
        process_id=DIGITAL,
        proposal_id=BUS,
        case_id=case_id_of(REMARK, 1),
        rules=("HR01",),
        explanation=text("why"),
        appeal_until=NOON.date(),
        by=MILO,
    )
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, BEN.pseudonym) == (0, 0, 0, 0, 0, 0)
        [queued] = moderation.queue(snapshot, "open", DESK).cases
        assert (queued.case.subject_kind, queued.case.proposal_id) == ("comment", BUS)
    history.add(REMARK, refused)
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, BEN.pseudonym) == (0, 0, 1, 0, 0, 0)
    restored = CommentRestored(
        comment_id=REMARK,
        process_id=DIGITAL,
        proposal_id=BUS,
        case_id=case_id_of(REMARK, 1),
        by=KATRIN,
    )
    history.add(REMARK, restored)
    with read(MODELS, history.events) as snapshot:
        assert author_of(snapshot, BEN.pseudonym) == (1, 0, 0, 0, 0, 0)
