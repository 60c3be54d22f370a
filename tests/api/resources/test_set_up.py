"""Setting up a process by programs: the same rules as on pages, for the office alone."""

from datetime import timedelta
from typing import Any

from tests.api.resources.city import Api, City, problem
from tests.api.resources.test_document import every_example

NEW = {
    "slug": "heimat",
    "title": "Heimat.Digital",
    "summary": "Was soll einfacher werden?",
    "territory": "07231",
}
HERE = "/processes/heimat"
UNKNOWN = "00000000-0000-0000-0000-0000000000ff"
EXAMPLES = every_example()


async def opened(api: Api) -> None:
    await api.write("office", "POST", "/processes", NEW)


def phase(city: City, **changes: str) -> dict[str, Any]:
    return {
        "kind": "measures",
        "title": "Ideen sammeln",
        "starts": (city.now - timedelta(hours=1)).isoformat(),
        "ends": (city.now + timedelta(days=9)).isoformat(),
        "level": "involve",
        "features": ["submit", "comment"],
        **changes,
    }


async def test_a_process_is_set_up_with_fields_and_places(api: Api) -> None:
    await opened(api)
    problem(await api.ask("office", "POST", "/processes", NEW), 409, "ProcessAlreadyOpen")
    said = {"title": "Heimat", "summary": "Was wird leichter?", "lead": "Zimmer 12"}
    await api.write("office", "PUT", f"{HERE}/description", said)
    await api.write("office", "POST", f"{HERE}/territories", {"key": "07231", "name": "Kreis"})
    orphan = {"key": "0723199", "name": "Dorf", "parent": "99"}
    refused = await api.ask("office", "POST", f"{HERE}/territories", orphan)
    assert problem(refused, refused.status_code, "TerritoryUnknown")
    ids = [
        (await api.write("office", "POST", f"{HERE}/action-fields", {"name": name}))["id"]
        for name in ("Straßen", "Verkehr")
    ]
    rename = {"name": "Mobilität", "reason": "Verständlicher"}
    await api.write("office", "PUT", f"{HERE}/action-fields/{ids[1]}/name", rename)
    merge = {"into": ids[1]}
    await api.write("office", "PUT", f"{HERE}/action-fields/{ids[0]}/merged-into", merge)
    process = await api.get(HERE)
    assert (process["title"], process["summary"]) == ("Heimat", "Was wird leichter?")
    assert [(f["name"], f["merged_into"]) for f in process["action_fields"]] == [
        ("Straßen", ids[1]),
        ("Mobilität", None),
    ]
    assert [place["name"] for place in process["territories"]] == ["Kreis"]


async def test_two_programs_reopen_a_phase(api: Api, city: City) -> None:
    city.grant("otto", "office")
    await opened(api)
    backwards = phase(city, ends=(city.now - timedelta(days=2)).isoformat())
    refused = await api.ask("office", "POST", f"{HERE}/phases", backwards)
    problem(refused, refused.status_code, "PhaseEndsBeforeItStarts")
    made = await api.write("office", "POST", f"{HERE}/phases", phase(city))
    path = f"{HERE}/phases/{made['id']}"
    assert (await api.write("office", "POST", f"{path}/opening"))["state"] == "open"
    later = {"until": (city.now + timedelta(days=20)).isoformat(), "reason": "Ferien"}
    assert (await api.write("office", "POST", f"{path}/extension", later))["state"] == "open"
    assert (await api.write("office", "POST", f"{path}/closing"))["state"] == "closed"
    waiting = f"{HERE}/phases/waiting"
    assert (await api.get(waiting, "otto"))["items"] == []
    agreed = EXAMPLES["agreeToReopening"]
    early = await api.ask("office", "POST", f"{path}/agreement", agreed)
    problem(early, 409, "ReopeningNotProposed")
    assert (await api.write("office", "POST", f"{path}/reopening", later))["state"] == "closed"
    other = await api.ask("otto", "POST", f"{path}/reopening", {**later, "reason": "Sturm"})
    problem(other, 409, "ReopeningAlreadyProposed")
    [first] = (await api.get(waiting, "office"))["items"]
    assert (first["id"], first["reason"], first["yours"]) == (made["id"], "Ferien", True)
    alone = await api.ask("office", "POST", f"{path}/agreement", {"seen": first["seen"]})
    problem(alone, 409, "ReopeningNeedsSecondPerson")
    longer = {"until": (city.now + timedelta(days=700)).isoformat(), "reason": "Zwei Jahre"}
    await api.write("office", "POST", f"{path}/reopening", longer)
    replaced = await api.ask("otto", "POST", f"{path}/agreement", {"seen": first["seen"]})
    problem(replaced, 409, "ChangedMeanwhile")
    [found] = (await api.get(waiting, "otto"))["items"]
    assert (found["reason"], found["yours"]) == ("Zwei Jahre", False)
    problem(await api.ask("secretary", "GET", waiting), 403, "NotAllowed")
    agreed = {"seen": found["seen"]}
    assert (await api.write("otto", "POST", f"{path}/agreement", agreed))["state"] == "open"
    assert (await api.get(waiting, "otto"))["items"] == []
    [told] = (await api.get(HERE))["phases"]
    assert (told["status"], told["features"]) == ("open", ["submit", "comment"])


async def test_bodies_units_and_goals_are_named_and_read_by_all(api: Api) -> None:
    await opened(api)
    council = {"name": "Kreistag", "kind": "council", "seats": 43}
    body = await api.write("office", "POST", f"{HERE}/bodies", council)
    more = {**council, "seats": 45}
    await api.write("office", "PUT", f"{HERE}/bodies/{body['id']}", more)
    unit = await api.write("office", "POST", f"{HERE}/units", {"name": "Amt"})
    await api.write("office", "PUT", f"{HERE}/units/{unit['id']}", {"name": "Fachbereich"})
    told = await api.get(f"{HERE}/organisation")
    assert [(each["name"], each["seats"]) for each in told["bodies"]] == [("Kreistag", 45)]
    assert [each["name"] for each in told["units"]] == ["Fachbereich"]
    field = await api.write("office", "POST", f"{HERE}/action-fields", {"name": "Mobilität"})
    goal = {"action_field": field["id"], "text": "Abends mobil"}
    made = await api.write("office", "POST", f"{HERE}/goals", goal)
    await api.write("office", "PUT", f"{HERE}/goals/{made['id']}", {**goal, "text": "Mobil"})
    indicator = {
        "name": "Fahrten",
        "unit": "im Monat",
        "decimals": 1,
        "baseline": 100,
        "target": 205,
        "by_day": "2026-12-31",
    }
    path = f"{HERE}/goals/{made['id']}/indicators"
    same = await api.ask("office", "POST", path, {**indicator, "target": 100})
    problem(same, same.status_code, "IndicatorChangesNothing")
    known = await api.write("office", "POST", path, indicator)
    values = f"{HERE}/indicators/{known['id']}/values"
    for value in (120, 125):
        said = {"value": value, "as_of": "2023-06-01", "source": "Zählung"}
        await api.write("office", "POST", values, said)
    [goal_told] = (await api.get(f"{HERE}/goals"))["items"]
    [measured] = goal_told["indicators"]
    assert (goal_told["text"], measured["target"]) == ("Mobil", 205)
    assert [each["value"] for each in measured["values"]] == [125]


async def test_an_archived_process_stays_as_it_is(api: Api, city: City) -> None:
    await opened(api)
    made = await api.write("office", "POST", f"{HERE}/phases", phase(city))
    path = f"{HERE}/phases/{made['id']}"
    await api.write("office", "POST", f"{path}/opening")
    why = {"reason": "Alles getan."}
    open_still = await api.ask("office", "POST", f"{HERE}/archive", why)
    problem(open_still, 409, "PhaseStillOpen")
    await api.write("office", "POST", f"{path}/closing")
    await api.write("office", "POST", f"{HERE}/archive", why)
    late = await api.ask("office", "POST", f"{HERE}/action-fields", {"name": "Zu spät"})
    problem(late, 409, "ProcessIsArchived")
    nowhere = await api.ask("office", "POST", "/processes/nowhere/archive", why)
    assert nowhere.status_code == 404


async def test_what_is_unknown_is_not_found(api: Api) -> None:
    await opened(api)
    field = {"name": "Mobilität"}
    nowhere = await api.ask("office", "POST", "/processes/nowhere/action-fields", field)
    problem(nowhere, 404, "ProcessUnknown")
    phase = await api.ask("office", "POST", f"{HERE}/phases/{UNKNOWN}/closing")
    problem(phase, 404, "PhaseUnknown")
    goal = {"action_field": UNKNOWN, "text": "Abends mobil"}
    problem(await api.ask("office", "POST", f"{HERE}/goals", goal), 409, "ActionFieldUnknown")
