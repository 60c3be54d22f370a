"""Under which numbers a reader sees events, and which moments there are for them (ruling 12).

Auditors: positions of the log, each a moment. Everybody else: indexes of entries in the
public log, and public moments.
"""

from collections.abc import Mapping

import msgspec

from api import entry_numbers
from api.moments import today
from api.people import Person
from projections import audit, public_log
from projections.model import Snapshot

SHOWN = 12  # hexadecimal digits of a hash


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How one event is shown: its number, its name in an address, its hash."""

    number: int
    step: str
    hash: str


def moment(snapshot: Snapshot, position: int, person: Person) -> int:
    """Return the position that is shown when somebody asks for one."""
    position = min(position, snapshot.position)
    if person.may("read_trail"):
        return position
    return audit.public_moment(snapshot, position, today(person.at))


def marks(snapshot: Snapshot, hashes: Mapping[int, bytes], *, full: bool) -> dict[int, Mark]:
    """Return how events are shown; `hashes` are those of the chain, by position."""
    if full:
        return {
            position: Mark(number=position, step=f"at={position}", hash=chained.hex()[:SHOWN])
            for position, chained in hashes.items()
        }
    leaves = entry_numbers.leaves(snapshot, hashes)
    found = public_log.hashes(snapshot, leaves.values())
    return {
        position: Mark(number=leaf, step=f"entry={leaf}", hash=found[leaf].hex()[:SHOWN])
        for position, leaf in leaves.items()
    }


def before(seen: Snapshot, number: int | None, entry: int | None, *, full: bool) -> int | None:
    """Return the position that a list of the newest ends before.

    `number` is where the part before this one ended; `entry` the index of an entry that
    is to be the first.
    """
    if entry is not None:
        return entry_numbers.position_before(seen, entry + 1) + 1
    if number is None or full:
        return number
    return entry_numbers.position_before(seen, number) + 1
