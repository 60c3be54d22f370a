"""Every event the log can hold: for the codec, the docs and the format tests."""

from functools import cache
from typing import get_args

from domain.answers import AnswerEvent
from domain.audits import AuditEvent
from domain.ballots import BallotEvent
from domain.boundaries import BoundaryDrawn
from domain.comments import CommentEvent
from domain.decisions import DecisionEvent
from domain.erasure import ContentErased
from domain.funding import FundingNoticeRegistered
from domain.goals import GoalEvent
from domain.inventory import InventoryEvent
from domain.labs import LabEvent
from domain.measures import MeasureEvent
from domain.messages import Event, topic_of
from domain.missions import MissionEvent
from domain.moderation import CaseEvent
from domain.organisation import OrganisationEvent
from domain.papers import PaperEvent
from domain.participants import ParticipantEvent
from domain.phases import PhaseEvent
from domain.plans import YearPlanReleased
from domain.processes import ProcessEvent
from domain.proposals import ProposalEvent
from domain.public_log import PublicLogEvent
from domain.recommendations import RecommendationEvent
from domain.remarks import RemarkEvent
from domain.strategies import StrategyEvent
from domain.workshops import FormatEvent

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
    | AnswerEvent
    | DecisionEvent
    | GoalEvent
    | InventoryEvent
    | LabEvent
    | MeasureEvent
    | MissionEvent
    | OrganisationEvent
    | RecommendationEvent
    | RemarkEvent
    | StrategyEvent
    | FormatEvent
    | FundingNoticeRegistered
    | YearPlanReleased
    | BoundaryDrawn
)

EVENTS: dict[str, type[Event]] = {topic_of(kind): kind for kind in get_args(AnyEvent)}
"""Stored name -> class, for every event in force today."""


@cache
def concept_of(kind: type[Event]) -> str:
    """Return the concept an event belongs to: the file or package of the domain it is in.

    All events of a stream belong to one.
    """
    return kind.__module__.split(".")[1]
