"""The strategy for programs: from the inventory over measures and decisions to plans."""

from api.resources.strategy.decisions import DecisionResource
from api.resources.strategy.gathering import LabResource
from api.resources.strategy.inventory import InventoryResource
from api.resources.strategy.measures import MeasureResource
from api.resources.strategy.plans import PlanResource
from api.resources.strategy.strategies import StrategyResource

STRATEGY = (
    InventoryResource,
    MeasureResource,
    DecisionResource,
    PlanResource,
    LabResource,
    StrategyResource,
)
"""All its routes, for the API."""
