"""Real-world labs and the funding register, as office, citizens and visitors see them."""

from datetime import timedelta

import pytest

from api import geometry
from api.pages.labs.areas import NotAnArea, outline, typed_area
from domain.measures import Source
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import a_county

LABS = f"/de/p/{SLUG}/labs"
FUNDING = f"/de/p/{SLUG}/funding"
CORNERS = "50.10, 6.90\n50.10, 7.00\n50.00, 7.00\n50.00, 6.90"


def test_corners_become_a_polygon_and_an_outline_to_scale() -> None:
    area = typed_area(CORNERS)
    drawn = outline(area)
    assert drawn is not None
    # A tenth of a degree is eleven kilometres to the north, and seven to the east here.
    assert (drawn.tall // 1000, drawn.wide // 1000) == (11, 7)
    assert (drawn.north, drawn.east) == (50.05, 6.95)
    assert drawn.path.count("L") == 3
    feature = f'{{"type": "Feature", "properties": {{}}, "geometry": {area}}}'
    assert typed_area(feature) == area
    both = f'{{"type": "FeatureCollection", "features": [{feature}, {feature}]}}'
    several = outline(typed_area(both), [geometry.read(area), []])
    assert several is not None
    assert several.path.count("M") == 2
    assert several.places == (drawn.path,)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Morbach",
        "50.1, 6.9\n50.2, 7.0",
        "91, 6\n50, 7\n50, 8",
        "{",
        '{"type": "Point", "coordinates": [6.9, 50.1]}',
        '{"type": "Polygon", "coordinates": [[["a", "b"]]]}',
        '{"type": "Polygon", "coordinates": [[[1%s, 1], [2, 1], [2, 2], [1, 1]]]}' % ("0" * 400),
        '{"type": ' + "[" * 9_000,
    ],
)
def test_what_is_no_area_is_refused(typed: str) -> None:
    with pytest.raises(NotAnArea):
        typed_area(typed)
    assert outline(typed) is None


async def test_a_lab_is_opened_told_of_extended_and_evaluated(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    measure_id = county.measure(Source("proposal", idea, "part"))
    today = village.now.date()
    olga, ana = visits.by("olga"), visits.by("ana")
    form = (await olga.open(f"{LABS}/new")).form("/labs/new")
    typed = {
        "title": "Rufbus am Abend",
        "hypothesis": "Doppelt so viele fahren mit.",
        "area": "Morbach",
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=30)).isoformat(),
        "measure": str(measure_id),
    }
    refused = await olga.send(form, typed, 400)
    assert "mindestens drei Ecken" in refused.text
    lab = await olga.send(refused.form("/labs/new"), {**typed, "area": CORNERS})
    assert "Das Reallabor ist veröffentlicht." in lab.text
    assert "lab-outline" in lab.html
    path = lab.path.partition("?")[0]
    visitor = await visits.by().open(path)
    assert "Doppelt so viele fahren mit." in visitor.text
    assert "Anmelden und erzählen" in visitor.text
    assert path in (await visits.by().open(f"/de/measures/{measure_id}")).links

    # People say what they experienced; the office reads it and nobody else.
    empty = await ana.send((await ana.open(path)).form("/feedback"), {"text": " "}, 400)
    novel = await ana.send(empty.form("/feedback"), {"text": "o" * 2001}, 400)
    assert "Das sind 2001 Zeichen, höchstens 2000 sind möglich." in novel.text
    told = await ana.send(empty.form("/feedback"), {"text": "Der Fahrer war pünktlich.\u202e"})
    assert "Danke für Ihre Erfahrung." in told.text
    assert "pünktlich" not in told.text
    assert "Der Fahrer war pünktlich." in (await olga.open(path)).text

    later = (today + timedelta(days=60)).isoformat()
    longer = {"on": later, "text": "Im Sommer fahren wenige."}
    desk = await olga.open(path)
    sooner = await olga.send(desk.form("/extension"), {**longer, "on": today.isoformat()}, 400)
    assert "muss später enden" in sooner.text
    await olga.send(sooner.form("/extension"), longer)
    assert "Im Sommer fahren wenige." in (await ana.open(path)).text
    done = {"outcome": "scale", "text": "Doppelt so viele fuhren mit."}
    early = await olga.send((await olga.open(path)).form("/evaluation"), done, 400)
    assert "läuft noch" in early.text
    village.later(days=61)
    assert "Die Auswertung folgt." in (await visits.by("ben").open(path)).text
    await olga.send((await olga.open(path)).form("/evaluation"), done)
    over = await visits.by("ben").open(path)
    assert "Ausweiten" in over.text
    assert "Doppelt so viele fuhren mit." in over.text
    assert "Rufbus am Abend" in (await visits.by().open(LABS.replace("/de/", "/en/"))).text
    assert not (await ana.open(path)).has_form("/feedback")


async def test_the_line_of_a_funder_stands_on_what_it_pays_for(
    village: Village, visits: Visits
) -> None:
    """P16: a grant is registered, warned of ninety days before its end, and named."""
    county = a_county(village)
    measure_id = county.measure()
    olga = visits.by("olga")
    form = (await olga.open(FUNDING)).form("/notices")
    typed = {
        "programme": "Smart Cities",
        "number": "13SC-77",
        "amount": "viel",
        "starts": "2023-01-01",
        "ends": "2023-12-31",
        "publicity": "Gefördert vom Bund.",
    }
    refused = await olga.send(form, typed, 400)
    assert "Schreiben Sie einen Betrag" in refused.text
    await olga.send(refused.form("/notices"), {**typed, "amount": "250.000"})
    edit = (await olga.open(f"/de/measures/{measure_id}/edit")).form("/edit")
    page = await olga.open(FUNDING)
    [change] = [link for link in page.links if "notice=" in link]
    notice = change.partition("notice=")[2].partition("#")[0]
    paid = {
        "source_1": "Bund",
        "amount_1": "50.000",
        "notice_1": notice,
        "own_share": "30.000",
        "reason": "Der Bescheid ist da.",
    }
    await olga.send(edit, paid)
    measure = await visits.by("ben").open(f"/de/measures/{measure_id}")
    assert "Gefördert vom Bund." in measure.text
    ana = visits.by("ana")
    register = await ana.open(FUNDING)
    assert f"/de/measures/{measure_id}" in register.links
    assert "läuft bald aus" not in register.text
    village.later(days=110)
    assert "läuft bald aus" in (await ana.open(FUNDING)).text
    changed = (await olga.open(change)).form("/notices")
    assert changed.fields["programme"] == "Smart Cities"
    await olga.send(changed, {"ends": "2024-12-31"})
    assert "läuft bald aus" not in (await ana.open(FUNDING)).text
