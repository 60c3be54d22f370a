"""Timelines lead to the entries of the public log, never to positions (ruling 12)."""

from collections.abc import Sequence

import msgspec

from api import entry_numbers
from api.pages.views import TimelineEntry
from projections.model import Snapshot


def numbered(snapshot: Snapshot, timeline: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Return a timeline whose events know their entries in the public log."""
    positions = (each.position for each in timeline if each.position is not None)
    leaves = entry_numbers.leaves(snapshot, positions)
    return tuple(
        msgspec.structs.replace(each, leaf=leaves.get(each.position) if each.position else None)
        for each in timeline
    )
