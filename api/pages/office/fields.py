"""Action fields: added, renamed with a reason, merged; nothing that was in them gets lost."""

from collections.abc import Sequence
from functools import partial
from typing import get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.inventory.choosing import chosen_field
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.parts.words import Words
from api.pages.views.set_up import FieldRow, FieldsPage, FormerName, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import FieldId
from domain.processes import ActionFieldUnknown, Colour
from domain.use_cases import configuring
from projections import feed, processes
from projections.processes import FieldChangeRow

_AT_ONCE = 20
"""Fields that one form may add."""


class NewFieldsForm(msgspec.Struct):
    names: str = ""


class RenamingForm(msgspec.Struct):
    name: str = ""
    reason: str = ""


class MergingForm(msgspec.Struct):
    from_field: str = ""
    into: str = ""


def _show(found: Found, typed: Typed) -> Html:
    changes = processes.field_changes(found.snapshot, found.id)
    words = found.words(*changes)
    numbers = feed.numbers_by(found.snapshot, found.id, "field")
    rows = []
    for row in found.around.standing_fields():
        field = found.around.field(row.field_id, words)
        if field is not None:
            rows.append(
                FieldRow(
                    field=field,
                    description=words.get(row.description),
                    ideas=numbers.get(row.field_id, 0),
                    former=tuple(_former(found, row.field_id, changes, words)),
                )
            )
    page = FieldsPage(
        slug=found.slug,
        process_title=words.text(found.around.process.title, found.slug),
        fields=tuple(rows),
        typed=typed,
    )
    return found.show(page, words, "office/fields", typed)


def _former(
    found: Found, field_id: FieldId, changes: Sequence[FieldChangeRow], words: Words
) -> list[FormerName]:
    """Return the names that lead to a field today: its own former ones and merged fields'."""
    known = {row.field_id: row for row in found.around.fields}
    former = []
    for change in changes:
        row = known[change.field_id]
        if field_id not in {row.field_id, row.merged_into}:
            continue
        ref = change.old if change.kind == "renamed" else row.name
        former.append(
            FormerName(
                name=words.text(ref),
                kind=change.kind,
                at=change.at,
                reason=words.get(change.reason),
            )
        )
    return former


@get("/p/{slug:str}/office/fields", sync_to_thread=True, guards=[office_only])
def fields_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show the fields of a process, with the names they had."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/fields", sync_to_thread=True, guards=[office_only])
def add_fields(
    slug: FromPath[str], data: URLEncodedBody[NewFieldsForm], office: AtTheOffice
) -> Answer:
    """Add action fields, one for each line."""

    def read(found: Found, checks: Checks) -> list[Do]:
        lines = [line for line in map(str.strip, data.names.splitlines()) if line]
        if not lines:
            checks.wrong("names", N_("Geben Sie mindestens ein Handlungsfeld an."))
        if len(lines) > _AT_ONCE:
            checks.wrong("names", N_("Legen Sie höchstens 20 Handlungsfelder auf einmal an."))
            return []
        colours = get_args(Colour)[:-1]
        taken = len(found.around.fields)
        return [
            _adding(line, colours[(taken + at) % len(colours)], checks)
            for at, line in enumerate(lines)
        ]

    done = Done(f"/p/{slug}/office/fields", "fields_added")
    return office.carry_out(slug, "add", data, _show, read, done)


def _adding(line: str, colour: Colour, checks: Checks) -> Do:
    name, _, about = line.partition(":")
    new = configuring.NewField(
        name=checks.line("names", name, N_("Vor dem Doppelpunkt muss ein Name stehen.")),
        description=checks.optional("names", about),
        colour=colour,
    )
    return partial(configuring.define_field, new=new)


@post("/p/{slug:str}/office/fields/{field_id:uuid}/name", sync_to_thread=True, guards=[office_only])
def rename_field(
    slug: FromPath[str],
    field_id: FromPath[UUID],
    data: URLEncodedBody[RenamingForm],
    office: AtTheOffice,
) -> Answer:
    """Give a field another name, for a reason."""

    def read(found: Found, checks: Checks) -> Do:
        if field_id not in {row.field_id for row in found.around.standing_fields()}:
            raise ActionFieldUnknown(field=field_id)
        name = checks.line("name", data.name, N_("Geben Sie den neuen Namen an."))
        reason = checks.text("reason", data.reason, N_("Sagen Sie, warum der Name sich ändert."))
        return partial(
            configuring.rename_field, field_id=FieldId(field_id), name=name, reason=reason
        )

    done = Done(f"/p/{slug}/office/fields", "field_renamed")
    return office.carry_out(slug, f"name-{field_id}", data, _show, read, done)


@post("/p/{slug:str}/office/fields/merge", sync_to_thread=True, guards=[office_only])
def merge_fields(
    slug: FromPath[str], data: URLEncodedBody[MergingForm], office: AtTheOffice
) -> Answer:
    """Let one field go into another; what was in it belongs to the other then."""

    def read(found: Found, checks: Checks) -> Do | list[Do]:
        source = chosen_field(found.around, data.from_field)
        target = chosen_field(found.around, data.into)
        if source is None:
            checks.wrong("from_field", N_("Wählen Sie ein Handlungsfeld aus."))
        if target is None:
            checks.wrong("into", N_("Wählen Sie ein Handlungsfeld aus."))
        if source is None or target is None:
            return []
        return partial(configuring.merge_fields, from_id=source, into_id=target)

    done = Done(f"/p/{slug}/office/fields", "fields_merged")
    return office.carry_out(slug, "merge", data, _show, read, done)
