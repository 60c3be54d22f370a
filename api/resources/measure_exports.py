"""The measures of a process as GeoJSON (J9): what is planned where, without personal data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath

from api import geometry
from api.exports import Head, answer
from api.moments import Seen, mask
from api.people import AnyRequest
from api.provided import Mode, Texts
from api.resources import reading
from api.resources.exports import LICENCE
from api.resources.texts import all_words
from domain.ports import Texts as AnyTexts
from projections import audit, boundaries, measures, processes
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel

GEOJSON = "application/geo+json"
FIELDS = {
    "id": "id, as in the address of its page",
    "url": "address of its page",
    "number": "number within the process",
    "title": "title",
    "summary": "what it is about",
    "field": "action field",
    "territories": "official keys of the places it is for",
    "places": "names of these places",
    "state": "proposed to completed, stopped, deferred or rejected",
    "version": "version of its profile",
    "priority": "high, medium or low; empty if none was given",
    "starts": "planned first day",
    "ends": "planned last day",
    "cost": "planned cost in cents, without what returns every year",
    "plan_year": "year of its place in the plan",
    "first_quarter": "first quarter there",
    "last_quarter": "last quarter there",
    "percent": "progress of the last report",
    "light": "green, amber or red, of the last report, also once the work is over",
    "usable_from": "since when it can be used",
    "benefit": "what it brought",
}
_encode = msgspec.json.Encoder(order="deterministic").encode


class _About(Head, frozen=True, kw_only=True):
    """What the file says of itself; `geometry` tells whose the outlines are."""

    geometry: Sequence[str]


class MeasureExports(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get("/{slug:str}/measures.geojson", sync_to_thread=True, include_in_schema=False)
    def measures_geojson(
        self, slug: FromPath[str], request: AnyRequest, seen: Seen, texts: Texts, mode: Mode
    ) -> Response[Any]:
        """All measures as features; the same position gives the same bytes.

        A geometry is made of the outlines of the measure's places, null where none is known.
        """
        export = _Measures(seen, slug, texts, mode.base_url)
        name, version = f"{slug}-measures.geojson", f"{seen.until}-{mask(seen)}"
        return answer(request, export.parts(), kind=GEOJSON, name=name, version=version)


class _Measures:
    """The measures of one process as of one position."""

    def __init__(self, seen: ReadModel, slug: str, texts: AnyTexts, base_url: str) -> None:
        self._base_url = base_url
        self._process = reading.process_by_slug(seen, slug)
        process_id = self._process.process_id
        self._rows = measures.of_process(seen, process_id)
        self._fields = {row.field_id: row.name for row in processes.fields(seen, process_id)}
        self._places = {row.key: row.name for row in processes.territories(seen, process_id)}
        self._outlines = boundaries.of_process(seen, process_id)
        used = {key for row in self._rows for key in row.territories}
        outlines = [each for key, each in self._outlines.items() if key in used]
        refs = [ref for row in self._rows for ref in (row.title, row.summary, row.benefit) if ref]
        refs += [self._process.title, *self._fields.values(), *self._places.values()]
        refs += [ref for each in outlines for ref in (each.boundary, each.source) if ref]
        self._words = all_words(texts, refs)
        self._sources = sorted({self._words.get(each.source) or "" for each in outlines} - {""})
        self._position, self._mask = seen.until, mask(seen)
        self._moment = audit.moment_of(seen, seen.until)

    def parts(self) -> Iterator[bytes]:
        """Yield the file: what it is about, then one feature a line."""
        about = _About(
            title=self._words.get(self._process.title) or self._process.slug,
            position=self._position,
            mask=self._mask,
            moment=self._moment,
            licence=LICENCE,
            source=f"{self._base_url}/de/p/{self._process.slug}/measures",
            fields=FIELDS,
            geometry=self._sources,
        )
        yield b'{"type":"FeatureCollection","about":' + _encode(about) + b',"features":['
        for number, row in enumerate(self._rows):
            feature = {
                "type": "Feature",
                "id": str(row.measure_id),
                "geometry": self._geometry(row),
                "properties": self._properties(row),
            }
            yield (b",\n" if number else b"\n") + _encode(feature)
        yield b"\n]}\n"

    def _geometry(self, row: MeasureRow) -> Mapping[str, Any] | None:
        polygons = [
            polygon
            for key in row.territories
            if key in self._outlines
            for polygon in geometry.read(self._words.get(self._outlines[key].boundary))
        ]
        return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None

    def _properties(self, row: MeasureRow) -> Mapping[str, object]:
        named = (self._words.get(self._places.get(key)) for key in row.territories)
        values = (
            str(row.measure_id),
            f"{self._base_url}/de/measures/{row.measure_id}",
            row.number,
            self._words.get(row.title),
            self._words.get(row.summary),
            self._words.get(self._fields.get(row.field_id)),
            row.territories,
            [name for name in named if name],
            row.status,
            row.version,
            row.priority,
            row.starts,
            row.ends,
            row.cost_once,
            row.year,
            row.first,
            row.last,
            row.percent,
            row.light,
            row.usable_from,
            self._words.get(row.benefit),
        )
        return dict(zip(FIELDS, values, strict=True))
