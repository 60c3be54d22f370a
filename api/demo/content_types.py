"""The shapes of the demo content: what a content file may say, and nothing else.

Every text limit below is a promise to the replay: a text that loads is accepted by the
platform. Times are aware (Europe/Berlin); keys are stable names inside the content and
never leave it (the platform hands out its own ids).
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from api.demo.council_types import CouncilContent
from api.demo.pieces import Explanation, Key, Moment, Piece, Sentence, Title

Body = Annotated[str, Meta(min_length=150, max_length=1200)]
CommentText = Annotated[str, Meta(min_length=40, max_length=400)]
Email = Annotated[str, Meta(pattern=r"^[a-z0-9.-]+@beispiel\.example$")]

Role = Literal[
    "citizen",
    "organisation",
    "clerk",
    "moderator",
    "office",
    "secretary",
    "auditor",
    "privacy",
    "admin",
]
Rule = Literal["HR01", "HR02", "HR03", "HR04", "HR05", "HR06", "HR07", "HR08", "HR09", "HR10"]
PhaseKind = Literal[
    "inventory",
    "mission",
    "measures",
    "implementation_plan",
    "decision",
    "publication",
    "implementation",
]
Feature = Literal["submit", "comment", "support", "opinion"]
Stance = Literal["pro", "contra", "neutral", "question"]
OpinionValue = Literal["agree", "disagree", "pass"]
WithdrawalReason = Literal["duplicate", "done", "no_longer_wanted", "personal", "other"]


class Phase(Piece, frozen=True):
    """A time window of a process and what the public may do in it."""

    key: Key
    kind: PhaseKind
    title: Title
    starts: Moment
    ends: Moment  # as first announced; see `Process.extensions`
    level: Literal["inform", "consult", "involve", "co_decide"]
    moderation: Literal["pre", "post", "hybrid"]
    features: tuple[Feature, ...]
    negotiable: Sentence
    not_negotiable: Sentence


class Extension(Piece, frozen=True):
    """The office gives a phase more time, says why, and does so before its old end."""

    phase: Key
    at: Moment
    by: Key
    new_end: Moment
    reason: Explanation


class Process(Piece, frozen=True):
    key: Key
    slug: Key
    asks: Literal["support", "opinion"]
    title: Title
    summary: Annotated[str, Meta(min_length=200, max_length=2500)]  # paragraphs, blank line between
    summary_en: Sentence
    client: Sentence
    contact: Sentence
    notice: Sentence  # says on every page that persons and figures are invented
    territory: str
    opened_at: Moment
    opened_by: Key
    action_fields: tuple[Key, ...]
    phases: tuple[Phase, ...]
    extensions: tuple[Extension, ...] = ()


class OfficeHours(Piece, frozen=True):
    """When hybrid phases moderate after publication: Monday to Friday, local hours."""

    from_hour: Annotated[int, Meta(ge=0, le=23)]
    until_hour: Annotated[int, Meta(ge=1, le=24)]


class ActionField(Piece, frozen=True):
    key: Key
    name: Annotated[str, Meta(min_length=5, max_length=60)]
    text: Sentence
    colour: Literal["blue", "amber", "violet", "rose", "green", "teal"]


class Territory(Piece, frozen=True):
    """A place; `key` is the official regional key (Regionalschlüssel, 5, 9 or 12 digits)."""

    key: Annotated[str, Meta(pattern=r"^\d{5}(\d{4}(\d{3})?)?$")]
    name: Annotated[str, Meta(min_length=3, max_length=60)]
    kind: Literal["district", "collective_municipality", "town", "municipality", "village"]
    parent: str | None = None
    longitude: float | None = None
    latitude: float | None = None


class Person(Piece, frozen=True):
    """One member of the cast; every one is invented.

    `email` is missing only for somebody who takes part on paper.
    """

    key: Key
    name: Annotated[str, Meta(min_length=5, max_length=60)]
    role: Role
    territory: str
    registered_at: Moment
    email: Email | None = None
    organisation: Key | None = None
    erased_on: Moment | None = None
    one_click: bool = False  # offered for the one-click sign-in of the demo


class Organisation(Piece, frozen=True):
    key: Key
    name: Annotated[str, Meta(min_length=5, max_length=80)]
    kind: Literal["company", "association"]
    territory: str
    text: Sentence
    verified_at: Moment
    verified_by: Key


class Location(Piece, frozen=True):
    longitude: Annotated[float, Meta(ge=6.65, le=7.3)]
    latitude: Annotated[float, Meta(ge=49.68, le=50.13)]


class Review(Piece, frozen=True):
    """The routine answer of a moderator: claim shortly before, then let it be public."""

    by: Key
    at: Moment


class Paper(Piece, frozen=True):
    """A sheet handed in at a town hall: received first, typed in later, checked by a second."""

    received_on: date
    place: Sentence
    recorded_by: Key
    recorded_at: Moment
    confirmed_by: Key
    confirmed_at: Moment
    contact: Literal["letter", "phone", "none"]


class Version(Piece, frozen=True):
    """A later text of an idea. `resubmits` answers a return; else it is a visible edit."""

    at: Moment
    title: Title
    body: Body
    reason: Sentence
    resubmits: bool = False


class Withdrawal(Piece, frozen=True):
    at: Moment
    reason: WithdrawalReason


class Idea(Piece, frozen=True):
    """A proposal. `number` is its place in the published list of thirty; others have none.

    Its first case ends in exactly one of three ways: `review` is set (a routine
    publication), or steps in moderation.toml decide it, or it still waits
    (`DemoContent.unreviewed`).
    """

    key: Key
    title: Title
    author: Key
    submitted_at: Moment
    action_field: Key
    territory: str
    body: Body
    channel: Literal["web", "paper"] = "web"
    number: Annotated[int, Meta(ge=1, le=30)] | None = None
    location: Location | None = None
    paper: Paper | None = None
    review: Review | None = None
    versions: tuple[Version, ...] = ()
    withdrawn: Withdrawal | None = None


class Draft(Piece, frozen=True):
    """An idea somebody has begun and not handed in; only its author can see it."""

    author: Key
    saved_at: Moment
    title: str
    body: str
    action_field: Key
    territory: str


class Comment(Piece, frozen=True):
    """A contribution to an idea; `review` is set where the phase held it back first."""

    key: Key
    idea: Key
    author: Key
    at: Moment
    text: CommentText
    stance: Stance | None = None
    reply_to: Key | None = None
    review: Review | None = None
    withdrawn_at: Moment | None = None


class SupportRule(Piece, frozen=True):
    """`count` citizens support `idea` between two moments; see `expansion.supports`."""

    idea: Key
    count: Annotated[int, Meta(ge=1, le=40)]
    starts: Moment
    ends: Moment
    within: str | None = None  # only citizens of this territory and below


class ChangedMind(Piece, frozen=True):
    """Support that was taken back, and perhaps given again. Never chosen by a rule too."""

    idea: Key
    citizen: Key
    given_at: Moment
    withdrawn_at: Moment
    given_again_at: Moment | None = None


class Statement(Piece, frozen=True):
    """One sentence of the opinion process; it is title and text in one."""

    key: Key
    author: Key
    submitted_at: Moment
    text: Annotated[str, Meta(min_length=30, max_length=120)]
    action_field: Key
    review: Review


class Ballot(Piece, frozen=True):
    """What one citizen thinks of all statements, in file order, from `starts` on.

    One letter each: a(gree), d(isagree), p(ass), `-` for no answer (also one's own).
    """

    citizen: Key
    starts: Moment
    values: Annotated[str, Meta(pattern=r"^[adp-]{12}$")]


class ChangedOpinion(Piece, frozen=True):
    """A citizen answers a statement anew; `value` is missing where it is withdrawn."""

    statement: Key
    citizen: Key
    at: Moment
    value: OpinionValue | None = None


class Step(Piece, frozen=True, tag_field="action"):
    """One act on one subject: `idea:KEY` or `comment:KEY`. Steps of a subject are in order."""

    subject: Annotated[str, Meta(pattern=r"^(idea|comment):[a-z0-9-]+$")]
    at: Moment
    by: Key


class Report(Step, frozen=True, tag="report"):
    """A reader says that something breaks a house rule."""

    rule: Rule
    text: Sentence


class Claim(Step, frozen=True, tag="claim"): ...


class Release(Step, frozen=True, tag="release"):
    """A moderator hands a claimed case back."""


class Note(Step, frozen=True, tag="note"):
    """Seen by moderators only."""

    text: Sentence


class Decide(Step, frozen=True, tag="decide"):
    """The decision and what the author reads; `hint` says how a returned text can pass."""

    outcome: Literal["publish", "return", "reject", "hide", "no_action"]
    explanation: Explanation
    rules: tuple[Rule, ...] = ()
    quoted: Sentence | None = None
    hint: Sentence | None = None


class Merge(Step, frozen=True, tag="merge"):
    """A moderator joins a published duplicate to the idea named `into`; no case is needed."""

    into: Key
    explanation: Explanation


class Appeal(Step, frozen=True, tag="appeal"):
    """The author disagrees; `by` is the author."""

    text: Explanation


class AssignAppeal(Step, frozen=True, tag="assign_appeal"):
    """A moderator other than the decider takes the appeal."""


class DecideAppeal(Step, frozen=True, tag="decide_appeal"):
    outcome: Literal["upheld", "overturned"]
    explanation: Explanation


ModerationStep = (
    Report | Claim | Release | Note | Decide | Merge | Appeal | AssignAppeal | DecideAppeal
)


class FindingAnswer(Piece, frozen=True):
    """What the office said of a finding, and when the auditor was content with it."""

    by: Key
    at: Moment
    text: Explanation
    settled_at: Moment | None = None


class AuditFinding(Piece, frozen=True):
    """What an auditor found. `about` names ideas and comments: `idea:KEY`."""

    severity: Literal["note", "minor", "major", "critical"]
    at: Moment
    about: tuple[str, ...]
    text: Explanation
    answer: FindingAnswer | None = None


class Audit(Piece, frozen=True):
    """An audit of a process; it is still open at the end."""

    key: Key
    process: Key
    scope: Literal["everything", "counting", "moderation", "phases", "roles", "personal_data"]
    by: Key
    opened_at: Moment
    findings: tuple[AuditFinding, ...]


class DemoContent(CouncilContent, frozen=True, kw_only=True):
    """Everything; each list stands in the order of the content files."""

    ends_at: Moment  # the scripted clock stops here
    office_hours: OfficeHours
    processes: tuple[Process, ...]
    action_fields: tuple[ActionField, ...]
    territories: tuple[Territory, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    ideas: tuple[Idea, ...]
    drafts: tuple[Draft, ...]
    comments: tuple[Comment, ...]
    moderation: tuple[ModerationStep, ...]
    support_rules: tuple[SupportRule, ...]
    changed_minds: tuple[ChangedMind, ...]
    statements: tuple[Statement, ...]
    ballots: tuple[Ballot, ...]
    changed_opinions: tuple[ChangedOpinion, ...]
    audits: tuple[Audit, ...]
    unreviewed: tuple[str, ...]  # subjects with an open case at the end
