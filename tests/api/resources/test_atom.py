"""The feed of new proposals: well-formed, escaped, absolute, and of public ones only."""

from xml.etree import ElementTree as ET

from domain.moderation import case_id_of
from domain.processes import process_id_of
from domain.use_cases import contributing, moderating
from tests.api.installation import HOME
from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, City
from tests.use_cases.town import answer

ATOM = "{http://www.w3.org/2005/Atom}"


async def feed(api: Api, query: str = "") -> ET.Element:
    got = await api.raw("GET", f"/feed.atom{query}")
    assert got.status_code == 200
    assert got.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(got.content)  # noqa: S314 - our own answer


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def links(element: ET.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def publish(city: City, title: str, body: str, slug: str = SLUG) -> str:
    words = contributing.Text(title=title, body=body)
    process_id = process_id_of(slug)
    made = contributing.submit_proposal(city.platform, city.as_("ana"), process_id, words)
    proposal_id = answer(made, contributing.Submitted).id
    city.decide(case_id_of(proposal_id, 1), moderating.Verdict(outcome="publish"))
    return str(proposal_id)


async def test_the_newest_come_first_with_absolute_addresses(api: Api, city: City) -> None:
    first = publish(city, "Rufbus", "Am **Abend**.")
    city.later(hours=1)
    second = publish(city, "Radweg", "Bis zum Bahnhof.")
    document = await feed(api)
    assert links(document) == {"self": f"{HOME}/feed.atom", "alternate": f"{HOME}/de/"}
    assert text(document, "updated") == "2023-06-19T11:00:00Z"
    entries = document.findall(f"{ATOM}entry")
    assert [text(entry, "title") for entry in entries] == ["Radweg", "Rufbus"]
    assert [text(entry, "id") for entry in entries] == [f"urn:uuid:{second}", f"urn:uuid:{first}"]
    assert links(entries[1]) == {"alternate": f"{HOME}/de/ideas/{first}"}
    assert text(entries[1], "published") == "2023-06-19T10:00:00Z"
    content = entries[1].find(f"{ATOM}content")
    assert content is not None
    assert content.attrib["type"] == "html"
    assert (content.text or "").strip() == "<p>Am <strong>Abend</strong>.</p>"
    assert document.find(f"{ATOM}author/{ATOM}name") is not None


async def test_what_people_write_cannot_break_out(api: Api, city: City) -> None:
    nasty = "</title><script>alert(1)</script> & \ufffe ]]>"
    publish(city, nasty, f"{nasty} [Seite](javascript:alert(1))")
    [entry] = (await feed(api)).findall(f"{ATOM}entry")
    assert text(entry, "title") == nasty.replace("\ufffe", "")
    html = text(entry, "content")
    assert "<script" not in html
    assert 'href="javascript' not in html


async def test_each_process_has_a_feed_of_its_own(api: Api, city: City) -> None:
    city.open_process("anderswo")
    publish(city, "Rufbus", "Am Abend.")
    publish(city, "Radweg", "Bis zum Bahnhof.", "anderswo")
    document = await feed(api, "?process=anderswo")
    assert [text(entry, "title") for entry in document.findall(f"{ATOM}entry")] == ["Radweg"]
    assert links(document) == {
        "self": f"{HOME}/feed.atom?process=anderswo",
        "alternate": f"{HOME}/de/p/anderswo/ideas",
    }
    assert text(document, "title") == "Gemeinsam"
    unknown = await api.raw("GET", "/feed.atom?process=nirgends")
    assert unknown.status_code == 404


async def test_an_empty_feed_is_a_feed(api: Api) -> None:
    document = await feed(api)
    assert document.findall(f"{ATOM}entry") == []
    assert text(document, "updated") == "2023-06-19T10:00:00Z"


async def test_what_is_not_public_any_more_is_not_in_it(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    contributing.withdraw_proposal(city.platform, city.as_("ana"), made, "done")
    city.submit(city.process_id, "ben")
    assert (await feed(api)).findall(f"{ATOM}entry") == []


async def test_it_holds_only_so_many(api: Api, city: City) -> None:
    for number in range(52):
        publish(city, f"Idee {number}", "Noch eine.")
    entries = (await feed(api)).findall(f"{ATOM}entry")
    assert len(entries) == 50
    assert text(entries[0], "title") == "Idee 51"
