"""What several use cases look up: a proposal, an open phase, a waiting case."""

from datetime import date

import msgspec

from domain import moderation, phases, processes, proposals
from domain.codes import (
    CaseId,
    CommentId,
    Feature,
    PhaseId,
    ProposalId,
    RemarkId,
    Subject,
)
from domain.messages import Refusal
from domain.people import ProcessId, Pseudonym
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories


def open_phase(
    histories: Histories,
    process_id: ProcessId,
    feature: Feature,
    asking: Asking,
    received_on: date | None = None,
) -> tuple[PhaseId, phases.Phase]:
    """Return the phase of a process in which `feature` is possible now (I2).

    Raises:
        ProcessUnknown: there is no such process.
        Refusal: the reason of the phase that comes nearest.
    """
    process = histories.process(process_id)
    if process.id is None:
        raise processes.ProcessUnknown
    offering = [announced for announced in process.phases.values() if feature in announced.features]
    histories.fetch(*(phases.history_of(announced.phase_id) for announced in offering))
    refusal: Refusal = phases.NotOfferedInThisPhase(feature=feature)
    # The last one that refuses names the latest date, which is what a reader asks.
    for announced in sorted(offering, key=lambda phase: phase.starts):
        phase = histories.phase(announced.phase_id)
        try:
            if received_on is None:
                phase.require(feature, asking.at)
            else:
                phase.require_received(feature, received_on, asking.at)
        except phases.PhaseNotStartedYet:
            refusal = phases.PhaseNotStartedYet(starts=announced.starts)
        except Refusal as no:
            refusal = no
        else:
            return announced.phase_id, phase
    raise refusal


def open_case(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    process_id: ProcessId,
    subject: Subject,
    trigger: moderation.Trigger,
    author: Pseudonym | None,
) -> moderation.Case:
    """Return the subject's waiting case, opening one if there is none (P1)."""
    cases, next_id = histories.cases_of(subject.id)
    if cases and cases[-1].waiting:
        return cases[-1]
    command = moderation.OpenCase(
        case_id=next_id,
        process_id=process_id,
        subject=subject,
        trigger=trigger,
        author=author,
        previous=cases[-1].id if cases else None,
        due=moderation.due_after(asking.at, platform.days),
    )
    events = moderation.decide(moderation.Case(), command)
    histories.add(moderation.history_of(next_id), events)
    return histories.case(next_id)


def case_of_edit(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    process_id: ProcessId,
    subject: Subject,
    author: Pseudonym | None,
    *,
    suspicious: bool,
) -> CaseId:
    """Return the waiting case that reads a corrected text, opening one if there is none."""
    trigger: moderation.Trigger = "filter" if suspicious else "edit"
    case = open_case(platform, histories, asking, process_id, subject, trigger, author)
    if case.id is None:
        raise moderation.CaseUnknown
    return case.id


def open_next_case(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    process_id: ProcessId,
    subject: Subject,
) -> None:
    """Open a case for what still waits to be read after its last one was decided.

    A warning does not say whether a text may be shown, and a text that is public again
    after having been hidden or merged brings the version back that waited beside it.
    """
    author: Pseudonym | None
    trigger: moderation.Trigger = "edit"
    if subject.kind == "proposal":
        proposal = histories.proposal(ProposalId(subject.id))
        author = proposal.author
        waits = proposal.status == "published" and proposal.held_version is not None
        if proposal.status == "submitted":
            waits, trigger = True, "submission"
    elif subject.kind == "remark":
        remark = histories.remark(RemarkId(subject.id))
        author, waits = remark.author, remark.status == "held" and not remark.interim
    else:
        comment = histories.comment(CommentId(subject.id))
        author, waits = comment.author, comment.status == "held" and not comment.interim
    if waits:
        open_case(platform, histories, asking, process_id, subject, trigger, author)


def state_of(histories: Histories, proposal_id: ProposalId) -> bytes:
    """Return a proposal's state as the answer to a command."""
    return msgspec.json.encode({"id": proposal_id, "state": histories.proposal(proposal_id).status})


def came_on_paper(histories: Histories, subject: Subject) -> bool:
    """Tell whether a clerk handed it in for somebody who has no account."""
    if subject.kind != "proposal":
        return False
    events = histories.events(proposals.history_of(ProposalId(subject.id)))
    first = events[0] if events else None
    return isinstance(first, proposals.ProposalSubmitted) and first.author.on_behalf_of is not None


def known(histories: Histories, proposal_id: ProposalId) -> tuple[proposals.Proposal, ProcessId]:
    """Return a proposal that exists, and its process.

    Raises:
        ProposalUnknown: there is none.
    """
    proposal = histories.proposal(proposal_id)
    if proposal.process_id is None:
        raise proposals.ProposalUnknown
    return proposal, proposal.process_id
