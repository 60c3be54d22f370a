"""Closed vocabularies and identifiers that events are allowed to hold (ruling 2)."""

from typing import Annotated, Literal, NewType
from uuid import UUID

import msgspec

ProposalId = NewType("ProposalId", UUID)
CommentId = NewType("CommentId", UUID)
RemarkId = NewType("RemarkId", UUID)
CaseId = NewType("CaseId", UUID)
PhaseId = NewType("PhaseId", UUID)
FieldId = NewType("FieldId", UUID)
UnitId = NewType("UnitId", UUID)
BodyId = NewType("BodyId", UUID)
GoalId = NewType("GoalId", UUID)
IndicatorId = NewType("IndicatorId", UUID)
MeasureId = NewType("MeasureId", UUID)
MilestoneId = NewType("MilestoneId", UUID)
DecisionId = NewType("DecisionId", UUID)
InventoryId = NewType("InventoryId", UUID)
WorkshopId = NewType("WorkshopId", UUID)
LabId = NewType("LabId", UUID)

Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$")]
"""Name of a process in addresses; lower case, digits and hyphens, 60 at most."""

TerritoryKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,12}$")]
"""Official key of a district, association or municipality (Regionalschlüssel)."""

Receipt = Annotated[str, msgspec.Meta(pattern=r"^B-[0-9]{4}-[0-9]{4,9}$")]
"""Number a citizen is given for a contribution, for example B-2023-0147."""

MeasureNumber = Annotated[str, msgspec.Meta(pattern=r"^M-[0-9]{2,5}$")]
"""Number of a measure in its process, for example M-04."""

Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
"""32 bytes, such as a SHA-256, in lower-case hexadecimal digits."""

Cents = Annotated[int, msgspec.Meta(ge=0, le=100_000_000_000_00)]
"""An amount of money in euro cents; costs and funding are never fractions of a cent."""

RuleCode = Literal[
    "HR00",  # decision of the source an import was taken from
    "HR01",  # insult
    "HR02",  # hate
    "HR03",  # illegal content
    "HR04",  # personal data of third parties
    "HR05",  # advertising
    "HR06",  # spam, repetition
    "HR07",  # off topic
    "HR08",  # copyright
    "HR09",  # several accounts, impersonation
    "HR10",  # wrong service, such as a damage report
]
"""House rules by number (docs/rules/house_rules.md)."""

HOUSE_RULES_VERSION = 1
"""The version of the house rules a submission is made under."""

Question = Literal["support", "opinion"]
"""What a process asks of each proposal: support, or agree / disagree / pass."""

Choice = Literal["agree", "disagree", "pass"]
Stance = Literal["pro", "contra", "neutral", "question"]
Feature = Literal["submit", "comment", "support", "vote", "survey"]
PhaseKind = Literal[
    "inventory",
    "mission",
    "measures",
    "implementation_plan",
    "decision",
    "publication",
    "implementation",
    "review",
]
ParticipationLevel = Literal["inform", "consult", "involve", "co_decide"]
ModerationMode = Literal["pre", "post", "hybrid"]
WithdrawalReason = Literal["duplicate", "done", "no_longer_wanted", "personal", "other"]

SubjectKind = Literal["proposal", "comment", "remark"]


class Subject(msgspec.Struct, frozen=True):
    """What a report, a case or an erasure is about."""

    kind: SubjectKind
    id: UUID


Verdict = Literal["accepted", "partly", "not_accepted", "already_exists", "forwarded"]
"""What the office says to a proposal (I10)."""

Share = Literal["whole", "part", "inspiration"]
"""How much of a proposal went into a measure."""

Priority = Literal["low", "medium", "high"]
"""Within four years, within two years, at once."""

Light = Literal["green", "amber", "red"]

TITLE_MAXIMUM = 120  # characters
BODY_MAXIMUM = 5_000  # characters
COMMENT_MAXIMUM = 2_000  # characters
EXPLANATION_MINIMUM = 20  # characters (I6)
