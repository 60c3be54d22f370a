"""Authors see what became of their words, why, and until when they can appeal."""

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.resources.city import Api, City, problem

WHY = "Der Text nennt Namen und Anschrift einer Person."
MINE = "/me/contributions"
REPORTS = "/me/reports"


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


async def test_who_reported_reads_the_outcome_and_nobody_else_does(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    notice = {"subject": {"kind": "proposal", "id": str(made)}, "rule": "HR07", "text": "Dort!"}
    case = (await api.write("ben", "POST", "/reports", notice))["case"]
    [waiting] = (await api.get(REPORTS, "ben"))["items"]
    assert (waiting["case"], waiting["subject"]) == (case, notice["subject"])
    assert (waiting["rule"], waiting["outcome"], waiting["decided_at"]) == ("HR07", None, None)
    city.later(minutes=10)
    hidden = Verdict(outcome="hide", rules=("HR04",), explanation=WHY, quoted="Anschrift")
    city.decide(case_id_of(made, 2), hidden)
    [told] = (await api.get(REPORTS, "ben"))["items"]
    assert (told["outcome"], told["rules"]) == ("hide", ["HR04"])
    assert told["decided_at"] > told["at"]
    # What moderators wrote to the author is not for whoever reported.
    assert WHY not in (await api.ask("ben", "GET", REPORTS)).text
    for other in ("ana", "moderator"):
        assert (await api.get(REPORTS, other))["items"] == []
    problem(await api.ask(None, "GET", REPORTS), 401, "NotSignedIn")


async def test_reports_are_paged_by_a_cursor_of_their_own(api: Api, city: City) -> None:
    cases = []
    for name in ("ana", "cem", "dora"):
        subject = {"kind": "proposal", "id": str(city.published(city.process_id, name))}
        made = await api.write("ben", "POST", "/reports", {"subject": subject, "rule": "HR07"})
        cases.append(made["case"])
    assert [item["case"] for item in await api.walk(f"{REPORTS}?limit=2", "ben")] == cases[::-1]
    cursor = (await api.get(f"{REPORTS}?limit=2", "ben"))["next"]
    problem(await api.ask("ben", "GET", f"{MINE}?cursor={cursor}"), 400, "Malformed")
