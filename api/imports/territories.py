"""Places and their outlines from GeoJSON: rules in docs/rules/territories.md."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from api import geometry
from api.geometry import BadGeometry, Polygon
from api.imports import cleaning
from api.imports.licences import licence_of
from api.imports.progress import Progress
from api.imports.report import Faulty, ImportRefused, Report, file_report
from api.imports.tables import RowRefused, fresh
from api.imports.target import asking_at, checked
from domain import processes
from domain.codes import TITLE_MAXIMUM, TerritoryKey
from domain.people import ProcessId
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import Imported
from domain.use_cases.strategy import mapping
from domain.use_cases.strategy.mapping import SourceBoundary

LARGEST: Final = 50_000_000
"""Bytes of a file; outlines of a whole state are smaller."""
MOST: Final = 5_000
"""Features of a file."""
DETAIL: Final = 1_500
"""An outline is as exact as its share of the whole picture, which is this wide at most."""

_KEYS = ("RS", "ARS", "key", "AGS", "ags", "ars")
_NAMES = ("GEN", "name", "NAME", "Name")
_KEY = re.compile(r"[0-9]{2,12}")
_DISTRICT, _ASSOCIATION = 5, 9
"""Digits of keys that name a district or an association. Where the next digit after the
district is 0, a municipality has no association."""
_WORLD = re.compile(r"CRS84|EPSG:+4326")


class Place(msgspec.Struct, frozen=True):
    """A feature that can be used; `turned` tells that rings ran the wrong way.

    `elsewhere` tells that it stands under the key of another level.
    """

    line: int
    key: TerritoryKey
    name: str
    polygons: list[Polygon]
    turned: bool
    elsewhere: bool = False


def run(
    platform: Platform,
    at: datetime,
    file: Path,
    slug: str,
    progress: Progress,
    source: str | None = None,
) -> Report:
    """Import places with their outlines; what stands already is left alone.

    A place that is not there yet is added below the one whose key its own begins with.
    A municipality without an association is in the files of both levels, under keys of
    which one begins with the other: it stays one place.
    `source` names whose data it is; without it the first line of a licence file does.

    Raises:
        ImportRefused: file or process are missing, or it is no such file.
    """
    process_id = processes.process_id_of(checked(slug))
    if Histories(platform.log).process(process_id).id is None:
        raise ImportRefused(f"there is no process {slug}")
    faulty: list[Faulty] = []
    standing = Histories(platform.log).process(process_id).territories
    places = [*_places(_features(file), faulty, standing)]
    if not places:
        reasons = "; ".join(f"{row.reason} ({row.detail})" for row in faulty[:3])
        raise ImportRefused(f"{file.name} has no usable place: {reasons or 'no features'}")
    named = source or licence_of(file.parent).partition("\n\n")[0] or None
    asking = asking_at(at)
    progress.begin("Places", len(places))
    added = _add(platform, asking, process_id, places, progress)
    outlined = mapping.drawn(Histories(platform.log), process_id).shapes
    fitting = [each for each in places if not (each.elsewhere and each.key in outlined)]
    rows = _boundaries(fitting, named)
    drawn = mapping.draw(platform, asking, process_id, rows)
    new = len(added | drawn)
    remarks = {
        "places that are new": len(added),
        "outlines that are new": len(drawn),
        "with rings in the wrong direction, turned": sum(each.turned for each in places),
    }
    stored = Imported(new, len(places) - new)
    files = (file_report(file.name, stored, sorted(faulty), remarks),)
    return Report(slug=slug, opened=False, files=files)


def _features(file: Path) -> list[Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise ImportRefused(f"{file} is larger than {LARGEST // 1_000_000} megabytes")
        found = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{file} is not JSON: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise ImportRefused(f"{file} is not a GeoJSON FeatureCollection")
    system = str(found.get("crs") or "CRS84")
    if not _WORLD.search(system):
        raise ImportRefused(f"{file} is not in WGS 84: {system[:80]}; convert it to EPSG:4326")
    features: list[Any] = found["features"]
    if len(features) > MOST:
        raise ImportRefused(f"{file} has {len(features):,} features, {MOST:,} are possible")
    return features


def _standing(key: str, keys: Collection[str]) -> str:
    """Return the key under which a place stands already, perhaps as of another level."""
    alone = key[:_ASSOCIATION]
    if key in keys or len(alone) < _ASSOCIATION or alone[_DISTRICT] != "0":
        return key
    return next((other for other in keys if other[:_ASSOCIATION] == alone), key)


def _places(
    features: Sequence[Any], faulty: list[Faulty], standing: Collection[str]
) -> Iterator[Place]:
    known: set[str] = set()
    for line, feature in enumerate(features, start=1):
        try:
            place = _place(line, feature, standing)
            known.add(fresh(place.key, known))
        except RowRefused as refused:
            faulty.append(Faulty(line, refused.reason, refused.detail))
        else:
            yield place


def _place(line: int, feature: Any, standing: Collection[str]) -> Place:  # noqa: ANN401 - JSON
    if not isinstance(feature, dict):
        raise RowRefused("not readable as a row", "no feature")
    properties = feature.get("properties")
    facts = properties if isinstance(properties, dict) else {}
    key, name = _first(facts, _KEYS), cleaning.cleaned(_first(facts, _NAMES))
    if not _KEY.fullmatch(key):
        raise RowRefused("no id", f"{key[:20]} is no official key" if key else "no official key")
    if not name or len(name) > TITLE_MAXIMUM:
        raise RowRefused("no title", key)
    shape = feature.get("geometry")
    try:
        polygons = geometry.polygons_of(shape)
        turned = isinstance(shape, dict) and geometry.is_turned(shape)
    except BadGeometry as error:
        raise RowRefused("bad geometry", f"{key}: {error}") from error
    chosen = _standing(key, standing)
    return Place(line, chosen, name, polygons, turned, elsewhere=chosen != key)


def _first(facts: Mapping[str, Any], names: Sequence[str]) -> str:
    found = (facts[name] for name in names if isinstance(facts.get(name), str | int))
    return str(next(found, "")).strip()


def _add(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    places: Sequence[Place],
    progress: Progress,
) -> frozenset[str]:
    """Add the places that are not there, those that contain others first."""
    known = set(Histories(platform.log).process(process_id).territories)
    added = set()
    for place in sorted(places, key=lambda place: (len(place.key), place.key)):
        progress.advance()
        if place.key in known:
            continue
        parent = _parent(place.key, known)
        configuring.add_territory(platform, asking, process_id, place.key, place.name, parent)
        known.add(place.key)
        added.add(place.key)
    return frozenset(added)


def _parent(key: str, known: set[str]) -> str | None:
    """Return the longest key that another one begins with: municipality, association, district."""
    return next((key[:end] for end in range(len(key) - 1, 1, -1) if key[:end] in known), None)


def _boundaries(places: Sequence[Place], source: str | None) -> list[SourceBoundary]:
    box = geometry.box_of(
        position for place in places for position in geometry.positions_of(place.polygons)
    )
    tolerance = box.metres / DETAIL if box else 0.0
    return [
        SourceBoundary(
            key=place.key,
            boundary=geometry.written(geometry.simplified(place.polygons, tolerance)),
            source=source,
        )
        for place in sorted(places, key=lambda place: place.key)
    ]
