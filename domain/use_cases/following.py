"""What a first decision does to its subject and its author, in the same append."""

from datetime import date, datetime, timedelta

import msgspec

from domain import comments, moderation, participants, proposals, remarks
from domain.codes import CaseId, CommentId, ProposalId, RemarkId, RuleCode, Subject
from domain.people import Actor
from domain.use_cases.carrying_out import Platform
from domain.use_cases.cases import account_of
from domain.use_cases.finding import came_on_paper
from domain.use_cases.histories import Histories

SUSPENSION = timedelta(days=14)
"""How long a suspension lasts unless an appeal ends it (docs/rules/moderation.md)."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A moderator's decision in their own words.

    `quoted` is the passage it is about; `into` the target of a merge.
    """

    outcome: moderation.Outcome
    rules: tuple[RuleCode, ...] = ()
    explanation: str | None = None
    quoted: str | None = None
    into: ProposalId | None = None


class Decided(msgspec.Struct, frozen=True):
    """A decision on its way to its subject."""

    case: moderation.Case
    case_id: CaseId
    verdict: Verdict
    explanation: str
    by: Actor
    at: datetime

    @property
    def appeal_until(self) -> date:
        return moderation.appeal_until(self.at)


def follow(platform: Platform, histories: Histories, decided: Decided) -> None:
    """Let subject and author follow a first decision (P4)."""
    subject = decided.case.subject
    if subject is None:
        raise moderation.CaseUnknown
    if decided.verdict.outcome in {"warn", "suspend"}:
        _sanction(platform, histories, decided)
    if subject.kind == "proposal":
        proposal_id = ProposalId(subject.id)
        for command in _on_proposal(platform, histories, proposal_id, decided):
            proposal = histories.proposal(proposal_id)
            events = proposals.decide(proposal, command)
            histories.add(proposals.history_of(proposal_id), events)
        return
    if subject.kind == "remark":
        remark_id = RemarkId(subject.id)
        for remark_command in _on_remark(histories.remark(remark_id), decided):
            remark = histories.remark(remark_id)
            followed = remarks.decide(remark, remark_command)
            histories.add(remarks.history_of(remark_id), followed)
        return
    comment_id = CommentId(subject.id)
    for comment_command in _on_comment(histories.comment(comment_id), decided):
        comment = histories.comment(comment_id)
        held = comments.decide(comment, comment_command)
        histories.add(comments.history_of(comment_id), held)


def _on_proposal(
    platform: Platform, histories: Histories, proposal_id: ProposalId, decided: Decided
) -> list[proposals.ProposalCommand]:
    """Return what a first decision means for a proposal in its present state."""
    proposal = histories.proposal(proposal_id)
    verdict, by, case_id = decided.verdict, decided.by, decided.case_id
    ended: list[proposals.ProposalCommand] = [proposals.EndHold(case_id=case_id)]
    held = proposal.held_version is not None
    match verdict.outcome:
        case "publish" if proposal.status == "submitted":
            return [proposals.PublishProposal(mode="reviewed", case_id=case_id, by=by)]
        case "publish" | "no_action" if proposal.status == "published":
            release = proposals.ReleaseEdit(case_id=case_id, by=by)
            return [*ended, release] if held else ended
        case "no_action" if proposal.status in {"withdrawn", "merged"}:
            return []
        case "return" if came_on_paper(histories, Subject("proposal", proposal_id)):
            # Who wrote it has no account, so nobody could ever revise it.
            raise moderation.OutcomeNotPossible(outcome="return", state=proposal.status)
        case "return" if proposal.status == "submitted":
            hint = decided.explanation
            return [
                proposals.ReturnProposal(case_id=case_id, rules=verdict.rules, hint=hint, by=by)
            ]
        case "return" | "reject" if held:
            refuse = proposals.RefuseEdit(
                case_id=case_id, rules=verdict.rules, explanation=decided.explanation, by=by
            )
            return [*ended, refuse]
        case "reject":
            return [
                proposals.RejectProposal(
                    case_id=case_id,
                    rules=verdict.rules,
                    explanation=decided.explanation,
                    appeal_until=decided.appeal_until,
                    by=by,
                )
            ]
        case "hide":
            return [
                proposals.HideProposal(
                    case_id=case_id,
                    rules=verdict.rules,
                    explanation=decided.explanation,
                    appeal_until=decided.appeal_until,
                    by=by,
                )
            ]
        case "restore":
            return [proposals.RestoreProposal(case_id=case_id, by=by)]
        case "merge" if verdict.into is not None:
            target = histories.proposal(verdict.into)
            merge = proposals.MergeProposal(
                target=target,
                merge_id=platform.new_id(),
                reason=decided.explanation or None,
                by=by,
                by_author=False,
            )
            publish = proposals.PublishProposal(mode="reviewed", case_id=case_id, by=by)
            waiting = proposal.status == "submitted"
            return [publish, merge] if waiting else [*ended, merge]
        case "warn" | "suspend":
            return ended
        case _:
            raise moderation.OutcomeNotPossible(outcome=verdict.outcome, state=proposal.status)


def _on_comment(comment: comments.Comment, decided: Decided) -> list[comments.CommentCommand]:
    """Return what a first decision means for a comment in its present state."""
    verdict, by, case_id = decided.verdict, decided.by, decided.case_id
    release: list[comments.CommentCommand] = [comments.ReleaseComment(case_id=case_id, by=by)]
    match verdict.outcome:
        case "publish" | "no_action" if comment.status == "held":
            return release
        case "publish" | "no_action" if comment.status in {"visible", "withdrawn"}:
            return []
        case "warn" | "suspend":
            return release if comment.status == "held" and comment.interim else []
        case "reject" | "hide":
            waiting = comment.status == "held" and not comment.interim
            kind = comments.RefuseComment if waiting else comments.HideComment
            return [
                kind(
                    case_id=case_id,
                    rules=verdict.rules,
                    explanation=decided.explanation,
                    appeal_until=decided.appeal_until,
                    by=by,
                )
            ]
        case "restore":
            return [comments.RestoreComment(case_id=case_id, by=by)]
        case _:
            raise moderation.OutcomeNotPossible(outcome=verdict.outcome, state=comment.status)


def _on_remark(remark: remarks.Remark, decided: Decided) -> list[remarks.RemarkCommand]:
    """Return what a first decision means for a remark in its present state."""
    verdict, by, case_id = decided.verdict, decided.by, decided.case_id
    release: list[remarks.RemarkCommand] = [remarks.ReleaseRemark(case_id=case_id, by=by)]
    match verdict.outcome:
        case "publish" | "no_action" if remark.status == "held":
            return release
        case "publish" | "no_action" if remark.status in {"visible", "withdrawn"}:
            return []
        case "warn" | "suspend":
            return release if remark.status == "held" and remark.interim else []
        case "reject" | "hide":
            waiting = remark.status == "held" and not remark.interim
            kind = remarks.RefuseRemark if waiting else remarks.HideRemark
            return [
                kind(
                    case_id=case_id,
                    rules=verdict.rules,
                    explanation=decided.explanation,
                    appeal_until=decided.appeal_until,
                    by=by,
                )
            ]
        case "restore":
            return [remarks.RestoreRemark(case_id=case_id, by=by)]
        case _:
            raise moderation.OutcomeNotPossible(outcome=verdict.outcome, state=remark.status)


def _sanction(platform: Platform, histories: Histories, decided: Decided) -> None:
    """Warn or suspend the author's account."""
    account = account_of(platform, decided.case)
    if account is None:
        raise moderation.OutcomeNotPossible(outcome=decided.verdict.outcome, state="no account")
    participant = histories.participant(account)
    if participant.id is None:
        participant = msgspec.structs.replace(participant, id=account)
    command: participants.ParticipantCommand
    if decided.verdict.outcome == "warn":
        command = participants.WarnParticipant(case_id=decided.case_id, by=decided.by)
    else:
        command = participants.SuspendParticipant(
            case_id=decided.case_id, until=decided.at + SUSPENSION, by=decided.by, at=decided.at
        )
    events = participants.decide(participant, command)
    histories.add(participants.history_of(account), events)
