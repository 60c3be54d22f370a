"""Query parameters of the strategy, and what they mean."""

from typing import Annotated

from litestar.params import QueryParameter

from domain.codes import BodyId, Light, TerritoryKey
from domain.decisions import Result
from domain.inventory import InventoryStatus
from domain.measures import Status

MeasureState = Annotated[Status | None, QueryParameter(name="state")]
ItemState = Annotated[InventoryStatus | None, QueryParameter(name="state")]
CouncilResult = Annotated[Result | None, QueryParameter(name="result")]
PlanYear = Annotated[
    int | None, QueryParameter(ge=2000, le=2199, description="The year of its place in the plan.")
]
SessionYear = Annotated[
    int | None, QueryParameter(ge=1900, le=2199, description="The year of the session.")
]
CurrentLight = Annotated[
    Light | None,
    QueryParameter(
        name="light",
        description="Of the last report; finds what is planned, in implementation or paused.",
    ),
]
Council = Annotated[BodyId | None, QueryParameter(name="body")]
# The framework looks at the pattern of a parameter, not at that of its type.
Within = Annotated[
    TerritoryKey | None,
    QueryParameter(pattern=r"^[0-9]{2,12}$", description="Official key of a place of the process."),
]
