"""Action fields under the names they had: who searches for an old one finds the field (R11)."""

from collections.abc import Iterator, Sequence

from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views import ActionField
from api.pages.views.participation import FormerField
from projections.processes import FieldChangeRow


def named(
    query: str, around: Surroundings, changes: Sequence[FieldChangeRow], words: Words
) -> tuple[FormerField, ...]:
    """Return the former names that a query asks for; `changes` must be among the words."""
    asked = query.casefold().strip()
    if not asked:
        return ()
    found = {
        (name, field.id): FormerField(name=name, field=field)
        for name, field in _former(around, changes, words)
        if name != field.name and (asked in name.casefold() or name.casefold() in asked)
    }
    return tuple(found.values())


def _former(
    around: Surroundings, changes: Sequence[FieldChangeRow], words: Words
) -> Iterator[tuple[str, ActionField]]:
    rows = {row.field_id: row for row in around.fields}
    for change in changes:
        field = around.field(change.field_id, words)
        name = words.text(change.old or rows[change.field_id].name)
        if field is not None and name:
            yield name, field
