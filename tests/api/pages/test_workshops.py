"""Formats on pages: announced, held, written down, confirmed by a second person."""

from domain.measures import Scores
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import a_county

LIST = f"/de/p/{SLUG}/workshops"
WALK = {"kind": "gallery_walk", "title": "Rundgang", "place": "Kreishaus", "on": "2023-06-19"}


async def announced(visits: Visits, **changes: str) -> str:
    """Let the office announce something; return the path of its page."""
    office = visits.by("olga")
    form = (await office.open(f"{LIST}/new")).form("/workshops/new")
    page = await office.send(form, {**WALK, **changes})
    return page.path.partition("?")[0]


async def test_a_result_counts_once_a_second_person_has_confirmed_it(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    rooms, bus = county.measure(title="Räume"), county.measure(title="Rufbus")
    path = await announced(visits)
    assert "angekündigt" in (await visits.by().open(LIST)).text
    village.grant("otto", "office")
    olga, otto = visits.by("olga"), visits.by("otto")
    form = (await olga.open(path)).form("/result")
    sent: dict[str, str | list[str]] = {
        "attendance": "viele",
        "summary": "Gut besucht.",
        "measure": [str(rooms), str(bus)],
        "dots": ["31", ""],
    }
    wrong = await olga.send(form, sent, 400)
    assert "Geben Sie an, wie viele Menschen da waren." in wrong.text
    assert "31" in wrong.html
    mine = await olga.send(form, sent | {"attendance": "64"})
    assert "Bestätigen muss es jemand anderes" in mine.text
    assert not mine.has_form("/confirmation")
    assert "64" not in (await visits.by().open(path)).text
    page = await otto.open(path)
    assert "31 Punkte geklebt" in page.text
    confirmed = await otto.send(page.form("/confirmation"))
    assert "Das Ergebnis ist bestätigt und öffentlich." in confirmed.text
    public = await visits.by().open(f"{path}?x=1")
    assert "64 Menschen waren da" in public.text
    assert "M-01 Räume" in public.text
    assert "M-02" not in public.text


async def test_a_wrong_result_is_discarded_and_written_anew(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    path = await announced(visits)
    village.grant("otto", "office")
    olga, otto = visits.by("olga"), visits.by("otto")
    sent = {"attendance": "64", "summary": "Gut besucht."}
    await olga.send((await olga.open(path)).form("/result"), sent)
    read = await otto.open(path)
    form = read.form("/discarding")
    assert "Sagen Sie, warum." in (await otto.send(form, {"reason": " "}, 400)).text
    again = await otto.send(form, {"reason": "Es waren 46."})
    assert "Das letzte Ergebnis wurde verworfen: Es waren 46." in again.text
    assert again.has_form("/result")
    assert "Es waren 46." not in (await visits.by().open(path)).text
    await olga.send((await olga.open(f"{path}?again")).form("/result"), sent | {"attendance": "46"})
    refused = await otto.send(read.form("/confirmation"), {}, 400)
    assert "Das wurde geändert, seit Sie es geöffnet haben" in refused.text


async def test_nothing_is_recorded_before_the_day_and_it_can_be_called_off(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    path = await announced(visits, on="2023-07-03")
    page = await visits.by("olga").open(path)
    assert not page.has_form("/result")
    off = await visits.by("olga").send(page.form("/cancellation"), {"reason": "Sturm."})
    assert "Abgesagt: Sturm." in off.text
    assert "abgesagt" in (await visits.by().open(LIST)).text


async def test_what_was_assessed_there_is_shown_and_the_list_looks_back(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    rooms = county.measure(title="Räume")
    before = village.log.head().position
    path = await announced(visits, kind="workshop")
    village.grant("otto", "office")
    olga, otto = visits.by("olga"), visits.by("otto")
    sent = {"attendance": "23", "summary": "Ausgearbeitet."}
    await olga.send((await olga.open(path)).form("/result"), sent)
    await otto.send((await otto.open(path)).form("/confirmation"))
    desk = await olga.open(f"/de/measures/{rooms}/office")
    scores = dict.fromkeys(Scores.__struct_fields__, "4")
    held = {"group": "workshop", "workshop": path.rpartition("/")[2], "weight_effort": "30"}
    await olga.send(desk.form("?act=assess"), scores | held)
    assert "M-01 Räume 4 4 3,48" in (await visits.by().open(f"{path}?x=1")).text
    form = (await olga.open(f"/de/p/{SLUG}/measures/new")).form("/measures/new")
    field = str(county.profile().field_id)
    drafted = {"title": "Lotsen", "summary": "Helfen.", "field": field}
    await olga.send(form, drafted | {"formats": path.rpartition("/")[2]})
    assert "Daraus wurde M-02 Lotsen" in (await visits.by().open(f"{path}?x=2")).text
    then = await visits.by().open(f"{LIST}?as_of={before}")
    assert "Gerade ist nichts geplant" in then.text


async def test_scores_name_a_workshop_that_is_there(village: Village, visits: Visits) -> None:
    county = a_county(village)
    rooms = county.measure()
    desk = await visits.by("olga").open(f"/de/measures/{rooms}/office")
    scores = dict.fromkeys(Scores.__struct_fields__, "4")
    sent = {"group": "workshop", "workshop": str(rooms)} | scores
    refused = await visits.by("olga").send(desk.form("?act=assess"), sent, 400)
    assert "Diese Quelle gibt es in diesem Verfahren nicht" in refused.text
