"""Every event the log can hold: for the codec, the docs and the format tests."""

from typing import get_args

from domain.audits import AuditEvent
from domain.ballots import BallotEvent
from domain.comments import CommentEvent
from domain.erasure import ContentErased
from domain.messages import Event, topic_of
from domain.moderation import CaseEvent
from domain.papers import PaperEvent
from domain.participants import ParticipantEvent
from domain.phases import PhaseEvent
from domain.processes import ProcessEvent
from domain.proposals import ProposalEvent
from domain.public_log import PublicLogEvent

AnyEvent = (
    ProcessEvent
    | PhaseEvent
    | ProposalEvent
    | BallotEvent
    | CommentEvent
    | CaseEvent
    | ParticipantEvent
    | ContentErased
    | PublicLogEvent
    | AuditEvent
    | PaperEvent
)

EVENTS: dict[str, type[Event]] = {topic_of(kind): kind for kind in get_args(AnyEvent)}
"""Stored name -> class, for every event in force today."""
