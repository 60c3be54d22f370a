"""What citizens and organisations do with proposals: submit, edit, withdraw, support."""

from datetime import date
from functools import cache
from uuid import UUID

import msgspec

from domain import moderation, phases, processes, proposals
from domain.codes import (
    FieldId,
    ProposalId,
    Receipt,
    Subject,
    TerritoryKey,
    WithdrawalReason,
)
from domain.people import Actor, PersonRef, ProcessId
from domain.phases import BERLIN
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out, seal_optional
from domain.use_cases.finding import known, open_case, open_phase, state_of
from domain.use_cases.histories import Histories
from domain.use_cases.standing import require_in_use
from domain.use_cases.supporting import Answer, give_opinion, give_support, withdraw_support

__all__ = [
    "Answer",
    "OnBehalf",
    "Submitted",
    "Text",
    "edit_proposal",
    "give_opinion",
    "give_support",
    "submit_proposal",
    "withdraw_proposal",
    "withdraw_support",
]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as its author writes it; lengths were checked at the edge.

    `location` is a GeoJSON point as text. `suspicious` is set where the text
    carries links or hits a filter, so that it is read before it is published.
    """

    title: str
    body: str
    action_field: FieldId | None = None
    territory: TerritoryKey | None = None
    location: str | None = None
    suspicious: bool = False


class OnBehalf(msgspec.Struct, frozen=True):
    """A paper or call a clerk records for somebody: who, and when it arrived."""

    person: PersonRef
    received_on: date


class Submitted(msgspec.Struct, frozen=True):
    """The answer to a submission."""

    id: ProposalId
    receipt: Receipt
    state: proposals.Status


def submit_proposal(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    text: Text,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Hand in a proposal and open its moderation case; the result is a `Submitted`.

    Raises:
        Refusal: phase, role, field or territory forbid it.
    """
    proposal_id = ProposalId(platform.new_id())
    owner = on_behalf.person if on_behalf else asking.person
    year = asking.at.astimezone(BERLIN).year

    @cache
    def number() -> Receipt:
        count = platform.log.next_number(f"receipt/{process_id}/{year}")
        return f"B-{year}-{count:04d}"

    @cache
    def sealed() -> tuple[Sealed, Sealed, Sealed | None]:
        if owner is not None:
            platform.vault.own(proposal_id, owner)
        title, body = platform.vault.seal([Plain(text.title, owner), Plain(text.body, owner)])
        return title, body, seal_optional(platform.vault, owner, text.location)

    def decide(histories: Histories) -> bytes:
        author = _author(platform, histories, asking, process_id, on_behalf)
        received_on = on_behalf.received_on if on_behalf else None
        phase_id, phase = open_phase(histories, process_id, "submit", asking, received_on)
        field = sorted_into(histories.process(process_id), text)
        title, body, location = sealed()
        at_once = moderation.post_moderated(
            phase.moderation, asking.at, platform.days, suspicious=text.suspicious
        )
        command = proposals.SubmitProposal(
            proposal_id=proposal_id,
            process_id=process_id,
            phase_id=phase_id,
            receipt=number(),
            title=title.ref,
            body=body.ref,
            action_field=field,
            territory=text.territory,
            location=location.ref if location else None,
            level=asking.level,
            received_on=received_on,
            author=author,
            phase=phase,
            post_moderated=at_once,
            at=asking.at,
        )
        stream = proposals.history_of(proposal_id)
        histories.add(stream, proposals.decide(histories.proposal(proposal_id), command))
        histories.sealed = [item for item in (title, body, location) if item]
        subject = Subject("proposal", proposal_id)
        trigger: moderation.Trigger = "filter" if text.suspicious else "submission"
        writer = author.on_behalf_of or author.pseudonym
        open_case(platform, histories, asking, process_id, subject, trigger, writer)
        return msgspec.json.encode(
            Submitted(proposal_id, number(), histories.proposal(proposal_id).status)
        )

    return carry_out(platform, asking, decide)


def _author(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    process_id: ProcessId,
    on_behalf: OnBehalf | None,
) -> Actor:
    if on_behalf is None:
        return actor(platform, histories, asking, "submit", process_id)
    clerk = actor(platform, histories, asking, "record_on_behalf", process_id)
    behind = platform.vault.pseudonym(on_behalf.person, process_id)
    return Actor(pseudonym=clerk.pseudonym, role=clerk.role, on_behalf_of=behind)


def sorted_into(process: processes.Process, text: Text) -> FieldId | None:
    """Check field and territory of a text and return the field as it is today.

    Raises:
        Refusal: the process has no such field or territory.
    """
    if text.territory is not None and text.territory not in process.territories:
        raise processes.TerritoryUnknown(territory=text.territory)
    return None if text.action_field is None else process.field(text.action_field)


def edit_proposal(
    platform: Platform, asking: Asking, proposal_id: ProposalId, text: Text, reason: str | None
) -> Outcome:
    """Write a new version, or revise a returned proposal; only the author may.

    Raises:
        ProcessIsArchived: nobody could answer it any more.
        Refusal: not the author, not editable in its state, phase over.
    """

    @cache
    def sealed() -> tuple[Sealed, Sealed, Sealed | None, Sealed | None]:
        title, body = platform.vault.seal(
            [Plain(text.title, asking.person), Plain(text.body, asking.person)]
        )
        location = seal_optional(platform.vault, asking.person, text.location)
        return title, body, location, seal_optional(platform.vault, asking.person, reason)

    def decide(histories: Histories) -> bytes:
        proposal, process_id = known(histories, proposal_id)
        by = _acting_author(platform, histories, asking, proposal_id, process_id)
        require_in_use(histories, process_id)
        phase = histories.phase(proposal.phase_id) if proposal.phase_id else phases.Phase()
        field = sorted_into(histories.process(process_id), text)
        title, body, location, why = sealed()
        command = proposals.EditProposal(
            title=title.ref,
            body=body.ref,
            action_field=field,
            territory=text.territory,
            location=location.ref if location else None,
            reason=why.ref if why else None,
            by=by,
            phase=phase,
            post_moderated=moderation.post_moderated(
                phase.moderation, asking.at, platform.days, suspicious=text.suspicious
            ),
            at=asking.at,
        )
        stream = proposals.history_of(proposal_id)
        histories.add(stream, proposals.decide(proposal, command))
        histories.sealed = [item for item in (title, body, location, why) if item]
        subject = Subject("proposal", proposal_id)
        open_case(platform, histories, asking, process_id, subject, "edit", by.pseudonym)
        return state_of(histories, proposal_id)

    return carry_out(platform, asking, decide)


def _acting_author(
    platform: Platform,
    histories: Histories,
    asking: Asking,
    subject: UUID,
    process_id: ProcessId,
) -> Actor:
    """Return the person asking as the author they are; ownership is the vault's (ruling 10)."""
    if asking.person is None or platform.vault.owner(subject) != asking.person:
        raise proposals.NotTheAuthor
    return actor(platform, histories, asking, "submit", process_id)


def withdraw_proposal(
    platform: Platform, asking: Asking, proposal_id: ProposalId, reason: WithdrawalReason
) -> Outcome:
    """Take one's own proposal back; a public stub stays if it had been published."""

    def decide(histories: Histories) -> bytes:
        proposal, process_id = known(histories, proposal_id)
        by = _acting_author(platform, histories, asking, proposal_id, process_id)
        command = proposals.WithdrawProposal(reason=reason, by=by)
        stream = proposals.history_of(proposal_id)
        histories.add(stream, proposals.decide(proposal, command))
        return state_of(histories, proposal_id)

    return carry_out(platform, asking, decide)
