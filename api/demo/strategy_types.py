"""The shapes of the strategy's content: organisation, goals, inventory, measures, answers.

Money is in euros, posts in hundredths of a full-time post, scores in tenths of a point.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from api.demo.pieces import Explanation, Key, Moment, Piece, Sentence, Title

Number = Annotated[str, Meta(pattern=r"^M-\d{2}$")]
Euros = Annotated[int, Meta(ge=0, le=10_000_000)]
Text = Annotated[str, Meta(min_length=20, max_length=1500)]
Verdict = Literal["accepted", "partly", "not_accepted", "already_exists", "forwarded"]


class Cast(Piece, frozen=True, kw_only=True):
    """Who does the routine work; what needs two persons has a second one."""

    office: Key
    second_office: Key
    secretary: Key
    second_secretary: Key
    organised_at: Moment


class Body(Piece, frozen=True, kw_only=True):
    """A council or committee; `seats` count the chair."""

    key: Key
    name: Title
    kind: Literal["council", "committee", "advisory"]
    seats: int
    territory: str | None = None


class Unit(Piece, frozen=True, kw_only=True):
    key: Key
    name: Title
    territory: str | None = None


class Measured(Piece, frozen=True, kw_only=True):
    """A value of an indicator, and when it was reported."""

    value: int
    as_of: date
    at: Moment
    source: Sentence


class Indicator(Piece, frozen=True, kw_only=True):
    key: Key
    name: Title
    unit: str
    decimals: int = 0
    baseline: int
    target: int
    by_day: date
    values: tuple[Measured, ...] = ()


class Goal(Piece, frozen=True, kw_only=True):
    key: Key
    at: Moment
    action_field: Key
    text: Sentence
    indicators: tuple[Indicator, ...]


class FundingNotice(Piece, frozen=True, kw_only=True):
    key: Key
    at: Moment
    programme: Title
    number: str
    amount: Euros
    starts: date
    ends: date
    publicity: Sentence


class Classified(Piece, frozen=True, kw_only=True):
    at: Moment
    maturity: Annotated[int, Meta(ge=0, le=4)]


class ItemChange(Piece, frozen=True, kw_only=True):
    """What became of an item since."""

    at: Moment
    status: Literal["idea", "planned", "running", "done", "stopped"]
    reason: Sentence


class Reported(Piece, frozen=True, kw_only=True):
    """Somebody else than the office told of it; without an answer it still waits."""

    by: Key
    accepted_at: Moment | None = None
    refused_at: Moment | None = None
    reason: Sentence | None = None


class InventoryItem(Piece, frozen=True, kw_only=True):
    key: Key
    at: Moment
    kind: Literal["project", "measure", "concept", "service"]
    title: Title
    text: Text
    owner: str
    owner_kind: Literal["administration", "company", "association", "other"] = "administration"
    status: Literal["idea", "planned", "running", "done", "stopped"]
    action_field: Key
    territory: str | None = None
    starts: date | None = None
    ends: date | None = None
    cost: Euros | None = None
    parent: Key | None = None
    classified: Classified | None = None
    changes: tuple[ItemChange, ...] = ()
    reported: Reported | None = None


class Recommendation(Piece, frozen=True, kw_only=True):
    key: Key
    at: Moment
    gap: Text
    text: Text
    action_field: Key
    territory: str | None = None
    items: tuple[Key, ...] = ()
    dropped_at: Moment | None = None
    reason: Sentence | None = None


class Funding(Piece, frozen=True, kw_only=True):
    source: Sentence
    amount: Euros
    notice: Key | None = None


class Profile(Piece, frozen=True, kw_only=True):
    """A measure's profile; what is missing nobody knew yet."""

    title: Title
    summary: Text
    action_field: Key
    goals: tuple[Key, ...] = ()
    indicators: tuple[Key, ...] = ()
    problem: Text | None = None
    target_group: Text | None = None
    benefit: Text | None = None
    approach: Text | None = None
    present_state: Text | None = None
    lead: Key | None = None
    partners: Text | None = None
    territories: tuple[str, ...] = ()
    steps: Text | None = None
    starts: date | None = None
    ends: date | None = None
    cost_once: Euros | None = None
    cost_yearly: Euros | None = None
    funding: tuple[Funding, ...] = ()
    own_share: Euros | None = None
    staff: int | None = None
    risks: Text | None = None
    dependencies: tuple[Number, ...] = ()
    sustainability: tuple[int, ...] = ()
    superior_strategy: Text | None = None
    privacy: Text | None = None
    transferability: Text | None = None


class ProfileVersion(Piece, frozen=True, kw_only=True):
    """A later version: only what reads otherwise than before."""

    at: Moment
    reason: Sentence
    summary: Text | None = None
    steps: Text | None = None
    present_state: Text | None = None
    partners: Text | None = None
    territories: tuple[str, ...] | None = None
    ends: date | None = None
    cost_once: Euros | None = None
    own_share: Euros | None = None
    funding: tuple[Funding, ...] | None = None


class Assessment(Piece, frozen=True, kw_only=True):
    """Benefit, reach, urgency, feasibility, transfer and effort, in this order."""

    at: Moment
    group: Literal["office", "departments", "steering", "workshop", "online"]
    scores: tuple[int, int, int, int, int, int]
    workshop: Key | None = None


class Prioritised(Piece, frozen=True, kw_only=True):
    at: Moment
    priority: Literal["low", "medium", "high"]
    rank: int | None = None
    reason: Sentence | None = None


class StatementAsked(Piece, frozen=True, kw_only=True):
    """A formal position asked of a unit or a territory; without `filed_at` it is missing."""

    at: Moment
    due: date
    unit: Key | None = None
    territory: str | None = None
    filed_at: Moment | None = None
    stance: Literal["agrees", "agrees_with_conditions", "objects", "no_objection"] = "agrees"
    text: Text | None = None


class Measure(Piece, frozen=True, kw_only=True):
    """`sources`: `idea:KEY whole`, `item:KEY`, `recommendation:KEY`, `workshop:KEY`."""

    key: Number
    at: Moment
    origin: Literal[
        "existing_concept", "recommendation", "citizen_idea", "workshop", "copied", "new"
    ]
    sources: tuple[str, ...]
    profile: Profile
    versions: tuple[ProfileVersion, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    prioritised: Prioritised | None = None
    statements: tuple[StatementAsked, ...] = ()


class Review(Piece, frozen=True, kw_only=True):
    """A unit is asked whether an idea can be done, and answers."""

    unit: Key
    at: Moment
    due: date
    filed_at: Moment
    feasible: Literal["yes", "partly", "no", "other_authority"]
    least: Euros | None = None
    most: Euros | None = None
    text: Text


class Revised(Piece, frozen=True, kw_only=True):
    at: Moment
    verdict: Verdict
    text: Explanation
    reason: Sentence


class CameOfIt(Piece, frozen=True, kw_only=True):
    at: Moment
    text: Text
    measure: Number | None = None


class Answer(Piece, frozen=True, kw_only=True):
    idea: Key
    at: Moment
    verdict: Verdict
    unit: Key
    text: Explanation
    forwarded_to: Sentence | None = None
    review: Review | None = None
    revised: Revised | None = None
    outcome: CameOfIt | None = None


class OpenQuestion(Piece, frozen=True, kw_only=True):
    """A unit was asked about an idea and has not answered; the idea waits."""

    idea: Key
    unit: Key
    at: Moment
    due: date


class StrategyContent(Piece, frozen=True, kw_only=True):
    """What the office does from the inventory to the answers."""

    cast: Cast
    bodies: tuple[Body, ...]
    units: tuple[Unit, ...]
    goals: tuple[Goal, ...]
    funding: tuple[FundingNotice, ...]
    inventory: tuple[InventoryItem, ...]
    recommendations: tuple[Recommendation, ...]
    measures: tuple[Measure, ...]
    answers: tuple[Answer, ...]
    open_questions: tuple[OpenQuestion, ...]
