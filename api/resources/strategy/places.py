"""Fields and places of a process as filters mean them."""

from collections.abc import Collection

from domain.codes import FieldId, TerritoryKey
from domain.people import ProcessId
from projections import processes
from projections.model import Snapshot


class Areas:
    """The action fields and places of one process."""

    def __init__(self, snapshot: Snapshot, process_id: ProcessId) -> None:
        self._merged = {
            row.field_id: row.merged_into for row in processes.fields(snapshot, process_id)
        }
        self._paths = {row.key: row.path for row in processes.territories(snapshot, process_id)}

    def field(self, field_id: FieldId | None) -> FieldId | None:
        """Return the field that stands for one today."""
        if field_id is None:
            return None
        return self._merged.get(field_id) or field_id

    def within(self, keys: Collection[TerritoryKey], wanted: TerritoryKey) -> bool:
        """Tell whether something for these places is for a place; none is the whole area."""
        return not keys or any(wanted in self._paths.get(key, (key,)) for key in keys)
