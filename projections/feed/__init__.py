"""The public feed: proposals in four orders, filtered, page by page."""

from projections.cursors import UnreadableCursor
from projections.feed.answered import Answered, in_measures
from projections.feed.as_of import listed, readable_now
from projections.feed.numbers import Rank, Sums, highest, ids, numbers_by, rank, sums
from projections.feed.projecting import project
from projections.feed.queries import (
    FeedPage,
    FeedQuery,
    Sort,
    all_rows,
    changed_since,
    page,
    part,
    rows,
    shown,
    total,
)
from projections.feed.rows import PUBLIC_STATES, FeedRow, State, define
from projections.feed.wordings import Wording, valid_then, wordings
from projections.model import Model

MODEL = Model("feed", define, project, weight=2, revision=2)

__all__ = [
    "MODEL",
    "PUBLIC_STATES",
    "Answered",
    "FeedPage",
    "FeedQuery",
    "FeedRow",
    "Rank",
    "Sort",
    "State",
    "Sums",
    "UnreadableCursor",
    "Wording",
    "all_rows",
    "changed_since",
    "define",
    "highest",
    "ids",
    "in_measures",
    "listed",
    "numbers_by",
    "page",
    "part",
    "project",
    "rank",
    "readable_now",
    "rows",
    "shown",
    "sums",
    "total",
    "valid_then",
    "wordings",
]
