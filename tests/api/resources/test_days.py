"""Days and times that programs name: none that whoever reads them later cannot reckon with."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, problem
from tests.api.resources.document import document
from tests.api.resources.test_document import every_example

HERE = f"/processes/{SLUG}"
PHASE = {
    "kind": "measures",
    "title": "Ideen sammeln",
    "starts": "2031-01-01T00:00:00Z",
    "ends": "2031-02-01T00:00:00Z",
    "level": "involve",
}
EXAMPLES = every_example()


@pytest.mark.parametrize(
    "ends",
    [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:59",
        "3000-01-01T00:00:00Z",
        "0999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+23:59",
    ],
)
async def test_a_phase_ends_on_a_day_to_reckon_with(steady: Api, ends: str) -> None:
    answer = await steady.ask("office", "POST", f"{HERE}/phases", {**PHASE, "ends": ends})
    told = problem(answer, 400, "Malformed")
    assert [wrong["field"] for wrong in told["fields"]] == ["ends"]


@pytest.mark.parametrize("ends", ["2999-12-31T23:59:59-23:59", "2999-12-31T23:59:59Z"])
async def test_a_phase_without_a_foreseeable_end_is_shown(api: Api, ends: str) -> None:
    await api.write("office", "POST", f"{HERE}/phases", {**PHASE, "ends": ends})
    [_, phase] = (await api.get(HERE))["phases"]
    assert phase["ends"].startswith(("2999-12-31", "3000-01-01"))


async def test_days_of_other_things_are_looked_at_too(steady: Api) -> None:
    grant = {**EXAMPLES["registerFunding"], "ends": "9999-12-31"}
    answer = await steady.ask("office", "POST", f"{HERE}/funding", grant)
    [wrong] = problem(answer, 400, "Malformed")["fields"]
    assert wrong["field"] == "ends"
    measure = EXAMPLES["proposeMeasure"]
    measure = {**measure, "profile": {**measure["profile"], "ends": "9999-12-31"}}
    answer = await steady.ask("office", "POST", f"{HERE}/measures", measure)
    [wrong] = problem(answer, 400, "Malformed")["fields"]
    assert wrong["field"] == "profile"
    assert "`ends`" in wrong["message"]


def test_every_day_that_is_sent_says_which_years_it_may_be_of() -> None:
    described = document()
    types = described["components"]["schemas"]
    bodies = [
        operation["requestBody"]
        for path in described["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "requestBody" in operation
    ]
    days = list(dated(bodies, types, set()))
    assert len(days) > 20
    assert [day for day in days if day.get("pattern") != "^[12][0-9]{3}-"] == []


def dated(schema: Any, types: dict[str, Any], known: set[str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever JSON can say
    """Yield everything in a schema that is a day or a time."""
    if isinstance(schema, list):
        for each in schema:
            yield from dated(each, types, known)
    if isinstance(schema, dict):
        if schema.get("format") in {"date", "date-time"}:
            yield schema
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in known:
            known.add(name)
            yield from dated(types[name], types, known)
        for each in schema.values():
            yield from dated(each, types, known)
