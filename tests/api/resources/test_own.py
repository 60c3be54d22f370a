"""Authors see what became of their words, why, and until when they can appeal."""

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.resources.city import Api, City, problem

WHY = "Der Text nennt Namen und Anschrift einer Person."
MINE = "/me/contributions"


async def test_authors_read_the_reasons_and_nobody_else_does(api: Api, city: City) -> None:
    made = city.submit(city.process_id)
    [waiting] = (await api.get(MINE, "ana"))["items"]
    assert (waiting["id"], waiting["state"]) == (str(made.id), "submitted")
    assert (waiting["title"], waiting["receipt"]) == ("Rufbus am Abend", "B-2023-0001")
    assert [case["state"] for case in waiting["cases"]] == ["open"]
    city.decide(
        case_id_of(made.id, 1),
        Verdict(outcome="reject", rules=("HR04",), explanation=WHY, quoted="Anschrift"),
    )
    [rejected] = (await api.get(MINE, "ana"))["items"]
    [case] = rejected["cases"]
    assert rejected["state"] == "rejected"
    assert (case["outcome"], case["rules"]) == ("reject", ["HR04"])
    assert (case["explanation"], case["quoted"]) == (WHY, "Anschrift")
    assert case["appeal_until"] == "2023-12-19"
    appeal = {"text": "Die Anschrift ist die meines Geschäfts."}
    await api.write("ana", "POST", f"/moderation/cases/{case['id']}/appeal", appeal)
    [appealed] = (await api.get(MINE, "ana"))["items"]
    assert [case["state"] for case in appealed["cases"]] == ["appealed"]
    assert (await api.get(MINE, "ben"))["items"] == []
    problem(await api.ask(None, "GET", MINE), 401, "NotSignedIn")


async def test_reports_of_others_are_not_told(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    notice = {"subject": {"kind": "proposal", "id": str(made)}, "rule": "HR04", "text": "Dort!"}
    await api.write("ben", "POST", "/reports", notice)
    answer = await api.ask("ana", "GET", MINE)
    assert "Dort!" not in answer.text
    [mine] = answer.json()["items"]
    assert mine["covered_until"] is not None
    assert [case["outcome"] for case in mine["cases"]] == ["publish"]


async def test_the_newest_come_first_and_can_be_paged(api: Api, city: City) -> None:
    made = city.published(city.process_id, "ben")
    mine = [str(city.comment(made, "ana", f"Noch {number}.")) for number in range(3)]
    mine.append(str(city.submit(city.process_id, "ana").id))
    walked = await api.walk(f"{MINE}?limit=2", "ana")
    assert [item["id"] for item in walked] == mine[::-1]
    assert [item["kind"] for item in walked] == ["proposal", "comment", "comment", "comment"]
    problem(await api.ask("ana", "GET", f"{MINE}?cursor=xx"), 400, "Malformed")
