"""The strategy for programs: from the inventory over measures and decisions to plans."""

from api.resources.strategy.carrying_out import MeasureCarrying
from api.resources.strategy.decision_writing import DecisionScheduling, DecisionWriting
from api.resources.strategy.decisions import DecisionResource
from api.resources.strategy.funding_writing import FundingWriting
from api.resources.strategy.gathering import LabResource
from api.resources.strategy.gathering_writing import GatheringMaking, LabWriting, WorkshopWriting
from api.resources.strategy.inventory import InventoryResource
from api.resources.strategy.measure_writing import MeasureMaking, MeasureWriting
from api.resources.strategy.measures import MeasureResource
from api.resources.strategy.plan_writing import PlanReleasing
from api.resources.strategy.plans import PlanResource
from api.resources.strategy.publishing import MissionWriting, StrategyPublishing
from api.resources.strategy.remarks import RemarkResource
from api.resources.strategy.stocktaking import InventoryMaking, InventoryWriting
from api.resources.strategy.strategies import StrategyResource
from api.resources.strategy.waiting import WaitingResource

STRATEGY = (
    InventoryResource,
    InventoryMaking,
    InventoryWriting,
    MeasureResource,
    MeasureMaking,
    MeasureWriting,
    MeasureCarrying,
    DecisionResource,
    DecisionScheduling,
    DecisionWriting,
    PlanResource,
    PlanReleasing,
    FundingWriting,
    LabResource,
    GatheringMaking,
    LabWriting,
    WorkshopWriting,
    StrategyResource,
    MissionWriting,
    StrategyPublishing,
    RemarkResource,
    WaitingResource,
)
"""All its routes, for the API."""
