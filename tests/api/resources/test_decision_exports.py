"""J9: the public decisions of a process as files, the same bytes for the same position."""

from pathlib import Path

import pytest

from tests.api.applications import program_routes, serving
from tests.api.installation import visiting
from tests.api.pages.village import SLUG, a_village
from tests.use_cases.strategy.county import a_county

FILES = f"/api/v1/processes/{SLUG}/decisions"


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_files_hold_what_is_public(folder: Path, kind: str) -> None:
    with a_village(folder) as village:
        county = a_county(village)
        adopted = county.adopted(county.measure())
        recorded = county.submitted(county.measure(title="Rufbus"))
        county.recorded(recorded)
        async with serving(village.parts, program_routes) as app, visiting(app) as reader:
            found = await reader.get(f"{FILES}.{kind}")
            again = await reader.get(
                f"{FILES}.{kind}", headers={"If-None-Match": found.headers["etag"]}
            )
    assert found.status_code == 200
    assert again.status_code == 304
    assert str(adopted) in found.text
    assert str(recorded) in found.text
    if kind == "json":
        rows = {row["id"]: row for row in found.json()["rows"]}
        told = rows[str(adopted)]
        votes = [told[name] for name in ("yes", "no", "abstain", "present")]
        assert votes == [38, 2, 2, 42]
        assert (told["result"], told["organization"]) == ("unchanged", "Kreistag")
        assert rows[str(recorded)]["result"] is None
