"""What moderators know of subjects, their versions and their authors, from the log."""

from typing import cast

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
from domain.people import Pseudonym
from domain.proposals import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalHidden,
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
from projections.moderation.rows import AuthorRow, Standing, SubjectRow, VersionRow

BEGINNINGS = (ProposalSubmitted, ProposalImported, CommentPosted, RemarkPosted)
EDITS = (ProposalEdited, ProposalResubmitted, CommentEdited, RemarkEdited)
STANDING_AFTER: dict[type[Event], Standing] = {
    ProposalPublished: "public",
    ProposalResubmitted: "waiting",
    ProposalReturnedForRevision: "returned",
    ProposalRejected: "rejected",
    ProposalHidden: "hidden",
    ProposalRestored: "public",
    ProposalWithdrawn: "withdrawn",
    ProposalMerged: "merged",
    ProposalUnmerged: "public",
    CommentReleased: "public",
    CommentRefused: "rejected",
    CommentHidden: "hidden",
    CommentRestored: "public",
    CommentWithdrawn: "withdrawn",
    RemarkReleased: "public",
    RemarkRefused: "rejected",
    RemarkHidden: "hidden",
    RemarkRestored: "public",
    RemarkWithdrawn: "withdrawn",
}
CHANGES: tuple[type[Event], ...] = (*STANDING_AFTER, CommentHeld, RemarkHeld, ProposalEditRefused)

_COUNTED: dict[tuple[Standing, Standing], tuple[tuple[str, int], ...]] = {
    ("absent", "public"): (("published", 1),),
    ("waiting", "public"): (("published", 1),),
    ("rejected", "public"): (("rejected", -1), ("published", 1)),
    ("returned", "public"): (("returned", -1), ("published", 1)),
    ("hidden", "public"): (("hidden", -1),),
    ("public", "waiting"): (("published", -1),),
    ("waiting", "returned"): (("returned", 1),),
    ("rejected", "returned"): (("rejected", -1), ("returned", 1)),
    ("waiting", "rejected"): (("rejected", 1),),
    ("public", "hidden"): (("hidden", 1),),
    ("merged", "hidden"): (("hidden", 1),),
}
"""What a subject's move adds to its author's history; what was overturned goes again."""


def author_of(event: Event) -> Pseudonym | None:
    """Return whose text began with this event; None where a source named nobody."""
    if isinstance(event, ProposalImported):
        return event.author
    begun = cast("ProposalSubmitted | CommentPosted | RemarkPosted", event)
    return begun.author.on_behalf_of or begun.author.pseudonym


def begun(recorded: Recorded) -> SubjectRow:
    """Return a subject as its first event tells it."""
    event = recorded.event
    if isinstance(event, CommentPosted):
        return SubjectRow(
            subject_id=event.comment_id,
            kind="comment",
            process_id=event.process_id,
            proposal_id=event.proposal_id,
            author=author_of(event),
            level=event.level,
            receipt=None,
            standing="absent",
            version=1,
        )
    if isinstance(event, RemarkPosted):
        return SubjectRow(
            subject_id=event.remark_id,
            kind="remark",
            process_id=event.process_id,
            proposal_id=None,
            author=author_of(event),
            level=event.level,
            receipt=None,
            standing="absent",
            version=1,
        )
    return _proposal(cast("ProposalSubmitted | ProposalImported", event))


def _proposal(proposal: ProposalSubmitted | ProposalImported) -> SubjectRow:
    return SubjectRow(
        subject_id=proposal.proposal_id,
        kind="proposal",
        process_id=proposal.process_id,
        proposal_id=proposal.proposal_id,
        author=author_of(proposal),
        level=proposal.level if isinstance(proposal, ProposalSubmitted) else "guest",
        receipt=proposal.receipt,
        standing="waiting",
        version=1,
    )


def version(recorded: Recorded) -> VersionRow:
    """Return the version of the text that an event brought."""
    event = recorded.event
    if isinstance(event, CommentPosted | CommentEdited | RemarkPosted | RemarkEdited):
        number = event.version if isinstance(event, CommentEdited | RemarkEdited) else 1
        said = isinstance(event, RemarkPosted | RemarkEdited)
        return VersionRow(
            event.remark_id if said else event.comment_id,  # type: ignore[union-attr]  # told apart above
            number,
            recorded.occurred_at,
            None,
            event.text,
            None,
            None,
            None,
            recorded.position,
        )
    if isinstance(event, ProposalImported):
        return VersionRow(
            event.proposal_id,
            1,
            recorded.occurred_at,
            event.title,
            event.body,
            event.action_field,
            None,
            None,
            recorded.position,
        )
    text = cast("ProposalSubmitted | ProposalEdited | ProposalResubmitted", event)
    return VersionRow(
        text.proposal_id,
        1 if isinstance(text, ProposalSubmitted) else text.version,
        recorded.occurred_at,
        text.title,
        text.body,
        text.action_field,
        text.territory,
        text.location,
        recorded.position,
    )


def standing_after(subject: SubjectRow, event: Event) -> Standing:
    """Return where a subject stands after an event."""
    if isinstance(event, CommentHeld | RemarkHeld):
        # An interim cover after a report says nothing about the author yet.
        return "waiting" if event.until is None else subject.standing
    if isinstance(event, CommentPosted | RemarkPosted):
        return "public"
    return STANDING_AFTER.get(type(event), subject.standing)


def counted(author: AuthorRow, before: Standing, after: Standing) -> AuthorRow:
    """Return an author's history after a subject of theirs moved."""
    for name, number in _COUNTED.get((before, after), ()):
        author = added(author, name, number)
    return author


def added(author: AuthorRow, name: str, number: int) -> AuthorRow:
    """Return the history with one of its counts changed."""
    return replace(author, **{name: getattr(author, name) + number})
