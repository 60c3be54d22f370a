"""What clerks do with paper: type it in, correct it, confirm a colleague's, set it aside (J2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache

import msgspec

from domain import papers, processes, proposals
from domain.codes import ProposalId, Receipt, Subject
from domain.messages import ContentRef
from domain.papers import AsideReason, PaperId, PaperStatus, Transcript
from domain.people import Actor, PersonRef, ProcessId, UnknownPerson
from domain.phases import BERLIN
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.contributing import Text, sorted_into
from domain.use_cases.finding import open_case, open_phase
from domain.use_cases.histories import Histories
from domain.use_cases.standing import require_in_use

NOON = time(12)
"""A sheet came in at some hour of its day, local time."""


class PaperState(msgspec.Struct, frozen=True):
    """The answer to every command about a sheet; `proposal` is set once it became one."""

    id: PaperId
    receipt: Receipt
    state: PaperStatus
    proposal: ProposalId | None = None


def record_paper(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    received_on: date,
    text: Text,
) -> Outcome:
    """Type in a sheet that reached an office; the result is a `PaperState`.

    The person behind it is known to the vault by a number alone, without an account.

    Raises:
        ProcessIsArchived: nobody could answer the idea any more.
        Refusal: not a clerk; the sheet came too late, or field or territory are unknown.
    """
    asking = _on_paper(asking, received_on)
    paper_id = PaperId(platform.new_id())
    year = asking.at.astimezone(BERLIN).year

    @cache
    def number() -> Receipt:
        count = platform.log.next_number(f"receipt/{process_id}/{year}")
        return f"B-{year}-{count:04d}"

    @cache
    def sealed() -> tuple[Sealed, Sealed]:
        writer = PersonRef(platform.new_id())
        platform.vault.enrol(writer, asking.at.date())
        platform.vault.own(paper_id, writer)
        title, body = platform.vault.seal([Plain(text.title, writer), Plain(text.body, writer)])
        return title, body

    def decide(histories: Histories) -> bytes:
        by = _clerk(platform, histories, asking, process_id)
        require_in_use(histories, process_id)
        phase_id, phase = open_phase(histories, process_id, "submit", asking, received_on)
        transcript = _transcript(histories.process(process_id), text, sealed)
        command = papers.RecordPaper(
            paper_id=paper_id,
            process_id=process_id,
            phase_id=phase_id,
            receipt=number(),
            received_on=received_on,
            transcript=transcript,
            phase=phase,
            by=by,
            at=asking.at,
        )
        events = papers.decide(histories.paper(paper_id), command)
        histories.add(papers.history_of(paper_id), events)
        histories.sealed = list(sealed())
        return _state(histories, paper_id)

    return carry_out(platform, asking, decide)


def correct_transcript(
    platform: Platform, asking: Asking, paper_id: PaperId, text: Text
) -> Outcome:
    """Type a waiting sheet in again; then somebody else has to confirm it.

    Raises:
        Refusal: not a clerk, not waiting, or field or territory are unknown.
    """

    @cache
    def sealed() -> tuple[Sealed, Sealed]:
        writer = platform.vault.owner(paper_id)
        title, body = platform.vault.seal([Plain(text.title, writer), Plain(text.body, writer)])
        return title, body

    def make(histories: Histories, process_id: ProcessId, by: Actor) -> papers.PaperCommand:
        transcript = _transcript(histories.process(process_id), text, sealed)
        histories.sealed = list(sealed())
        return papers.CorrectTranscript(transcript=transcript, by=by)

    return _settle(platform, asking, paper_id, make)


def set_aside(
    platform: Platform, asking: Asking, paper_id: PaperId, reason: AsideReason
) -> Outcome:
    """Say that a waiting sheet does not become a proposal."""
    return _settle(
        platform, asking, paper_id, lambda _h, _p, by: papers.SetPaperAside(reason=reason, by=by)
    )


def confirm_transcript(
    platform: Platform, asking: Asking, paper_id: PaperId, seen: ContentRef | None = None
) -> Outcome:
    """Confirm what a colleague typed in; the proposal enters the moderators' queue with it.

    `seen` is the reference of the text that was compared with the sheet.

    Raises:
        ChangedMeanwhile: it is no longer the one that stands.
        Refusal: not a clerk, one's own transcript, not waiting, or the phase is gone.
    """

    def follow(histories: Histories, before: papers.Waiting) -> None:
        _hand_in(platform, histories, asking, before)

    return _settle(
        platform,
        asking,
        paper_id,
        lambda _h, _p, by: papers.ConfirmTranscript(seen=seen, by=by),
        follow,
    )


Making = Callable[[Histories, ProcessId, Actor], papers.PaperCommand]
Following = Callable[[Histories, papers.Waiting], None]


def _settle(
    platform: Platform,
    asking: Asking,
    paper_id: PaperId,
    make: Making,
    follow: Following | None = None,
) -> Outcome:
    """Carry out a command about a known sheet, and what follows from it in the same append."""
    asking = _on_paper(asking)

    def decide(histories: Histories) -> bytes:
        paper = histories.paper(paper_id)
        if paper.process_id is None:
            raise papers.PaperUnknown
        by = _clerk(platform, histories, asking, paper.process_id)
        events = papers.decide(paper, make(histories, paper.process_id, by))
        histories.add(papers.history_of(paper_id), events)
        if follow is not None:
            follow(histories, papers.waiting(paper))
        return _state(histories, paper_id)

    return carry_out(platform, asking, decide)


def _hand_in(
    platform: Platform, histories: Histories, asking: Asking, paper: papers.Waiting
) -> None:
    """Hand the proposal in as its writer would have, and open its case; it is always read first."""
    require_in_use(histories, paper.process_id)
    proposal_id = papers.proposal_id_of(paper.id)
    writer = platform.vault.owner(paper.id)
    if writer is None:
        raise UnknownPerson
    platform.vault.own(proposal_id, writer)
    author = Actor(
        pseudonym=paper.transcribed_by,
        role="clerk",
        on_behalf_of=platform.vault.pseudonym(writer, paper.process_id),
    )
    command = proposals.SubmitProposal(
        proposal_id=proposal_id,
        process_id=paper.process_id,
        phase_id=paper.phase_id,
        receipt=paper.receipt,
        title=paper.transcript.title,
        body=paper.transcript.body,
        action_field=paper.transcript.action_field,
        territory=paper.transcript.territory,
        location=None,
        level="guest",
        received_on=paper.received_on,
        author=author,
        phase=histories.phase(paper.phase_id),
        post_moderated=False,
        at=asking.at,
    )
    events = proposals.decide(histories.proposal(proposal_id), command)
    histories.add(proposals.history_of(proposal_id), events)
    subject = Subject("proposal", proposal_id)
    behind = author.on_behalf_of
    open_case(platform, histories, asking, paper.process_id, subject, "submission", behind)


def _on_paper(asking: Asking, received_on: date | None = None) -> Asking:
    """Return the same wish by the channel the words came on, as of the day they came."""
    came = None
    if received_on is not None:
        came = min(asking.at, datetime.combine(received_on, NOON, BERLIN).astimezone(UTC))
    return replace(asking, channel="paper", occurred_at=came)


def _clerk(
    platform: Platform, histories: Histories, asking: Asking, process_id: ProcessId
) -> Actor:
    return actor(platform, histories, asking, "record_on_behalf", process_id)


def _transcript(
    process: processes.Process, text: Text, sealed: Callable[[], tuple[Sealed, Sealed]]
) -> Transcript:
    field = sorted_into(process, text)
    title, body = sealed()
    return Transcript(title=title.ref, body=body.ref, action_field=field, territory=text.territory)


def _state(histories: Histories, paper_id: PaperId) -> bytes:
    paper = histories.paper(paper_id)
    if paper.receipt is None:
        raise papers.PaperUnknown
    confirmed = paper.status == "confirmed"
    proposal = papers.proposal_id_of(paper_id) if confirmed else None
    return msgspec.json.encode(PaperState(paper_id, paper.receipt, paper.status, proposal))
