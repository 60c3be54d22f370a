"""Queries that several parts of one page ask, or all pages: once is enough until it changes."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from projections import subjects
from projections.model import Snapshot
from projections.standing import Answers

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


def standing(query: Callable[Concatenate[Snapshot, P], T]) -> Callable[Concatenate[Snapshot, P], T]:
    """Make a query that is asked again only when something has happened around proposals.

    For what every page of a process shows of it, as its phases and places. It may read only what
    changes by no event about one proposal, a vote or a comment (`subjects.AROUND`). Of an earlier
    moment it asks as `once` does, and what holds there of arguments and results holds here too.
    None is not kept: names can be made up.
    """
    asked_once = once(query)

    @wraps(query)
    def asked(snapshot: Snapshot, /, *given: P.args, **named: P.kwargs) -> T:
        answers = _standing_answers(snapshot)
        if answers is None:
            return asked_once(snapshot, *given, **named)
        key = (query, given, *sorted(named.items()))
        found = answers.get(key)
        if found is None:
            found = asked_once(snapshot, *given, **named)
            if found is not None:
                answers[key] = found
        return cast("T", found)

    return asked


@once
def _standing_answers(snapshot: Snapshot) -> Answers | None:
    if snapshot.standing is None or snapshot.as_of is not None:
        return None
    around = subjects.positions(snapshot, [subjects.AROUND])[subjects.AROUND]
    return snapshot.standing.answers(snapshot.generation, around)
