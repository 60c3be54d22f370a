"""A snapshot is asked once for what several parts of a page show."""

from typing import cast

from sqlalchemy import Connection

from projections.asking_once import once
from projections.model import Snapshot

asked: list[tuple[int | None, str, bool]] = []


@once
def query(snapshot: Snapshot, name: str, *, everything: bool = False) -> str:
    """Answer, and note that somebody asked."""
    asked.append((snapshot.as_of, name, everything))
    return f"{name} as of {snapshot.as_of}"


def test_the_same_is_asked_once_and_anything_else_by_itself() -> None:
    asked.clear()
    now = Snapshot(cast("Connection", None), {}, position=9, generation=1)
    then = now.at(4)
    answers = [query(seen, name) for seen in (now, then) for name in ("a", "b", "a")]
    assert answers == [*["a as of None", "b as of None", "a as of None"],
                       *["a as of 4", "b as of 4", "a as of 4"]]  # fmt: skip
    assert query(now, "a", everything=True) == query(now, "a", everything=True)
    assert asked == [
        (None, "a", False),
        (None, "b", False),
        (4, "a", False),
        (4, "b", False),
        (None, "a", True),
    ]


def test_another_snapshot_asks_again() -> None:
    asked.clear()
    for _ in range(2):
        query(Snapshot(cast("Connection", None), {}, position=9, generation=1), "a")
    assert len(asked) == 2
