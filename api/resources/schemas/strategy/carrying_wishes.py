"""What the office sends once a measure is adopted: places, grants, milestones, reports, its end."""

from typing import Annotated

import msgspec

from api.resources.schemas.common import Body, GivenDay, Request, Title
from api.resources.schemas.strategy.wishes import Day, Id, Money, Note, Reason, Version
from domain.codes import Light
from domain.measures import Licence, Percent, Quarter, Year
from domain.plans import Posts

First = Annotated[Quarter, msgspec.Meta(examples=[2])]
Last = Annotated[Quarter, msgspec.Meta(examples=[4])]


class NewMeasurePlace(Request, frozen=True, kw_only=True):
    """A measure's year, quarters and money; a reason is needed where it had another place."""

    year: Annotated[Year, msgspec.Meta(examples=[2024])]
    first: First
    last: Last
    budget: Money
    reason: Reason | None = None


class NewParking(Request, frozen=True, kw_only=True):
    """Until when an adopted measure waits for a place, and why."""

    until: Day
    reason: Reason


class NewStart(Request, frozen=True, kw_only=True):
    """The day the work begins."""

    day: Day


class NewMilestone(Request, frozen=True, kw_only=True):
    """Something that will be there by a day."""

    title: Title
    due: Day


class MovedMilestone(Request, frozen=True, kw_only=True):
    """Another day for a milestone; the one announced first stays readable."""

    due: Day
    reason: Reason


class ReachedMilestone(Request, frozen=True, kw_only=True):
    """The day a milestone was there, and how one can see it."""

    day: Day
    evidence: Note | None = None


class NewMeasureReport(Request, frozen=True, kw_only=True):
    """How far it was on a day; amber and red are explained in `text`."""

    percent: Annotated[Percent, msgspec.Meta(examples=[40])]
    light: Annotated[Light, msgspec.Meta(examples=["green"])]
    day: Day
    text: Note | None = None
    next_step: Note | None = None


class NewPause(Request, frozen=True, kw_only=True):
    """Why the work rests, and until when if that is known."""

    reason: Reason
    until: Day | None = None


class NewCompletion(Request, frozen=True, kw_only=True):
    """Since when it can be used, and evidence of what it brought."""

    usable_from: Day
    benefit: Body


class NewStop(Request, frozen=True, kw_only=True):
    """Why a measure is given up, and what was learned; both are published."""

    reason: Reason
    lessons: Body


class NewTransfer(Request, frozen=True, kw_only=True):
    """Under which licence others may take a completed measure over, and what they need."""

    licence: Annotated[Licence, msgspec.Meta(examples=["CC-BY-4.0"])]
    preconditions: Body


class NewFundingNotice(Request, frozen=True, kw_only=True):
    """A grant; `publicity` is the line that must stand wherever its money pays."""

    programme: Annotated[Title, msgspec.Meta(examples=["LEADER"])]
    number: Annotated[Title, msgspec.Meta(examples=["ADD-2024-117"])]
    amount: Money
    starts: Day
    ends: Annotated[GivenDay, msgspec.Meta(examples=["2026-12-31"])]
    publicity: Annotated[Body, msgspec.Meta(examples=["Gefördert durch das Land."])]


class NewPlanEntry(Request, frozen=True, kw_only=True):
    """A measure in the plan of a year; `staff` in hundredths of a post."""

    measure: Id
    first: First
    last: Last
    budget: Money
    staff: Posts = 0


class NewYearPlan(Request, frozen=True, kw_only=True):
    """The plan of a year, whole. `seen` is the version known, 0 before the first.

    `overrun` says why the entries need more than there is, `reason` why it replaces another.
    """

    seen: Version = 0
    budget: Money
    capacity: Annotated[Posts, msgspec.Meta(examples=[250])]
    entries: Annotated[
        tuple[NewPlanEntry, ...],
        msgspec.Meta(
            max_length=500,
            examples=[
                [
                    {
                        "measure": "0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10",
                        "first": 2,
                        "last": 4,
                        "budget": 4000000,
                        "staff": 25,
                    }
                ]
            ],
        ),
    ]
    overrun: Note | None = None
    reason: Note | None = None


class PlanReleased(msgspec.Struct, frozen=True, kw_only=True):
    """The year whose plan is in force now, and its version."""

    year: int
    version: int
