"""Labs, workshops, grants, mission and publication by programs of the office, read back."""

import hashlib

from api.wiring import documents_of
from tests.api.resources.city import City, problem
from tests.api.resources.office_programs import EXAMPLES, HERE, UNKNOWN, Work

LAB = {**EXAMPLES["openLab"], "starts": "2023-06-01", "ends": "2023-06-30"}
HELD = {**EXAMPLES["scheduleWorkshop"], "day": "2023-06-18"}


async def test_a_lab_is_opened_extended_and_evaluated(office: Work) -> None:
    api = office.api
    nowhere = await api.ask("office", "POST", f"{HERE}/labs", {**LAB, "area": "Am Markt"})
    told = problem(nowhere, 400, "Malformed")
    assert [each["field"] for each in told["fields"]] == ["area"]
    of_nothing = await api.ask("office", "POST", f"{HERE}/labs", {**LAB, "measure": UNKNOWN})
    problem(of_nothing, 409, "MeasureUnknown")
    new = {**LAB, "measure": (await office.measure()).rpartition("/")[2]}
    made = await api.write("office", "POST", f"{HERE}/labs", new, Idempotency_Key="lab")
    assert made == await api.write("office", "POST", f"{HERE}/labs", new, Idempotency_Key="lab")
    path = f"/labs/{made['id']}"
    shorter = {**EXAMPLES["extendLab"], "ends": "2023-06-29"}
    problem(await api.ask("office", "POST", f"{path}/extension", shorter), 409, "LabMustEndLater")
    longer = {**EXAMPLES["extendLab"], "ends": "2023-07-31"}
    await api.write("office", "POST", f"{path}/extension", longer)
    early = await api.ask("office", "POST", f"{path}/evaluation", EXAMPLES["evaluateLab"])
    problem(early, 409, "LabNotOver")
    stopped = {**EXAMPLES["evaluateLab"], "outcome": "stop"}
    await api.write("office", "POST", f"{path}/evaluation", stopped)
    lab = await api.get(path, "office")
    assert (lab["ends"], lab["announced"], lab["outcome"]) == ("2023-07-31", "2023-06-30", "stop")
    assert (lab["measure"], lab["evidence"]) == (new["measure"], stopped["evidence"])
    assert "[6.9003,50.1012]" in lab["area"]
    assert [each["kind"] for each in lab["steps"]] == ["opened", "extended", "evaluated"]


async def test_a_result_takes_two_people(office: Work, city: City) -> None:
    api = office.api
    city.grant("otto", "office")
    measure = (await office.measure()).rpartition("/")[2]
    path = f"/workshops/{(await api.write('office', 'POST', f'{HERE}/workshops', HELD))['id']}"
    result = {**EXAMPLES["recordResult"], "dots": [{"measure": measure, "dots": 12}]}
    twice = {**result, "dots": result["dots"] * 2}
    problem(await api.ask("office", "POST", f"{path}/result", twice), 409, "DotsCountedTwice")
    await api.write("office", "POST", f"{path}/result", result)
    first = await office.seen(path, "workshops", "otto")
    alone = await api.ask("office", "POST", f"{path}/confirmation", first)
    problem(alone, 409, "ResultNeedsSecondPerson")
    await api.write("otto", "POST", f"{path}/result/discarding", {"reason": "Verzählt."})
    waiting = f"{HERE}/workshops/waiting"
    assert (await api.get(waiting, "otto"))["items"] == []
    await api.write("office", "POST", f"{path}/result", result)
    assert (await api.get(path, "office"))["attendance"] is None
    [found] = (await api.get(waiting, "otto"))["items"]
    assert (found["id"], found["title"]) == (path.rpartition("/")[2], HELD["title"])
    assert {name: found[name] for name in result} == result
    replaced = await api.ask("otto", "POST", f"{path}/confirmation", first)
    problem(replaced, 409, "ChangedMeanwhile")
    assert not found["yours"]
    [own] = (await api.get(waiting, "office"))["items"]
    assert own == {**found, "yours": True}
    problem(await api.ask("secretary", "GET", waiting), 403, "NotAllowed")
    await api.write("otto", "POST", f"{path}/confirmation", {"seen": found["seen"]})
    assert (await api.get(waiting, "otto"))["items"] == []
    held = await api.get(path, "office")
    assert (held["state"], held["attendance"], held["day"]) == ("confirmed", 34, "2023-06-18")
    assert held["dots"] == result["dots"]


async def test_a_format_is_called_off(office: Work) -> None:
    api = office.api
    made = await api.write("office", "POST", f"{HERE}/workshops", EXAMPLES["scheduleWorkshop"])
    path = f"/workshops/{made['id']}"
    early = await api.ask("office", "POST", f"{path}/result", EXAMPLES["recordResult"])
    problem(early, 409, "FormatNotYetHeld")
    await api.write("office", "POST", f"{path}/cancellation", {"reason": "Hochwasser"})
    told = await api.get(path, "office")
    assert (told["state"], told["reason"]) == ("cancelled", "Hochwasser")
    assert told["title"] == EXAMPLES["scheduleWorkshop"]["title"]


async def test_grants_are_registered_and_changed(office: Work) -> None:
    api, grant = office.api, EXAMPLES["registerFunding"]
    made = await api.write("office", "POST", f"{HERE}/funding", grant)
    path = f"{HERE}/funding/{made['id']}"
    reversed_ = await api.ask("office", "PUT", path, {**grant, "ends": "2020-01-01"})
    problem(reversed_, 409, "FundingEndsBeforeItStarts")
    assert made == await api.write("office", "PUT", path, {**grant, "amount": 30_000_00})
    [listed] = (await api.get(f"{HERE}/funding", "office"))["items"]
    assert {name: listed[name] for name in grant} == {**grant, "amount": 30_000_00}


async def test_a_source_is_unlinked_and_its_link_remembered(office: Work) -> None:
    api, county = office.api, office.county
    path = await office.measure()
    idea = str(county.town.published(county.process_id, "ana"))
    await api.write("office", "POST", f"{path}/sources", {"kind": "proposal", "id": idea})
    unlinking = f"{path}/sources/{idea}/unlinking"
    await api.write("office", "POST", unlinking, {"reason": "Das war eine andere Idee."})
    assert (await api.get(path, "office"))["sources"] == []
    again = await api.ask("office", "POST", unlinking, {"reason": "Noch einmal"})
    problem(again, 409, "SourceNotLinked")


async def test_the_mission_is_drafted_and_adopted(office: Work) -> None:
    api, path = office.api, f"{HERE}/mission/versions"
    first = {"paragraphs": [{"text": "Wir teilen."}, {"text": "Für alle."}]}
    made = await api.write("office", "POST", path, first)
    problem(await api.ask("office", "POST", path, first), 409, "MissionChangedMeanwhile")
    [before] = (await api.get(f"{HERE}/mission", "office"))["versions"]
    stays, changes = before["paragraphs"]
    second = {"seen": 1, "paragraphs": [{**changes, "text": "Für alle im Kreis."}, stays]}
    silent = await api.ask("office", "POST", path, second)
    problem(silent, 409, "NewVersionNeedsReason")
    await api.write("office", "POST", path, {**second, "reason": "Nach der Werkstatt"})
    decision = await office.decided("mission", made["id"], 2)
    other = {"version": 1, "decision": decision}
    refused = await api.ask("office", "POST", f"{HERE}/mission/adoption", other)
    problem(refused, 409, "MissionNotDecided")
    await api.write("office", "POST", f"{HERE}/mission/adoption", {**other, "version": 2})
    told = await api.get(f"{HERE}/mission", "office")
    assert (told["id"], told["in_force"]) == (made["id"], 2)
    assert told["versions"][1]["paragraphs"] == second["paragraphs"]
    assert told["versions"][1]["decision"] == decision


async def test_a_version_and_a_report_are_published_with_documents(
    office: Work, city: City
) -> None:
    api, path = office.api, f"{HERE}/strategy"
    measure = (await office.adopted()).rpartition("/")[2]
    note = {"note": "Der Rufbus fährt."}
    early = await api.ask("office", "PUT", f"{path}/reports/2023", note)
    problem(early, 409, "NotYetPublished")
    about = (await api.get(path, "office"))["id"]
    new = {"measures": [{"measure": measure, "version": 1}], "decision": UNKNOWN}
    problem(await api.ask("office", "POST", f"{path}/versions", new), 409, "StrategyNotDecided")
    new["decision"] = await office.decided("strategy", about, 1)
    other = {**new, "measures": [{"measure": measure, "version": 2}]}
    problem(await api.ask("office", "POST", f"{path}/versions", other), 409, "FrozenVersionUnknown")
    missing = {**new, "mission_version": 1}
    problem(await api.ask("office", "POST", f"{path}/versions", missing), 409, "MissionNotDecided")
    made = await api.write("office", "POST", f"{path}/versions", new, Idempotency_Key="v1")
    again = await api.write("office", "POST", f"{path}/versions", new, Idempotency_Key="v1")
    assert made == again == {"id": about}
    problem(await api.ask("office", "PUT", f"{path}/reports/1999", note), 404, "NotFound")
    await api.write("office", "PUT", f"{path}/reports/2023", note)
    await api.write("office", "POST", f"{path}/revision", {"reason": "Neue Ziele"})
    twice = await api.ask("office", "POST", f"{path}/revision", {"reason": "Neue Ziele"})
    problem(twice, 409, "RevisionAlreadyStarted")
    told = await api.get(path, "office")
    [version], [report] = told["versions"], told["reports"]
    assert (told["state"], version["measures"]) == ("in_revision", new["measures"])
    assert (report["year"], report["note"]) == (2023, note["note"])
    documents = documents_of(city.parts.settings)
    for each in (version["document"], report["document"]):
        kept = documents.published(each)
        assert kept is not None
        assert hashlib.sha256(kept.pdf).hexdigest() == each
