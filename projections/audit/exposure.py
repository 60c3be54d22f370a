"""Since when the public has known of a proposal or comment, told by its own events."""

import msgspec
from msgspec.structs import replace

from domain.comments import CommentHeld, CommentPosted, CommentReleased, CommentRestored
from domain.messages import Event, Recorded
from domain.proposals import ProposalHidden, ProposalPublished, ProposalRestored
from domain.remarks import RemarkHeld, RemarkPosted, RemarkReleased, RemarkRestored
from projections.audit.kinds import KINDS, ONCE_PUBLIC, PUBLIC, WHILE_PUBLIC

EXPOSING: tuple[type[Event], ...] = (
    ProposalPublished,
    ProposalHidden,
    ProposalRestored,
    CommentPosted,
    CommentHeld,
    CommentReleased,
    CommentRestored,
    RemarkPosted,
    RemarkHeld,
    RemarkReleased,
    RemarkRestored,
)
"""Events that can change it."""


class Exposure(msgspec.Struct, frozen=True):
    """`since` is the position at which it became public, None if it never was.

    `masked` means that the source it was imported from had withheld it (HR00): the
    public sees nothing of it, whatever position it asks for.
    """

    since: int | None = None
    masked: bool = False

    def shows(self, recorded: Recorded) -> bool:
        """Whether the public may know of an event of this subject."""
        audience = KINDS[type(recorded.event)].audience
        if audience == PUBLIC:
            return True
        if self.since is None or self.masked:
            return False
        if audience == WHILE_PUBLIC:
            held_version = getattr(recorded.event, "held", False)
            return self.since <= recorded.position and not held_version
        return audience == ONCE_PUBLIC


def exposed(exposure: Exposure, recorded: Recorded) -> Exposure:
    """Return how public a subject is after one of its events."""
    since = recorded.position if exposure.since is None else exposure.since
    match recorded.event:
        case ProposalPublished() | ProposalRestored() | CommentRestored() | RemarkRestored():
            return Exposure(since)
        case ProposalHidden() as event if "HR00" in event.rules:
            return replace(exposure, masked=True)
        case CommentPosted() | CommentReleased() | RemarkPosted() | RemarkReleased():
            return replace(exposure, since=since)
        case (CommentHeld() | RemarkHeld()) as event if event.until is None:
            # It came with the text itself, which waits for its first review.
            return replace(exposure, since=None)
        case _:
            return exposure
