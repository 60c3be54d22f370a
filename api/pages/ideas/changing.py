"""Withdrawing one's idea, merging it with another, and undoing that."""

from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.pages.formatting import typed as as_typed
from api.pages.framing import Answer, Frame, Framing
from api.pages.ideas.building import Typed
from api.pages.ideas.page import show_again
from api.pages.views import FieldError
from api.pages.vocabulary.terms import N_
from api.provided import Asking, Platform, ReadModels, Texts, Visible
from domain.codes import ProposalId, WithdrawalReason
from domain.proposals import AlreadyMerged, CannotMergeIntoItself, TargetNotPublished
from domain.use_cases.contributing import withdraw_proposal
from domain.use_cases.merging import merge_proposals, unmerge_proposal
from projections import proposals


class WithdrawForm(msgspec.Struct):
    reason: str = ""


class MergeForm(msgspec.Struct):
    """`into` is the number of the other idea, as people write it."""

    into: str = ""


@post("/ideas/{idea_id:uuid}/withdraw", sync_to_thread=True)
def withdraw(
    idea_id: FromPath[UUID],
    data: URLEncodedBody[WithdrawForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Take one's own idea back.

    Raises:
        Refusal: not the author, or not in this state.
    """
    proposal_id = ProposalId(idea_id)
    if data.reason not in get_args(WithdrawalReason):
        error = frame.error("reason", N_("Wählen Sie einen Grund aus."))
        typed = Typed(errors=(error,))
        return show_again(frame, read_models, texts, platform, proposal_id, typed)
    reason = cast("WithdrawalReason", data.reason)
    outcome = withdraw_proposal(platform, asking, proposal_id, reason)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}", "withdrawn" if shown else "lagging")


@post("/ideas/{idea_id:uuid}/merge", sync_to_thread=True)
def merge(
    idea_id: FromPath[UUID],
    data: URLEncodedBody[MergeForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Let an idea go on as part of another one.

    Raises:
        Refusal: neither author nor moderator, or not in this state.
    """
    proposal_id = ProposalId(idea_id)
    number = receipt_of(data.into)
    with read_models.snapshot() as snapshot:
        target = proposals.by_receipt(snapshot, number, beside=proposal_id) if number else None
    if target is None:
        error = frame.error("into", N_("Geben Sie die Nummer einer öffentlichen Idee an."))
        typed = Typed(errors=(error,))
        return show_again(frame, read_models, texts, platform, proposal_id, typed)
    try:
        outcome = merge_proposals(platform, asking, proposal_id, target, None)
    except (CannotMergeIntoItself, TargetNotPublished, AlreadyMerged) as refusal:
        typed = Typed(errors=(_said(frame, type(refusal).__name__),))
        return show_again(frame, read_models, texts, platform, proposal_id, typed)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{target}", "merged" if shown else "lagging")


class UnmergeForm(msgspec.Struct):
    reason: str = ""


@post("/ideas/{idea_id:uuid}/unmerge", sync_to_thread=True)
def unmerge(
    idea_id: FromPath[UUID],
    data: URLEncodedBody[UnmergeForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Let a merged idea stand on its own again, for a reason that is published.

    Raises:
        Refusal: not a moderator, or it is not merged.
    """
    proposal_id, reason = ProposalId(idea_id), as_typed(data.reason)
    if not reason:
        error = frame.error("reason", N_("Schreiben Sie den Grund dazu."))
        typed = Typed(errors=(error,))
        return show_again(frame, read_models, texts, platform, proposal_id, typed)
    outcome = unmerge_proposal(platform, asking, proposal_id, reason)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}", "unmerged" if shown else "lagging")


def receipt_of(typed: str) -> str:
    """Return a number as it is stored, however it was copied: `b 2023 0012` too."""
    parts = typed.upper().replace("-", " ").split()
    return "-".join(parts) if len(parts) == len(("B", "year", "number")) else ""


def _said(frame: Frame, refusal: str) -> FieldError:
    return frame.error("into", frame.refusal(refusal))
