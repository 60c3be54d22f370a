"""The mission statement on pages: drafted, compared, adopted by a decision (R10)."""

from tests.api.pages.plain_browser import Form
from tests.api.pages.test_strategies import adopted
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import a_county

PAGE = f"/de/p/{SLUG}/mission"
FORM = f"{PAGE}/edit"


def texts(form: Form, *written: str) -> dict[str, str | list[str]]:
    """Return the fields of the form with these texts, in its own order of paragraphs."""
    ids = form.fields["paragraph"]
    assert isinstance(ids, list)
    return {"text": [*written, *[""] * (len(ids) - len(written))]}


async def test_r10_the_office_drafts_versions_and_one_is_adopted(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    assert "Noch kein Leitbild" in (await visits.by().open(PAGE)).text
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/edit")
    empty = await office.send(form, texts(form), 400)
    assert "Schreiben Sie mindestens einen Absatz." in empty.text
    first = await office.send(form, texts(form, "Wir teilen, was wir haben.", "Für alle."))
    assert "Entwurf" in first.text
    adopted(county, "mission", 1)
    first = await office.open(f"{PAGE}/1")
    wish = first.form("/adoption")
    unchosen = await office.send(wish, {"decision": ""}, 400)
    assert "Wählen Sie den Beschluss über diese Fassung." in unchosen.text
    [decision] = [
        link
        for link in (await visits.by().open(PAGE.replace("mission", "decisions"))).links
        if "/de/decisions/" in link
    ]
    held = await office.send(wish, {"decision": decision.rpartition("/")[2]})
    for text in ("gilt", "Strategie beschließen", "TOP 4", "38 Ja, 2 Nein, 2 Enthaltungen"):
        assert text in held.text
    assert decision in held.links


async def test_who_changes_nothing_makes_no_version(village: Village, visits: Visits) -> None:
    a_county(village)
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/edit")
    first = await office.send(form, texts(form, "Wir teilen.", "Für alle."))
    assert "Das ist die neueste Fassung." in first.text
    form = (await office.open(FORM)).form("/edit")
    reason = {"reason": "Noch einmal gelesen"}
    same = await office.send(form, {**texts(form, "Wir teilen.", "Für alle."), **reason})
    assert same.path.partition("?")[0] == f"{PAGE}/1"
    assert "Sie haben keinen Absatz geändert." in same.text
    # Somebody who goes back to the same form is not told that their change was saved.
    changed = {**texts(form, "Wir teilen.", "Für jeden."), **reason}
    await office.send(form, changed, 422)
    form = (await office.open(FORM)).form("/edit")
    second = await office.send(form, changed)
    assert second.path.partition("?")[0] == f"{PAGE}/2"
    assert "Das ist die neueste Fassung." in second.text
    former = await visits.by().open(f"{PAGE}/1")
    assert "Danach kam Fassung 2, ein Entwurf" in former.text
    assert f"{PAGE}/2" in former.links


async def test_r10_a_visitor_compares_two_versions_paragraph_by_paragraph(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/edit")
    first = await office.send(form, texts(form, "Wir teilen.", "Für alle."))
    before = village.log.head().position
    form = (await office.open(FORM)).form("/edit")
    lacking = await office.send(form, texts(form, "Wir teilen.", "Für alle hier.", "Neu."), 400)
    assert "warum Sie das Leitbild ändern" in lacking.text
    again = lacking.form("/edit")
    assert "Für alle hier." in again.fields["text"]
    reason = {"reason": "Nach der Anhörung"}
    second = await office.send(form, {**texts(form, "", "Für alle hier.", "Neu."), **reason})
    assert "seit Fassung 2" in second.text
    form = (await office.open(FORM)).form("/edit")
    late = await office.send(form, {**texts(form, "Zu spät."), **reason, "seen": "1"}, 400)
    assert "Zu spät." in late.form("/edit").fields["text"]
    page = await visits.by().open(f"{PAGE}/2/compare")
    for text in ("Nach der Anhörung", "Weggefallener Absatz", "<ins> hier", "<del>Wir teilen"):
        assert text in page.html
    assert first.path.partition("?")[0] == f"{PAGE}/1"
    then = await visits.by().open(f"{PAGE}?as_of={before}")
    assert "Wir teilen." in then.text
    assert await visits.by().status(f"{PAGE}/3") == 404
