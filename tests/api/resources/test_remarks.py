"""Remarks on the mission statement by programs (docs/rules/remarks.md)."""

from domain.people import ProcessId
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.strategy import publishing
from domain.use_cases.strategy.publishing import WrittenParagraph
from tests.api.pages.test_remarks import mission_phase
from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, City, problem
from tests.use_cases.strategy.county import County, a_county

HERE = f"/processes/{SLUG}/mission/remarks"
TEXT = "Der Wald gehört auch hinein."


async def test_a_remark_is_posted_and_read_with_paragraph_and_version(api: Api, city: City) -> None:
    county = a_county(city, city.process_id)
    mission_phase(city)
    paragraphs = [WrittenParagraph("Wir teilen."), WrittenParagraph("Für alle.")]
    publishing.draft_mission(*where(county), paragraphs, seen=0, opened={})
    [_, second] = (await api.get(HERE.removesuffix("/remarks"), "ben"))["versions"][0]["paragraphs"]
    wish = {"paragraph": second["id"], "version": 1, "body": TEXT}
    posted = await api.write("ben", "POST", HERE, wish)
    assert posted["state"] == "visible"
    [told] = (await api.get(HERE, "ben"))["items"]
    assert (told["id"], told["paragraph"]) == (posted["id"], second["id"])
    assert (told["version"], told["body"]) == (1, TEXT)
    late = await api.ask("ben", "POST", HERE, {**wish, "version": 2})
    problem(late, 409, "MissionChangedMeanwhile")
    subject = {"subject": {"kind": "remark", "id": posted["id"]}, "rule": "HR04"}
    await api.write("cleo", "POST", "/reports", subject)
    [covered] = (await api.get(HERE, "ben"))["items"]
    assert (covered["state"], covered["body"]) == ("held", None)


def where(county: County) -> tuple[Platform, Asking, ProcessId]:
    return county.platform, county.office, county.process_id
