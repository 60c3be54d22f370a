"""Who decides and who answers: bodies with their seats, units of the administration."""

from functools import partial
from typing import get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.views.set_up import BodiesPage, BodyRow, Typed, UnitRow
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import BodyId, TerritoryKey, UnitId
from domain.organisation import BodyKind, BodyUnknown, UnitUnknown
from domain.use_cases.strategy import organising
from projections import organisation

_MOST_SEATS = 1000


class BodyForm(msgspec.Struct):
    name: str = ""
    kind: str = "council"
    seats: str = ""
    territory: str = ""


class UnitForm(msgspec.Struct):
    name: str = ""
    territory: str = ""


def _show(found: Found, typed: Typed) -> Html:
    bodies = organisation.bodies(found.snapshot, found.id)
    units = organisation.units(found.snapshot, found.id)
    words = found.words(*bodies, *units)
    around = found.around
    page = BodiesPage(
        slug=found.slug,
        process_title=words.text(around.process.title, found.slug),
        bodies=tuple(
            BodyRow(
                id=str(row.body_id),
                name=words.text(row.name),
                kind=row.kind,
                seats=row.seats,
                territory=row.territory or "",
                place=around.territory(row.territory, words),
            )
            for row in bodies
        ),
        units=tuple(
            UnitRow(
                id=str(row.unit_id),
                name=words.text(row.name),
                territory=row.territory or "",
                place=around.territory(row.territory, words),
            )
            for row in units
        ),
        kinds=get_args(BodyKind),
        places=around.territory_options(words),
        typed=typed,
    )
    return found.show(page, words, "office/bodies", typed)


@get("/p/{slug:str}/office/bodies", sync_to_thread=True, guards=[office_only])
def bodies_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show the bodies and units of a process."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/bodies", sync_to_thread=True, guards=[office_only])
def add_body(slug: FromPath[str], data: URLEncodedBody[BodyForm], office: AtTheOffice) -> Answer:
    """Name a council or committee."""
    return _define_body(slug, data, office, None)


@post("/p/{slug:str}/office/bodies/{body_id:uuid}", sync_to_thread=True, guards=[office_only])
def change_body(
    slug: FromPath[str],
    body_id: FromPath[UUID],
    data: URLEncodedBody[BodyForm],
    office: AtTheOffice,
) -> Answer:
    """Change a body, for example after an election."""
    return _define_body(slug, data, office, BodyId(body_id))


def _define_body(slug: str, data: BodyForm, office: AtTheOffice, body_id: BodyId | None) -> Answer:
    def read(found: Found, checks: Checks) -> Do:
        known = {row.body_id for row in organisation.bodies(found.snapshot, found.id)}
        if body_id is not None and body_id not in known:
            raise BodyUnknown(body=body_id)
        new = organising.NewBody(
            name=checks.line("name", data.name, N_("Geben Sie den Namen des Gremiums an.")),
            kind=checks.one_of("kind", data.kind, get_args(BodyKind), "council"),
            seats=checks.whole("seats", data.seats, 1, _MOST_SEATS),
            territory=_place(found, data.territory),
            body_id=body_id,
        )
        return partial(organising.define_body, new=new)

    act = f"body-{body_id}" if body_id else "body"
    notice = "body_changed" if body_id else "body_added"
    return office.carry_out(slug, act, data, _show, read, Done(f"/p/{slug}/office/bodies", notice))


def _place(found: Found, key: str) -> TerritoryKey | None:
    """Return a place of the process; None for the whole area, or one it does not have."""
    return next((row.key for row in found.around.territories if row.key == key), None)


@post("/p/{slug:str}/office/units", sync_to_thread=True, guards=[office_only])
def add_unit(slug: FromPath[str], data: URLEncodedBody[UnitForm], office: AtTheOffice) -> Answer:
    """Name a unit of the administration."""
    return _define_unit(slug, data, office, None)


@post("/p/{slug:str}/office/units/{unit_id:uuid}", sync_to_thread=True, guards=[office_only])
def change_unit(
    slug: FromPath[str],
    unit_id: FromPath[UUID],
    data: URLEncodedBody[UnitForm],
    office: AtTheOffice,
) -> Answer:
    """Rename a unit."""
    return _define_unit(slug, data, office, UnitId(unit_id))


def _define_unit(slug: str, data: UnitForm, office: AtTheOffice, unit_id: UnitId | None) -> Answer:
    def read(found: Found, checks: Checks) -> Do:
        known = {row.unit_id for row in organisation.units(found.snapshot, found.id)}
        if unit_id is not None and unit_id not in known:
            raise UnitUnknown(unit=unit_id)
        new = organising.NewUnit(
            name=checks.line("name", data.name, N_("Geben Sie den Namen der Stelle an.")),
            territory=_place(found, data.territory),
            unit_id=unit_id,
        )
        return partial(organising.define_unit, new=new)

    act = f"unit-{unit_id}" if unit_id else "unit"
    notice = "unit_changed" if unit_id else "unit_added"
    done = Done(f"/p/{slug}/office/bodies", notice, anchor="units-title")
    return office.carry_out(slug, act, data, _show, read, done)
