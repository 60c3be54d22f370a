"""Numbers of an earlier position: worked out once for each page, from all its proposals.

What is counted of today is kept; of earlier moments each number cost as much as the whole list.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from domain.people import ProcessId
from projections.asking_once import once
from projections.feed import as_of
from projections.model import Snapshot

KEYS = ("field", "territory", "state", "channel", "public")
By = Literal["field", "territory", "state", "channel"]


class Group(msgspec.Struct, frozen=True):
    """Proposals of a process that have `KEYS` in common, and the answers to them."""

    field: UUID | None
    territory: str | None
    state: str
    channel: str
    public: bool
    proposals: int
    comments: int
    supports: int
    agree: int
    disagree: int
    passes: int
    highest: int


@once
def groups(snapshot: Snapshot, process_id: ProcessId) -> Sequence[Group]:
    """Return the groups as of a snapshot that looks back, in no particular order."""
    then = as_of.source(snapshot, process_id=process_id)
    keys = [then.c[name] for name in KEYS]
    summed = (func.sum(then.c[name]) for name in Group.__struct_fields__[len(KEYS) + 1 : -1])
    wanted = select(*keys, func.count(), *summed, func.max(then.c.approval))
    found = snapshot.connection.execute(
        wanted.where(then.c.process_id == process_id).group_by(*keys)
    )
    return [Group(*row[: len(KEYS)], *map(int, row[len(KEYS) :])) for row in found]


def total(
    snapshot: Snapshot,
    process_id: ProcessId,
    name: str,
    among: Callable[[Group], bool],
) -> int:
    """Return the sum of one number over the groups that are meant."""
    return sum(getattr(each, name) for each in groups(snapshot, process_id) if among(each))


def by(snapshot: Snapshot, process_id: ProcessId, key: By, *, everything: bool) -> dict[Any, int]:
    """Return how many proposals have each value of a key; None for those that have none."""
    found: dict[Any, int] = {}
    for each in groups(snapshot, process_id):
        if each.public or everything:
            value = getattr(each, key)
            found[value] = found.get(value, 0) + each.proposals
    return found
