"""What people with an account do: submit, support, give opinions, comment; once per key."""

from uuid import UUID

import pytest

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.api.resources.city import SUBMIT, Api, City, problem

IDEA = {"title": "Rufbus am Abend", "body": "Nach 19 Uhr fährt hier nichts mehr."}
PUBLISH = Verdict(outcome="publish")


async def test_a_submission_gets_a_receipt_and_waits(api: Api, city: City) -> None:
    field = str(city.field(city.process_id))
    city.place(city.process_id, "07", "Landkreis")
    place = {"type": "Point", "coordinates": [7.9459, 50.4431]}
    full = {**IDEA, "action_field": field, "territory": "07", "location": place}
    made = await api.write("ana", "POST", SUBMIT, full)
    assert (made["receipt"], made["state"]) == ("B-2023-0001", "submitted")
    city.decide(case_id_of(UUID(made["id"]), 1), PUBLISH)
    shown = await api.get(f"/proposals/{made['id']}")
    assert (shown["action_field"], shown["territory"]) == (field, "07")
    assert (shown["location"], shown["channel"]) == (place, "api")


async def test_texts_are_cleaned_before_they_are_kept(api: Api, city: City) -> None:
    dirty = {"title": " Ruf\x07bus\n am  Abend ", "body": "Nach\r\n19 Uhr\x00 \u202efährt nichts. "}
    made = await api.write("ana", "POST", SUBMIT, dirty)
    city.decide(case_id_of(UUID(made["id"]), 1), PUBLISH)
    shown = await api.get(f"/proposals/{made['id']}")
    assert shown["title"] == "Rufbus am Abend"
    assert shown["body"] == "Nach\n19 Uhr fährt nichts."


async def test_support_is_given_and_taken_back_as_often_as_one_likes(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    path = f"/proposals/{made}/support"
    for _ in range(2):
        assert await api.write("ben", "PUT", path) == {"id": str(made), "says": "support"}
        assert (await api.get(f"/proposals/{made}", "ben"))["supports"] == 1
    for _ in range(2):
        assert await api.write("ben", "DELETE", path) == {"id": str(made), "says": "nothing"}
        assert (await api.get(f"/proposals/{made}", "ben"))["supports"] == 0
    votes = [e for e in await api.walk("/audit/events", "auditor") if "support." in e["kind"]]
    assert [vote["kind"] for vote in votes] == ["support.given", "support.withdrawn"]


async def test_the_last_opinion_counts(api: Api, city: City) -> None:
    process_id, _ = city.open_process("meinungen", question="opinion")
    made = city.published(process_id)
    path = f"/proposals/{made}/opinion"
    for choice in ("agree", "agree", "disagree", "pass"):
        assert (await api.write("ben", "PUT", path, {"choice": choice}))["says"] == choice
    await api.write("cem", "PUT", path, {"choice": "agree"})
    shown = await api.get(f"/proposals/{made}", "ben")
    assert shown["opinions"] == {"agree": 1, "disagree": 0, "pass": 1}
    assert (await api.write("ben", "DELETE", path))["says"] == "nothing"
    shown = await api.get(f"/proposals/{made}", "ben")
    assert shown["opinions"] == {"agree": 1, "disagree": 0, "pass": 0}
    refused = await api.ask("ben", "PUT", f"/proposals/{made}/support")
    problem(refused, 409, "AskedForOpinionNotSupport")


async def test_who_writes_may_say_so_and_reads_it_at_once(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    written = await api.ask("ben", "PUT", f"/proposals/{made}/support")
    position = written.headers["event-position"]
    assert int(position) == city.log.head().position
    shown = await api.get(f"/proposals/{made}", "ben", event_position=position)
    assert (shown["supports"], shown["as_of"]) == (1, int(position))


async def test_the_same_key_has_one_effect_and_one_answer(api: Api, city: City) -> None:
    first = await api.ask("ana", "POST", SUBMIT, IDEA, idempotency_key="wish-1")
    head = city.log.head().position
    again = await api.ask("ana", "POST", SUBMIT, IDEA, idempotency_key="wish-1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["event-position"] == first.headers["event-position"]
    assert city.log.head().position == head
    other = {**IDEA, "title": "Etwas anderes"}
    reused = await api.ask("ana", "POST", SUBMIT, other, idempotency_key="wish-1")
    problem(reused, 422, "CommandReused")
    somebody = await api.write("ben", "POST", SUBMIT, IDEA, idempotency_key="wish-1")
    assert somebody["id"] != first.json()["id"]


async def test_the_same_wish_twice_at_once_gets_one_answer(
    api: Api, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"slug": "klima", "title": "Klima", "summary": "Worum?", "territory": "07231"}
    first = await api.ask("office", "POST", "/processes", new, idempotency_key="wish-1")
    # The second one looked for an answer before the first one was stored.
    looks = [None]
    stored = city.log.answered
    monkeypatch.setattr(
        type(city.log), "answered", lambda _, key: looks.pop() if looks else stored(key)
    )
    again = await api.ask("office", "POST", "/processes", new, idempotency_key="wish-1")
    assert looks == []
    assert (again.status_code, again.content) == (first.status_code, first.content)
    looks.append(None)
    other = {**new, "title": "Anders"}
    reused = await api.ask("office", "POST", "/processes", other, idempotency_key="wish-1")
    problem(reused, 422, "CommandReused")
    alone = await api.ask("office", "POST", "/processes", new, idempotency_key="wish-2")
    problem(alone, 409, "ProcessAlreadyOpen")


async def test_what_changed_nothing_is_remembered_by_its_key_too(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    path = f"/proposals/{made}/support"
    await api.write("ben", "PUT", path)
    await api.write("ben", "PUT", path, idempotency_key="again")
    await api.write("ben", "DELETE", path)
    # The answer of then, although it is another by now: the wish was carried out before.
    assert (await api.write("ben", "PUT", path, idempotency_key="again"))["says"] == "support"
    assert (await api.get(f"/proposals/{made}", "ben"))["supports"] == 0


async def test_a_repetition_uses_up_no_allowance(api: Api, city: City) -> None:
    for number in range(5):
        await api.write("ana", "POST", SUBMIT, IDEA, idempotency_key=f"wish-{number}")
    sixth = await api.ask("ana", "POST", SUBMIT, IDEA, idempotency_key="wish-6")
    told = problem(sixth, 429, "TooManyAttempts")
    assert told["facts"] == {"limited": "ideas", "retry_after": 24 * 3600}
    assert sixth.headers["retry-after"] == str(24 * 3600)
    again = await api.write("ana", "POST", SUBMIT, IDEA, idempotency_key="wish-4")
    assert again["receipt"] == "B-2023-0005"


async def test_a_comment_has_a_place_and_a_stance(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    path = f"/proposals/{made}/comments"
    held = await api.write("ben", "POST", path, {"body": "Gut."})
    assert held["state"] == "held"
    city.decide(case_id_of(UUID(held["id"]), 1), PUBLISH)
    reply = await api.write(
        "cem", "POST", path, {"body": "Warum?", "parent": held["id"], "stance": "question"}
    )
    assert reply["state"] == "held"
    unknown = {"body": "Gut.", "parent": str(made)}
    problem(await api.ask("ben", "POST", path, unknown), 404, "CommentUnknown")


async def test_with_post_moderation_a_comment_is_visible_unless_it_is_suspicious(
    api: Api, city: City
) -> None:
    process_id, _ = city.open_process("offen", moderation="post")
    made = city.published(process_id)
    path = f"/proposals/{made}/comments"
    assert (await api.write("ben", "POST", path, {"body": "Gut."}))["state"] == "visible"
    link = {"body": "Mehr auf www.example.com"}
    assert (await api.write("ben", "POST", path, link))["state"] == "held"
    [shown] = (await api.get(path))["items"]
    assert shown["body"] == "Gut."


async def test_anybody_reports_and_reports_of_one_person_count_once(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    notice = {"subject": {"kind": "proposal", "id": str(made)}, "rule": "HR05", "text": "Werbung."}
    case = (await api.write(None, "POST", "/reports", notice))["case"]
    assert (await api.write("ben", "POST", "/reports", notice))["case"] == case
    problem(await api.ask("ben", "POST", "/reports", notice), 409, "AlreadyReported")
    shown = await api.get(f"/moderation/cases/{case}", "moderator")
    assert (shown["reports"], shown["trigger"]) == (2, "report")
    assert [step["text"] for step in shown["steps"] if step["text"]] == ["Werbung.", "Werbung."]


async def test_a_serious_report_with_an_account_covers_at_once(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    notice = {"subject": {"kind": "proposal", "id": str(made)}, "rule": "HR04"}
    await api.write(None, "POST", "/reports", notice)
    assert (await api.get(f"/proposals/{made}", "ben"))["state"] == "published"
    await api.write("ben", "POST", "/reports", notice)
    shown = await api.get(f"/proposals/{made}", "ben")
    assert (shown["state"], shown["title"], shown["rules"]) == ("hidden", None, [])


async def test_reports_without_account_are_counted_by_network(api: Api, city: City) -> None:
    made = [city.published(city.process_id, name) for name in ("ana", "ben")]
    for number in range(20):
        subject = {"kind": "proposal", "id": str(made[number % 2])}
        await api.write(None, "POST", "/reports", {"subject": subject, "rule": "HR05"})
    more = {"subject": {"kind": "proposal", "id": str(made[0])}, "rule": "HR05"}
    problem(await api.ask(None, "POST", "/reports", more), 429, "TooManyAttempts")
    await api.write("cem", "POST", "/reports", more)


async def test_no_string_of_a_program_enters_the_log(api: Api, city: City) -> None:
    key = "jana@example.org"
    made = await api.write("ana", "POST", SUBMIT, IDEA, idempotency_key=key)
    entries = await api.walk("/audit/events", "auditor")
    assert any(entry["subject"] == made["id"] for entry in entries)
    printed = str(entries)
    assert key not in printed
    assert IDEA["title"] not in printed
