"""The strategy on pages: published by the office, frozen, with a document that can be checked."""

import hashlib
from datetime import date

from msgspec.structs import replace

from domain import missions, strategies
from domain.codes import DecisionId, MeasureId
from domain.decisions import DecisionSubject
from domain.strategies import FrozenMeasure
from domain.use_cases.strategy import deciding, measuring, publishing
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.publishing import Presentation, WrittenParagraph
from tests.api.documents_check import GERMAN_WORDS, language_of, problems, words_of
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import VILLAGE, County, a_county, done

PAGE = f"/de/p/{SLUG}/strategy"
FORM = f"{PAGE}/publish"


def adopted(county: County, kind: str, version: int) -> DecisionId:
    """Let the council adopt a version of the mission or the strategy, in public."""
    about = strategies.strategy_id_of(county.process_id)
    if kind == "mission":
        about = missions.history_of(county.process_id)
    item = NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="4",
        title="Strategie beschließen",
        subjects=(DecisionSubject(kind, about, version),),  # type: ignore[arg-type]  # one of two kinds
    )
    outcome = deciding.schedule(county.platform, county.secretary, county.process_id, item)
    decision_id = DecisionId(done(outcome))
    county.recorded(decision_id)
    county.confirmed(decision_id)
    return decision_id


def with_mission(county: County) -> None:
    """Let a mission of two paragraphs come into force."""
    office = (county.platform, county.office, county.process_id)
    paragraphs = [WrittenParagraph("Wir teilen, was wir haben."), WrittenParagraph("Für alle.")]
    publishing.draft_mission(*office, paragraphs, seen=0, opened={})
    publishing.adopt_mission(*office, 1, adopted(county, "mission", 1))


def published(county: County, version: int, *measures: FrozenMeasure) -> None:
    """Publish a version past the pages, with the hash of no document."""
    office = (county.platform, county.office, county.process_id)
    decision = adopted(county, "strategy", version)
    evening = Presentation(date(2023, 6, 30), "Bürgersaal")
    publishing.publish_strategy(*office, measures, "ab" * 32, decision, None, evening)


async def test_before_the_first_version_there_is_a_way_to_the_measures(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    page = await visits.by().open(PAGE)
    assert "Noch keine Strategie veröffentlicht" in page.text
    assert FORM not in page.links
    assert FORM in (await visits.by("olga").open(PAGE)).links
    assert await visits.by().status(f"{PAGE}/1") == 404


async def test_r14_a_version_freezes_exact_measures_and_its_document(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    measure_id = county.measure()
    county.adopted(measure_id)
    with_mission(county)
    office = visits.by("olga")
    empty = await office.open(FORM)
    assert "Noch gibt es keinen Beschluss über die Fassung 1" in empty.text
    adopted(county, "strategy", 1)
    page = await office.open(FORM)
    form = page.form("/publish")
    assert form.fields["measures"] == f"{measure_id.hex}:1"
    typed = {"presented": "2023-06-30", "place": " Bürgersaal  Morbach", "note": "Danke!"}
    told = await office.send(form, typed)
    for text in ("Fassung 1", "Wir teilen, was wir haben.", "Bürgersaal Morbach", "Danke!"):
        assert text in told.text
    assert "38 Ja, 2 Nein, 2 Enthaltungen" in told.text
    _change(county, measure_id, "Räume werden doppelt genutzt.")
    later = await visits.by().open(f"{PAGE}/1")
    assert "heute Fassung 2" in later.text
    assert f"/de/measures/{measure_id}/versions/1" in later.links
    file = await visits.by().file(f"{PAGE}/1/document.pdf")
    assert hashlib.sha256(file.content).hexdigest() in later.text
    assert language_of(file.content) == "de-DE"
    await _read_in_english(visits)


async def _read_in_english(visits: Visits) -> None:
    """Read the same version with English words around what was decided."""
    page = PAGE.replace("/de/", "/en/", 1)
    shown = await visits.by().open(f"{page}/1")
    assert {f"{page}/1/document.pdf", f"{PAGE}/1/document.pdf"} <= set(shown.links)
    file = await visits.by().file(f"{page}/1/document.pdf")
    assert (problems(file.content), language_of(file.content)) == ([], "en-GB")
    told = words_of(file.content)
    for text in ("measures at a glance", "agenda item", "38 in favour, 2 against", "Page 2"):
        assert text in told
    for text in ("Wir teilen, was wir haben.", "Danke!", "published in German"):
        assert text in told
    assert not GERMAN_WORDS & set(told.split())


def _change(county: County, measure_id: MeasureId, benefit: str) -> None:
    profile = replace(county.profile(), benefit=benefit)
    ids = (county.platform, county.office, county.process_id, measure_id)
    seen = county.state(measure_id).version
    measuring.update_profile(*ids, profile, "Nach dem Workshop", seen=seen, opened={})


async def test_r14_the_document_is_seen_before_it_is_published(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    county.adopted(county.measure())
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/publish")
    again = await office.send(form, {"measures": [], "place": "Bürgersaal"}, 400)
    for text in ("mindestens eine Maßnahme", "Wählen Sie den Beschluss", "wann die Vorstellung"):
        assert text in again.text
    assert again.form("/publish").fields["place"] == "Bürgersaal"
    adopted(county, "strategy", 1)
    form = (await office.open(FORM)).form("/publish")
    seen = await office.download(form, {"act": "preview"})
    assert seen.headers["content-type"] == "application/pdf"
    assert problems(seen.content) == []
    assert "Noch keine Strategie" in (await visits.by().open(PAGE)).text
    await office.send((await office.open(FORM)).form("/publish"))
    file = await visits.by().file(f"{PAGE}/1/document.pdf")
    assert file.content == seen.content


async def test_a_version_is_made_of_what_the_lead_decided(village: Village, visits: Visits) -> None:
    county = a_county(village)
    shared, partners_only = county.measure(), county.measure(title="Mitfahrbänke")
    county.adopted(shared)
    _change(county, shared, "Räume werden doppelt genutzt.")
    for measure_id in (shared, partners_only):
        county.adopted(measure_id, VILLAGE)
    page = await visits.by("olga").open(FORM)
    assert page.form("/publish").fields["measures"] == f"{shared.hex}:1"
    assert "Fassung 1, noch nicht einzeln beschlossen" in page.text
    assert "Fassung 2" not in page.text


async def test_two_versions_tell_what_came_went_and_changed(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    stays, goes, comes = (county.measure(title=title) for title in ("Rufbus", "Säule", "Netz"))
    published(county, 1, FrozenMeasure(stays, 1), FrozenMeasure(goes, 1))
    before = village.log.head().position
    _change(county, stays, "Räume werden doppelt genutzt.")
    published(county, 2, FrozenMeasure(stays, 2), FrozenMeasure(comes, 1))
    page = await visits.by().open(f"{PAGE}/2/compare")
    for text in ("1 Maßnahme kam dazu", "1 Maßnahme fiel weg", "1 Maßnahme lautet anders"):
        assert text in page.text
    assert "<ins>doppelt" in page.html
    assert await visits.by().status(f"{PAGE}/1/compare") == 200
    assert await visits.by().status(f"{PAGE}/3/compare") == 404
    english = await visits.by().open(f"/en/p/{SLUG}/strategy/1")
    assert "earlier version" in english.text
    assert "Fassung 1" in (await visits.by().open(f"{PAGE}?as_of={before}")).title
    newest = await visits.by().open(PAGE)
    [decision] = [link for link in newest.links if "/de/decisions/" in link]
    assert f"{PAGE}/2" in (await visits.by().open(decision)).links
    office = visits.by("olga")
    form = (await office.open(f"{PAGE}/revision")).form("/revision")
    assert "Schreiben Sie den Grund dazu." in (await office.send(form, {}, 400)).text
    revised = await office.send(form, {"reason": "Neue Ziele des Landes"})
    assert "Neue Ziele des Landes" in revised.text
    assert (
        "Die Fortschreibung läuft schon"
        in (
            await office.send(
                (await office.open(f"{PAGE}/revision")).form("/revision"), {"reason": "x"}, 400
            )
        ).text
    )
    # The document of these versions was never kept: it is typeset again, and says so.
    file = await visits.by().file(f"{PAGE}/1/document.pdf")
    assert "-neu-gesetzt.pdf" in file.headers["content-disposition"]
    assert problems(file.content) == []
