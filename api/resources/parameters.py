"""Query parameters that several routes share, and what they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter

from api.errors import Malformed
from api.problems import WrongField
from api.resources import schemas
from domain.codes import TerritoryKey
from projections import cursors, feed

Limit = Annotated[int, QueryParameter(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, QueryParameter(description="`next` of the part before this one.")]

ProcessName = Annotated[str | None, QueryParameter(description="Slug or id of a process.")]
# The framework looks at the pattern of a parameter, not at that of its type.
Place = Annotated[
    TerritoryKey | None,
    QueryParameter(
        pattern=r"^[0-9]{2,12}$", description="A place of `process`, with all places in it."
    ),
]
ListedState = Annotated[schemas.ListedState | None, QueryParameter(name="state")]
Order = Annotated[
    feed.Sort, QueryParameter(description="`answered` leaves out what has no answer yet.")
]
Seed = Annotated[int, QueryParameter(ge=0, le=2**31 - 1, description="Of the order `random`.")]
Words = Annotated[str | None, QueryParameter(max_length=200, description="Words to be found.")]
State = Annotated[schemas.CaseState | None, QueryParameter(name="state")]
After = Annotated[
    int,
    QueryParameter(
        ge=0,
        le=2**53,
        description="Only what follows this position; without an auditor's rights: what follows "
        "the first so many entries of the public log.",
    ),
]
ManyAtOnce = Annotated[int, QueryParameter(ge=1, le=1000, description="How many at most.")]
About = Annotated[
    UUID | None, QueryParameter(description="Only what is about this object, or concerns it.")
]


@contextmanager
def readable_cursor() -> Iterator[None]:
    """Turn a cursor that is none of ours into an answer that says so.

    Raises:
        Malformed: it was read inside this context, and is broken or of another list.
    """
    try:
        yield
    except cursors.UnreadableCursor as error:
        raise Malformed(WrongField("cursor", "not a cursor of this list")) from error
