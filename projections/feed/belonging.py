"""Where a proposal belongs: its field after merges, the places it lies in, its author."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from domain.codes import FieldId, TerritoryKey
from domain.messages import Event
from domain.people import ProcessId, Pseudonym, Role
from domain.processes import ActionFieldMerged, ProcessOpened, TerritoryAdded
from domain.proposals import ProposalImported, ProposalSubmitted
from projections.feed.rows import FeedRow, FieldRow, PendingRow, PlaceRow
from projections.model import Work


def author_of(event: ProposalSubmitted | ProposalImported) -> tuple[Pseudonym | None, Role]:
    """Return whose proposal it is; on behalf of a citizen it is the citizen's."""
    if isinstance(event, ProposalImported):
        return event.author, "citizen"
    if event.author.on_behalf_of is not None:
        return event.author.on_behalf_of, "citizen"
    return event.author.pseudonym, event.author.role


class Belonging:
    """Fields and places, as far as a batch needs them."""

    def __init__(self, events: Sequence[Event], pending: Sequence[PendingRow], work: Work) -> None:
        fields = {getattr(event, "action_field", None) for event in events}
        fields |= {row.field for row in pending}
        places = {*_keys(events), *((row.process_id, row.territory) for row in pending)}
        self._work = work
        self._fields = work.sheet(FieldRow, "feed_fields", fields - {None})
        self._places = work.sheet(PlaceRow, "feed_places", places)

    def field(self, field: FieldId | None) -> FieldId | None:
        """Return the field that counts today for one a proposal was put into."""
        merged = self._fields.get(field)
        return field if merged is None else merged.into_id

    def moved_to(self, row: FeedRow, territory: TerritoryKey | None) -> FeedRow:
        """Return the row in another place."""
        place = self._places.get((row.process_id, territory))
        path: tuple[str, ...] = () if territory is None else (territory,)
        if place is not None:
            path = place.path
        first, second = (*path, None, None)[:2]
        return replace(row, territory=territory, place_1=first, place_2=second)

    def merge_fields(self, event: ActionFieldMerged) -> None:
        """Let one field, and all that went into it before, stand for another."""
        self._fields.add_where(self._work.table("feed_fields").c.into_id == event.from_id)
        for merged in self._fields.values():
            if merged.into_id == event.from_id:
                self._fields.put(FieldRow(merged.field_id, event.into_id))
        self._fields.put(FieldRow(event.from_id, event.into_id))

    def place(self, event: ProcessOpened | TerritoryAdded) -> None:
        """Remember a place and the way down to it."""
        process = event.process_id
        if isinstance(event, ProcessOpened):
            # The whole area is no filter: its proposals are all there are.
            if event.territory is not None:
                self._places.put(PlaceRow(process, event.territory, ()))
        elif self._places.get((process, event.key)) is None:
            parent = self._places.get((process, event.parent))
            path = (*(parent.path if parent else ()), event.key)
            self._places.put(PlaceRow(process, event.key, path))

    def save(self) -> None:
        """Write what was added."""
        self._fields.save()
        self._places.save()


def _keys(events: Sequence[Event]) -> Iterator[tuple[ProcessId, str]]:
    for event in events:
        for name in ("territory", "key", "parent"):
            key = getattr(event, name, None)
            if key is not None:
                yield event.process_id, key  # type: ignore[attr-defined]  # all with a place have it
