"""What the page of a proposal tells of an event: when, in which role, and to whom."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from domain.codes import ProposalId
from domain.messages import Event, Recorded, topic_of
from domain.moderation import (
    AppealDecided,
    AppealFiled,
    CaseDecided,
    CaseEscalated,
    CaseEvent,
    CaseNoteAdded,
    ContentReported,
)
from domain.people import Role
from domain.proposals import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalEvent,
    ProposalHidden,
    ProposalMerged,
    ProposalRejected,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalUnmerged,
    ProposalWithdrawn,
    SupportersCarriedOver,
)
from projections.proposals.rows import Audience, TimelineRow

PROPOSAL_KINDS: tuple[type[Event], ...] = get_args(ProposalEvent)
CASE_KINDS: tuple[type[Event], ...] = get_args(CaseEvent)
_MERGES = (ProposalMerged, ProposalUnmerged, SupportersCarriedOver)
_FACTS = (
    "version",
    "mode",
    "received_on",
    "held",
    "trigger",
    "due",
    "until",
    "appeal_until",
    "outcome",
    "to",
    "carried",
    "already",
    "own",
    "not_attributable",
)
_FOR_AUTHORS = (
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalRejected,
    ProposalEditRefused,
    AppealFiled,
)
_TOLD_BY_THE_PROPOSAL = frozenset({"publish", "return", "reject", "hide", "restore", "merge"})


def entries(recorded: Recorded, proposal: ProposalId, *, published: bool) -> Iterator[TimelineRow]:
    """Yield what an event adds to timelines; a merge is told at both ends.

    `published` tells whether the proposal had been published before.
    """
    event: Any = recorded.event
    text, text_audience = _text(event)
    entry = TimelineRow(
        proposal_id=proposal,
        position=recorded.position,
        kind=topic_of(type(event)).partition("/")[0],
        at=recorded.occurred_at,
        role=_role(event),
        channel=recorded.channel,
        audience=_audience(event, published=published),
        rules=_rules(event),
        text=text,
        text_audience=text_audience,
        case_id=getattr(event, "case_id", None),
        other=getattr(event, "into_id", None),
        facts=_facts(event),
    )
    yield entry
    if isinstance(event, _MERGES):
        facts = {**entry.facts, "incoming": True}
        yield msgspec.structs.replace(
            entry, proposal_id=event.into_id, other=event.proposal_id, facts=facts
        )


def _role(event: Any) -> Role | None:  # noqa: ANN401 - any event of a proposal or case
    actor = getattr(event, "by", None) or getattr(event, "reviewer", None)
    author = getattr(event, "author", None)
    if actor is None and isinstance(author, msgspec.Struct):
        actor = author
    if actor is None:
        return None
    # A clerk who records paper acts for the citizen whose paper it is.
    role: Role = "citizen" if actor.on_behalf_of else actor.role
    return role


def _audience(event: Any, *, published: bool) -> Audience:  # noqa: ANN401 - as above
    if isinstance(event, _FOR_AUTHORS):
        return "author"
    if isinstance(event, ProposalEdited):
        return "public" if published and not event.held else "author"
    if isinstance(event, CaseDecided):
        return "staff" if event.outcome in _TOLD_BY_THE_PROPOSAL else "author"
    if isinstance(event, AppealDecided):
        return "public"
    return "staff" if isinstance(event, CASE_KINDS) else "public"


def _text(event: Any) -> tuple[str | None, Audience]:  # noqa: ANN401 - as above
    match event:
        case ProposalEdited() | ProposalMerged() | ProposalUnmerged():
            return event.reason, "public"
        case ProposalReturnedForRevision():
            return event.hint, "author"
        case ProposalRejected() | ProposalEditRefused() | ProposalHidden():
            return event.explanation, "author"
        case CaseDecided() | AppealDecided():
            return event.explanation, "author"
        case AppealFiled():
            return event.text, "author"
        case ContentReported() | CaseNoteAdded():
            return event.text, "staff"
        case CaseEscalated():
            return event.reason, "staff"
    return None, "public"


def _rules(event: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    rule = getattr(event, "rule", None)
    rules: tuple[str, ...] = getattr(event, "rules", ())
    return rules if rule is None else (rule,)


def _facts(event: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    facts = {name: getattr(event, name, None) for name in _FACTS}
    if isinstance(event, ProposalWithdrawn):
        facts["reason"] = event.reason
    known = {name: value for name, value in facts.items() if value is not None}
    return {name: msgspec.to_builtins(value) for name, value in known.items()}
