"""The map, the tree of places, and what the page of one place brings together."""

from pathlib import Path

import msgspec

from api.security.headers import POLICY
from domain.codes import BodyId
from domain.use_cases.contributing import Submitted, Text, submit_proposal
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import deciding, mapping, measuring, organising
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.mapping import SourceBoundary
from domain.use_cases.strategy.organising import NewBody
from tests.api.installation import Clock, installed
from tests.api.pages.village import SLUG, Village, Visits, visits_to
from tests.domain.cast import on
from tests.use_cases.strategy.county import a_county, done
from tests.use_cases.town import answer

PLACES = f"/de/p/{SLUG}/places"


def square(west: float) -> str:
    """Return an outline of a tenth of a degree."""
    ring = [[west, 49.9], [west + 0.1, 49.9], [west + 0.1, 50.0], [west, 50.0], [west, 49.9]]
    return f'{{"type":"MultiPolygon","coordinates":[[{ring}]]}}'


async def test_what_concerns_a_place_is_on_its_page(village: Village, visits: Visits) -> None:
    county = a_county(village)
    process_id = county.process_id
    for key, name, parent in (
        ("07231", "Kreis", None),
        ("072315001", "Tal", "07231"),
        ("072315006", "Berg", "07231"),
    ):
        village.place(process_id, key, name, parent)
    spot = '{"type":"Point","coordinates":[6.85,49.95]}'
    here = Text(title="Bank am Bach", body="Dort.", territory="072315001", location=spot)
    handed = submit_proposal(village.platform, village.as_("ana"), process_id, here)
    proposal_id = answer(handed, Submitted).id
    village.decide(village.case_of(proposal_id), Verdict(outcome="publish"))
    for title, key in (("Radweg", "072315001"), ("Rufbus", "07231")):
        profile = msgspec.structs.replace(county.profile(title), territories=(key,))
        new = measuring.NewMeasure(origin="new", profile=profile)
        measuring.propose(village.platform, county.office, process_id, new)
    reader = visits.by()
    tiles = await reader.open(PLACES)
    assert "map-picture" not in tiles.html
    assert "place-tiles" in tiles.html
    rows = [
        SourceBoundary(key="072315001", boundary=square(6.8), source="© Amt"),
        SourceBoundary(key="072315006", boundary=square(6.9), source=None),
    ]
    mapping.draw(village.platform, village.system(), process_id, rows)
    drawn = await reader.open(f"{PLACES}?later")
    for told in ("map-picture", "© Amt", "Bank am Bach", "map-point"):
        assert told in drawn.html
    # No host is named for map pictures: nothing may be asked of any other host.
    assert drawn.headers["content-security-policy"] == POLICY
    assert "leaflet" not in drawn.html
    place = await reader.open(f"{PLACES}/072315001")
    for told in ("Bank am Bach", "Radweg", "Rufbus", f"{PLACES}/07231"):
        assert told in place.html
    other = await reader.open(f"{PLACES}/072315006")
    assert "Rufbus" in other.html
    assert "Radweg" not in other.html
    assert "Bank am Bach" not in other.html
    form = await visits.by("ben").open(f"/de/p/{SLUG}/submit")
    assert 'data-west="6.7' in form.html
    await reader.open(f"{PLACES}/99", 404)


async def test_all_decisions_of_a_place_are_one_step_away(village: Village, visits: Visits) -> None:
    county = a_county(village)
    village.place(county.process_id, "07231", "Kreis")
    village.place(county.process_id, "072315001", "Tal", "07231")
    body = NewBody(name="Rat von Tal", kind="council", seats=9, territory="072315001")
    council = organising.define_body(village.platform, county.office, county.process_id, body)
    of_all = NewAgendaItem(
        body_id=county.council, session=village.now.date(), number="1", title="Für den Kreis"
    )
    items = [of_all] + [
        NewAgendaItem(
            body_id=BodyId(done(council)),
            session=village.now.date(),
            number=str(number),
            title=f"Aus Tal {number}",
            territory="072315001",
        )
        for number in range(1, 12)
    ]
    for item in items:
        deciding.schedule(village.platform, county.secretary, county.process_id, item)
    reader = visits.by()
    place = await reader.open(f"{PLACES}/072315001")
    register = f"/de/p/{SLUG}/decisions"
    assert "Alle 11 Beschlüsse von hier" in place.text
    assert f"{register}?territory=072315001" in place.links
    chosen = await reader.open(f"{register}?territory=072315001")
    assert "11 von 12 Punkten" in " ".join(chosen.text.split())
    assert "Aus Tal 11" in chosen.text
    assert "Für den Kreis" not in chosen.text
    assert '<option value="072315001" selected>Tal</option>' in chosen.html
    assert register in chosen.links
    # A place without decisions stays in sight as a choice, so that it can be taken back.
    none = await reader.open(f"{register}?territory=07231")
    assert '<option value="07231" selected>Kreis</option>' in none.html
    assert "Nichts gefunden" in none.text
    english = await reader.open(f"/en/p/{SLUG}/places/072315001")
    assert "All 11 decisions from here" in english.text


async def test_map_pictures_come_from_the_named_host_and_on_pages_with_a_map_only(
    folder: Path,
) -> None:
    clock = Clock(on(19))
    with installed(
        folder,
        clock,
        MAP_TILES="https://karten.example.org:8443/{z}/{x}/{y}.png",
        MAP_ATTRIBUTION="© <Amt> & Söhne",
    ) as parts:
        village = Village(parts, clock)
        process_id, _ = village.open_process()
        for key, parent in (("07231", None), ("072315001", "07231")):
            village.place(process_id, key, f"Ort {key}", parent)
        async with visits_to(village) as visits:
            reader = visits.by()
            bare = await reader.open(f"{PLACES}?before")
            assert bare.headers["content-security-policy"] == POLICY
            row = SourceBoundary(key="072315001", boundary=square(6.8), source=None)
            mapping.draw(village.platform, village.system(), process_id, [row])
            admitted = POLICY.replace("data:", "data: https://karten.example.org:8443", 1)
            for path in (PLACES, f"{PLACES}/072315001"):
                page = await reader.open(path)
                assert page.headers["content-security-policy"] == admitted
                assert 'data-tiles="https://karten.example.org:8443/{z}/{x}/{y}.png"' in page.html
                assert 'data-attribution="© &lt;Amt&gt; &amp; Söhne"' in page.html
                assert "<svg" in page.html
            for path in (f"/de/p/{SLUG}", "/de/privacy"):
                other = await reader.open(path)
                assert other.headers["content-security-policy"] == POLICY
                assert "leaflet" not in other.html
            assert "karten.example.org" in (await reader.open("/en/privacy")).text
