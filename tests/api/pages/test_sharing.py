"""J11: statements with a deadline, and municipalities that decide for themselves."""

from domain.codes import BodyId, DecisionId, MeasureId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.use_cases.strategy import deciding, organising
from domain.use_cases.strategy.deciding import NewAgendaItem, WrittenPaper
from projections import decisions
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County, a_county, done

LIST = f"/de/p/{SLUG}/statements"
MORBACH = "072310090502"
REJECTED = Record(result="rejected", present=30, vote=CouncilVote(yes=8, no=20, abstain=2))


def shared(village: Village) -> tuple[County, MeasureId, BodyId]:
    """Return an adopted measure, and the council of a municipality that may join."""
    county = a_county(village)
    village.place(county.process_id, "07231", "Landkreis")
    village.place(county.process_id, MORBACH, "Morbach", "07231")
    new = organising.NewBody(
        name="Gemeinderat Morbach", kind="council", seats=32, territory=MORBACH
    )
    body = done(organising.define_body(county.platform, county.office, county.process_id, new))
    measure_id = county.measure(title="Dorf-App")
    county.adopted(measure_id)
    return county, measure_id, BodyId(body)


def rejected(village: Village, county: County, measure_id: MeasureId, body: BodyId) -> DecisionId:
    """Let the council of the municipality reject what was handed to it."""
    with village.parts.read_models.snapshot() as snapshot:
        [waiting] = decisions.unscheduled(snapshot, [county.process_id])
    item = NewAgendaItem(
        body_id=body,
        session=village.now.date(),
        number="4",
        title="Dorf-App",
        paper=WrittenPaper(reference="2023/9"),
        subjects=(DecisionSubject("measure", measure_id, waiting.version),),
        territory=waiting.territory,
        decision_id=waiting.decision_id,
    )
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(waiting.decision_id, REJECTED)
    county.confirmed(waiting.decision_id)
    return waiting.decision_id


async def test_one_municipality_says_no_and_the_measure_stays_adopted(
    village: Village, visits: Visits
) -> None:
    county, measure_id, body = shared(village)
    path, office = f"/de/measures/{measure_id}", visits.by("olga")
    desk = await office.open(f"{path}/office")
    assert not desk.has_form("?act=submit")
    handed = await office.send(desk.form("?act=partner"), {"body": str(body)})
    assert "beschlossen" in handed.text
    assert "Morbach entscheidet noch Gemeinderat Morbach" in (await visits.by().open(path)).text
    decision = rejected(village, county, measure_id, body)
    page = await visits.by().open(f"{path}?x=1")
    assert "Morbach nicht beteiligt Gemeinderat Morbach · Beschluss vom 19. Juni 2023" in page.text
    assert f"/de/decisions/{decision}" in page.links
    assert county.state(measure_id).status == "adopted"
    edit = await office.open(f"{path}/edit")
    more = {"cost_once": "70.000", "own_share": "70.000", "reason": "Ohne Morbach billiger."}
    await office.send(edit.form("/edit"), more)
    again = await visits.by().open(f"{path}?x=2")
    assert "Fassung 2 vom 19. Juni 2023 Ohne Morbach billiger." in again.text
    assert "70.000" in again.text
    assert "Morbach nicht beteiligt" in again.text


async def test_missing_statements_are_public_until_they_come_in(
    village: Village, visits: Visits
) -> None:
    county, measure_id, _ = shared(village)
    office, path = visits.by("olga"), f"/de/measures/{measure_id}/office"
    assert "Noch keine Stellungnahmen" in (await visits.by().open(LIST)).text
    for addressee in (f"unit:{county.unit}", f"place:{MORBACH}"):
        desk = await office.open(path)
        sent = {"addressee": addressee, "on": "2023-07-01"}
        await office.send(desk.form("?act=statement"), sent)
    nobody = {"addressee": "place:0815", "on": "2023-07-01"}
    assert (
        "lässt sich nicht lesen"
        in (await office.send((await office.open(path)).form("?act=statement"), nobody, 400)).text
    )
    public = (await visits.by().open(f"{LIST}?x=1")).text
    assert "2 fehlen noch" in public
    assert "Fachbereich Mobilität" in public
    desk = await office.open(path)
    asked = str(next(key for key in county.state(measure_id).statements))
    filed = {"statement": asked, "stance": "objects", "text": "Der Betrieb ist nicht geklärt."}
    await office.send(desk.form("?act=filed"), filed)
    village.later(days=30)
    text = (await visits.by().open(f"{LIST}?x=2")).text
    assert "Eine fehlt noch Davon ist eine überfällig." in text
    assert "Morbach zu M-01 Dorf-App" in text
    assert "Lehnt ab 19. Juni 2023 Der Betrieb ist nicht geklärt." in text
    english = (await visits.by().open(LIST.replace("/de/", "/en/"))).text
    assert "it was due on 1 July 2023" in english
