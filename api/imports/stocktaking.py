"""Puts rows of a source into the inventory of a process: rules in docs/rules/imports.md."""

from collections.abc import Iterable, Sequence
from uuid import uuid5

import msgspec

from api.imports import target
from api.imports.progress import Progress
from api.imports.report import Faulty, ImportRefused, Reason
from domain import processes
from domain.codes import InventoryId
from domain.messages import Refusal
from domain.people import ProcessId
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import Imported
from domain.use_cases.strategy import folding, listing
from domain.use_cases.strategy.listing import WrittenFacts

_REASONS: dict[str, Reason] = {
    "ItemEndsBeforeItStarts": "ends before it starts",
    "ItemUnknown": "unknown parent",
    "ItemCannotContainItself": "unknown parent",
    "FieldUnknown": "unknown field",
}


class SourceItem(msgspec.Struct, frozen=True, kw_only=True):
    """A row that can be stored. `key` tells rows of a source apart for ever."""

    line: int
    key: str
    parent_key: str | None
    written: WrittenFacts


def item_id_of(process_id: ProcessId, key: str) -> InventoryId:
    """Return the id a row of a source gets in a process."""
    return InventoryId(uuid5(process_id, f"import/inventory/{key}"))


def prepare(platform: Platform, asking: Asking, slug: str, summary: str) -> tuple[ProcessId, bool]:
    """Return the process of a slug, and whether it had to be opened for this.

    Raises:
        ImportRefused: this cannot be a slug.
    """
    process_id = processes.process_id_of(target.checked(slug))
    if Histories(platform.log).process(process_id).id is not None:
        return process_id, False
    title = slug.replace("-", " ").title()
    new = configuring.NewProcess(slug=slug, title=title, summary=summary)
    configuring.open_process(platform, asking, new)
    return process_id, True


def store(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    rows: Sequence[SourceItem],
    faulty: list[Faulty],
    progress: Progress,
) -> Imported:
    """Store rows, each after the one it belongs to; those stored before are left alone.

    Raises:
        ImportRefused: there is no row to store.
    """
    if not rows:
        raise ImportRefused("there is no usable row; nothing was stored")
    progress.begin("Inventory", len(rows))
    created = repeated = 0
    for row in _parents_first(rows):
        item_id = item_id_of(process_id, row.key)
        if folding.item(Histories(platform.log), process_id, item_id).id is not None:
            repeated += 1
        elif _stored(platform, asking, process_id, row, faulty):
            created += 1
        progress.advance(1)
    return Imported(created, repeated)


def _stored(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    row: SourceItem,
    faulty: list[Faulty],
) -> bool:
    item_id = item_id_of(process_id, row.key)
    parent = item_id_of(process_id, row.parent_key) if row.parent_key else None
    written = msgspec.structs.replace(row.written, parent=parent)
    try:
        listing.record_item(
            platform,
            asking,
            process_id,
            written,
            source="import",
            item_id=item_id,
            source_row=uuid5(process_id, row.key),
        )
    except Refusal as refusal:
        reason = _REASONS.get(type(refusal).__name__)
        if reason is None:
            raise
        faulty.append(Faulty(row.line, reason, row.written.title[:40]))
        return False
    return True


def _parents_first(rows: Sequence[SourceItem]) -> Iterable[SourceItem]:
    """Yield every row after the row it belongs to; rows in a circle come last."""
    left = {row.key: row for row in rows}
    while left:
        ready = [row for row in left.values() if row.parent_key not in left]
        for row in ready or list(left.values()):
            del left[row.key]
            yield row
