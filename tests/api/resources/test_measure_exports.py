"""J9: the measures of a process as GeoJSON, the same bytes for the same position."""

from pathlib import Path

import msgspec

from domain.use_cases.strategy import mapping, measuring
from domain.use_cases.strategy.mapping import SourceBoundary
from tests.api.applications import program_routes, serving
from tests.api.installation import visiting
from tests.api.pages.village import SLUG, a_village
from tests.use_cases.strategy.county import a_county, done

FILE = f"/api/v1/processes/{SLUG}/measures.geojson"
SQUARE = (
    '{"type":"MultiPolygon","coordinates":'
    "[[[[6.8,49.9],[6.9,49.9],[6.9,50.0],[6.8,50.0],[6.8,49.9]]]]}"
)


async def test_features_say_what_is_planned_where(folder: Path) -> None:
    with a_village(folder) as village:
        county = a_county(village)
        village.place(county.process_id, "07231", "Landkreis")
        row = SourceBoundary(key="07231", boundary=SQUARE, source="© Landkreis")
        mapping.draw(village.platform, village.system(), county.process_id, [row])
        nowhere = county.measure(title="Rufbus")
        profile = msgspec.structs.replace(county.profile("Radweg"), territories=("07231",))
        new = measuring.NewMeasure(origin="new", profile=profile)
        outcome = measuring.propose(county.platform, county.office, county.process_id, new)
        there = done(outcome)
        async with serving(village.parts, program_routes) as app, visiting(app) as reader:
            found = await reader.get(FILE)
            again = await reader.get(FILE)
            known = await reader.get(FILE, headers={"If-None-Match": found.headers["etag"]})
            unknown = await reader.get(FILE.replace(SLUG, "anderswo"))
    assert (found.status_code, known.status_code, unknown.status_code) == (200, 304, 404)
    assert found.headers["content-type"].startswith("application/geo+json")
    assert found.content == again.content
    file = found.json()
    about = file["about"]
    assert (file["type"], about["licence"], about["geometry"]) == (
        "FeatureCollection",
        "CC BY 4.0",
        ["© Landkreis"],
    )
    assert about["position"] > 0
    assert about["moment"]
    features = {each["id"]: each for each in file["features"]}
    assert set(about["fields"]) == set(features[str(there)]["properties"])
    assert features[str(nowhere)]["geometry"] is None
    assert features[str(there)]["geometry"]["coordinates"][0][0][0] == [6.8, 49.9]
    told = features[str(there)]["properties"]
    assert (told["title"], told["places"], told["state"]) == ("Radweg", ["Landkreis"], "proposed")
