"""The office and the secretaries work on a strategy by programs, under the rules of pages.

They read with their tokens: what visitors get may be a second old.
"""

from typing import Any

import pytest

from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, City, problem
from tests.api.resources.test_document import every_example
from tests.use_cases.strategy.county import County, a_county

HERE = f"/processes/{SLUG}"
UNKNOWN = "00000000-0000-0000-0000-0000000000ff"
EXAMPLES = every_example()


@pytest.fixture
def county(city: City) -> County:
    """Set up fields, a unit and a council."""
    city.grant("sven", "secretary")
    return a_county(city, city.process_id)


@pytest.fixture
def office(api: Api, county: County) -> "Work":
    """Let the office and two secretaries work."""
    return Work(api, county)


class Work:
    """What programs of the office and the secretaries do."""

    def __init__(self, api: Api, county: County) -> None:
        self.api, self.county = api, county

    def profile(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a profile
        """Return a complete profile."""
        return {
            "title": "Räume online buchen",
            "summary": "Gemeindehäuser lassen sich buchen.",
            "action_field": str(self._field()),
            "goals": [str(self.county.goal)],
            "indicators": [str(self.county.indicator)],
            "problem": "Räume stehen leer.",
            "target_group": "Vereine",
            "benefit": "Räume werden genutzt.",
            "lead": str(self.county.unit),
            "steps": "Ausschreiben, bauen, öffnen.",
            "starts": "2024-01-01",
            "ends": "2024-12-31",
            "cost_once": 80_000_00,
            "own_share": 50_000_00,
            "funding": [{"source": "Land", "amount": 30_000_00}],
            "staff": 25,
            "risks": "Wenige Hausmeister.",
            "transferability": "Jedes Dorf hat ein Gemeindehaus.",
            **changes,
        }

    def _field(self) -> object:
        return self.county.profile().field_id

    async def measure(self) -> str:
        """Make and score a measure; return its path."""
        new = {"origin": "new", "profile": self.profile()}
        made = await self.api.write("office", "POST", f"{HERE}/measures", new)
        path = f"/measures/{made['id']}"
        await self.api.write("office", "POST", f"{path}/assessments", EXAMPLES["assessMeasure"])
        return path

    async def adopted(self) -> str:
        """Let the council adopt a measure; return its path."""
        path = await self.measure()
        decision = await self.scheduled(path)
        await self.api.write("secretary", "POST", f"{decision}/record", EXAMPLES["recordDecision"])
        await self.api.write("sven", "POST", f"{decision}/confirmation")
        return path

    async def scheduled(self, path: str) -> str:
        """Hand a measure in and put it on the agenda; return the path of the decision."""
        body = {"body": str(self.county.council)}
        wanted = (await self.api.write("office", "POST", f"{path}/submission", body))["id"]
        subject = {"kind": "measure", "id": path.rpartition("/")[2], "version": 1}
        item = {
            **EXAMPLES["scheduleDecision"],
            "id": wanted,
            "body": str(self.county.council),
            "session": str(self.county.town.now.date()),
            "subjects": [subject],
            "territory": None,
        }
        item["paper"] = {"reference": "2023/118", "url": "https://rat.example.org/118"}
        made = await self.api.write("secretary", "POST", f"{HERE}/decisions", item)
        assert made["id"] == wanted
        return f"/decisions/{wanted}"


async def test_a_measure_is_drafted_changed_and_submitted_when_complete(office: Work) -> None:
    api = office.api
    draft = {"origin": "new", "profile": office.profile(problem=None)}
    made = await api.write("office", "POST", f"{HERE}/measures", draft, Idempotency_Key="k1")
    again = await api.write("office", "POST", f"{HERE}/measures", draft, Idempotency_Key="k1")
    assert made == again
    path = f"/measures/{made['id']}"
    submission = {"body": str(office.county.council)}
    early = problem(
        await api.ask("office", "POST", f"{path}/submission", submission), 409, "ProfileIncomplete"
    )
    assert set(early["facts"]["missing"]) == {"problem", "assessment"}
    change = {"seen": 1, "profile": office.profile(), "reason": "Es fehlte der Anlass."}
    await api.write("office", "PUT", f"{path}/profile", change)
    stale = await api.ask("office", "PUT", f"{path}/profile", change)
    problem(stale, 409, "ProfileChangedMeanwhile")
    [first, second] = (await api.get(f"{path}/versions", "office"))["items"]
    assert (first["profile"]["problem"], second["reason"]) == (None, "Es fehlte der Anlass.")
    assert second["profile"]["funding"][0]["source"] == "Land"
    await api.write("office", "POST", f"{path}/assessments", EXAMPLES["assessMeasure"])
    await api.write("office", "PUT", f"{path}/priority", EXAMPLES["prioritiseMeasure"])
    ask = {"due": "2023-08-01", "unit": str(office.county.unit)}
    asked = await api.write("office", "POST", f"{path}/statements", ask)
    await api.write("office", "PUT", f"{path}/statements/{asked['id']}", EXAMPLES["fileStatement"])
    [stated] = (await api.get(f"{path}/statements", "office"))["items"]
    assert stated["stance"] == EXAMPLES["fileStatement"]["stance"]
    idea = office.county.town.published(office.county.process_id, "ana")
    source = {**EXAMPLES["linkSource"], "id": str(idea), "share": "part"}
    await api.write("office", "POST", f"{path}/sources", source)
    await api.write("office", "POST", f"{path}/submission", submission)
    told = await api.get(path, "office")
    assert (told["state"], told["priority"], told["missing"]) == ("submitted", "high", [])
    assert told["sources"] == [{"kind": "proposal", "id": str(idea), "share": "part"}]


async def test_a_decision_takes_two_people_and_can_be_corrected(office: Work) -> None:
    api = office.api
    path = await office.measure()
    decision = await office.scheduled(path)
    record = EXAMPLES["recordDecision"]
    wrong = {**record, "vote": {**record["vote"], "yes": 1}}
    refused = await api.ask("secretary", "POST", f"{decision}/record", wrong)
    problem(refused, 409, "ResultContradictsVote")
    await api.write("secretary", "POST", f"{decision}/record", record)
    assert (await api.get(decision, "office"))["state"] == "scheduled"
    alone = await api.ask("secretary", "POST", f"{decision}/confirmation")
    assert problem(alone, alone.status_code, "SecondPersonNeeded")
    await api.write("sven", "POST", f"{decision}/record/discarding", {"reason": "Verzählt."})
    await api.write("secretary", "POST", f"{decision}/record", record)
    await api.write("sven", "POST", f"{decision}/confirmation")
    assert (await api.get(path, "office"))["state"] == "adopted"
    correction = {
        **EXAMPLES["proposeCorrection"],
        "result": "rejected",
        "vote": {"yes": 12, "no": 20, "abstain": 0},
    }
    await api.write("secretary", "POST", f"{decision}/correction", correction)
    await api.write("sven", "POST", f"{decision}/correction/confirmation")
    told = await api.get(decision, "office")
    assert (told["version"], told["result"]) == (2, "rejected")
    assert told["corrections"][0]["before"]["result"] == "unchanged"
    assert (await api.get(path, "office"))["state"] == "rejected"


async def test_a_measure_is_planned_carried_out_and_completed(office: Work) -> None:
    api = office.api
    path = await office.adopted()
    place = {"year": 2024, "first": 1, "last": 4, "budget": 40_000_00}
    await api.write("office", "PUT", f"{path}/place", place)
    again = await api.ask("office", "PUT", f"{path}/place", {**place, "first": 2})
    problem(again, 409, "ReplanningNeedsReason")
    await api.write("office", "PUT", f"{path}/place", EXAMPLES["planMeasure"] | {"year": 2024})
    entry = {**EXAMPLES["releasePlan"]["entries"][0], "measure": path.rpartition("/")[2]}
    plan = {"budget": 50_000_00, "capacity": 250, "entries": [entry]}
    released = await api.write("office", "PUT", f"{HERE}/plans/2024", plan)
    assert released == {"year": 2024, "version": 1}
    stale = await api.ask("office", "PUT", f"{HERE}/plans/2024", plan)
    problem(stale, 409, "PlanChangedMeanwhile")
    await api.write("office", "POST", f"{path}/start", {"day": "2023-06-19"})
    stone = await api.write("office", "POST", f"{path}/milestones", EXAMPLES["defineMilestone"])
    stones = f"{path}/milestones/{stone['id']}"
    await api.write("office", "PUT", f"{stones}/due", EXAMPLES["moveMilestone"])
    await api.write("office", "PUT", f"{stones}/reached", {"day": "2024-03-01"})
    silent = {**EXAMPLES["reportProgress"], "light": "red", "text": None}
    problem(
        await api.ask("office", "POST", f"{path}/reports", silent), 409, "LightNeedsExplanation"
    )
    await api.write("office", "POST", f"{path}/reports", EXAMPLES["reportProgress"])
    await api.write("office", "POST", f"{path}/pause", {"reason": "Winter"})
    await api.write("office", "POST", f"{path}/resumption")
    done = {**EXAMPLES["completeMeasure"], "usable_from": "2023-06-19"}
    await api.write("office", "POST", f"{path}/completion", done)
    await api.write("office", "PUT", f"{path}/transfer", EXAMPLES["offerMeasure"])
    told = await api.get(path, "office")
    assert (told["state"], told["licence"], told["percent"]) == ("completed", "CC-BY-4.0", 40)
    over = await api.ask("office", "POST", f"{path}/stop", EXAMPLES["stopMeasure"])
    problem(over, 409, "MeasureIsOver")


async def test_a_measure_waits_for_its_place_and_is_given_up(office: Work) -> None:
    api = office.api
    path = await office.adopted()
    await api.write("office", "POST", f"{path}/parking", {"until": "2023-09-01", "reason": "Geld"})
    assert (await api.get(path, "office"))["parked_until"] == "2023-09-01"
    early = await api.ask("office", "POST", f"{path}/stop", EXAMPLES["stopMeasure"])
    problem(early, 409, "NotPlanned")
    await api.write("office", "PUT", f"{path}/place", EXAMPLES["planMeasure"])
    await api.write("office", "POST", f"{path}/stop", EXAMPLES["stopMeasure"])
    told = await api.get(path, "office")
    assert (told["state"], told["lessons"]) == ("stopped", EXAMPLES["stopMeasure"]["lessons"])


async def test_the_inventory_is_recorded_classified_and_found_lacking(office: Work) -> None:
    api = office.api
    new = {"kind": "project", "title": "Repair-Café", "state": "running"}
    made = await api.write("office", "POST", f"{HERE}/inventory", new)
    path = f"/inventory/{made['id']}"
    change = {"item": {**new, "state": "done"}, "reason": "Es ist fertig."}
    await api.write("office", "PUT", path, change)
    field = office.profile()["action_field"]
    sorted_in = {"action_field": field, "maturity": 2}
    await api.write("office", "PUT", f"{path}/classification", sorted_in)
    told = await api.get(path, "office")
    assert (told["state"], told["maturity"], told["action_field"]) == ("done", 2, field)
    assert [step["kind"] for step in told["steps"]] == ["recorded", "changed", "classified"]
    gap = {
        "gap": "Kein Café im Süden.",
        "recommendation": "Eins öffnen.",
        "inventory": [made["id"]],
    }
    await api.write("office", "POST", f"{HERE}/gaps", gap)
    [missing] = (await api.get(f"{HERE}/gaps", "office"))["items"]
    assert (missing["gap"], missing["inventory"]) == ("Kein Café im Süden.", [made["id"]])
    listed = await api.ask("office", "POST", f"{path}/acceptance")
    assert problem(listed, 409, "ItemNotWaiting")
    unknown = await api.ask("office", "PUT", f"/inventory/{UNKNOWN}", change)
    problem(unknown, 404, "NotFound")
