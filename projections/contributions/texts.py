"""How an author's proposals and comments follow from the log."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from domain.comments import (
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.messages import Event, Recorded
from domain.proposals import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
)
from domain.remarks import (
    RemarkEdited,
    RemarkHeld,
    RemarkHidden,
    RemarkPosted,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from projections.contributions.rows import ContributionRow, State

BEGINNINGS = (ProposalSubmitted, ProposalImported, CommentPosted, RemarkPosted)

_STATE_AFTER: dict[type[Event], State] = {
    ProposalReturnedForRevision: "returned",
    ProposalRejected: "rejected",
    ProposalHidden: "hidden",
    ProposalRestored: "published",
    ProposalWithdrawn: "withdrawn",
    CommentRefused: "refused",
    CommentHidden: "hidden",
    CommentWithdrawn: "withdrawn",
    RemarkRefused: "refused",
    RemarkHidden: "hidden",
    RemarkWithdrawn: "withdrawn",
}


def begun(recorded: Recorded) -> ContributionRow:
    """Return a contribution as its first event tells it."""
    event: Any = recorded.event
    if isinstance(event, RemarkPosted):
        return _remarked(recorded, event)
    comment = isinstance(event, CommentPosted)
    own = event.comment_id if comment else event.proposal_id
    return ContributionRow(
        id=own,
        kind="comment" if comment else "proposal",
        process_id=event.process_id,
        phase_id=event.phase_id,
        proposal_id=event.proposal_id,
        author=_author(event),
        state="visible" if comment else "submitted",
        channel=recorded.channel,
        receipt=None if comment else event.receipt,
        stance=event.stance if comment else None,
        title=None if comment else event.title,
        body=event.text if comment else event.body,
        version=1,
        public_version=1 if comment else 0,
        held_version=None,
        held_until=None,
        merged_into=None,
        submitted_at=recorded.occurred_at,
        published_at=recorded.occurred_at if comment else None,
        position=recorded.position,
    )


def _remarked(recorded: Recorded, event: RemarkPosted) -> ContributionRow:
    return ContributionRow(
        id=event.remark_id,
        kind="remark",
        process_id=event.process_id,
        phase_id=event.phase_id,
        proposal_id=None,
        author=_author(event),
        state="visible",
        channel=recorded.channel,
        receipt=None,
        stance=None,
        title=None,
        body=event.text,
        version=1,
        public_version=1,
        held_version=None,
        held_until=None,
        merged_into=None,
        submitted_at=recorded.occurred_at,
        published_at=recorded.occurred_at,
        position=recorded.position,
    )


def _author(event: Any) -> Any:  # noqa: ANN401 - three events, two shapes
    if isinstance(event, ProposalImported):
        return event.author
    return event.author.on_behalf_of or event.author.pseudonym


def moved(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    """Return a contribution after one more of its events."""
    change = _CHANGES.get(type(recorded.event))
    if change is not None:
        return change(row, recorded)
    return replace(row, state=_STATE_AFTER[type(recorded.event)], held_until=None)


def _published(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    at = row.published_at or recorded.occurred_at
    return replace(row, state="published", public_version=row.version, published_at=at)


def _edited(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    event: Any = recorded.event
    row = replace(row, title=event.title, body=event.body, version=event.version)
    if isinstance(event, ProposalResubmitted):
        return replace(row, state="submitted")
    if event.held:
        return replace(row, held_version=event.version)
    public = event.version if row.public_version else 0
    return replace(row, public_version=public, held_version=None)


def _released(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    event: Any = recorded.event
    return replace(row, public_version=event.version, held_version=None)


def _comment_edited(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    event: Any = recorded.event
    public = event.version if row.public_version else 0
    return replace(row, body=event.text, version=event.version, public_version=public)


def _comment_held(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    event: Any = recorded.event
    if event.until is not None:
        return replace(row, state="held", held_until=event.until)
    return replace(row, state="held", public_version=0, published_at=None)


def _comment_visible(row: ContributionRow, recorded: Recorded) -> ContributionRow:
    at = row.published_at or recorded.occurred_at
    return replace(
        row, state="visible", held_until=None, public_version=row.version, published_at=at
    )


_CHANGES: dict[type[Event], Callable[[ContributionRow, Recorded], ContributionRow]] = {
    ProposalPublished: _published,
    ProposalEdited: _edited,
    ProposalResubmitted: _edited,
    ProposalEditReleased: _released,
    ProposalEditRefused: lambda row, _: replace(row, held_version=None),
    ProposalHeld: lambda row, recorded: replace(row, held_until=recorded.event.until),  # type: ignore[attr-defined]  # of this event
    ProposalHoldEnded: lambda row, _: replace(row, held_until=None),
    ProposalMerged: lambda row, recorded: replace(
        row,
        state="merged",
        merged_into=recorded.event.into_id,  # type: ignore[attr-defined]  # of this event
    ),
    ProposalUnmerged: lambda row, _: replace(row, state="published", merged_into=None),
    CommentEdited: _comment_edited,
    CommentHeld: _comment_held,
    CommentReleased: _comment_visible,
    CommentRestored: _comment_visible,
    RemarkEdited: _comment_edited,
    RemarkHeld: _comment_held,
    RemarkReleased: _comment_visible,
    RemarkRestored: _comment_visible,
}
KINDS: tuple[type[Event], ...] = (*BEGINNINGS, *_STATE_AFTER, *_CHANGES)
"""Every event that changes a contribution."""
