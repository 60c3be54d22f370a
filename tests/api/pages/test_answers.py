"""Answers on pages (J12): due, overdue, reviewed, given, changed, told what came of them."""

import re

import pytest

from domain.codes import ProposalId, UnitId
from domain.measures import Slot, Source
from domain.use_cases import contributing
from domain.use_cases.strategy import answering, implementing, organising
from domain.use_cases.strategy.answering import NewAnswer
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County, a_county, done

DESK = f"/de/p/{SLUG}/answers/desk"
LIST = f"/de/p/{SLUG}/answers"


@pytest.fixture
def county(village: Village) -> County:
    """Return a village with an office, a unit and a council."""
    return a_county(village)


def answered(county: County, idea: ProposalId, text: str = "Der Bus kommt bis 22 Uhr.") -> None:
    """Answer an idea in part."""
    new = NewAnswer(proposal_id=idea, verdict="partly", text=text, unit=UnitId(county.unit))
    answering.publish_answers(county.platform, county.office, county.process_id, [new])


async def test_an_idea_says_by_when_it_is_answered(village: Village, visits: Visits) -> None:
    county = a_county(village)
    idea = village.published(county.process_id)
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert "Antwort bis 10. September 2023" in page.text
    village.later(days=100)
    late = await visits.by("ben").open(f"/de/ideas/{idea}")
    assert "überfällig" in late.text
    assert "Die Antwort war bis 10. September 2023 fällig und fehlt noch." in late.text


async def test_what_is_overdue_is_public_and_names_the_unit(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    day = village.now.date()
    answering.request_review(
        county.platform, county.office, county.process_id, idea, county.unit, day
    )
    village.later(days=100)
    page = await visits.by().open(LIST)
    assert "Rufbus am Abend" in page.text
    assert "fällig war der 10. September 2023" in page.text
    assert "Fachbereich Mobilität" in page.text


async def test_the_office_answers_and_answers_anew(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    office = visits.by("office")
    desk = await office.open(DESK)
    assert "Rufbus am Abend" in desk.text
    form = (await office.open(f"/de/ideas/{idea}/answer")).form(f"/ideas/{idea}/answer")
    said = {"verdict": "partly", "unit": str(county.unit), "text": "Der Bus kommt bis 22 Uhr."}
    page = await office.send(form, said)
    assert "Die Antwort ist veröffentlicht." in page.text
    assert "Teilweise angenommen" in page.text
    assert "Der Bus kommt bis 22 Uhr." in page.text
    form = (await office.open(f"/de/ideas/{idea}/answer")).form(f"/ideas/{idea}/answer")
    changed = said | {"verdict": "accepted", "text": "Der Bus kommt bis 24 Uhr."}
    refused = await office.send(form, changed | {"reason": ""}, 400)
    assert "Schreiben Sie, warum sich die Antwort ändert." in refused.text
    page = await office.send(
        refused.form(f"/ideas/{idea}/answer"), changed | {"reason": "Der Kreistag zahlt mehr."}
    )
    assert "Angenommen" in page.text
    assert "Der Kreistag zahlt mehr." in page.text
    assert "Frühere Antwort lesen" in page.text


async def test_many_are_answered_together_or_none(
    county: County, village: Village, visits: Visits
) -> None:
    first = village.published(county.process_id, "ana")
    second = village.published(county.process_id, "ben")
    office = visits.by("office")
    form = (await office.open(DESK)).form("/answers/desk")
    said = {"verdict": "forwarded", "unit": str(county.unit), "text": "Das macht das Land."}
    refused = await office.send(form, {**said, "ideas": [str(first), str(second)]}, 400)
    assert "Nennen Sie die Stelle" in refused.text
    assert "Antwort bis" in (await visits.by().open(f"/de/ideas/{first}")).text
    again = refused.form("/answers/desk")
    done = await office.send(again, {**said, "forwarded_to": "Landesbetrieb Mobilität"})
    assert "Die Antworten sind veröffentlicht." in done.text
    assert "Alles beantwortet" in done.text
    for idea in (first, second):
        page = await visits.by("ben").open(f"/de/ideas/{idea}")
        assert "Landesbetrieb Mobilität" in page.text


async def test_long_lists_have_pages(
    county: County, village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.answers.listing.IDEAS", 1)
    first = village.published(county.process_id, "ana")
    second = village.published(county.process_id, "ben")
    village.later(days=100)
    office = visits.by("office")
    page = await office.open(DESK)
    assert "Seite 1 von 2" in page.text
    assert f"/de/ideas/{first}/answer" in page.links
    assert f"/de/ideas/{second}/answer" not in page.links
    assert f"{DESK}?page=2" in page.links
    other = await office.open(f"{DESK}?page=2")
    assert f"/de/ideas/{second}/answer" in other.links
    form = other.form("/answers/desk")
    refused = await office.send(form, {"ideas": [str(second)], "verdict": "accepted"}, 400)
    assert "Seite 2 von 2" in refused.text
    listed = await visits.by().open(f"{LIST}?page=2")
    assert f"/de/ideas/{second}" in listed.links
    assert f"/de/ideas/{first}" not in listed.links
    assert LIST in listed.links


async def test_a_review_is_asked_for_and_public_with_the_answer(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    office = visits.by("office")
    page = await office.open(f"/de/ideas/{idea}/answer")
    asked = {"review_unit": str(county.unit), "due": "2023-07-31"}
    page = await office.send(page.form("/answer/reviews"), asked)
    filing = next(each for each in page.forms if "/answer/reviews/" in each.action)
    assert "angefragt bis 31. Juli 2023" in page.text
    found = {"feasible": "partly", "least": "5000", "most": "", "found": "Nur freitags."}
    refused = await office.send(filing, found, 400)
    assert "Geben Sie Kosten von und bis in ganzen Euro an" in refused.text
    page = await office.send(filing, found | {"most": "9000"})
    assert "Nur freitags." in page.text
    assert "Nur freitags." not in (await visits.by().open(f"/de/ideas/{idea}")).text
    answered(county, idea)
    public = await visits.by("ben").open(f"/de/ideas/{idea}")
    assert "Nur freitags." in public.text
    assert "Kosten: 5.000 bis 9.000 Euro" in public.text


async def test_each_of_two_open_reviews_has_fields_of_its_own(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    office = visits.by("office")
    other = county.town.platform, county.office, county.process_id
    second = done(organising.define_unit(*other, organising.NewUnit(name="Kämmerei")))
    page = await office.open(f"/de/ideas/{idea}/answer")
    for unit in (county.unit, second):
        asked = {"review_unit": str(unit), "due": "2023-07-31"}
        page = await office.send(page.form("/answer/reviews"), asked)
    ids = re.findall(r'\sid="([^"]+)"', page.html)
    assert sorted(ids) == sorted(set(ids))
    first, last = [each for each in page.forms if "/answer/reviews/" in each.action]
    refused = await office.send(last, {"feasible": "yes", "found": " ", "least": "77000"}, 400)
    assert refused.html.count("77000") == 1
    review = last.action.rpartition("/")[2]
    missing = f"review-{review}-found"
    assert f'href="#{missing}"' in refused.html
    assert refused.html.count(f'id="{missing}"') == refused.html.count(f'id="{missing}-error"') == 1
    assert f"review-{first.action.rpartition('/')[2]}-found-error" not in refused.html


async def test_one_timeline_leads_from_receipt_to_the_council(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    answered(county, idea)
    measure = county.measure(Source("proposal", idea, "part"))
    county.adopted(measure)
    implementing.plan(
        county.platform,
        county.office,
        county.process_id,
        measure,
        Slot(year=2024, first=2, last=4, budget=1_000_00),
    )
    page = await visits.by().open(f"/de/ideas/{idea}")
    told = [
        "Idee eingereicht",
        "Idee beantwortet",
        "Ein Teil der Idee ist Teil der Maßnahme",
        "Kreistag: Unverändert beschlossen (38 Ja, 2 Nein, Enthaltungen: 2)",
        "Jahresplan 2024, Quartal 2 bis 4",
    ]
    places = [page.text.find(each) for each in told]
    assert -1 not in places, dict(zip(told, places, strict=True))
    assert places == sorted(places)
    english = await visits.by().open(f"/en/ideas/{idea}")
    assert '<span lang="de">Kreistag:</span> Adopted unchanged' in english.html


async def test_the_process_counts_its_answers(
    county: County, village: Village, visits: Visits
) -> None:
    answered(county, village.published(county.process_id, "ana"))
    village.published(county.process_id, "ben")
    page = await visits.by().open(f"/de/p/{SLUG}")
    assert "1 von 2 Ideen beantwortet, 0 überfällig." in page.text
    assert "zurückgezogene" not in page.text


async def test_numbers_of_answers_and_ideas_add_up_over_withdrawn_ones(
    county: County, village: Village, visits: Visits
) -> None:
    answered(county, village.published(county.process_id, "ana"))
    gone = village.published(county.process_id, "ben")
    contributing.withdraw_proposal(county.platform, village.as_("ben"), gone, "done")
    page = await visits.by().open(f"/de/p/{SLUG}")
    assert "2 Ideen lesen" in page.text
    told = "Dazu kommt 1 zurückgezogene Idee"
    assert f"1 von 1 Ideen beantwortet, 0 überfällig. {told}" in page.text
    assert told in (await visits.by().open(LIST)).text
    listed = await visits.by().open(f"/de/p/{SLUG}/ideas")
    assert listed.html.count('<article class="idea-card"') == 2


async def test_an_outcome_is_told_of_what_was_accepted(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    answered(county, idea)
    office = visits.by("office")
    page = await office.open(f"/de/ideas/{idea}/answer")
    page = await office.send(page.form("/answer/outcome"), {"outcome": "Der Bus fährt."})
    assert "Der Bus fährt." in page.text


async def test_looking_back_shows_the_idea_without_its_answer(
    county: County, village: Village, visits: Visits
) -> None:
    idea = village.published(county.process_id)
    before = village.log.head().position
    answered(county, idea)
    page = await visits.by("auditor").open(f"/de/ideas/{idea}?as_of={before}")
    assert "Antwort bis 10. September 2023" in page.text
    assert "Der Bus kommt bis 22 Uhr." not in page.text
