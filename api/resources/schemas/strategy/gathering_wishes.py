"""What the office sends about labs and about workshops and other formats on site."""

from typing import Annotated

import msgspec

from api.resources.schemas.common import Body, GivenDay, Request, Title
from api.resources.schemas.strategy.wishes import Day, Id, Note, Reason
from domain.labs import LabOutcome
from domain.workshops import FormatKind, People

_CORNERS = "50.1012, 6.9003\n50.1012, 7.0021\n50.0004, 6.9512"

LabTitle = Annotated[Title, msgspec.Meta(examples=["Ein Sommer ohne Autos am Markt"])]
Hypothesis = Annotated[Body, msgspec.Meta(examples=["Mehr Menschen bleiben länger."])]
Area = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, examples=[_CORNERS])]
FormatTitle = Annotated[Title, msgspec.Meta(examples=["Werkstatt Mobilität"])]
Place = Annotated[Title, msgspec.Meta(examples=["Bürgersaal Morbach"])]
Summary = Annotated[Body, msgspec.Meta(examples=["Der Rufbus kommt zuerst."])]


class NewLab(Request, frozen=True, kw_only=True):
    """Something to be tried in a place for a time, and what is expected of it.

    `area` is GeoJSON as text (a polygon, a feature or several), or a corner in each line:
    latitude, then longitude. `measure` is what the lab belongs to.
    """

    title: LabTitle
    hypothesis: Hypothesis
    area: Area
    starts: Day
    ends: Annotated[GivenDay, msgspec.Meta(examples=["2024-08-31"])]
    measure: Id | None = None


class LongerLab(Request, frozen=True, kw_only=True):
    """The new last day of a lab, and why it lasts longer; published with it."""

    ends: Annotated[GivenDay, msgspec.Meta(examples=["2024-09-30"])]
    reason: Reason


class NewEvaluation(Request, frozen=True, kw_only=True):
    """Whether what was tried goes on, grows or stops, and what shows it."""

    outcome: Annotated[LabOutcome, msgspec.Meta(examples=["continue"])]
    evidence: Annotated[Body, msgspec.Meta(examples=["Es kamen doppelt so viele Menschen."])]


class NewWorkshop(Request, frozen=True, kw_only=True):
    """An invitation to a place on a day."""

    kind: Annotated[FormatKind, msgspec.Meta(examples=["workshop"])]
    title: FormatTitle
    place: Place
    day: Day


class NewDots(Request, frozen=True, kw_only=True):
    """How many dots people stuck to a measure."""

    measure: Id
    dots: Annotated[int, msgspec.Meta(ge=0, le=1_000_000, examples=[12])]


class NewWorkshopResult(Request, frozen=True, kw_only=True):
    """What came out of a format, as its protocol says."""

    attendance: Annotated[People, msgspec.Meta(examples=[34])]
    summary: Summary
    protocol: Note | None = None
    dots: Annotated[tuple[NewDots, ...], msgspec.Meta(max_length=500)] = ()
