"""The page of one proposal: its texts, what happened to it, what was merged into it."""

from projections.proposals.queries import (
    Idea,
    by_receipt,
    find,
    merged_into,
    merges_of,
    timeline,
    versions,
)
from projections.proposals.rows import (
    Audience,
    MergeRow,
    ProposalRow,
    TimelineRow,
    VersionRow,
    VersionState,
    define,
)

__all__ = [
    "Audience",
    "Idea",
    "MergeRow",
    "ProposalRow",
    "TimelineRow",
    "VersionRow",
    "VersionState",
    "by_receipt",
    "define",
    "find",
    "merged_into",
    "merges_of",
    "timeline",
    "versions",
]
