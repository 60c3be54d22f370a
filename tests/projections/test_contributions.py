"""My page: what authors see of their own texts, and what happens next."""

from datetime import UTC, datetime, timedelta

from domain.comments import CommentHeld
from domain.erasure import ContentErased, history_of
from domain.moderation import AppealDecided, AppealFiled, case_id_of
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalUnmerged,
)
from projections import contributions, erasures
from projections.contributions import Contribution, NextStep
from tests.projections.reading import History, named_id, read, text
from tests.projections.stories import (
    ANA,
    BEN,
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
    hidden,
    imported,
    opened,
    posted,
    published,
    rejected,
    reported,
    returned,
    submitted,
    waiting,
)

MODELS = (contributions.MODEL, erasures.MODEL)
DUE = datetime(2023, 6, 6, 14, 0, tzinfo=UTC)


def mine(history: History) -> list[Contribution]:
    """Return what Ana finds on her page."""
    with read(MODELS, history.events) as snapshot:
        return contributions.of_authors(snapshot, [ANA.pseudonym])


def next_step(history: History, *, phase_open: bool = True, days: int = 0) -> NextStep:
    [found] = mine(history)
    return found.next_step(history.now + timedelta(days=days), phase_open=phase_open)


def test_a_submission_waits_until_its_case_is_due() -> None:
    history = History()
    hand_in(history, BUS, due=DUE)
    [idea] = mine(history)
    assert (idea.row.state, idea.row.receipt, idea.row.version) == ("submitted", "B-2023-0001", 1)
    assert next_step(history) == NextStep("wait_review", due=DUE)


def test_only_ones_own_texts_are_found_newest_first() -> None:
    history = History()
    hand_in(history, BUS)
    hand_in(history, BENCH, author=BEN)
    history.add(REMARK, posted(REMARK, BENCH, history.now, author=ANA))
    assert [found.row.id for found in mine(history)] == [REMARK, BUS]
    with read(MODELS, history.events) as snapshot:
        owned = contributions.of_ids(snapshot, [BENCH, BUS, named_id("unknown")])
        assert [found.row.id for found in owned] == [BENCH, BUS]


def test_a_published_idea_collects_support_until_its_phase_ends() -> None:
    history = History()
    hand_in(history, BUS)
    history.add(BUS, published(BUS))
    [idea] = mine(history)
    assert (idea.row.state, idea.row.public_version) == ("published", 1)
    assert idea.row.published_at == history.now
    assert next_step(history) == NextStep("collect")
    assert next_step(history, phase_open=False) == NextStep("assess")


def test_a_returned_idea_shows_rule_passage_and_hint_and_asks_for_revision() -> None:
    history = History()
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "return", history.now, rules=("HR04",)))
    history.add(BUS, returned(BUS, "HR04"))
    [idea] = mine(history)
    [reasons] = idea.cases
    assert (reasons.outcome, reasons.rules) == ("return", ("HR04",))
    assert reasons.quoted == text(f"passage of {BUS}")
    assert reasons.explanation == text(f"why {BUS} return")
    assert reasons.appeal_until == LAST_DAY
    assert next_step(history) == NextStep("revise")


def rejection() -> History:
    history = History()
    case_id = hand_in(history, BUS)
    history.add(case_id, claimed(case_id), decided(BUS, "reject", history.now, rules=("HR07",)))
    history.add(BUS, rejected(BUS, "HR07"))
    return history


def test_a_rejection_can_be_appealed_for_six_months() -> None:
    history = rejection()
    assert next_step(history) == NextStep("appeal_possible", last_day=LAST_DAY)
    assert next_step(history, days=183) == NextStep("appeal_possible", last_day=LAST_DAY)
    assert next_step(history, days=184) == NextStep("none")


def test_an_appeal_runs_until_it_is_decided() -> None:
    history = rejection()
    case_id = case_id_of(BUS, 1)
    filed = AppealFiled(case_id=case_id, process_id=DIGITAL, text=text("no"), due=DUE, by=ANA)
    history.add(case_id, filed)
    assert next_step(history) == NextStep("appeal_running", due=DUE)
    ruling = AppealDecided(
        case_id=case_id,
        process_id=DIGITAL,
        subject=opened(BUS, DUE).subject,
        outcome="upheld",
        explanation=text("still"),
        decided_at=history.now,
        by=KATRIN,
    )
    history.add(case_id, ruling)
    [idea] = mine(history)
    assert (idea.cases[0].ruling, idea.cases[0].ruling_explanation) == ("upheld", text("still"))
    assert next_step(history) == NextStep("none")


def test_reports_by_others_are_not_the_authors_business_until_something_is_taken() -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS, "post"))
    case_id = case_id_of(BUS, 1)
    history.add(case_id, opened(BUS, DUE, trigger="report"), reported(case_id, BUS, "Ina"))
    history.add(case_id, claimed(case_id))
    [idea] = mine(history)
    assert idea.cases == ()
    with read(MODELS, history.events) as snapshot:
        assert contributions.case(snapshot, case_id) is None
    history.add(case_id, decided(BUS, "hide", history.now, rules=("HR01",)))
    history.add(BUS, hidden(BUS, "HR01"))
    [idea] = mine(history)
    assert [case.outcome for case in idea.cases] == ["hide"]
    with read(MODELS, history.events) as snapshot:
        assert contributions.case(snapshot, case_id) == idea.cases[0]


def test_a_covered_idea_waits_for_the_end_of_its_cover() -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS, "post"))
    case_id = case_id_of(BUS, 1)
    ids = {"proposal_id": BUS, "process_id": DIGITAL, "case_id": case_id}
    history.add(BUS, ProposalHeld(rule="HR03", until=DUE, **ids))  # type: ignore[arg-type]  # the ids
    assert next_step(history) == NextStep("wait_review", due=DUE)
    history.add(BUS, ProposalHoldEnded(**ids))  # type: ignore[arg-type]  # the ids
    assert next_step(history) == NextStep("collect")


def test_a_held_edit_leaves_the_public_version_as_it_was() -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS))
    edit = ProposalEdited(
        proposal_id=BUS,
        process_id=DIGITAL,
        version=2,
        title=text("new title"),
        body=text("new body"),
        action_field=None,
        territory=None,
        location=None,
        reason=None,
        held=True,
        by=ANA,
    )
    history.add(BUS, edit)
    [idea] = mine(history)
    assert (idea.row.version, idea.row.public_version, idea.row.held_version) == (2, 1, 2)
    assert idea.row.title == text("new title")
    history.add(
        BUS,
        ProposalEditReleased(
            proposal_id=BUS, process_id=DIGITAL, version=2, case_id=case_id_of(BUS, 2), by=MILO
        ),
    )
    [idea] = mine(history)
    assert (idea.row.public_version, idea.row.held_version) == (2, None)


def test_a_merged_idea_leads_to_its_target_until_it_is_unmerged() -> None:
    history = History()
    history.add(BUS, submitted(BUS), published(BUS))
    merge = {
        "proposal_id": BUS,
        "process_id": DIGITAL,
        "into_id": BENCH,
        "merge_id": named_id("merge"),
        "reason": text("same idea"),
        "by": MILO,
    }
    history.add(BUS, ProposalMerged(**merge))  # type: ignore[arg-type]  # the fields of both
    [idea] = mine(history)
    assert (idea.row.state, idea.row.merged_into) == ("merged", BENCH)
    assert next_step(history) == NextStep("merged")
    history.add(BUS, ProposalUnmerged(**merge))  # type: ignore[arg-type]  # the fields of both
    [idea] = mine(history)
    assert (idea.row.state, idea.row.merged_into) == ("published", None)


def test_a_comment_that_is_read_first_waits_for_its_review() -> None:
    history = History()
    history.add(REMARK, posted(REMARK, BUS, history.now, ANA), waiting(REMARK, BUS))
    history.add(case_id_of(REMARK, 1), opened(REMARK, DUE, kind="comment"))
    [comment] = mine(history)
    assert (comment.row.state, comment.row.public_version) == ("held", 0)
    assert next_step(history) == NextStep("wait_review", due=DUE)


def test_a_covered_comment_was_public_before() -> None:
    history = History()
    cover = CommentHeld(
        comment_id=REMARK,
        process_id=DIGITAL,
        proposal_id=BUS,
        case_id=case_id_of(REMARK, 1),
        until=DUE,
    )
    history.add(REMARK, posted(REMARK, BUS, history.now, ANA), cover)
    [comment] = mine(history)
    assert (comment.row.state, comment.row.held_until) == ("held", DUE)
    assert comment.row.public_version == 1


def test_an_imported_idea_belongs_to_nobody_here() -> None:
    history = History()
    history.add(BUS, imported(BUS), published(BUS, "import"), channel="import")
    assert mine(history) == []
    with read(MODELS, history.events) as snapshot:
        [idea] = contributions.of_ids(snapshot, [BUS])
    assert (idea.row.author, idea.row.title, idea.row.state) == (None, None, "published")


def test_erased_words_are_gone_from_the_page() -> None:
    history = rejection()
    for ref in (text(f"{BUS} body 1"), text(f"why {BUS} reject")):
        history.add(history_of(ref), ContentErased(ref=ref, subject=None, ground="request"))
    [idea] = mine(history)
    assert (idea.row.title, idea.row.body) == (text(f"{BUS} title 1"), None)
    assert (idea.cases[0].explanation, idea.cases[0].rules) == (None, ("HR07",))
