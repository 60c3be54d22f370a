"""The audit trail for programs: what everybody may know, and every event for auditors."""

import json

from domain.codes import ProposalId, Subject
from domain.moderation import case_id_of
from domain.use_cases import commenting, contributing, moderating
from projections import public_log
from tests.api.resources.city import Api, City, problem

WHY = "Der Text nennt Namen und Anschrift einer Person."
TRAIL = "/audit/events"


def busy(city: City) -> ProposalId:
    """Let most kinds of things happen, and return a proposal they happened to."""
    process_id = city.process_id
    city.field(process_id)
    first = city.published(process_id)
    for name in ("ben", "cem"):
        contributing.give_support(city.platform, city.as_(name), first)
    contributing.withdraw_support(city.platform, city.as_("ben"), first)
    city.decide(city.case_of(city.comment(first)), moderating.Verdict(outcome="publish"))
    waiting = city.submit(process_id, "ben").id
    reject = moderating.Verdict(outcome="reject", rules=("HR04",), explanation=WHY)
    city.decide(case_id_of(waiting, 1), reject)
    reported = Subject("proposal", first)
    commenting.report(city.platform, city.asking(None), reported, "HR05", "Werbung.")
    city.submit(process_id, "cem")
    return first


async def test_an_auditor_walks_every_position_with_the_hashes_of_the_log(
    api: Api, city: City
) -> None:
    busy(city)
    city.headers("auditor")
    entries = await api.walk(f"{TRAIL}?limit=3", "auditor")
    head = city.log.head()
    assert [entry["position"] for entry in entries] == list(range(1, head.position + 1))
    stored = {each.position: each for page in city.log.since(0) for each in page}
    previous = bytes(32).hex()
    for entry in entries:
        envelope, recorded = entry["envelope"], stored[entry["position"]]
        assert envelope["hash"] == recorded.hash.hex()
        assert envelope["previous_hash"] == previous
        assert envelope["stream"] == str(recorded.stream)
        assert envelope["version"] == recorded.version
        previous = envelope["hash"]
    assert previous == head.hash.hex()


async def test_everybody_sees_what_was_public_anyway(api: Api, city: City) -> None:
    first = busy(city)
    seen = await api.walk(f"{TRAIL}?limit=2")
    leaves = [entry["leaf"] for entry in seen]
    assert leaves == sorted(set(leaves))
    assert all(entry["position"] is None for entry in seen)
    assert {entry["kind"] for entry in seen} == {
        "process.opened",
        "process.phase-defined",
        "process.action-field-defined",
        "phase.started",
        "proposal.submitted",
        "proposal.published",
        "comment.posted",
        "comment.released",
    }
    assert all(entry["envelope"] is None for entry in seen)
    about = {entry["subject"] for entry in seen if entry["kind"].startswith("proposal.")}
    assert about == {str(first)}
    assert "recorded_at" not in str(seen)


async def test_nobody_but_an_auditor_gets_more(api: Api, city: City) -> None:
    busy(city)
    public = await api.walk(TRAIL)
    for who in ("ben", "moderator", "office", "admin", "secretary"):
        city.headers(who)
        seen = await api.walk(TRAIL, who)
        assert seen == public


async def test_an_auditor_of_one_process_reads_as_everybody(api: Api, city: City) -> None:
    city.grant("aydin", "auditor", "gemeinsam")
    busy(city)
    assert await api.walk(TRAIL, "aydin") == await api.walk(TRAIL)


async def test_the_trail_of_one_object_has_its_cases_and_votes(api: Api, city: City) -> None:
    first = busy(city)
    kinds = [each["kind"] for each in await api.walk(f"{TRAIL}?subject={first}", "auditor")]
    assert kinds[:2] == ["proposal.submitted", "case.opened"]
    assert kinds.count("support.given") == 2
    assert "case.content-reported" in kinds
    public = [each["kind"] for each in await api.walk(f"{TRAIL}?subject={first}")]
    assert public[:2] == ["proposal.submitted", "proposal.published"]
    assert not [kind for kind in public if kind.startswith(("support.", "case."))]


async def test_after_and_cursor_are_one_place(api: Api, city: City) -> None:
    busy(city)
    first = await api.get(f"{TRAIL}?limit=5", "auditor")
    by_cursor = await api.get(f"{TRAIL}?limit=5&cursor={first['next']}", "auditor")
    by_after = await api.get(f"{TRAIL}?limit=5&after={first['next']}", "auditor")
    assert [each["position"] for each in by_cursor["items"]] == [6, 7, 8, 9, 10]
    assert by_after["items"] == by_cursor["items"]
    beyond = await api.get(f"{TRAIL}?after={2**53}", "auditor")
    assert (beyond["items"], beyond["next"]) == ([], None)
    for wrong in ("-1", "x", "9" * 19):
        problem(await api.ask(None, "GET", f"{TRAIL}?cursor={wrong}"), 400, "Malformed")


async def test_everybody_pages_by_entries_of_the_public_log(api: Api, city: City) -> None:
    busy(city)
    with city.parts.read_models.snapshot() as snapshot:
        log = [json.loads(each) for each in public_log.entries(snapshot, 0, 100)]
    whole = await api.walk(TRAIL)
    assert [log[each["leaf"]]["t"] for each in whole] == [each["kind"] for each in whole]
    for after in range(len(log) + 1):
        page = await api.get(f"{TRAIL}?limit=2&after={after}")
        expected = [each for each in whole if each["leaf"] >= after]
        assert page["items"] == expected[:2]
        last = None if len(expected) <= 2 else str(expected[1]["leaf"] + 1)
        assert page["next"] == last


async def test_votes_before_an_entry_change_neither_its_number_nor_its_place(
    api: Api, city: City
) -> None:
    """Two towns that differ by votes alone answer everybody alike."""
    busy(city)
    before = await api.get(f"{TRAIL}?limit=1000")
    first = city.published(city.process_id)
    quiet = (await api.walk(TRAIL))[-2:]
    for name in ("dora", "emil", "fritz"):
        contributing.give_support(city.platform, city.as_(name), first)
    assert (await api.walk(TRAIL))[: len(before["items"])] == before["items"]
    city.published(city.process_id)
    loud = (await api.walk(TRAIL))[-2:]
    [gap] = {one["leaf"] - other["leaf"] for one, other in zip(loud, quiet, strict=True)}
    # What lies between are the entries of the next idea and its case, and not one vote.
    with city.parts.read_models.snapshot() as snapshot:
        log = public_log.entries(snapshot, quiet[0]["leaf"], gap)
    assert not [entry for entry in log if b'"t":"vote"' in entry]


async def test_the_trail_ends_at_the_moment_asked_for(api: Api, city: City) -> None:
    busy(city)
    then = await api.get(f"{TRAIL}?as_of=7", "auditor")
    assert [each["position"] for each in then["items"]] == list(range(1, 8))
    assert then["as_of"] == 7


async def test_no_words_and_no_people_are_in_the_payloads(api: Api, city: City) -> None:
    busy(city)
    printed = str(await api.walk(TRAIL, "auditor"))
    for word in ("Rufbus", "19 Uhr", "Werbung", WHY, "Mobilität", "beispiel.example"):
        assert word not in printed
    for name in ("ana", "ben", "cem", "milo"):
        assert str(city.person(name)) not in printed


async def test_votes_show_their_number_only_to_auditors(api: Api, city: City) -> None:
    busy(city)
    votes = [
        each["envelope"]["payload"]
        for each in await api.walk(TRAIL, "auditor")
        if each["kind"] == "support.given"
    ]
    numbers = {vote["voter"] for vote in votes}
    assert len(numbers) == 2
    printed = str(await api.walk(TRAIL))
    assert not any(number in printed for number in numbers)
