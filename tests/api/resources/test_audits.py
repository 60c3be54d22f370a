"""J8 for programs, and the files of J9."""

import csv
import io
import json

import pytest

from api.auditing import Auditing
from api.disclosing import OPERATING
from api.exports import BOM, HEAD_LINES, Head, as_csv, harmless
from domain.use_cases import contributing
from tests.api.resources.city import Api, City, problem

FOUND = "Zwei Entscheidungen kamen einen Tag zu spät."
ANSWER = "Wir haben eine zweite Person eingeteilt."
PROPOSALS = "/processes/gemeinsam/proposals"


async def test_an_audit_by_programs(city: City, api: Api) -> None:
    city.published(city.process_id)
    rita, olga = "rita-auditor", "olga-office"
    wanted = {"scope": "moderation", "process": "gemeinsam"}
    opened = await api.write(rita, "POST", "/audits", wanted)
    address = f"/audits/{opened['id']}"
    new = {"severity": "major", "text": FOUND, "positions": [1]}
    stored = await api.write(rita, "POST", f"{address}/findings", new)
    finding = f"/findings/{stored['finding']}"
    await api.write(rita, "POST", f"{address}/replays", {"position": 3})
    open_still = await api.ask(rita, "POST", f"{address}/close")
    problem(open_still, 409, "ReplayStillRunning")
    parts = city.parts
    worker = Auditing(parts.platform, parts.read_models, parts.replay_progress, parts.clock)
    assert worker.do_what_is_wanted() == 1
    problem(await api.ask(rita, "POST", f"{address}/close"), 409, "FindingsStillOpen")
    told = await api.get(finding, olga)
    assert (told["text"], told["state"], told["overdue"]) == (FOUND, "open", False)
    assert told["due"] == "2023-07-03"
    await api.write(olga, "POST", f"{finding}/answer", {"text": ANSWER})
    await api.write(rita, "POST", f"{finding}/settle")
    await api.write(rita, "POST", f"{address}/close")
    detail = await api.get(address, rita)
    assert detail["state"] == "closed"
    assert detail["replays"][0]["matches"] is True
    steps = [step["kind"] for step in (await api.get(finding, rita))["steps"]]
    assert steps == ["recorded", "answered", "settled"]
    assert (await api.get("/findings", olga))["overdue"] == 0
    assert [each["id"] for each in (await api.get("/audits", rita))["items"]] == [opened["id"]]


async def test_who_audits_does_not_answer_by_program_either(city: City, api: Api) -> None:
    audit_id, finding_id = city.finding(city.audit("auditor"))
    city.grant("auditor", "office")
    refused = await api.ask("auditor", "POST", f"/findings/{finding_id}/answer", {"text": ANSWER})
    problem(refused, 403, "NotAllowed")
    assert (await api.get(f"/audits/{audit_id}", "auditor"))["findings"][0]["state"] == "open"


async def test_staff_reads_are_listed_with_their_hashes(city: City, api: Api) -> None:
    city.parts.disclosures.by_email(OPERATING, "niemand@beispiel.example")
    [row] = (await api.get("/staff-reads", "rita-auditor"))["items"]
    assert (row["number"], row["kind"], row["whom"]) == (1, "email_search", None)
    assert len(row["hash"]) == 64


def supported(city: City) -> None:
    city.submit(city.process_id, "ana", "Noch nicht öffentlich")
    shown = city.published(city.process_id, "ben")
    contributing.give_support(city.platform, city.as_("cleo"), shown)


async def test_public_proposals_as_csv(city: City, api: Api) -> None:
    supported(city)
    answer = await api.raw("GET", f"/api/v1{PROPOSALS}.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith(BOM)
    lines = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    about, names, rows = lines[:HEAD_LINES], lines[HEAD_LINES], lines[HEAD_LINES + 1 :]
    head = city.log.head().position
    assert about[1][0].startswith(f"# Position {head}, mask ")
    assert "Licence: CC BY 4.0" in about[2][0]
    [row] = [dict(zip(names, each, strict=True)) for each in rows]
    assert (row["title"], row["supports"], row["state"]) == ("Rufbus am Abend", "1", "published")
    assert row["url"] == f"https://gemeinsam.example/de/ideas/{row['id']}"
    assert "beispiel.example" not in text.replace("gemeinsam.example", "")


async def test_the_same_position_gives_the_same_bytes(city: City, api: Api) -> None:
    supported(city)
    for kind in ("csv", "json"):
        address = f"/api/v1{PROPOSALS}.{kind}"
        first = await api.raw("GET", address)
        again = await api.raw("GET", address)
        assert first.content == again.content
        assert first.headers["etag"] == again.headers["etag"]
        tag = {"If-None-Match": first.headers["etag"]}
        unchanged = await api.raw("GET", address, headers=tag)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        city.submit(city.process_id, "dora", "Noch eine Idee")
        changed = await api.raw("GET", address, headers=tag)
        assert changed.status_code == 200


async def test_all_proposals_are_told_however_many(
    city: City, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.feed.queries._PART", 2)
    ideas = [str(city.published(city.process_id)) for _ in range(5)]
    told = (await api.raw("GET", f"/api/v1{PROPOSALS}.json")).json()
    assert [row["id"] for row in told["rows"]] == ideas[::-1]


async def test_public_proposals_as_json(city: City, api: Api) -> None:
    supported(city)
    told = (await api.raw("GET", f"/api/v1{PROPOSALS}.json")).json()
    assert told["about"]["position"] == city.log.head().position
    assert set(told["rows"][0]) == set(told["about"]["fields"])
    assert [row["title"] for row in told["rows"]] == ["Rufbus am Abend"]
    problem(await api.raw("GET", "/api/v1/processes/fehlt/proposals.csv"), 404, "NotFound")


async def test_auditors_get_the_trail_as_files(city: City, api: Api) -> None:
    supported(city)
    rita = city.headers("rita-auditor")
    answer = await api.raw("GET", "/api/v1/audit/events.jsonl", headers=rita)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[0]["about"]["position"] == city.log.head().position
    assert [line["position"] for line in lines[1:]] == list(range(1, len(lines)))
    assert lines[-1]["hash"] == city.log.head().hash.hex()
    narrow = await api.raw("GET", "/api/v1/audit/events.csv?event=proposal.published", headers=rita)
    rows = list(csv.reader(io.StringIO(narrow.text.removeprefix(BOM), newline="")))
    assert [row[3] for row in rows[HEAD_LINES + 1 :]] == ["proposal.published/1"]
    tag = {**rita, "If-None-Match": narrow.headers["etag"]}
    same = await api.raw("GET", "/api/v1/audit/events.csv?event=proposal.published", headers=tag)
    assert same.status_code == 304
    other = await api.raw("GET", "/api/v1/audit/events.csv", headers=tag)
    assert other.status_code == 200
    early = await api.raw("GET", "/api/v1/audit/events.jsonl?at=2", headers=rita)
    assert len(early.text.splitlines()) == 3


def test_no_text_becomes_a_formula() -> None:
    for sign in ("=", "+", "-", "@", "\t", "\r", "\uff1d"):
        assert harmless(f"{sign}1") == f"'{sign}1"
    assert harmless("1=1, 2-1; a") == "1=1, 2-1; a"
    assert harmless(-1) == -1


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "Bus;=1+1",
        "Bus; +1",
        'Bus;"=1+1"',
        "Bus;'=1+1",
        "Bus\n=1+1;-1",
        "Bus\r\n@1",
        "a\t=1",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_part_of_a_text_becomes_a_formula_whatever_separates_the_cells(
    text: str, separator: str
) -> None:
    """A spreadsheet set to German takes our commas for letters, and semicolons for ends."""
    head = Head(
        title="Ideen",
        position=1,
        mask=0,
        moment=None,
        licence="CC BY 4.0",
        source="https://gemeinsam.example",
        fields={"receipt": "number", "text": "text"},
    )
    written = b"".join(as_csv(head, [("ENN-1", text)])).decode()
    lines = io.StringIO(written, newline="")
    if separator == ",":
        table = csv.reader(lines)
    else:
        table = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    cells = [cell.strip('"') for row in table for cell in row]
    assert any("1" in cell for cell in cells[HEAD_LINES:])
    assert not [cell for cell in cells if cell.lstrip(' "')[:1] in {"=", "+", "-", "@"} and cell]
