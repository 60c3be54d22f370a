"""Places and outlines from GeoJSON, trap by trap, and the real district."""

import json
from pathlib import Path
from typing import Any

import pytest

from api import geometry
from api.geometry import BadGeometry
from api.imports import territories
from api.imports.progress import Silent
from api.imports.report import ImportRefused, Report
from api.imports.target import asking_at
from domain.processes import process_id_of
from domain.use_cases import configuring
from projections import boundaries, processes
from tests.api.imports.sources import NOW, REAL, Installation, read_models

Json = dict[str, Any]
TAL = process_id_of("tal")
SOURCE = REAL / "geo-bernkastel-wittlich"
FILES = ("kreise", "verwaltungsgemeinschaften", "gemeinden")


def square(west: float, south: float, side: float = 0.1) -> list[list[float]]:
    """Return a ring that runs counter-clockwise."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(key: str, name: str, *rings: list[list[float]]) -> Json:
    shape = {"type": "Polygon", "coordinates": list(rings)}
    return {"type": "Feature", "properties": {"RS": key, "GEN": name}, "geometry": shape}


@pytest.fixture
def tal(installation: Installation) -> Installation:
    """A process without places."""
    new = configuring.NewProcess(slug="tal", title="Tal", summary="Ein Tal.")
    configuring.open_process(installation.platform, asking_at(NOW), new)
    return installation


def run(installation: Installation, folder: Path, *features: Json, **more: Any) -> Report:  # noqa: ANN401 - JSON
    file = folder / "orte.geojson"
    collection = {"type": "FeatureCollection", "features": list(features), **more}
    file.write_text(json.dumps(collection), encoding="utf-8")
    return imported(installation, file)


def imported(installation: Installation, file: Path) -> Report:
    platform = installation.platform
    return territories.run(platform, NOW, file, "tal", Silent(), "© Vermessungsamt")


def test_places_stand_below_each_other_with_outlines(
    tal: Installation, folder: Path, tmp_path: Path
) -> None:
    hole = square(6.84, 49.94, 0.02)
    features = (
        feature("072315001", "Unten", square(6.8, 49.9)[::-1], hole),
        feature("07231", "Kreis", square(6.8, 49.9)),
    )
    [file] = run(tal, folder, *features).files
    assert (file.created, file.faulty) == (2, ())
    assert file.remarks["with rings in the wrong direction, turned"] == 1
    with read_models(tal.platform.log, tmp_path) as (_, snapshot):
        places = {row.key: row for row in processes.territories(snapshot, TAL)}
        outlines = boundaries.of_process(snapshot, TAL)
    assert places["072315001"].path == ("07231", "072315001")
    assert tal.text(places["07231"].name) == "Kreis"
    [polygon] = geometry.read(tal.text(outlines["072315001"].boundary))
    assert [geometry.area(ring) > 0 for ring in polygon] == [True, False]
    assert tal.text(outlines["07231"].source) == "© Vermessungsamt"
    head = tal.platform.log.head()
    assert run(tal, folder, *features[::-1]).created == 0
    assert tal.platform.log.head() == head
    moved = feature("07231", "Kreis", square(6.9, 49.9))
    assert run(tal, folder, moved, features[0]).created == 1


def test_a_municipality_without_an_association_is_one_place(
    tal: Installation, folder: Path
) -> None:
    run(tal, folder, feature("072310134", "Stadt", square(6.8, 49.9)))
    [again] = run(tal, folder, feature("072310134134", "Stadt", square(6.8, 49.9))).files
    assert (again.created, again.repeated) == (0, 1)
    # A town may be called as its association is, and is another place.
    run(tal, folder, feature("072315001", "Stadt", square(6.8, 49.9)))
    [other] = run(tal, folder, feature("072315001008", "Stadt", square(6.8, 49.9))).files
    assert other.created == 1


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (feature("kreis", "Kreis", square(6.8, 49.9)), "no id"),
        (feature("07231", "", square(6.8, 49.9)), "no title"),
        (feature("07231", "Kreis", square(6.8, 49.9)[:-1]), "bad geometry"),
        (feature("07231", "Kreis", [[6.8, 49.9], [6.9, 49.9], [6.8, 49.9]]), "bad geometry"),
        (feature("07231", "Kreis", square(355_000.0, 5_530_000.0, 900.0)), "bad geometry"),
        (feature("07231", "Kreis"), "bad geometry"),
        ({"properties": {"RS": "07231", "GEN": "Kreis"}, "geometry": None}, "bad geometry"),
    ],
)
def test_what_is_no_place_is_named_by_its_number(
    tal: Installation, folder: Path, broken: Json, reason: str
) -> None:
    good = feature("072", "Bezirk", square(6.8, 49.9))
    [file] = run(tal, folder, good, broken).files
    assert file.created == 1
    assert [(fault.line, fault.reason) for fault in file.faulty] == [(2, reason)]


@pytest.mark.parametrize("content", ["{}", "[1]", "nothing", '{"features": []}', '{"ä": 1}'])
def test_what_is_no_collection_is_refused(tal: Installation, folder: Path, content: str) -> None:
    file = folder / "orte.geojson"
    file.write_text(content, encoding="cp1252")
    with pytest.raises(ImportRefused):
        imported(tal, file)


def test_another_reference_system_and_too_many_places_are_refused(
    tal: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = feature("072", "Bezirk", square(6.8, 49.9))
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    with pytest.raises(ImportRefused, match="EPSG:4326"):
        run(tal, folder, good, crs=grid)
    monkeypatch.setattr(territories, "MOST", 0)
    with pytest.raises(ImportRefused, match="1 features"):
        run(tal, folder, good)
    monkeypatch.setattr(territories, "LARGEST", 10_000_000 - 9_999_990)
    with pytest.raises(ImportRefused, match="larger"):
        run(tal, folder, good)


def test_simplified_outlines_stay_near_and_closed() -> None:
    ring = [(6.8 + step / 10_000, 49.9 + (step % 2) / 1_000_000) for step in range(100)]
    ring += [(6.81, 50.0), ring[0]]
    [[kept]] = geometry.simplified([[ring]], 10.0)
    assert kept[0] == kept[-1]
    assert len(kept) < 8
    with pytest.raises(BadGeometry, match="not closed"):
        geometry.polygons_of({"type": "Polygon", "coordinates": [square(1.0, 1.0)[:-1]]})


@pytest.mark.skipif(not SOURCE.is_dir(), reason="it is not beside the checkout")
def test_the_real_district_is_a_tree_of_three_levels(tal: Installation, tmp_path: Path) -> None:
    for name in FILES:
        assert imported(tal, SOURCE / f"bernkastel-wittlich_{name}.geojson").faulty == 0
    truth = json.loads((SOURCE / "ground_truth.json").read_text(encoding="utf-8"))
    with read_models(tal.platform.log, tmp_path) as (_, snapshot):
        places = processes.territories(snapshot, TAL)
        outlines = boundaries.of_process(snapshot, TAL)
    below = {each["schluessel"]: each["gemeinden"] for each in truth["verbaende"].values()}
    associations = [row for row in places if row.depth == 1]
    assert {row.key for row in associations} == set(below)
    # A municipality without an association is its own association, and one place.
    for row in associations:
        inside = sum(each.parent == row.key for each in places)
        assert (inside or 1) == below[row.key]
    assert set(outlines) == {row.key for row in places}
    assert sum(len(tal.text(each.boundary)) for each in outlines.values()) < 250_000
