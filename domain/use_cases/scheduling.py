"""What the platform does by the clock: each step is harmless when repeated."""

from domain import comments, moderation, proposals, remarks
from domain.codes import CaseId, CommentId, ProposalId, RemarkId, Subject
from domain.use_cases.carrying_out import Asking, Outcome, Platform, carry_out
from domain.use_cases.histories import Histories


def end_hold(platform: Platform, asking: Asking, subject: Subject, case_id: CaseId) -> Outcome:
    """Uncover a reported subject after 24 hours without a decision (P3)."""

    def decide(histories: Histories) -> bytes:
        if subject.kind == "proposal":
            proposal_id = ProposalId(subject.id)
            command = proposals.EndHold(case_id=case_id)
            events = proposals.decide(histories.proposal(proposal_id), command)
            histories.add(proposals.history_of(proposal_id), events)
        elif subject.kind == "remark":
            remark_id = RemarkId(subject.id)
            end = remarks.EndRemarkHold(case_id=case_id)
            ended = remarks.decide(histories.remark(remark_id), end)
            histories.add(remarks.history_of(remark_id), ended)
        else:
            comment_id = CommentId(subject.id)
            uncover = comments.EndCommentHold(case_id=case_id)
            released = comments.decide(histories.comment(comment_id), uncover)
            histories.add(comments.history_of(comment_id), released)
        return b"{}"

    return carry_out(platform, asking, decide)


def close_case(platform: Platform, asking: Asking, case_id: CaseId) -> Outcome:
    """Close a decided case whose time to appeal is over.

    Raises:
        AppealPeriodRunning, CaseNotOpen: not yet, or not any more.
    """

    def decide(histories: Histories) -> bytes:
        command = moderation.CloseCase(at=asking.at)
        events = moderation.decide(histories.case(case_id), command)
        histories.add(moderation.history_of(case_id), events)
        return b"{}"

    return carry_out(platform, asking, decide)
