"""The places that take part: districts, associations, municipalities, each in another."""

from functools import partial

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.views import Option
from api.pages.views.set_up import PlaceRow, PlacesPage, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import TerritoryKey
from domain.use_cases import configuring


class NewPlaceForm(msgspec.Struct):
    key: str = ""
    name: str = ""
    parent: str = ""


def _show(found: Found, typed: Typed) -> Html:
    words = found.words()
    places = tuple(
        PlaceRow(key=row.key, name=words.text(row.name, row.key), depth=row.depth)
        for row in found.around.territories
    )
    page = PlacesPage(
        slug=found.slug,
        process_title=words.text(found.around.process.title, found.slug),
        places=places,
        parents=tuple(Option(value=each.key, label=each.name, depth=each.depth) for each in places),
        typed=typed,
    )
    return found.show(page, words, "office/places", typed)


@get("/p/{slug:str}/office/places", sync_to_thread=True, guards=[office_only])
def places_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show which places take part."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/places", sync_to_thread=True, guards=[office_only])
def add_place(
    slug: FromPath[str], data: URLEncodedBody[NewPlaceForm], office: AtTheOffice
) -> Answer:
    """Let a place take part."""

    def read(_: Found, checks: Checks) -> Do:
        key = data.key.strip()
        try:
            msgspec.convert(key, TerritoryKey)
        except msgspec.ValidationError:
            checks.wrong("key", N_("Der amtliche Schlüssel hat 2 bis 12 Ziffern."))
        name = checks.line("name", data.name, N_("Geben Sie den Namen des Ortes an."))
        parent = data.parent or None
        return partial(configuring.add_territory, key=key, name=name, parent=parent)

    done = Done(f"/p/{slug}/office/places", "place_added")
    return office.carry_out(slug, "add", data, _show, read, done)
