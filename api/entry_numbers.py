"""Numbers under which everybody finds events: indexes of entries in the public log (ruling 12).

Positions of the log count votes too. Between two events whose positions and times are
known, the difference would tell how many people voted just then. So whoever is no auditor
gets the index of an event's entry in the public log instead, which anybody can look up
there. What everybody may know of stands in the public log at once and in the order of the
log; only votes wait.
"""

from collections.abc import Iterable, Mapping

from projections import audit, public_log
from projections.audit import Trail
from projections.model import Snapshot


def leaves(snapshot: Snapshot, positions: Iterable[int]) -> Mapping[int, int]:
    """Return the indexes of the entries of events, by their positions."""
    wanted = set(positions)
    return public_log.leaf_of(snapshot, wanted) if wanted else {}


def position_before(seen: Snapshot, leaf: int) -> int:
    """Return the last position whose public events all have entries before `leaf`.

    Only public events decide, never votes: who hands in the index of a vote's entry
    learns nothing of when it was given.
    """
    low, high = 0, seen.until
    # What is public up to `low` has entries before `leaf`, what is after `high` has not.
    while low < high:
        middle = (low + high) // 2
        between = Trail(after=middle, before=high + 1)
        first = audit.entries(seen, between, limit=1, newest_first=False)
        if not first or leaves(seen, [first[0].position])[first[0].position] >= leaf:
            high = middle
        else:
            low = first[0].position
    return low
