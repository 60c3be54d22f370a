"""Queries that several parts of one page ask: a snapshot does not change, so once is enough."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from projections.model import Snapshot

P = ParamSpec("P")
T = TypeVar("T")


def once(query: Callable[Concatenate[Snapshot, P], T]) -> Callable[Concatenate[Snapshot, P], T]:
    """Make a query that asks the database once for each snapshot, `as_of` and arguments.

    The arguments have to be hashable, and whoever gets the result must not change it.
    """

    @wraps(query)
    def asked(snapshot: Snapshot, /, *given: P.args, **named: P.kwargs) -> T:
        key = (query, snapshot.as_of, given, *sorted(named.items()))
        if key not in snapshot.told:
            snapshot.told[key] = query(snapshot, *given, **named)
        return cast("T", snapshot.told[key])

    return asked
