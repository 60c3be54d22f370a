"""Notices: what authors are told, and that a rebuild tells nobody twice."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.comments import CommentHeld, CommentReleased
from domain.erasure import ContentErased, history_of
from domain.moderation import AppealDecided, AppealFiled, case_id_of
from domain.participants import ParticipantSuspended
from domain.people import Pseudonym
from domain.proposals import (
    ProposalEditReleased,
    ProposalHeld,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalUnmerged,
)
from projections import erasures, outbox
from projections.database import open_engine
from projections.model import Snapshot
from projections.outbox import Deliveries, NoticeRow
from tests.projections.reading import MONDAY, History, named_id, read, text
from tests.projections.stories import (
    ANA,
    BENCH,
    BUS,
    DIGITAL,
    KATRIN,
    LAST_DAY,
    MILO,
    REMARK,
    claimed,
    decided,
    hand_in,
    imported,
    opened,
    posted,
    published,
    reported,
    submitted,
)

MODELS = (outbox.MODEL, erasures.MODEL)
DUE = datetime(2023, 6, 6, 14, 0, tzinfo=UTC)
LATER = MONDAY + timedelta(days=1)
BENS_REPORT = named_id("Ben reports")


@pytest.fixture
def deliveries(tmp_path: Path) -> Iterator[Deliveries]:
    with closing(Deliveries(open_engine(f"sqlite:///{tmp_path}/deliveries.db"))) as marks:
        yield marks


def notices(history: History, deliveries: Deliveries) -> list[NoticeRow]:
    with read(MODELS, history.events) as snapshot:
        return [pending.notice for pending in deliveries.pending(snapshot, history.now)]


def waiting_for(snapshot: Snapshot, deliveries: Deliveries, now: datetime = LATER) -> list[str]:
    return [pending.notice.kind for pending in deliveries.pending(snapshot, now)]


def test_an_author_is_told_of_receipt_and_publication(deliveries: Deliveries) -> None:
    history = History()
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "publish", history.now))
    history.add(BUS, published(BUS), after=timedelta(0))
    told = notices(history, deliveries)
    assert [(each.kind, each.subject_kind, each.subject_id) for each in told] == [
        ("received", "proposal", BUS),
        ("published", "proposal", BUS),
    ]


def test_what_is_published_at_once_is_one_message(deliveries: Deliveries) -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS, "post"))
    assert [each.kind for each in notices(history, deliveries)] == ["received"]


def test_a_statement_of_reasons_has_rules_words_passage_and_the_way_to_appeal(
    deliveries: Deliveries,
) -> None:
    history = History()
    case_id = hand_in(history, BUS)
    history.add(case_id, decided(BUS, "reject", MONDAY, rules=("HR05", "HR07")))
    reasons = notices(history, deliveries)[-1]
    assert (reasons.kind, reasons.case_id, reasons.rules) == (
        "rejected",
        case_id,
        ("HR05", "HR07"),
    )
    assert reasons.explanation == text(f"why {BUS} reject")
    assert reasons.quoted == text(f"passage of {BUS}")
    assert reasons.appeal_until == LAST_DAY


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [("return", "returned"), ("hide", "hidden"), ("warn", "warned"), ("restore", "restored")],
)
def test_each_decision_has_its_notice(outcome: str, kind: str, deliveries: Deliveries) -> None:
    history = History()
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE))
    history.add(case_id, decided(BUS, outcome, MONDAY, rules=("HR01",)))  # type: ignore[arg-type]  # an outcome
    [notice] = notices(history, deliveries)
    assert notice.kind == kind
    assert notice.appeal_until == (None if outcome == "restore" else LAST_DAY)


def test_reporters_with_an_account_hear_the_outcome_and_no_reasons(deliveries: Deliveries) -> None:
    history = History()
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE, trigger="report"))
    history.add(case_id, reported(case_id, BUS, "Ben", "HR04"))
    history.add(case_id, reported(case_id, BUS, "Ada"), reported(case_id, BUS, None))
    history.add(case_id, decided(BUS, "hide", MONDAY, rules=("HR01",)))
    told = [each for each in notices(history, deliveries) if each.kind == "report_decided"]
    assert {each.reporter for each in told} == {BENS_REPORT, named_id("Ada reports")}
    assert {(each.outcome, each.rules, each.explanation) for each in told} == {
        ("hide", ("HR01",), None)
    }
    assert len({each.message_id for each in told}) == 2


def test_a_report_is_answered_once_and_in_its_own_case() -> None:
    history = History()
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE, trigger="report"), reported(case_id, BUS, "Ben"))
    with read(MODELS, history.events) as snapshot:
        [waiting] = outbox.reports_of(snapshot, [BENS_REPORT, BUS])
    assert (waiting.rule, waiting.outcome) == ("HR01", None)
    history.add(case_id, decided(BUS, "no_action", MONDAY))
    second = case_id_of(BUS, 2)
    history.add(second, opened(BUS, DUE, trigger="report", number=2))
    history.add(second, reported(second, BUS, "Ben", "HR05"))
    with read(MODELS, history.events) as snapshot:
        found = outbox.reports_of(snapshot, [BENS_REPORT])
    assert [(row.rule, row.outcome) for row in found] == [("HR05", None), ("HR01", "no_action")]


def test_a_suspension_tells_when_it_ends(deliveries: Deliveries) -> None:
    history = History()
    case_id = case_id_of(BUS, 1)
    suspended = ParticipantSuspended(
        participant=Pseudonym(named_id("Ana, installation")), case_id=case_id, until=DUE, by=MILO
    )
    history.add(case_id, opened(BUS, DUE), decided(BUS, "suspend", MONDAY, rules=("HR09",)))
    history.add(suspended.participant, suspended, after=timedelta(0))
    [notice] = notices(history, deliveries)
    assert (notice.kind, notice.until) == ("suspended", DUE)


def test_an_appeal_is_confirmed_and_answered(deliveries: Deliveries) -> None:
    history = History()
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE), decided(BUS, "reject", MONDAY, rules=("HR07",)))
    objection = AppealFiled(case_id=case_id, process_id=DIGITAL, text=text("no"), due=DUE, by=ANA)
    ruling = AppealDecided(
        case_id=case_id,
        process_id=DIGITAL,
        subject=opened(BUS, DUE).subject,
        outcome="overturned",
        explanation=text("right you are"),
        decided_at=history.now,
        by=KATRIN,
    )
    history.add(case_id, objection, ruling)
    history.add(BUS, published(BUS, "appeal", KATRIN), after=timedelta(0))
    _, confirmed, answered = notices(history, deliveries)
    assert (confirmed.kind, confirmed.subject_id, confirmed.until) == ("appeal_received", BUS, DUE)
    assert (answered.kind, answered.ruling, answered.explanation) == (
        "appeal_decided",
        "overturned",
        text("right you are"),
    )


def test_a_cover_is_told_when_it_comes_and_when_it_goes(deliveries: Deliveries) -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS, "post"))
    case_id = case_id_of(BUS, 1)
    held = ProposalHeld(
        proposal_id=BUS, process_id=DIGITAL, case_id=case_id, rule="HR03", until=DUE
    )
    ended = ProposalHoldEnded(proposal_id=BUS, process_id=DIGITAL, case_id=case_id)
    history.add(BUS, held, ended)
    _, covered, uncovered = notices(history, deliveries)
    assert (covered.kind, covered.until, covered.rules) == ("covered", DUE, ("HR03",))
    assert uncovered.kind == "uncovered"


def released_after(history: History, until: datetime | None) -> None:
    """Let a comment be posted, held and released."""
    ids = {"comment_id": REMARK, "process_id": DIGITAL, "proposal_id": BUS}
    case_id = case_id_of(REMARK, 1)
    held = CommentHeld(case_id=case_id, until=until, **ids)  # type: ignore[arg-type]  # the ids
    released = CommentReleased(case_id=case_id, by=MILO, **ids)  # type: ignore[arg-type]  # the ids
    history.add(REMARK, posted(REMARK, BUS, MONDAY), held)
    history.add(REMARK, released)


def test_a_comment_that_was_read_first_is_published(deliveries: Deliveries) -> None:
    history = History()
    released_after(history, until=None)
    assert [each.kind for each in notices(history, deliveries)] == ["published"]


def test_a_covered_comment_is_visible_again(deliveries: Deliveries) -> None:
    history = History()
    released_after(history, until=DUE)
    told = [(each.kind, each.until) for each in notices(history, deliveries)]
    assert told == [("covered", DUE), ("uncovered", None)]


def test_a_merge_by_a_moderator_and_a_released_edit_are_told(deliveries: Deliveries) -> None:
    history = History()
    fields = {
        "proposal_id": BUS,
        "process_id": DIGITAL,
        "into_id": BENCH,
        "merge_id": named_id("merge"),
        "reason": text("same idea"),
    }
    released = ProposalEditReleased(
        proposal_id=BUS, process_id=DIGITAL, version=2, case_id=case_id_of(BUS, 2), by=MILO
    )
    history.add(BUS, released, ProposalMerged(by=MILO, **fields))  # type: ignore[arg-type]  # the fields
    edited, merged = notices(history, deliveries)
    assert edited.kind == "edit_released"
    assert (merged.kind, merged.into_id, merged.explanation) == ("merged", BENCH, text("same idea"))
    own = History()
    own.add(BUS, ProposalMerged(by=ANA, **fields))  # type: ignore[arg-type]  # the fields
    assert notices(own, deliveries) == []


def test_an_undone_merge_is_told_whoever_had_merged(deliveries: Deliveries) -> None:
    for merging in (MILO, ANA):
        history = History()
        fields = {
            "proposal_id": BUS,
            "process_id": DIGITAL,
            "into_id": BENCH,
            "merge_id": named_id("merge"),
        }
        merged = ProposalMerged(by=merging, reason=None, **fields)  # type: ignore[arg-type]  # the fields
        undone = ProposalUnmerged(by=MILO, reason=text("two things"), **fields)  # type: ignore[arg-type]  # the fields
        history.add(BUS, merged, undone)
        told = notices(history, deliveries)[-1]
        assert (told.kind, told.subject_id, told.into_id) == ("unmerged", BUS, BENCH)
        assert told.explanation == text("two things")


def test_imports_anonymous_reports_and_no_action_make_no_notice(deliveries: Deliveries) -> None:
    history = History()
    history.add(BUS, imported(BUS), published(BUS, "import"), channel="import")
    history.add(BENCH, submitted(BENCH), published(BENCH), channel="import")
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE, trigger="report"), reported(case_id, BUS, None))
    history.add(case_id, decided(BUS, "no_action", history.now))
    assert notices(history, deliveries) == []


def three() -> History:
    """Return a history with three receipts."""
    history = History()
    for idea in (BUS, BENCH, named_id("third")):
        history.add(idea, submitted(idea))  # type: ignore[arg-type]  # any id
    return history


def test_what_was_sent_is_not_pending_even_after_a_rebuild(deliveries: Deliveries) -> None:
    history = three()
    with read(MODELS, history.events) as snapshot:
        first, second, third = deliveries.pending(snapshot, LATER)
        deliveries.mark_sent(first.notice.message_id, LATER)
        deliveries.mark_sent(third.notice.message_id, LATER)
    with read(MODELS, history.events, size=1) as rebuilt:
        [left] = deliveries.pending(rebuilt, LATER)
        assert left == second
        deliveries.mark_sent(second.notice.message_id, LATER)
        assert deliveries.pending(rebuilt, LATER) == []
    history.add(REMARK, submitted(REMARK))  # type: ignore[arg-type]  # any id
    with read(MODELS, history.events) as snapshot:
        assert [each.notice.position for each in deliveries.pending(snapshot, LATER)] == [4]


def test_a_message_that_was_sent_but_not_marked_comes_again_under_the_same_id(
    deliveries: Deliveries,
) -> None:
    with read(MODELS, three().events) as snapshot:
        sent = deliveries.pending(snapshot, LATER, limit=1)
        assert deliveries.pending(snapshot, LATER, limit=1) == sent
        assert sent[0].notice.message_id == outbox.message_id(1, "received")


def test_a_failed_message_comes_again_in_time_and_does_not_hold_others_up(
    deliveries: Deliveries,
) -> None:
    soon = LATER + timedelta(minutes=5)
    with read(MODELS, three().events) as snapshot:
        first = deliveries.pending(snapshot, LATER)[0].notice.message_id
        deliveries.mark_failed(first, LATER, retry_at=soon, reason="smtp.451")
        assert [each.notice.position for each in deliveries.pending(snapshot, LATER)] == [2, 3]
        again = deliveries.pending(snapshot, soon)
        assert [(each.notice.position, each.attempts) for each in again] == [(1, 1), (2, 0), (3, 0)]
        deliveries.mark_failed(first, soon, retry_at=None, reason="smtp.550")
        assert waiting_for(snapshot, deliveries, soon) == ["received", "received"]
        mark = deliveries.of(first)
        assert mark is not None
        assert (mark.state, mark.attempts, mark.reason) == ("failed", 2, "smtp.550")


def test_nobody_to_tell_is_an_end_too_and_reasons_are_codes(deliveries: Deliveries) -> None:
    with read(MODELS, three().events) as snapshot:
        first = deliveries.pending(snapshot, LATER)[0].notice.message_id
        with pytest.raises(ValueError, match="short code"):
            deliveries.drop(first, LATER, "ana@example.org bounced")
        deliveries.drop(first, LATER, "no_owner")
        assert len(deliveries.pending(snapshot, LATER)) == 2


def test_demo_content_is_told_already(deliveries: Deliveries) -> None:
    history = three()
    deliveries.begin_after(3)
    with read(MODELS, history.events) as snapshot:
        assert deliveries.pending(snapshot, LATER) == []
    history.add(REMARK, submitted(REMARK))  # type: ignore[arg-type]  # any id
    with read(MODELS, history.events) as snapshot:
        assert len(deliveries.pending(snapshot, LATER)) == 1
    deliveries.begin_after(2)
    with read(MODELS, history.events) as snapshot:
        assert len(deliveries.pending(snapshot, LATER)) == 1


def test_marks_survive_a_new_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deliveries.db"
    with read(MODELS, three().events) as snapshot:
        with closing(Deliveries(open_engine(url))) as before:
            for pending in before.pending(snapshot, LATER):
                before.mark_sent(pending.notice.message_id, LATER)
        with closing(Deliveries(open_engine(url))) as after:
            assert after.pending(snapshot, LATER) == []


def test_more_notices_than_one_page_all_come_in_order(deliveries: Deliveries) -> None:
    history = History()
    for number in range(450):
        idea = named_id(f"idea {number}")
        history.add(idea, submitted(idea))  # type: ignore[arg-type]  # any id
    with read(MODELS, history.events) as snapshot:
        found = deliveries.pending(snapshot, LATER, limit=430)
        assert [each.notice.position for each in found] == list(range(1, 431))


def test_erased_reasons_are_not_sent(deliveries: Deliveries) -> None:
    history = History()
    history.add(case_id_of(BUS, 1), opened(BUS, DUE))
    history.add(case_id_of(BUS, 1), decided(BUS, "hide", MONDAY, rules=("HR01",)))
    ref = text(f"why {BUS} hide")
    history.add(history_of(ref), ContentErased(ref=ref, subject=None, ground="legal"))
    [notice] = notices(history, deliveries)
    assert (notice.explanation, notice.quoted) == (None, text(f"passage of {BUS}"))
