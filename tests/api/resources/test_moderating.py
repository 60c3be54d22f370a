"""The desk for programs: queue, claim, decision, appeal; nobody judges themselves or twice."""

from typing import Any
from uuid import UUID

import pytest

from domain.codes import CaseId
from domain.moderation import case_id_of
from domain.use_cases import moderating
from tests.api.pages.village import SLUG
from tests.api.resources.city import SUBMIT, Api, City, problem

IDEA = {"title": "Rufbus am Abend", "body": "Nach 19 Uhr fährt hier nichts mehr."}
WHY = "Der Text nennt Namen und Anschrift einer Person."
REJECT = {"outcome": "reject", "rules": ["HR04"], "explanation": WHY}
CASES = "/moderation/cases"


async def submitted(api: Api, who: str = "ana") -> tuple[str, str]:
    """Submit a proposal; return its id and that of its case."""
    made = await api.write(who, "POST", SUBMIT, IDEA)
    return made["id"], str(case_id_of(UUID(made["id"]), 1))


async def rejected(api: Api) -> tuple[str, str]:
    """Let a moderator reject a proposal of ana's; return its id and that of its case."""
    made, case = await submitted(api)
    await api.write("moderator", "POST", f"{CASES}/{case}/claim")
    await api.write("moderator", "POST", f"{CASES}/{case}/decision", REJECT)
    return made, case


async def states(api: Api, query: str, who: str = "moderator") -> list[tuple[str, str]]:
    page = await api.get(f"{CASES}{query}", who)
    return [(item["id"], item["state"]) for item in page["items"]]


async def test_a_case_shows_what_it_is_about(api: Api, city: City) -> None:
    made, case = await submitted(api)
    [item] = (await api.get(f"{CASES}?state=open", "moderator"))["items"]
    assert item["id"] == case
    assert item["subject"] == {"kind": "proposal", "id": made}
    assert (item["title"], item["body"]) == (IDEA["title"], IDEA["body"])
    assert (item["receipt"], item["trigger"]) == ("B-2023-0001", "submission")
    assert item["due"] == "2023-06-20T14:00:00Z"
    assert (item["overdue"], item["claimed"], item["yours"]) == (False, False, False)
    whole = await api.get(f"{CASES}/{case}", "moderator")
    assert [step["kind"] for step in whole.pop("steps")] == ["case.opened"]
    assert whole == item


async def test_a_case_goes_from_hand_to_hand(api: Api) -> None:
    made, case = await submitted(api)
    claimed = await api.write("moderator", "POST", f"{CASES}/{case}/claim")
    assert claimed == {"id": case, "state": "in_work"}
    own = await api.get(f"{CASES}/{case}", "moderator")
    assert (own["claimed"], own["yours"]) == (True, True)
    other = await api.get(f"{CASES}/{case}", "milo-moderator")
    assert (other["claimed"], other["yours"]) == (True, False)
    taken = await api.ask("milo-moderator", "POST", f"{CASES}/{case}/claim")
    problem(taken, 409, "CaseNotOpen")
    released = await api.write("moderator", "POST", f"{CASES}/{case}/release")
    assert released["state"] == "open"
    await api.write("milo-moderator", "POST", f"{CASES}/{case}/claim")
    decided = await api.write(
        "milo-moderator", "POST", f"{CASES}/{case}/decision", {"outcome": "publish"}
    )
    assert decided == {"id": case, "state": "decided"}
    assert (await api.get(f"/proposals/{made}", "ben"))["state"] == "published"


async def test_the_second_decider_is_told_so(api: Api) -> None:
    _, case = await submitted(api)
    for who in ("moderator", "milo-moderator"):
        unclaimed = await api.ask(who, "POST", f"{CASES}/{case}/decision", REJECT)
        problem(unclaimed, 409, "CaseNotInYourHands")
    await api.write("moderator", "POST", f"{CASES}/{case}/claim")
    not_theirs = await api.ask("milo-moderator", "POST", f"{CASES}/{case}/decision", REJECT)
    problem(not_theirs, 409, "CaseNotInYourHands")
    await api.write("moderator", "POST", f"{CASES}/{case}/decision", REJECT)
    late = await api.ask("milo-moderator", "POST", f"{CASES}/{case}/decision", REJECT)
    told = problem(late, 409, "CaseAlreadyDecided")
    assert told["facts"] == {"state": "decided"}


async def test_each_state_lists_its_own_and_none_lists_all(api: Api) -> None:
    _, opened = await submitted(api)
    _, in_work = await submitted(api)
    await api.write("moderator", "POST", f"{CASES}/{in_work}/claim")
    _, decided = await rejected(api)
    _, appealed = await rejected(api)
    await api.write("ana", "POST", f"{CASES}/{appealed}/appeal", {"text": "Das war falsch."})
    _, final = await rejected(api)
    await api.write("ana", "POST", f"{CASES}/{final}/appeal", {"text": "Das war falsch."})
    await api.write("milo-moderator", "POST", f"{CASES}/{final}/claim")
    upheld = {"outcome": "upheld", "explanation": WHY}
    await api.write("milo-moderator", "POST", f"{CASES}/{final}/decision", upheld)
    assert await states(api, "?state=open") == [(opened, "open")]
    assert await states(api, "?state=in_work") == [(in_work, "in_work")]
    assert await states(api, "?state=decided") == [(decided, "decided")]
    assert await states(api, "?state=final") == [(final, "final")]
    # The one who decided first does not see the appeal (I7), the others do.
    assert await states(api, "?state=appealed") == []
    assert await states(api, "?state=appealed", "milo-moderator") == [(appealed, "appealed")]
    everything = [item["id"] for item in await api.walk(f"{CASES}?limit=2", "milo-moderator")]
    assert everything == [final, appealed, decided, in_work, opened]
    own = [item["id"] for item in await api.walk(f"{CASES}?limit=2", "moderator")]
    assert own == [final, decided, in_work, opened]


async def test_a_decision_takes_nothing_without_rule_and_reason(api: Api) -> None:
    _, case = await submitted(api)
    await api.write("moderator", "POST", f"{CASES}/{case}/claim")
    path = f"{CASES}/{case}/decision"
    bare: dict[str, Any] = {"outcome": "reject"}
    problem(await api.ask("moderator", "POST", path, bare), 409, "RuleMissing")
    short = {**bare, "rules": ["HR04"], "explanation": "Zu kurz."}
    told = problem(await api.ask("moderator", "POST", path, short), 409, "ExplanationTooShort")
    assert told["facts"] == {"minimum": 20}
    source = {**REJECT, "rules": ["HR00"]}
    problem(await api.ask("moderator", "POST", path, source), 409, "SourceRuleNotForModerators")
    alone = {"outcome": "merge"}
    problem(await api.ask("moderator", "POST", path, alone), 409, "MergeTargetMissing")
    assert (await api.get(f"{CASES}/{case}", "moderator"))["state"] == "in_work"


async def test_the_author_appeals_and_somebody_else_decides(api: Api) -> None:
    made, case = await rejected(api)
    appeal = {"text": "Die Anschrift ist die meines Geschäfts."}
    problem(await api.ask("ben", "POST", f"{CASES}/{case}/appeal", appeal), 409, "NotYourCase")
    assert await api.write("ana", "POST", f"{CASES}/{case}/appeal", appeal) == {
        "id": case,
        "state": "appealed",
    }
    twice = await api.ask("ana", "POST", f"{CASES}/{case}/appeal", appeal)
    problem(twice, 409, "AlreadyAppealed")
    own = await api.ask("moderator", "POST", f"{CASES}/{case}/claim")
    problem(own, 409, "ReviewerDecidedBefore")
    await api.write("milo-moderator", "POST", f"{CASES}/{case}/claim")
    overturned: dict[str, Any] = {"outcome": "overturned"}
    path = f"{CASES}/{case}/decision"
    unexplained = await api.ask("milo-moderator", "POST", path, overturned)
    problem(unexplained, 409, "ExplanationTooShort")
    overturned["explanation"] = "Die Anschrift ist eine Geschäftsadresse."
    assert (await api.write("milo-moderator", "POST", path, overturned))["state"] == "final"
    assert (await api.get(f"/proposals/{made}", "ben"))["state"] == "published"
    steps = (await api.get(f"{CASES}/{case}", "milo-moderator"))["steps"]
    assert [step["kind"] for step in steps] == [
        "case.opened",
        "case.claimed",
        "case.decided",
        "case.appeal-filed",
        "case.appeal-assigned",
        "case.appeal-decided",
    ]
    assert steps[2]["text"] == WHY
    assert steps[3]["text"] == appeal["text"]


@pytest.mark.parametrize("step", ["claim", "release", "decision"])
async def test_moderating_needs_the_role(api: Api, step: str) -> None:
    _, case = await submitted(api)
    body = REJECT if step == "decision" else None
    path = f"{CASES}/{case}/{step}"
    refused = await api.ask(None, "POST", path, body)
    problem(refused, 401, "NotSignedIn")
    assert refused.headers["www-authenticate"] == "Bearer"
    problem(await api.ask("ben", "POST", path, body), 403, "NotAllowed")


async def test_nobody_moderates_their_own_words(api: Api) -> None:
    _, case = await submitted(api, "moderator")
    own = await api.ask("moderator", "POST", f"{CASES}/{case}/claim")
    problem(own, 409, "ModeratorIsAuthor")


async def test_what_colleagues_say_of_ones_own_text_is_not_handed_out(api: Api, city: City) -> None:
    _, case = await submitted(api, "moderator")
    city.grant("nora", "moderator")
    note = "Vorsicht, ein Kollege."
    moderating.add_note(city.platform, city.as_("nora"), CaseId(UUID(case)), note)
    for who, text in (("nora", note), ("moderator", None)):
        steps = (await api.get(f"{CASES}/{case}", who))["steps"]
        assert [each["text"] for each in steps if each["kind"] == "case.note-added"] == [text]


async def test_a_moderator_of_one_process_sees_no_other(api: Api, city: City) -> None:
    city.open_process("anderswo")
    city.grant("nora", "moderator", "anderswo")
    _, case = await submitted(api)
    elsewhere = await api.write("ana", "POST", "/processes/anderswo/proposals", IDEA)
    [item] = (await api.get(CASES, "nora"))["items"]
    assert item["subject"]["id"] == elsewhere["id"]
    problem(await api.ask("nora", "GET", f"{CASES}/{case}"), 404, "NotFound")
    problem(await api.ask("nora", "POST", f"{CASES}/{case}/claim"), 403, "NotAllowed")
    assert item["process"] != (await api.get(f"/processes/{SLUG}"))["id"]


async def test_what_is_overdue_comes_first_and_pages_keep_the_order(api: Api, city: City) -> None:
    first = [(await submitted(api, name))[1] for name in ("ana", "ben", "cem")]
    city.later(days=3)
    second = [(await submitted(api, name))[1] for name in ("ana", "ben")]
    walked = await api.walk(f"{CASES}?state=open&limit=2", "moderator")
    assert [item["id"] for item in walked] == [*first, *second]
    assert [item["overdue"] for item in walked] == [True] * 3 + [False] * 2


async def test_a_case_is_handed_on_with_a_reason_only_by_who_has_it(api: Api) -> None:
    _, case = await submitted(api)
    wish = {"to": "legal", "reason": "Der Text droht jemandem."}
    problem(
        await api.ask("moderator", "POST", f"{CASES}/{case}/escalation", wish),
        409,
        "CaseNotInYourHands",
    )
    await api.write("moderator", "POST", f"{CASES}/{case}/claim")
    standing = await api.write("moderator", "POST", f"{CASES}/{case}/escalation", wish)
    assert standing == {"id": case, "state": "in_work"}
    last = (await api.get(f"{CASES}/{case}", "moderator"))["steps"][-1]
    assert (last["kind"], last["code"], last["text"]) == (
        "case.escalated",
        "legal",
        "Der Text droht jemandem.",
    )
