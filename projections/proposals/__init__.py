"""The page of one proposal: its texts, what happened to it, what was merged into it."""

from projections.model import Model
from projections.proposals.projecting import project
from projections.proposals.queries import (
    Idea,
    by_receipt,
    find,
    located,
    merged_into,
    merges_of,
    timeline,
    versions,
    with_receipt,
    words_of_office,
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

MODEL = Model("proposals", define, project)

__all__ = [
    "MODEL",
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
    "located",
    "merged_into",
    "merges_of",
    "project",
    "timeline",
    "versions",
    "with_receipt",
    "words_of_office",
]
