"""The description of the API is complete, and true to the types that answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.resources.city import Api, City
from tests.api.resources.document import document

DOCUMENT = document()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def resolved(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what a reference leads to."""
    while "$ref" in node:
        found = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def every_schema(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from every_schema(each)
    if isinstance(node, list):
        for each in node:
            yield from every_schema(each)


async def test_the_running_server_gives_the_same_document(steady: Api) -> None:
    served = (await steady.raw("GET", "/openapi.json")).json()
    assert served["openapi"] == "3.1.0"
    assert served == DOCUMENT


def test_every_operation_says_what_it_is_and_how_it_fails() -> None:
    for method, path, operation in operations():
        assert path.startswith("/api/v1/")
        assert operation["operationId"].isalnum()
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        statuses = set(operation["responses"])
        assert {"400", "401", "503"} <= statuses
        if method != "get":
            assert {"403", "404", "409", "413", "415", "422", "429"} <= statuses
        for status, answer in operation["responses"].items():
            assert answer["description"]
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


def test_writes_take_a_key_and_name_their_position() -> None:
    for method, _, operation in operations():
        headers = {resolved(each)["name"] for each in operation["parameters"]}
        good = operation["responses"].get("200") or operation["responses"]["201"]
        if method == "get":
            assert "Event-Position" in headers
            assert "ETag" in good["headers"]
        else:
            assert {"Idempotency-Key", "X-CSRF-Token"} <= headers
            assert "Event-Position" in good["headers"]


async def test_who_may_call_is_said_as_it_is(steady: Api) -> None:
    for method, path, operation in operations():
        ways = operation["security"]
        assert {"token": []} in ways
        assert {"session": []} in ways
        filled = (
            path.removeprefix("/api/v1").replace("{slug}", "gemeinsam").replace("{year}", "2024")
        )
        filled = re.sub(r"\{\w+_id\}", "00000000-0000-0000-0000-000000000009", filled)
        answer = await steady.ask(None, method.upper(), filled, {} if method != "get" else None)
        assert (answer.status_code == 401) == ({} not in ways), (method, path)


def test_bodies_refuse_unknown_fields_and_answers_are_typed() -> None:
    for _, _, operation in operations():
        if "requestBody" in operation:
            body = resolved(operation["requestBody"]["content"]["application/json"]["schema"])
            assert body["additionalProperties"] is False
        good = operation["responses"].get("200") or operation["responses"]["201"]
        assert resolved(good["content"]["application/json"]["schema"])["type"] == "object"
    for name in ("Point", "SubjectRef"):
        assert DOCUMENT["components"]["schemas"][name]["additionalProperties"] is False


def test_every_type_is_explained_and_every_reference_leads_somewhere() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert schema["description"], name
    for node in every_schema(DOCUMENT):
        if "$ref" in node:
            assert resolved(node)


@pytest.mark.parametrize(
    "operation",
    [operation for _, _, operation in operations() if "requestBody" in operation],
    ids=lambda operation: operation["operationId"],
)
def test_every_body_has_an_example(operation: dict[str, Any]) -> None:
    media = operation["requestBody"]["content"]["application/json"]
    example = media["examples"]["usual"]["value"]
    schema = resolved(media["schema"])
    assert set(schema["required"]) <= set(example) <= set(schema["properties"])


def every_example() -> dict[str, Any]:
    """Return the example of each body by the operation that takes it."""
    return {
        operation["operationId"]: operation["requestBody"]["content"]["application/json"][
            "examples"
        ]["usual"]["value"]
        for _, _, operation in operations()
        if "requestBody" in operation
    }


async def test_the_examples_are_taken(api: Api, city: City) -> None:
    examples = every_example()
    made = await api.write(
        "ana", "POST", "/processes/gemeinsam/proposals", examples["submitProposal"]
    )
    case = (await api.get("/moderation/cases", "moderator"))["items"][0]["id"]
    await api.write("moderator", "POST", f"/moderation/cases/{case}/claim")
    publish = {"outcome": "publish"}
    await api.write("moderator", "POST", f"/moderation/cases/{case}/decision", publish)
    path = f"/proposals/{made['id']}"
    await api.write("ben", "POST", f"{path}/comments", examples["postComment"])
    subject = {"kind": "proposal", "id": made["id"]}
    report = {**examples["report"], "subject": subject}
    case = (await api.write("cem", "POST", "/reports", report))["case"]
    await api.write("moderator", "POST", f"/moderation/cases/{case}/claim")
    await api.write(
        "moderator", "POST", f"/moderation/cases/{case}/decision", examples["decideCase"]
    )
    await api.write("ana", "POST", f"/moderation/cases/{case}/appeal", examples["appeal"])
    process_id, _ = city.open_process("meinungen", question="opinion")
    asked = city.published(process_id)
    await api.write("ben", "PUT", f"/proposals/{asked}/opinion", examples["giveOpinion"])
    subject = {"kind": "proposal", "id": str(asked)}
    report = {**examples["report"], "subject": subject}
    case = (await api.write("cem", "POST", "/reports", report))["case"]
    await api.write("moderator", "POST", f"/moderation/cases/{case}/claim")
    await api.write(
        "moderator", "POST", f"/moderation/cases/{case}/escalation", examples["escalateCase"]
    )


async def test_the_examples_of_clerks_are_taken(api: Api) -> None:
    examples = every_example()
    sheet = (await api.write("clerk", "POST", "/papers", examples["recordPaper"]))["id"]
    path = f"/papers/{sheet}"
    await api.write("clerk", "PUT", f"{path}/transcript", examples["correctTranscript"])
    await api.write("clerk", "POST", f"{path}/aside", examples["setPaperAside"])
