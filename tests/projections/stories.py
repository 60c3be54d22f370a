"""The people and texts that tests of read models are about."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID

from domain.codes import CaseId, CommentId, PhaseId, ProposalId, RuleCode, Subject
from domain.comments import CommentHeld, CommentPosted
from domain.messages import Channel
from domain.moderation import (
    CaseClaimed,
    CaseDecided,
    CaseOpened,
    ContentReported,
    Outcome,
    Trigger,
    case_id_of,
)
from domain.people import SYSTEM, Actor, ProcessId, Pseudonym, VoterNumber
from domain.proposals import (
    ProposalHidden,
    ProposalImported,
    ProposalPublished,
    ProposalRejected,
    ProposalReturnedForRevision,
    ProposalSubmitted,
)
from tests.projections.reading import History, named_id, text

DIGITAL = ProcessId(named_id("Gemeinsam.Digital"))
MEASURES = PhaseId(named_id("measures"))
ANA = Actor(pseudonym=Pseudonym(named_id("Ana")), role="citizen")
BEN = Actor(pseudonym=Pseudonym(named_id("Ben")), role="citizen")
KATRIN = Actor(pseudonym=Pseudonym(named_id("Katrin")), role="moderator")
MILO = Actor(pseudonym=Pseudonym(named_id("Milo")), role="moderator")
ADMIN = Actor(pseudonym=Pseudonym(named_id("Admin")), role="admin")
BUS = ProposalId(named_id("Abendbus auf Knopfdruck"))
BENCH = ProposalId(named_id("Mitfahrbank"))
NEIGHBOUR = ProposalId(named_id("Mein Nachbar"))
REMARK = CommentId(named_id("a remark on the bus"))
LAST_DAY = date(2023, 12, 5)
"""Six months after Monday: the last day for an appeal."""


def submitted(
    proposal_id: ProposalId, author: Actor = ANA, receipt: str = "B-2023-0001"
) -> ProposalSubmitted:
    """Return the submission of a proposal by somebody with a confirmed address."""
    return ProposalSubmitted(
        proposal_id=proposal_id,
        process_id=DIGITAL,
        phase_id=MEASURES,
        receipt=receipt,
        title=text(f"{proposal_id} title 1"),
        body=text(f"{proposal_id} body 1"),
        action_field=None,
        territory=None,
        location=None,
        rules_version=1,
        level="email",
        received_on=None,
        author=author,
    )


def published(
    proposal_id: ProposalId,
    mode: Literal["reviewed", "post", "appeal", "import"] = "reviewed",
    by: Actor = MILO,
) -> ProposalPublished:
    """Return the publication of a proposal, after its first case if it was reviewed."""
    case_id = case_id_of(proposal_id, 1) if mode in {"reviewed", "appeal"} else None
    return ProposalPublished(
        proposal_id=proposal_id, process_id=DIGITAL, mode=mode, case_id=case_id, by=by
    )


def opened(
    subject: UUID,
    due: datetime,
    *,
    kind: Literal["proposal", "comment"] = "proposal",
    author: Actor = ANA,
    trigger: Trigger = "submission",
    number: int = 1,
) -> CaseOpened:
    """Return the opening of a subject's nth case."""
    return CaseOpened(
        case_id=case_id_of(subject, number),
        process_id=DIGITAL,
        subject=Subject(kind, subject),
        trigger=trigger,
        author=author.pseudonym,
        previous=case_id_of(subject, number - 1) if number > 1 else None,
        due=due,
    )


def claimed(case_id: CaseId, by: Actor = MILO) -> CaseClaimed:
    """Return that a moderator took a case."""
    return CaseClaimed(case_id=case_id, process_id=DIGITAL, by=by)


def reported(
    case_id: CaseId, subject: UUID, reporter: str | None, rule: RuleCode = "HR01"
) -> ContentReported:
    """Return a report, by somebody with an account if they have a name."""
    number = None if reporter is None else VoterNumber(named_id(f"{reporter} reports"))
    return ContentReported(
        case_id=case_id,
        process_id=DIGITAL,
        subject=Subject("proposal", subject),
        reporter=number,
        rule=rule,
        text=text(f"report of {reporter}"),
    )


def decided(
    subject: UUID,
    outcome: Outcome,
    at: datetime,
    *,
    rules: tuple[RuleCode, ...] = (),
    kind: Literal["proposal", "comment"] = "proposal",
    by: Actor = MILO,
    number: int = 1,
) -> CaseDecided:
    """Return the decision of a subject's nth case, with its reasons."""
    return CaseDecided(
        case_id=case_id_of(subject, number),
        process_id=DIGITAL,
        subject=Subject(kind, subject),
        outcome=outcome,
        rules=rules,
        explanation=text(f"why {subject} {outcome}"),
        quoted=text(f"passage of {subject}") if rules else None,
        into=None,
        decided_at=at,
        by=by,
    )


def returned(proposal_id: ProposalId, *rules: RuleCode) -> ProposalReturnedForRevision:
    """Return that a proposal went back to its author."""
    return ProposalReturnedForRevision(
        proposal_id=proposal_id,
        process_id=DIGITAL,
        case_id=case_id_of(proposal_id, 1),
        rules=rules,
        hint=text(f"hint for {proposal_id}"),
        by=MILO,
    )


def rejected(proposal_id: ProposalId, *rules: RuleCode) -> ProposalRejected:
    """Return that a proposal was refused."""
    return ProposalRejected(
        proposal_id=proposal_id,
        process_id=DIGITAL,
        case_id=case_id_of(proposal_id, 1),
        rules=rules,
        explanation=text(f"why {proposal_id} reject"),
        appeal_until=LAST_DAY,
        by=MILO,
    )


def hidden(proposal_id: ProposalId, *rules: RuleCode, number: int = 1) -> ProposalHidden:
    """Return that a proposal is not public any more."""
    source = "HR00" in rules
    return ProposalHidden(
        proposal_id=proposal_id,
        process_id=DIGITAL,
        case_id=None if source else case_id_of(proposal_id, number),
        rules=rules,
        explanation=None if source else text(f"why {proposal_id} hide"),
        appeal_until=None if source else LAST_DAY,
        by=SYSTEM if source else MILO,
    )


def imported(proposal_id: ProposalId, author: Pseudonym | None = None) -> ProposalImported:
    """Return a proposal taken over from elsewhere; it has a text and no title."""
    return ProposalImported(
        proposal_id=proposal_id,
        process_id=DIGITAL,
        phase_id=MEASURES,
        receipt="B-2022-0001",
        title=None,
        body=text(f"{proposal_id} body 1"),
        action_field=None,
        source=named_id(f"source of {proposal_id}"),
        author=author,
        by=SYSTEM,
    )


def posted(
    comment_id: CommentId, proposal_id: ProposalId, at: datetime, author: Actor = BEN
) -> CommentPosted:
    """Return a comment at the top of a thread."""
    return CommentPosted(
        comment_id=comment_id,
        process_id=DIGITAL,
        proposal_id=proposal_id,
        phase_id=MEASURES,
        parent_id=None,
        text=text(f"{comment_id} body 1"),
        stance="question",
        level="email",
        author=author,
        posted_at=at,
    )


def waiting(comment_id: CommentId, proposal_id: ProposalId) -> CommentHeld:
    """Return that a comment is read before it is public."""
    return CommentHeld(
        comment_id=comment_id,
        process_id=DIGITAL,
        proposal_id=proposal_id,
        case_id=case_id_of(comment_id, 1),
        until=None,
    )


def hand_in(
    history: History,
    proposal_id: ProposalId,
    *,
    author: Actor = ANA,
    due: datetime | None = None,
    channel: Channel = "web",
) -> CaseId:
    """Let a proposal be submitted and its case be opened; return the case's id."""
    due = due or datetime(2023, 6, 6, 14, 0, tzinfo=UTC)
    history.add(proposal_id, submitted(proposal_id, author), channel=channel)
    case_id = case_id_of(proposal_id, 1)
    now = timedelta(0)
    history.add(case_id, opened(proposal_id, due, author=author), channel=channel, after=now)
    return case_id
