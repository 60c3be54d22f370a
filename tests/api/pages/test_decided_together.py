"""J7: one vote of the council decides on several measures, all of it in the browser."""

from domain.codes import MeasureId
from tests.api.pages.plain_browser import Page, Typed
from tests.api.pages.test_decisions import MINUTES, a_council, shown
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County

HANDED_IN = "Verbindlich entscheidet ein Gremium nur über Maßnahmen"


async def hand_in(visits: Visits, measure_id: MeasureId, together: str = "") -> Page:
    """Submit a measure on its page, for an item of its own or for that of others."""
    office = visits.by("olga")
    form = (await office.open(f"/de/measures/{measure_id}/office")).form("?act=submit")
    return await office.send(form, {"together": together} if together else {})


async def test_one_vote_decides_on_two_measures(village: Village, visits: Visits) -> None:
    county, first = a_council(village)
    second = county.measure(title="Freie Plätze in Echtzeit")
    await hand_in(visits, first)
    decision_id = county.state(first).awaited
    offered = await visits.by("olga").open(f"/de/measures/{second}/office")
    assert "M-01 Räume online buchen (Kreistag)" in offered.text
    await hand_in(visits, second, str(decision_id))
    assert county.state(second).awaited == decision_id
    saskia, sven = visits.by("saskia"), visits.by("sven")
    desk = await saskia.open("/de/council")
    [link] = {each for each in desk.links if "council/new?decision" in each}
    form = (await saskia.open(link)).form("/council/new")
    assert len(form.fields["subjects"]) == 2
    today = village.now.date().isoformat()
    await saskia.send(form, {"number": "7", "session": today, "title": "Zwei Maßnahmen"})
    item = f"/de/council/{decision_id}"
    await saskia.send((await saskia.open(item)).form("/record"), MINUTES)
    done = await sven.send((await sven.open(item)).form("/confirmation"))
    assert "bestätigt und wirksam" in done.text
    assert [county.state(each).status for each in (first, second)] == ["adopted", "adopted"]
    page = shown(await visits.by().open(f"/de/decisions/{decision_id}"))
    assert "M-01 Räume online buchen" in page
    assert "M-02 Freie Plätze in Echtzeit" in page
    # What has been decided takes no further measure.
    third = county.measure(title="Zu spät")
    late = await visits.by("olga").open(f"/de/measures/{third}/office")
    assert "together" not in late.form("?act=submit").fields


async def test_what_could_not_be_confirmed_is_refused_before_the_session(
    village: Village, visits: Visits
) -> None:
    county, first = a_council(village)
    second = county.measure(title="Freie Plätze in Echtzeit")
    await hand_in(visits, first)
    await hand_in(visits, second)
    saskia = visits.by("saskia")
    both = [subject(county, first), subject(county, second)]
    typed: Typed = {"number": "7", "session": village.now.date().isoformat(), "subjects": both}
    decision_id = county.state(first).awaited
    form = (await saskia.open(f"/de/p/{SLUG}/council/new?decision={decision_id}")).form("/new")
    refused = await saskia.send(form, typed, 400)
    assert HANDED_IN in refused.text
    assert refused.form("/council/new").fields["subjects"] == both
    assert decision_id is not None
    assert village.history(decision_id) == []
    fresh = (await saskia.open(f"/de/p/{SLUG}/council/new")).form("/new")
    on_its_own: Typed = {
        **typed,
        "body": str(county.council),
        "title": "Zwei",
        "authoritative": "yes",
    }
    assert HANDED_IN in (await saskia.send(fresh, on_its_own, 400)).text


def subject(county: County, measure_id: MeasureId) -> str:
    """Return the value of the box of a measure."""
    return f"measure:{measure_id.hex}:{county.state(measure_id).version}"
