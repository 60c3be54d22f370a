"""Paper intake for programs (J2): four eyes, and nobody but clerks."""

from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, City, problem

SHEET = {
    "process": SLUG,
    "received_on": "2023-06-16",
    "title": "Bänke am Moselufer",
    "body": "Wer alt ist, muss sich ausruhen können.",
}
AGAIN = {"title": "Bänke am Ufer", "body": SHEET["body"]}


async def test_a_sheet_is_confirmed_by_another_clerk(api: Api, city: City) -> None:
    city.grant("dora", "clerk")
    made = await api.write("clerk", "POST", "/papers", SHEET)
    assert (made["state"], made["proposal"]) == ("waiting", None)
    path = f"/papers/{made['id']}"
    [waiting] = (await api.get("/papers", "dora"))["items"]
    assert (waiting["id"], waiting["title"]) == (made["id"], SHEET["title"])
    assert waiting["received_on"] == "2023-06-16"
    seen = {"seen": waiting["seen"]}
    own = await api.ask("clerk", "POST", f"{path}/confirmation", seen)
    problem(own, 409, "ClerkConfirmsOwnTranscript")
    unseen = await api.ask("dora", "POST", f"{path}/confirmation", {})
    problem(unseen, 400, "Malformed")
    done = await api.write("dora", "POST", f"{path}/confirmation", seen)
    assert done["state"] == "confirmed"
    assert done["receipt"] == made["receipt"]
    [case] = (await api.get("/moderation/cases?state=open", "moderator"))["items"]
    assert case["subject"]["id"] == done["proposal"]
    assert (await api.get("/papers", "dora"))["items"] == []
    assert (await api.get(path, "clerk"))["proposal"] == done["proposal"]


async def test_a_correction_needs_other_eyes(api: Api, city: City) -> None:
    city.grant("dora", "clerk")
    made = await api.write("clerk", "POST", "/papers", SHEET)
    path = f"/papers/{made['id']}"
    before = {"seen": (await api.get(path, "dora"))["seen"]}
    await api.write("dora", "PUT", f"{path}/transcript", AGAIN)
    told = await api.get(path, "clerk")
    assert told["title"] == "Bänke am Ufer"
    seen = {"seen": told["seen"]}
    own = await api.ask("dora", "POST", f"{path}/confirmation", seen)
    problem(own, 409, "ClerkConfirmsOwnTranscript")
    problem(await api.ask("clerk", "POST", f"{path}/confirmation", before), 409, "ChangedMeanwhile")
    assert (await api.write("clerk", "POST", f"{path}/confirmation", seen))["state"] == "confirmed"


async def test_a_sheet_set_aside_says_why(api: Api) -> None:
    made = await api.write("clerk", "POST", "/papers", SHEET)
    path = f"/papers/{made['id']}"
    done = await api.write("clerk", "POST", f"{path}/aside", {"reason": "unreadable"})
    assert done["state"] == "set_aside"
    assert (await api.get(path, "clerk"))["reason"] == "unreadable"
    seen = {"seen": (await api.get(path, "clerk"))["seen"]}
    late = await api.ask("clerk", "POST", f"{path}/confirmation", seen)
    problem(late, 409, "PaperAlreadySettled")


async def test_a_sheet_from_tomorrow_is_refused(api: Api) -> None:
    late = await api.ask("clerk", "POST", "/papers", {**SHEET, "received_on": "2030-01-01"})
    problem(late, 409, "ReceivedInTheFuture")
