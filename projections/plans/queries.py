"""What can be asked about plans. All answers fit `snapshot.as_of`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import select, true

from domain.codes import MeasureId
from domain.people import ProcessId
from projections.model import Snapshot
from projections.plans.rows import MoveRow, PlaceRow, ReleaseRow


class Year(msgspec.Struct, frozen=True):
    """What a year holds and takes; money in cents, posts in hundredths.

    `plan` is the version in force, None where nothing was released yet.
    """

    year: int
    plan: ReleaseRow | None
    places: tuple[PlaceRow, ...]

    @property
    def money(self) -> int:
        """The money of all measures that stand in the year."""
        return sum(place.budget for place in self.places)

    @property
    def staff(self) -> int:
        """The posts they take."""
        return sum(place.staff for place in self.places)


def releases(
    snapshot: Snapshot, process_id: ProcessId, year: int | None = None
) -> list[ReleaseRow]:
    """Return every version of the plans of a process, or of one year, oldest first."""
    source = snapshot.table("plan_releases")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    if year is not None:
        wanted = wanted.where(source.c.year == year)
    return snapshot.rows(ReleaseRow, wanted.order_by(source.c.year, source.c.version))


def in_force(snapshot: Snapshot, process_id: ProcessId, year: int) -> ReleaseRow | None:
    """Return the plan of a year that was released last, or None."""
    found = releases(snapshot, process_id, year)
    return found[-1] if found else None


def places(snapshot: Snapshot, process_id: ProcessId) -> list[PlaceRow]:
    """Return where measures stand, by year and quarter."""
    source = snapshot.source("plan_places", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, source.c.standing == true())
    return sorted(snapshot.rows(PlaceRow, wanted), key=_by_quarter)


def places_of(snapshot: Snapshot, measure_id: MeasureId) -> list[PlaceRow]:
    """Return the years and quarters a measure stands in, the first first."""
    source = snapshot.source("plan_places", measure_id=measure_id)
    wanted = select(source).where(source.c.measure_id == measure_id, source.c.standing == true())
    return sorted(snapshot.rows(PlaceRow, wanted), key=_by_quarter)


def _by_quarter(place: PlaceRow) -> tuple[int, int, int, str]:
    return place.year, place.first, place.last, place.measure_id.hex


def moves(snapshot: Snapshot, process_id: ProcessId) -> list[MoveRow]:
    """Return how places in the plans of a process came and went, oldest first."""
    source = snapshot.table("plan_moves")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(MoveRow, wanted.order_by(source.c.position, source.c.year))


def moves_of(snapshot: Snapshot, measure_id: MeasureId) -> list[MoveRow]:
    """Return how the places of one measure came and went, oldest first."""
    source = snapshot.table("plan_moves")
    wanted = select(source).where(
        source.c.measure_id == measure_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(MoveRow, wanted.order_by(source.c.position, source.c.year))


def years(plans: Iterable[ReleaseRow], standing: Sequence[PlaceRow]) -> list[Year]:
    """Return the years that have a plan or a measure in them, with their sums."""
    in_force = {plan.year: plan for plan in plans}
    held: dict[int, list[PlaceRow]] = defaultdict(list)
    for place in standing:
        held[place.year].append(place)
    return [
        Year(year, in_force.get(year), tuple(held[year]))
        for year in sorted(in_force.keys() | held.keys())
    ]
