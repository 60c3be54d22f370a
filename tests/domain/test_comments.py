"""Rules of comments (docs/rules/comments.md; I2, I6, P3)."""

from datetime import date, datetime, timedelta

import pytest

from domain import comments, phases
from domain.comments import (
    Comment,
    CommentCommand,
    CommentEdited,
    CommentEvent,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentStatus,
    CommentWithdrawn,
    EditComment,
    EndCommentHold,
    HideComment,
    HoldComment,
    PostComment,
    RefuseComment,
    ReleaseComment,
    RestoreComment,
    WithdrawComment,
)
from domain.people import Actor
from domain.phases import Phase
from domain.proposals import Proposal
from domain.proposals.state import Status
from tests.domain.cast import (
    AFTER_THE_END,
    ANA,
    BEN,
    BENCHES,
    BUS,
    CASE,
    END,
    GEMEINSAM,
    MEASURES,
    MILO,
    MONDAY,
    REMARK,
    REPLY,
    TUESDAY,
    ref,
)
from tests.scenario import Scenario

APPEAL_UNTIL = date(2023, 12, 19)
open_phase = Phase(
    status="open",
    id=MEASURES,
    process_id=GEMEINSAM,
    ends=END,
    features=("comment",),
    question="support",
    moderation="post",
)


def given(*history: CommentEvent) -> Scenario[Comment, CommentEvent, CommentCommand]:
    return Scenario(Comment(), comments.evolve, comments.decide, *history)


def post(
    *,
    status: Status = "published",
    parent: Comment | None = None,
    post_moderated: bool = True,
    at: datetime = MONDAY,
) -> PostComment:
    return PostComment(
        comment_id=REMARK,
        phase_id=MEASURES,
        text=ref("remark"),
        stance="pro",
        level="email",
        author=ANA,
        proposal=Proposal(status=status, id=BUS, process_id=GEMEINSAM),
        parent=parent,
        phase=open_phase,
        post_moderated=post_moderated,
        case_id=CASE,
        at=at,
    )


posted = CommentPosted(
    comment_id=REMARK,
    process_id=GEMEINSAM,
    proposal_id=BUS,
    phase_id=MEASURES,
    parent_id=None,
    text=ref("remark"),
    stance="pro",
    level="email",
    author=ANA,
    posted_at=MONDAY,
)
held = CommentHeld(
    comment_id=REMARK, process_id=GEMEINSAM, proposal_id=BUS, case_id=CASE, until=None
)
covered = CommentHeld(
    comment_id=REMARK, process_id=GEMEINSAM, proposal_id=BUS, case_id=CASE, until=TUESDAY
)
withdrawn = CommentWithdrawn(comment_id=REMARK, process_id=GEMEINSAM, proposal_id=BUS, by=ANA)
hidden = CommentHidden(
    comment_id=REMARK,
    process_id=GEMEINSAM,
    proposal_id=BUS,
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=APPEAL_UNTIL,
    by=MILO,
)
refused = CommentRefused(
    comment_id=REMARK,
    process_id=GEMEINSAM,
    proposal_id=BUS,
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=APPEAL_UNTIL,
    by=MILO,
)


def released(by: Actor | None) -> CommentReleased:
    return CommentReleased(
        comment_id=REMARK, process_id=GEMEINSAM, proposal_id=BUS, case_id=CASE, by=by
    )


def edit(
    *, by: Actor = ANA, minutes: int = 5, answered: bool = False, post_moderated: bool = True
) -> EditComment:
    return EditComment(
        text=ref("better"),
        answered=answered,
        post_moderated=post_moderated,
        case_id=CASE,
        by=by,
        at=MONDAY + timedelta(minutes=minutes),
    )


corrected = CommentEdited(
    comment_id=REMARK,
    process_id=GEMEINSAM,
    proposal_id=BUS,
    version=2,
    text=ref("better"),
    by=ANA,
)


def test_a_comment_is_visible_at_once_with_post_moderation() -> None:
    given().when(post()).then(posted)
    given(posted).when(post()).refused(comments.CommentAlreadyPosted)


def test_with_pre_moderation_a_comment_waits_for_a_moderator() -> None:
    given().when(post(post_moderated=False)).then(posted, held)
    given(posted, held).when(ReleaseComment(case_id=CASE, by=MILO)).then(released(MILO))
    given(posted).when(ReleaseComment(case_id=CASE, by=MILO)).refused(comments.CommentNotHeld)


def test_comments_need_an_open_phase_and_a_public_proposal() -> None:
    given().when(post(at=AFTER_THE_END)).refused(phases.PhaseIsOver)
    given().when(post(status="hidden")).refused(comments.ProposalNotOpenForComments)


@pytest.mark.parametrize("status", ["held", "hidden", "refused", "withdrawn"])
def test_one_replies_only_to_what_everybody_can_read(status: CommentStatus) -> None:
    parent = Comment(status=status, id=REPLY, process_id=GEMEINSAM, proposal_id=BUS)
    given().when(post(parent=parent)).refused(comments.ReplyToCommentThatIsNotVisible)


def test_a_reply_stays_with_its_proposal() -> None:
    elsewhere = Comment(status="visible", id=REPLY, process_id=GEMEINSAM, proposal_id=BENCHES)
    given().when(post(parent=elsewhere)).refused(comments.ReplyToCommentThatIsNotVisible)


def test_a_comment_is_corrected_within_fifteen_minutes() -> None:
    given(posted).when(edit(minutes=15)).then(corrected)
    given(posted).when(edit(minutes=16)).refused(comments.EditWindowIsOver, minutes=15)


def test_with_pre_moderation_a_correction_waits_for_a_moderator() -> None:
    read = (posted, held, released(MILO))
    given(*read).when(edit(post_moderated=False)).then(corrected, held)
    given(posted, held).when(edit(post_moderated=False)).then(corrected)


def test_a_comment_with_replies_is_not_changed_any_more() -> None:
    given(posted).when(edit(answered=True)).refused(comments.CommentHasReplies)


def test_only_the_author_corrects_or_withdraws() -> None:
    given(posted).when(edit(by=BEN)).refused(comments.NotTheAuthorOfTheComment)
    given(posted).when(WithdrawComment(by=BEN)).refused(comments.NotTheAuthorOfTheComment)
    given(posted).when(WithdrawComment(by=ANA)).then(withdrawn)
    given(posted, withdrawn).when(WithdrawComment(by=ANA)).refused(comments.CommentCannotBeChanged)
    given(posted, withdrawn).when(edit()).refused(comments.CommentCannotBeChanged)


def test_a_report_covers_a_comment_once_and_time_uncovers_it() -> None:
    cover = HoldComment(case_id=CASE, until=TUESDAY)
    uncover = EndCommentHold(case_id=CASE)
    given(posted).when(cover).then(covered)
    given(posted, covered).when(uncover).then(released(None))
    given(posted, covered, released(None)).when(cover).then_nothing()
    given(posted).when(uncover).then_nothing()


def test_a_report_covers_a_comment_that_had_waited_for_its_first_review() -> None:
    cover = HoldComment(case_id=CASE, until=TUESDAY)
    given(posted, held, released(MILO)).when(cover).then(covered)


def test_time_does_not_release_what_waits_for_its_first_review() -> None:
    given(posted, held).when(EndCommentHold(case_id=CASE)).then_nothing()


def test_a_covered_comment_cannot_be_rewritten_before_the_decision() -> None:
    given(posted, covered).when(edit()).refused(comments.CommentCannotBeChanged)


def test_hiding_and_refusing_say_why_and_can_be_undone() -> None:
    reasons = {
        "case_id": CASE,
        "rules": ("HR01",),
        "explanation": ref("why"),
        "appeal_until": APPEAL_UNTIL,
        "by": MILO,
    }
    hide = HideComment(**reasons)  # type: ignore[arg-type]  # one table for two commands
    refuse = RefuseComment(**reasons)  # type: ignore[arg-type]  # as above
    restore = RestoreComment(case_id=CASE, by=MILO)
    restored = CommentRestored(
        comment_id=REMARK, process_id=GEMEINSAM, proposal_id=BUS, case_id=CASE, by=MILO
    )
    given(posted).when(hide).then(hidden)
    given(posted, held).when(refuse).then(refused)
    given(posted).when(refuse).refused(comments.CommentNotHeld)
    given(posted, withdrawn).when(hide).refused(comments.CommentNotVisible)
    given(posted, hidden).when(restore).then(restored)
    given(posted, held, refused).when(restore).then(restored)
    given(posted).when(restore).refused(comments.CommentNotHidden)


def test_nothing_happens_to_a_comment_nobody_posted() -> None:
    given().when(WithdrawComment(by=ANA)).refused(comments.CommentUnknown)
