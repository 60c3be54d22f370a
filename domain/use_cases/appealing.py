"""Appeals: a second look by somebody else, and giving back what was taken (I7)."""

from functools import cache
from uuid import UUID

from domain import comments, moderation, participants, proposals, remarks
from domain.codes import CaseId, CommentId, ProposalId, RemarkId
from domain.people import Actor, PersonRef, ProcessId
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.cases import account_of, author_of, is_own, known_case, standing
from domain.use_cases.finding import came_on_paper, open_next_case
from domain.use_cases.histories import Histories


def file_appeal(platform: Platform, asking: Asking, case_id: CaseId, text: str) -> Outcome:
    """Ask for a second look at a decision on one's own content (I7).

    A clerk does so for somebody whose idea came on paper: they have no account.

    Raises:
        Refusal: not the author, nothing was taken away, or six months are over.
    """

    @cache
    def sealed(author: PersonRef | None) -> Sealed:
        return platform.vault.seal([Plain(text, author)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = known_case(histories, case_id)
        by = _appellant(platform, histories, asking, case, process_id)
        words = sealed(author_of(platform, case))
        command = moderation.FileAppeal(
            text=words.ref,
            due=moderation.due_after(asking.at, platform.days),
            by=by,
            at=asking.at,
        )
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [words]
        return standing(histories, case_id)

    return carry_out(platform, asking, decide)


def _appellant(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    case: moderation.Case,
    process_id: ProcessId,
) -> Actor:
    """Return who appeals: the author, or a clerk for an author on paper."""
    if asking.person is not None and is_own(platform, asking, case):
        # Somebody suspended must be able to appeal, so good standing is not asked here.
        return Actor(platform.vault.pseudonym(asking.person, process_id), "citizen")
    if case.subject is None or case.author is None or not came_on_paper(histories, case.subject):
        raise moderation.NotYourCase
    clerk = actor(platform, histories, asking, "record_on_behalf", process_id)
    return Actor(clerk.pseudonym, clerk.role, case.author)


def decide_appeal(
    platform: Platform,
    asking: Asking,
    case_id: CaseId,
    outcome: moderation.AppealOutcome,
    explanation: str,
) -> Outcome:
    """Give the second decision on an appeal one has taken over (J5).

    `overturned` undoes the first decision; `partly` asks the author of a rejected
    proposal to revise it and is possible for nothing else.
    """
    words = explanation.strip()

    @cache
    def sealed() -> Sealed:
        # Words of the office: they stay when the moderator's own texts go (E5).
        return platform.vault.seal([Plain(words, None)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = known_case(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        command = moderation.DecideAppeal(
            outcome=outcome,
            explanation=sealed().ref,
            explanation_length=len(words),
            by=by,
            at=asking.at,
        )
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [sealed()]
        if outcome != "upheld":
            _undo(platform, histories, case, outcome, sealed().ref, by)
            if case.subject is not None:
                open_next_case(platform, histories, asking, process_id, case.subject)
        return standing(histories, case_id)

    return carry_out(platform, asking, decide)


def _undo(
    platform: Platform,
    histories: Histories,
    case: moderation.Case,
    outcome: moderation.AppealOutcome,
    explanation: str,
    by: Actor,
) -> None:
    """Give back what the first decision took."""
    if case.id is None or case.subject is None:
        raise moderation.CaseUnknown
    subject: UUID = case.subject.id
    if case.outcome in {"warn", "suspend"} and outcome == "overturned":
        _reinstate(platform, histories, case, case.id, by)
    elif case.subject.kind == "comment" and outcome == "overturned":
        comment_id = CommentId(subject)
        restore = comments.RestoreComment(case_id=case.id, by=by)
        events = comments.decide(histories.comment(comment_id), restore)
        histories.add(comments.history_of(comment_id), events)
    elif case.subject.kind == "remark" and outcome == "overturned":
        remark_id = RemarkId(subject)
        back = remarks.RestoreRemark(case_id=case.id, by=by)
        restored = remarks.decide(histories.remark(remark_id), back)
        histories.add(remarks.history_of(remark_id), restored)
    elif case.subject.kind == "proposal":
        proposal_id = ProposalId(subject)
        proposal = histories.proposal(proposal_id)
        revisable = not came_on_paper(histories, case.subject)
        command = _undoing(case.id, proposal, outcome, explanation, by, revisable=revisable)
        if command is not None:
            decided = proposals.decide(proposal, command)
            histories.add(proposals.history_of(proposal_id), decided)
    else:
        raise moderation.OutcomeNotPossible(outcome=outcome, state=case.outcome)


def _undoing(
    case_id: CaseId,
    proposal: proposals.Proposal,
    outcome: moderation.AppealOutcome,
    explanation: str,
    by: Actor,
    *,
    revisable: bool,
) -> proposals.ProposalCommand | None:
    """Return what gives a proposal back; None if this case's decision holds no more.

    Then its author has moved on, or a later decision stands that nobody appealed against.
    What came on paper is not `revisable`: nobody has an account to do it with.
    """
    taken = proposal.taken_by == case_id
    if outcome == "partly":
        if proposal.status != "rejected" or not taken or not revisable:
            raise moderation.OutcomeNotPossible(outcome=outcome, state=proposal.status)
        return proposals.ReturnProposal(case_id=case_id, rules=(), hint=explanation, by=by)
    refused = proposal.refused_edit
    if proposal.status == "published" and refused and refused.case_id == case_id:
        return proposals.ReleaseEdit(case_id=case_id, by=by)
    if not taken:
        return None
    if proposal.status == "hidden":
        return proposals.RestoreProposal(case_id=case_id, by=by)
    if proposal.status in {"rejected", "returned"}:
        return proposals.PublishProposal(mode="appeal", case_id=case_id, by=by)
    return None


def _reinstate(
    platform: Platform, histories: Histories, case: moderation.Case, case_id: CaseId, by: Actor
) -> None:
    account = account_of(platform, case)
    if account is None:
        return
    participant = histories.participant(account)
    command = participants.ReinstateParticipant(case_id=case_id, by=by)
    events = participants.decide(participant, command)
    histories.add(participants.history_of(account), events)
