"""The office and the secretaries work on a strategy by programs, under the rules of pages.

They read with their tokens: what visitors get may be a second old.
"""

from domain.codes import DecisionId
from domain.decisions import DecisionSubject
from domain.use_cases.strategy import deciding
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord
from tests.api.resources.city import problem
from tests.api.resources.office_programs import EXAMPLES, HERE, UNKNOWN, Work
from tests.use_cases.strategy.county import ADOPTED, done


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
    first = await office.seen(decision)
    alone = await api.ask("secretary", "POST", f"{decision}/confirmation", first)
    assert problem(alone, alone.status_code, "SecondPersonNeeded")
    await api.write("sven", "POST", f"{decision}/record/discarding", {"reason": "Verzählt."})
    waiting = f"{HERE}/decisions/waiting"
    assert (await api.get(waiting, "sven"))["items"] == []
    await api.write("secretary", "POST", f"{decision}/record", record)
    [found] = (await api.get(waiting, "sven"))["items"]
    assert (found["state"], found["vote"]["yes"], found["yours"]) == ("recorded", 38, False)
    assert found["text"] == record["text"]
    assert (await api.get(waiting, "secretary"))["items"][0]["yours"]
    problem(await api.ask("office", "GET", waiting), 403, "NotAllowed")
    replaced = await api.ask("sven", "POST", f"{decision}/confirmation", first)
    problem(replaced, 409, "ChangedMeanwhile")
    await api.write("sven", "POST", f"{decision}/confirmation", {"seen": found["seen"]})
    assert (await api.get(waiting, "sven"))["items"] == []
    assert (await api.get(path, "office"))["state"] == "adopted"
    correction = {
        **EXAMPLES["proposeCorrection"],
        "result": "rejected",
        "vote": {"yes": 12, "no": 20, "abstain": 0},
    }
    await api.write("secretary", "POST", f"{decision}/correction", correction)
    [found] = (await api.get(waiting, "sven"))["items"]
    assert (found["result"], found["correction"]["after"]["result"]) == ("unchanged", "rejected")
    assert (found["correction"]["confirmed_at"], found["yours"]) == (None, False)
    confirmation = f"{decision}/correction/confirmation"
    discarded = {"seen": found["seen"]}
    await api.write("sven", "POST", f"{decision}/correction/discarding", {"reason": "Nein."})
    await api.write("secretary", "POST", f"{decision}/correction", correction)
    problem(await api.ask("sven", "POST", confirmation, discarded), 409, "ChangedMeanwhile")
    await api.write("sven", "POST", confirmation, await office.seen(decision))
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
    await api.write("office", "PUT", f"{stones}/reached", {"day": "2023-06-19"})
    silent = {**EXAMPLES["reportProgress"], "light": "red", "text": None}
    problem(
        await api.ask("office", "POST", f"{path}/reports", silent), 409, "LightNeedsExplanation"
    )
    said = {**EXAMPLES["reportProgress"], "day": "2023-06-19"}
    await api.write("office", "POST", f"{path}/reports", said)
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


async def test_what_a_council_asked_for_waits_until_it_is_published(office: Work) -> None:
    county = office.county
    measure_id = county.measure()
    item = NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="9",
        title="Räume online buchen",
        public=False,
        subjects=(DecisionSubject("measure", measure_id, 1),),
        decision_id=county.submit_only(measure_id),
    )
    args = (county.platform, county.secretary, county.process_id)
    decision_id = DecisionId(done(deciding.schedule(*args, item)))
    said = NewRecord(record=ADOPTED, text="Beschlossen.", conditions="Bericht nach einem Jahr.")
    deciding.record(*args, decision_id, said)
    county.confirmed(decision_id)
    [told] = (await office.api.get(f"/measures/{measure_id}", "office"))["submissions"]
    assert (told["outcome"], told["conditions"]) == ("adopted", None)
    deciding.publish(*args, decision_id)
    [told] = (await office.api.get(f"/measures/{measure_id}", "office"))["submissions"]
    assert told["conditions"] == "Bericht nach einem Jahr."
