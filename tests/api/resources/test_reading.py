"""What everybody reads: processes, lists and single proposals, comments; as of any moment."""

from typing import Any
from uuid import UUID

import msgspec

from api.searching import Searching
from domain.codes import ProposalId
from domain.moderation import case_id_of
from domain.use_cases import configuring, contributing, moderating
from tests.api.applications import program_routes, serving
from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, City, problem
from tests.use_cases.town import EVERYTHING, answer

WHY = "Der Text nennt Namen und Anschrift einer Person."


def proposal(city: City, title: str, name: str = "ana", **more: Any) -> str:  # noqa: ANN401 - fields of a text
    """Publish a proposal and return its id."""
    text = contributing.Text(title=title, body=f"{title}: das fehlt hier.", **more)
    outcome = contributing.submit_proposal(city.platform, city.as_(name), city.process_id, text)
    made = answer(outcome, contributing.Submitted)
    city.decide(case_id_of(made.id, 1), moderating.Verdict(outcome="publish"))
    return str(made.id)


def uuid(text: str) -> ProposalId:
    return ProposalId(UUID(text))


def titles(page: Any) -> list[str]:  # noqa: ANN401 - JSON
    return [item["title"] for item in page["items"]]


async def test_a_process_says_what_is_asked_and_open_now(api: Api, city: City) -> None:
    field = city.field(city.process_id)
    city.place(city.process_id, "07", "Landkreis")
    city.place(city.process_id, "0701", "Hachenburg", "07")
    [listed] = (await api.get("/processes"))["items"]
    process = await api.get(f"/processes/{SLUG}")
    assert listed == process
    assert process["question"] == "support"
    assert process["title"] == "Gemeinsam"
    assert set(process["open_features"]) == set(EVERYTHING)
    [phase] = process["phases"]
    assert (phase["status"], phase["open_now"], phase["kind"]) == ("open", True, "measures")
    assert phase["ends"] == "2023-07-16T22:00:00Z"
    assert process["action_fields"] == [
        {"id": str(field), "name": "Mobilität", "description": None, "merged_into": None}
    ]
    assert [(place["key"], place["parent"]) for place in process["territories"]] == [
        ("07", None),
        ("0701", "07"),
    ]


async def test_nothing_is_open_after_the_end_even_before_the_clerk_of_time_came(
    api: Api, city: City
) -> None:
    city.later(days=60)
    process = await api.get(f"/processes/{SLUG}")
    assert process["open_features"] == []
    assert process["phases"][0]["open_now"] is False


async def test_a_proposal_has_every_promised_field(api: Api, city: City) -> None:
    location = '{"type":"Point","coordinates":[7.9,50.4]}'
    made = proposal(city, "Rufbus", location=location)
    shown = await api.get(f"/proposals/{made}")
    assert shown["id"] == made
    assert shown["receipt"] == "B-2023-0001"
    assert (shown["title"], shown["body"]) == ("Rufbus", "Rufbus: das fehlt hier.")
    assert shown["state"] == "published"
    assert shown["action_field"] is None
    assert (shown["supports"], shown["comments"]) == (0, 0)
    assert shown["opinions"] == {"agree": 0, "disagree": 0, "pass": 0}
    assert shown["as_of"] == city.log.head().position
    assert shown["location"] == {"type": "Point", "coordinates": [7.9, 50.4]}
    assert shown["channel"] == "web"
    [listed] = (await api.get("/proposals"))["items"]
    assert {name: shown[name] for name in listed} == listed


async def test_filters_narrow_together(api: Api, city: City) -> None:
    mobility = city.field(city.process_id)
    city.place(city.process_id, "07", "Landkreis")
    city.place(city.process_id, "0701", "Hachenburg", "07")
    city.place(city.process_id, "0702", "Selters", "07")
    proposal(city, "Rufbus", action_field=mobility, territory="0701")
    proposal(city, "Radweg", action_field=mobility, territory="0702")
    proposal(city, "Bänke", territory="0701")
    both = f"process={SLUG}&action_field={mobility}"
    assert titles(await api.get(f"/proposals?{both}")) == ["Radweg", "Rufbus"]
    assert titles(await api.get(f"/proposals?{both}&territory=0701")) == ["Rufbus"]
    assert len(titles(await api.get(f"/proposals?process={SLUG}&territory=07"))) == 3
    assert titles(await api.get("/proposals?channel=paper")) == []
    assert titles(await api.get("/proposals?state=merged")) == []
    assert titles(await api.get("/proposals?q=radweg")) == ["Radweg"]
    [bike] = (await api.get("/proposals?q=radweg"))["items"]
    for number in (bike["receipt"], bike["receipt"].lower(), bike["receipt"][2:]):
        assert titles(await api.get(f"/proposals?q={number}")) == ["Radweg"]
    assert titles(await api.get("/proposals?q=B-2023-9999")) == []
    by_id = await api.get(f"/proposals?process={city.process_id}&q=fehlt")
    assert len(titles(by_id)) == 3


async def test_what_the_index_has_not_got_yet_is_not_missing_for_ever(city: City) -> None:
    """It follows the feed: whoever searches in between must not fix its gap for all others."""
    behind = msgspec.structs.replace(city.parts, search=Searching(city.parts.index))
    proposal(city, "Rufbus")
    async with serving(behind, program_routes) as app:
        api = Api(app, city)
        assert titles(await api.get("/proposals?q=rufbus")) == []
        city.parts.index.catch_up()
        assert titles(await api.get("/proposals?q=rufbus")) == ["Rufbus"]
        first = await api.ask(None, "GET", "/proposals?q=rufbus")
        again = await api.ask(
            None, "GET", "/proposals?q=rufbus", if_none_match=first.headers["etag"]
        )
        assert again.status_code == 304


async def test_every_order_can_be_paged_and_has_each_proposal_once(api: Api, city: City) -> None:
    made = [proposal(city, title) for title in ("Rufbus", "Radweg", "Bänke", "Bücher", "WLAN")]
    for name in ("ben", "cem"):
        contributing.give_support(city.platform, city.as_(name), uuid(made[2]))
    contributing.give_support(city.platform, city.as_("ben"), uuid(made[0]))
    city.comment(uuid(made[1]))
    for order in ("new", "supported", "discussed", "random&seed=7"):
        walked = [item["id"] for item in await api.walk(f"/proposals?limit=2&sort={order}")]
        assert sorted(walked) == sorted(made), order
        whole = [item["id"] for item in (await api.get(f"/proposals?sort={order}"))["items"]]
        assert walked == whole
    assert titles(await api.get("/proposals?sort=new"))[0] == "WLAN"
    assert titles(await api.get("/proposals?sort=supported"))[:2] == ["Bänke", "Rufbus"]


async def test_a_hidden_proposal_stays_as_a_stub_that_says_why(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    await api.write(None, "POST", "/reports", report(made, "HR01"))
    verdict = moderating.Verdict(outcome="hide", rules=("HR04",), explanation=WHY)
    city.decide(case_id_of(uuid(made), 2), verdict)
    shown = await api.get(f"/proposals/{made}")
    assert (shown["state"], shown["rules"]) == ("hidden", ["HR04"])
    assert (shown["title"], shown["body"]) == (None, None)
    assert (await api.get("/proposals"))["items"] == []
    assert (await api.get(f"/proposals/{made}/comments"))["items"] == []


async def test_a_withdrawn_proposal_is_listed_without_its_words(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    contributing.withdraw_proposal(city.platform, city.as_("ana"), uuid(made), "done")
    [listed] = (await api.get("/proposals?state=withdrawn"))["items"]
    assert (listed["id"], listed["title"], listed["body"]) == (made, None, None)
    assert (await api.get(f"/proposals/{made}"))["withdrawn"] == "done"


async def test_what_was_never_published_is_unknown(api: Api, city: City) -> None:
    waiting = city.submit(city.process_id).id
    problem(await api.ask(None, "GET", f"/proposals/{waiting}"), 404, "NotFound")
    problem(await api.ask(None, "GET", f"/proposals/{waiting}/comments"), 404, "NotFound")


async def test_comments_come_in_reading_order_with_stubs(api: Api, city: City) -> None:
    made = uuid(proposal(city, "Rufbus"))
    first = await api.write("ben", "POST", f"/proposals/{made}/comments", {"body": "Gut."})
    city.decide(case_id_of(uuid(first["id"]), 1), moderating.Verdict(outcome="publish"))
    reply = {"body": "Sehr gut.", "parent": first["id"], "stance": "pro"}
    second = await api.write("cem", "POST", f"/proposals/{made}/comments", reply)
    city.decide(case_id_of(uuid(second["id"]), 1), moderating.Verdict(outcome="publish"))
    await api.write("ben", "POST", f"/proposals/{made}/comments", {"body": "Wann?"})
    [one, two] = (await api.get(f"/proposals/{made}/comments"))["items"]
    assert (one["id"], one["depth"], one["body"], one["replies"]) == (first["id"], 0, "Gut.", 1)
    assert (two["parent"], two["depth"], two["stance"]) == (first["id"], 1, "pro")
    assert (await api.get(f"/proposals/{made}"))["comments"] == 2


async def test_as_of_a_position_or_a_time_shows_what_was_then(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    before = city.log.head().position
    city.later(minutes=10)
    contributing.give_support(city.platform, city.as_("ben"), uuid(made))
    voted = city.log.head().position
    city.later(minutes=10)
    configuring.define_field(
        city.platform, city.system(), city.process_id, configuring.NewField(name="Kultur")
    )
    then = await api.get(f"/proposals/{made}?as_of={before}")
    assert (then["supports"], then["as_of"]) == (0, before)
    assert (await api.get(f"/proposals/{made}"))["supports"] == 1
    half_past = await api.get(f"/processes/{SLUG}?as_of=2023-06-19T12:15:00%2B02:00")
    assert half_past["action_fields"] == []
    # A single vote waits for company or for the night (ruling 12); auditors see each one.
    assert half_past["as_of"] == voted - 1
    path = f"/processes/{SLUG}?as_of=2023-06-19T12:15:00%2B02:00"
    assert (await api.get(path, "ada-auditor"))["as_of"] == voted
    assert (await api.get("/proposals?as_of=1"))["items"] == []
    assert (await api.get("/processes?as_of=2023-06-18T00:00:00Z"))["items"] == []


async def test_a_search_of_then_reads_the_texts_of_then(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    before = city.log.head().position
    text = contributing.Text(title="Seilbahn", body="Über die Mosel.")
    contributing.edit_proposal(city.platform, city.as_("ana"), uuid(made), text, None)
    city.decide(case_id_of(uuid(made), 2), moderating.Verdict(outcome="publish"))
    assert titles(await api.get(f"/proposals?q=rufbus&as_of={before}")) == ["Rufbus"]
    assert titles(await api.get(f"/proposals?q=seilbahn&as_of={before}")) == []
    assert titles(await api.get("/proposals?q=rufbus")) == []
    assert titles(await api.get("/proposals?q=seilbahn")) == ["Seilbahn"]


async def test_the_future_is_read_as_of_now(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    head = city.log.head().position
    for ahead in (str(head + 1000), "2099-01-01T00:00:00Z", "9" * 18):
        shown = await api.get(f"/proposals/{made}?as_of={ahead}")
        assert (shown["as_of"], shown["title"]) == (head, "Rufbus")


async def test_answers_as_of_the_same_position_and_mask_are_the_same_bytes(
    api: Api, city: City
) -> None:
    made = proposal(city, "Rufbus")
    position = city.log.head().position
    paths = (f"/proposals/{made}", "/proposals", "/processes", f"/processes/{SLUG}")
    then = [(await api.ask("ben", "GET", f"{path}?as_of={position}")).content for path in paths]
    contributing.give_support(city.platform, city.as_("ben"), uuid(made))
    city.later(days=60)
    now = [(await api.ask("ben", "GET", f"{path}?as_of={position}")).content for path in paths]
    assert then == now


async def test_time_travel_brings_nothing_back_that_was_hidden(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    position = city.log.head().position
    # Bytes kept for visitors may be a second old (ruling 8); people with a token get none.
    before = await api.get(f"/proposals/{made}?as_of={position}", "ben")
    await api.write(None, "POST", "/reports", report(made, "HR01"))
    verdict = moderating.Verdict(outcome="hide", rules=("HR04",), explanation=WHY)
    city.decide(case_id_of(uuid(made), 2), verdict)
    after = await api.get(f"/proposals/{made}?as_of={position}", "ben")
    assert (after["state"], after["as_of"]) == ("published", position)
    assert (after["title"], after["body"]) == (None, None)
    assert after["mask"] > before["mask"]


async def test_erased_texts_are_gone_from_every_moment(api: Api, city: City) -> None:
    made = proposal(city, "Rufbus")
    position = city.log.head().position
    city.erase_texts_of(uuid(made))
    for path in (f"/proposals/{made}", f"/proposals/{made}?as_of={position}"):
        shown = await api.get(path)
        assert (shown["state"], shown["title"], shown["body"]) == ("published", None, None)


def report(proposal_id: str, rule: str) -> dict[str, Any]:
    return {"subject": {"kind": "proposal", "id": proposal_id}, "rule": rule}
