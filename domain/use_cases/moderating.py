"""Moderation: claim, decide with reasons, hide, restore; appeals to somebody else.

A decision and what it does to its subject are one append (ruling 25).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal
from uuid import UUID

import msgspec

from domain import comments, moderation, participants, proposals
from domain.codes import CaseId, CommentId, ProposalId, RuleCode
from domain.people import Actor, ProcessId, Pseudonym
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import (
    Asking,
    Histories,
    Outcome,
    Platform,
    actor,
    carry_out,
    seal_optional,
)

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


class CaseState(msgspec.Struct, frozen=True):
    """The answer to a moderation command."""

    id: CaseId
    state: moderation.CaseStatus


def _answer(histories: Histories, case_id: CaseId) -> bytes:
    return msgspec.json.encode(CaseState(case_id, histories.case(case_id).status))


def _known(histories: Histories, case_id: CaseId) -> tuple[moderation.Case, ProcessId]:
    case = histories.case(case_id)
    if case.process_id is None:
        raise moderation.CaseUnknown
    return case, case.process_id


def _own(platform: Platform, asking: Asking, case: moderation.Case) -> bool:
    """Tell whether the asking person made what the case is about (I7, ruling 10)."""
    if case.subject is None or asking.person is None:
        return False
    return platform.vault.owner(case.subject.id) == asking.person


Making = Callable[[moderation.Case, Actor, bool], moderation.CaseCommand]


def _step(platform: Platform, asking: Asking, case_id: CaseId, make: Making) -> Outcome:
    """Carry out a moderator's command that touches nothing but the case."""

    def decide(histories: Histories) -> bytes:
        case, process_id = _known(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        command = make(case, by, _own(platform, asking, case))
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        return _answer(histories, case_id)

    return carry_out(platform, asking, decide)


def claim_case(platform: Platform, asking: Asking, case_id: CaseId) -> Outcome:
    """Take a waiting case, or an appeal, into one's own hands (J4, J5).

    Raises:
        Refusal: one's own content, one's own first decision, somebody else has it.
    """

    def make(case: moderation.Case, by: Actor, own: bool) -> moderation.CaseCommand:  # noqa: FBT001 - the shape of every step
        if case.status in {"appealed", "under_appeal"}:
            return moderation.AssignAppeal(reviewer=by, own=own)
        return moderation.ClaimCase(by=by, own=own)

    return _step(platform, asking, case_id, make)


def release_case(platform: Platform, asking: Asking, case_id: CaseId) -> Outcome:
    """Give a claimed case back."""
    return _step(platform, asking, case_id, lambda _case, by, _own: moderation.ReleaseCase(by=by))


def add_note(platform: Platform, asking: Asking, case_id: CaseId, text: str) -> Outcome:
    """Leave an internal note for colleagues and reviewers."""
    return _with_text(
        platform, asking, case_id, text, lambda ref, by: moderation.AddNote(text=ref, by=by)
    )


def escalate_case(
    platform: Platform,
    asking: Asking,
    case_id: CaseId,
    to: Literal["legal", "police"],
    reason: str,
) -> Outcome:
    """Hand a claimed case to the legal office or the police, with a reason."""
    return _with_text(
        platform,
        asking,
        case_id,
        reason,
        lambda ref, by: moderation.EscalateCase(to=to, reason=ref, by=by),
    )


def _with_text(
    platform: Platform,
    asking: Asking,
    case_id: CaseId,
    text: str,
    make: Callable[[str, Actor], moderation.CaseCommand],
) -> Outcome:
    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = _known(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        events = moderation.decide(case, make(sealed().ref, by))
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [sealed()]
        return _answer(histories, case_id)

    return carry_out(platform, asking, decide)


def decide_case(platform: Platform, asking: Asking, case_id: CaseId, verdict: Verdict) -> Outcome:
    """Decide a case one has claimed, and let the subject follow in the same append.

    Raises:
        Refusal: not claimed by the asking person, own content, reasons missing, or
            the outcome does not fit the state of the subject.
    """
    explanation = (verdict.explanation or "").strip()

    @cache
    def sealed() -> tuple[Sealed | None, Sealed | None]:
        seal = (platform.vault, asking.person)
        return seal_optional(*seal, explanation), seal_optional(*seal, verdict.quoted)

    def decide(histories: Histories) -> bytes:
        case, process_id = _known(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        words, quoted = sealed()
        command = moderation.DecideCase(
            outcome=verdict.outcome,
            rules=verdict.rules,
            explanation=words.ref if words else None,
            explanation_length=len(explanation),
            quoted=quoted.ref if quoted else None,
            into=verdict.into,
            by=by,
            own=_own(platform, asking, case),
            at=asking.at,
        )
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [item for item in (words, quoted) if item]
        ref = words.ref if words else ""
        _follow(platform, histories, _Decided(case, case_id, verdict, ref, by, asking.at))
        return _answer(histories, case_id)

    return carry_out(platform, asking, decide)


class _Decided(msgspec.Struct, frozen=True):
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


def _follow(platform: Platform, histories: Histories, decided: _Decided) -> None:
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
    comment_id = CommentId(subject.id)
    for comment_command in _on_comment(histories.comment(comment_id), decided):
        comment = histories.comment(comment_id)
        held = comments.decide(comment, comment_command)
        histories.add(comments.history_of(comment_id), held)


def _on_proposal(
    platform: Platform, histories: Histories, proposal_id: ProposalId, decided: _Decided
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
        case "no_action" if proposal.status == "withdrawn":
            return []
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


def _on_comment(comment: comments.Comment, decided: _Decided) -> list[comments.CommentCommand]:
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


def _account(platform: Platform, decided: moderation.Case) -> Pseudonym | None:
    """Return the author's account pseudonym; None if imported or erased."""
    owner = platform.vault.owner(decided.subject.id) if decided.subject else None
    return None if owner is None else platform.vault.pseudonym(owner, "installation")


def _sanction(platform: Platform, histories: Histories, decided: _Decided) -> None:
    """Warn or suspend the author's account."""
    account = _account(platform, decided.case)
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


def file_appeal(platform: Platform, asking: Asking, case_id: CaseId, text: str) -> Outcome:
    """Ask for a second look at a decision on one's own content (I7).

    Raises:
        Refusal: not the author, nothing was taken away, or six months are over.
    """

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(text, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = _known(histories, case_id)
        if asking.person is None or not _own(platform, asking, case):
            raise moderation.NotYourCase
        # Somebody suspended must be able to appeal, so good standing is not asked here.
        by = Actor(platform.vault.pseudonym(asking.person, process_id), "citizen")
        command = moderation.FileAppeal(
            text=sealed().ref,
            due=moderation.due_after(asking.at, platform.days),
            by=by,
            at=asking.at,
        )
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [sealed()]
        return _answer(histories, case_id)

    return carry_out(platform, asking, decide)


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
        return platform.vault.seal([Plain(words, asking.person)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = _known(histories, case_id)
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
        return _answer(histories, case_id)

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
    elif case.subject.kind == "proposal":
        proposal_id = ProposalId(subject)
        proposal = histories.proposal(proposal_id)
        command = _undoing(case.id, proposal, outcome, explanation, by)
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
) -> proposals.ProposalCommand | None:
    """Return what gives a proposal back; None if its author has moved on already."""
    if outcome == "partly":
        if proposal.status != "rejected":
            raise moderation.OutcomeNotPossible(outcome=outcome, state=proposal.status)
        return proposals.ReturnProposal(case_id=case_id, rules=(), hint=explanation, by=by)
    if proposal.status == "rejected":
        return proposals.PublishProposal(mode="appeal", case_id=case_id, by=by)
    if proposal.status == "hidden":
        return proposals.RestoreProposal(case_id=case_id, by=by)
    if proposal.status == "returned":
        return proposals.PublishProposal(mode="appeal", case_id=case_id, by=by)
    return None


def _reinstate(
    platform: Platform, histories: Histories, case: moderation.Case, case_id: CaseId, by: Actor
) -> None:
    account = _account(platform, case)
    if account is None:
        return
    participant = histories.participant(account)
    command = participants.ReinstateParticipant(case_id=case_id, by=by)
    events = participants.decide(participant, command)
    histories.add(participants.history_of(account), events)
