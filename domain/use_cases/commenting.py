"""Comments and reports: what everybody may say below a proposal, and about it."""

from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec

from domain import comments, moderation, phases, proposals, remarks
from domain.codes import CommentId, PhaseId, ProposalId, RemarkId, RuleCode, Stance, Subject
from domain.messages import Refusal
from domain.people import ProcessId, Pseudonym, VoterNumber
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import (
    Asking,
    Outcome,
    Platform,
    actor,
    carry_out,
    grants,
    seal_optional,
)
from domain.use_cases.finding import case_of_edit, known, open_case, open_phase
from domain.use_cases.histories import Histories

COVERING: frozenset[RuleCode] = frozenset({"HR03", "HR04"})
"""Rules whose report covers a subject for at most 24 hours (P3)."""


class Posted(msgspec.Struct, frozen=True):
    """The answer to a new comment."""

    id: CommentId
    state: comments.CommentStatus


def post_comment(
    platform: Platform,
    asking: Asking,
    proposal_id: ProposalId,
    text: str,
    stance: Stance | None = None,
    parent_id: CommentId | None = None,
    *,
    suspicious: bool = False,
) -> Outcome:
    """Comment on a proposal, or reply to a comment on it; the result is a `Posted`.

    Raises:
        Refusal: phase, role, state of proposal or parent forbid it.
    """
    comment_id = CommentId(platform.new_id())

    @cache
    def sealed() -> Sealed:
        if asking.person is not None:
            platform.vault.own(comment_id, asking.person)
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        proposal, process_id = known(histories, proposal_id)
        author = actor(platform, histories, asking, "comment", process_id)
        phase_id, phase = _phase_for_comments(histories, proposal, process_id, asking)
        parent = None if parent_id is None else histories.comment(parent_id)
        if parent is not None and parent.status == "absent":
            raise comments.CommentUnknown
        at_once = moderation.post_moderated(
            phase.moderation, asking.at, platform.days, suspicious=suspicious
        )
        command = comments.PostComment(
            comment_id=comment_id,
            phase_id=phase_id,
            text=sealed().ref,
            stance=stance,
            level=asking.level,
            author=author,
            proposal=proposal,
            parent=parent,
            phase=phase,
            post_moderated=at_once,
            case_id=moderation.case_id_of(comment_id, 1),
            at=asking.at,
        )
        stream = comments.history_of(comment_id)
        histories.add(stream, comments.decide(histories.comment(comment_id), command))
        histories.sealed = [sealed()]
        if parent_id is not None:
            # Replying ends the parent's edit window, so its stream has to notice.
            histories.fetch(comments.history_of(parent_id))
        subject = Subject("comment", comment_id)
        trigger: moderation.Trigger = "filter" if suspicious else "submission"
        open_case(platform, histories, asking, process_id, subject, trigger, author.pseudonym)
        return msgspec.json.encode(Posted(comment_id, histories.comment(comment_id).status))

    return carry_out(platform, asking, decide)


def _phase_for_comments(
    histories: Histories, proposal: proposals.Proposal, process_id: ProcessId, asking: Asking
) -> tuple[PhaseId, phases.Phase]:
    """Return the proposal's own phase while it takes comments, else any that does."""
    if proposal.phase_id is not None:
        own = histories.phase(proposal.phase_id)
        try:
            own.require("comment", asking.at)
        except Refusal:
            pass
        else:
            return proposal.phase_id, own
    return open_phase(histories, process_id, "comment", asking)


def edit_comment(
    platform: Platform,
    asking: Asking,
    comment_id: CommentId,
    text: str,
    *,
    answered: bool,
    suspicious: bool = False,
) -> Outcome:
    """Correct one's own comment within the edit window; the result is a `Posted`.

    The new text is moderated as a new comment would be. `answered` tells whether the
    read model knows a reply.
    """

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        comment, process_id = _own_comment(platform, histories, asking, comment_id)
        by = actor(platform, histories, asking, "comment", process_id)
        phase = histories.phase(comment.phase_id) if comment.phase_id else phases.Phase()
        command = comments.EditComment(
            text=sealed().ref,
            answered=answered,
            post_moderated=moderation.post_moderated(
                phase.moderation, asking.at, platform.days, suspicious=suspicious
            ),
            case_id=case_of_edit(
                platform,
                histories,
                asking,
                process_id,
                Subject("comment", comment_id),
                by.pseudonym,
                suspicious=suspicious,
            ),
            by=by,
            at=asking.at,
        )
        stream = comments.history_of(comment_id)
        histories.add(stream, comments.decide(comment, command))
        histories.sealed = [sealed()]
        return msgspec.json.encode(Posted(comment_id, histories.comment(comment_id).status))

    return carry_out(platform, asking, decide)


def withdraw_comment(platform: Platform, asking: Asking, comment_id: CommentId) -> Outcome:
    """Take one's own comment back; a stub keeps the thread readable."""

    def decide(histories: Histories) -> bytes:
        comment, process_id = _own_comment(platform, histories, asking, comment_id)
        by = actor(platform, histories, asking, "comment", process_id)
        events = comments.decide(comment, comments.WithdrawComment(by=by))
        histories.add(comments.history_of(comment_id), events)
        return msgspec.json.encode(Posted(comment_id, histories.comment(comment_id).status))

    return carry_out(platform, asking, decide)


def _own_comment(
    platform: Platform, histories: Histories, asking: Asking, comment_id: CommentId
) -> tuple[comments.Comment, ProcessId]:
    comment = histories.comment(comment_id)
    if comment.process_id is None:
        raise comments.CommentUnknown
    if asking.person is None or platform.vault.owner(comment_id) != asking.person:
        raise comments.NotTheAuthorOfTheComment
    return comment, comment.process_id


class Reported(msgspec.Struct, frozen=True):
    """The answer to a report: the case that looks into it."""

    case: UUID


def report(
    platform: Platform, asking: Asking, subject: Subject, rule: RuleCode, text: str | None
) -> Outcome:
    """Say that something public breaks a rule; needs no account. Result: `Reported`.

    A report of HR03 or HR04 by somebody with an account covers the subject for at
    most 24 hours, once (P3). Others only raise its priority, and so do those of people
    who are suspended: they can point at something, but take nothing from view.

    Raises:
        Refusal: unknown or not public, or the same person reported it before.
    """

    @cache
    def sealed() -> Sealed | None:
        return seal_optional(platform.vault, asking.person, text)

    def decide(histories: Histories) -> bytes:
        process_id, author = _reportable(histories, subject)
        case = open_case(platform, histories, asking, process_id, subject, "report", author)
        if case.id is None:
            raise moderation.CaseUnknown
        words = sealed()
        reporter = _reporter(platform, asking, subject)
        command = moderation.ReportContent(
            reporter=reporter,
            rule=rule,
            text=words.ref if words else None,
        )
        events = moderation.decide(case, command)
        if reporter is not None and asking.person is not None:
            # The vault alone knows whose number it is, to tell them of the decision (P4).
            platform.vault.own(reporter, asking.person)
        histories.add(moderation.history_of(case.id), events)
        histories.sealed = [words] if words else []
        if rule in COVERING and _may_cover(platform, histories, asking):
            _cover(histories, subject, case, rule, asking.at)
        return msgspec.json.encode(Reported(case.id))

    return carry_out(platform, asking, decide)


def _may_cover(platform: Platform, histories: Histories, asking: Asking) -> bool:
    if asking.person is None:
        return False
    until = grants(platform, histories, asking).suspended_until
    return until is None or until <= asking.at


def _reporter(platform: Platform, asking: Asking, subject: Subject) -> VoterNumber | None:
    """Return a number that makes one person count once per subject, and tells nothing else."""
    if asking.person is None:
        return None
    # The keyed hash that names commands serves here too: one person, one number per subject.
    name = platform.vault.command_key(asking.person, f"report/{subject.id}", b"")
    return VoterNumber(UUID(bytes=name.key[:16]))


def _reportable(histories: Histories, subject: Subject) -> tuple[ProcessId, Pseudonym | None]:
    """Return process and author of something public, or refuse."""
    if subject.kind == "proposal":
        proposal, process_id = known(histories, ProposalId(subject.id))
        if proposal.status != "published":
            raise proposals.ProposalNotPublic(state=proposal.status)
        return process_id, proposal.author
    if subject.kind == "remark":
        remark = histories.remark(RemarkId(subject.id))
        if remark.process_id is None:
            raise remarks.RemarkUnknown
        if remark.status != "visible" and not remark.interim:
            raise remarks.RemarkNotVisible(state=remark.status)
        return remark.process_id, remark.author
    comment = histories.comment(CommentId(subject.id))
    if comment.process_id is None:
        raise comments.CommentUnknown
    if comment.status != "visible" and not comment.interim:
        raise comments.CommentNotVisible(state=comment.status)
    return comment.process_id, comment.author


def _cover(
    histories: Histories,
    subject: Subject,
    case: moderation.Case,
    rule: RuleCode,
    at: datetime,
) -> None:
    """Hide a reported subject for the time a moderator needs."""
    if case.id is None:
        return
    until = at + moderation.HOLD
    if subject.kind == "proposal":
        proposal_id = ProposalId(subject.id)
        hold = proposals.HoldProposal(case_id=case.id, rule=rule, until=until)
        events = proposals.decide(histories.proposal(proposal_id), hold)
        histories.add(proposals.history_of(proposal_id), events)
        return
    if subject.kind == "remark":
        remark_id = RemarkId(subject.id)
        hide = remarks.HoldRemark(case_id=case.id, until=until)
        covered = remarks.decide(histories.remark(remark_id), hide)
        histories.add(remarks.history_of(remark_id), covered)
        return
    comment_id = CommentId(subject.id)
    cover = comments.HoldComment(case_id=case.id, until=until)
    held = comments.decide(histories.comment(comment_id), cover)
    histories.add(comments.history_of(comment_id), held)
