"""How plans and the places of measures in them follow from the log."""

from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import and_, or_

from domain.codes import MeasureId
from domain.measures import (
    ImplementationStarted,
    MeasureDecisionRevoked,
    MeasurePlanned,
    MeasureReplanned,
    Slot,
)
from domain.messages import ContentRef, Event, Recorded
from domain.people import ProcessId
from domain.plans import YearPlanReleased
from projections.model import Batch, Sheet, Work
from projections.plans.rows import MoveKind, MoveRow, PlaceRow, ReleaseRow

_EVENTS: tuple[type[Event], ...] = (
    YearPlanReleased,
    MeasurePlanned,
    MeasureReplanned,
    ImplementationStarted,
    MeasureDecisionRevoked,
)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_EVENTS)
    if not found:
        return
    changing = _Places(work, found)
    for recorded in found:
        changing.follow(recorded)
    changing.places.save()
    work.insert("plan_moves", changing.moves)
    work.insert("plan_releases", [_release(each) for each in batch.of(YearPlanReleased)])


def _event(recorded: Recorded) -> Any:  # noqa: ANN401 - one of the events above
    return recorded.event


def _release(recorded: Recorded) -> ReleaseRow:
    event: YearPlanReleased = _event(recorded)
    return ReleaseRow(
        process_id=event.process_id,
        year=event.year,
        version=event.version,
        budget=event.budget,
        capacity=event.capacity,
        facts={"entries": msgspec.to_builtins(event.entries)},
        overrun=event.overrun,
        reason=event.reason,
        position=recorded.position,
        at=recorded.occurred_at,
    )


def _loaded(work: Work, found: list[Recorded]) -> Sheet[PlaceRow]:
    """Return all places of the measures and plans that a batch is about."""
    table = work.table("plan_places")
    releases = [_event(each) for each in found if isinstance(each.event, YearPlanReleased)]
    touched = {
        *(_event(each).measure_id for each in found if not isinstance(each.event, YearPlanReleased))
    }
    touched |= {entry.measure_id for event in releases for entry in event.entries}
    plans = {(event.process_id, event.year) for event in releases}
    years = [and_(table.c.process_id == key, table.c.year == year) for key, year in plans]
    places = work.sheet(PlaceRow, "plan_places")
    places.add_where(or_(table.c.measure_id.in_(touched), *years))
    return places


class _Places:
    """The places that a batch is about, and the moves it makes."""

    def __init__(self, work: Work, found: list[Recorded]) -> None:
        self.places = _loaded(work, found)
        self.moves: list[MoveRow] = []

    def follow(self, recorded: Recorded) -> None:
        """Apply one event."""
        match recorded.event:
            case YearPlanReleased() as event:
                self._release(recorded, event)
            case MeasurePlanned() as event:
                self._give(recorded, event.measure_id, event.process_id, event.slot, None)
            case MeasureReplanned() as event:
                here = self.places.get((event.measure_id, event.old.year))
                if event.old.year != event.new.year and here is not None:
                    self._take(recorded, here, event.reason, event.new.year)
                self._give(recorded, event.measure_id, event.process_id, event.new, event.reason)
            case ImplementationStarted() as event:
                for place in self._of(event.measure_id):
                    self.places.put(replace(place, begun=True), recorded.position)
            case MeasureDecisionRevoked(territory=None) as event:
                # A repeal leaves what was begun where it is (domain/measures/state.py).
                for place in self._of(event.measure_id):
                    if not place.begun:
                        self._take(recorded, place, None)

    def _of(self, measure_id: MeasureId) -> list[PlaceRow]:
        rows = [each for each in self.places.values() if each.measure_id == measure_id]
        return sorted(rows, key=lambda each: each.year)

    def _release(self, recorded: Recorded, event: YearPlanReleased) -> None:
        named = {entry.measure_id for entry in event.entries}
        for place in self.places.values():
            here = (place.process_id, place.year) == (event.process_id, event.year)
            if here and place.measure_id not in named:
                self._take(recorded, place, event.reason)
        for entry in event.entries:
            place = self._give(
                recorded, entry.measure_id, event.process_id, entry.slot, event.reason
            )
            self.places.put(replace(place, staff=entry.staff, released=True), recorded.position)

    def _give(
        self,
        recorded: Recorded,
        measure_id: MeasureId,
        process_id: ProcessId,
        slot: Slot,
        reason: ContentRef | None,
    ) -> PlaceRow:
        """Let a measure stand in a year; what stood there before is noted if it was another."""
        before = self.places.get((measure_id, slot.year))
        stood = before if before is not None and before.standing else None
        place = PlaceRow(
            measure_id=measure_id,
            year=slot.year,
            process_id=process_id,
            first=slot.first,
            last=slot.last,
            budget=slot.budget,
            staff=stood.staff if stood else 0,
            standing=True,
            released=stood is not None and stood.released,
            begun=any(each.begun for each in self._of(measure_id)),
            position=recorded.position,
        )
        self.places.put(place, recorded.position)
        if stood is None or _slot(stood) != slot:
            self.moves.append(_move(recorded, place, stood, place, reason))
        return place

    def _take(
        self,
        recorded: Recorded,
        place: PlaceRow,
        reason: ContentRef | None,
        to_year: int | None = None,
    ) -> None:
        if not place.standing:
            return
        gone = replace(place, standing=False, released=False, position=recorded.position)
        self.places.put(gone, recorded.position)
        self.moves.append(_move(recorded, place, place, None, reason, to_year))


def _slot(place: PlaceRow) -> Slot:
    return Slot(place.year, place.first, place.last, place.budget)


def _move(
    recorded: Recorded,
    at: PlaceRow,
    old: PlaceRow | None,
    new: PlaceRow | None,
    reason: ContentRef | None,
    to_year: int | None = None,
) -> MoveRow:
    kind: MoveKind = "placed" if old is None else "moved" if new else "removed"
    return MoveRow(
        measure_id=at.measure_id,
        year=at.year,
        position=recorded.position,
        process_id=at.process_id,
        kind=kind,
        first=new.first if new else None,
        last=new.last if new else None,
        budget=new.budget if new else None,
        old_first=old.first if old else None,
        old_last=old.last if old else None,
        old_budget=old.budget if old else None,
        to_year=to_year,
        reason=reason,
        at=recorded.occurred_at,
    )
