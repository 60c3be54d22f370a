"""Remarks on paragraphs of the mission statement: they stay with their paragraph (R10)."""

from datetime import timedelta
from uuid import UUID

from domain.codes import CaseId, Feature, ModerationMode, PhaseId, RemarkId
from domain.moderation import case_id_of
from domain.use_cases import configuring, moderating
from tests.api.pages.plain_browser import Form, Page
from tests.api.pages.test_missions import FORM, PAGE, texts
from tests.api.pages.village import Village, Visits
from tests.use_cases.strategy.county import a_county
from tests.use_cases.town import answer

TEXT = "Der Wald gehört auch hinein."
WHY = "Das ist eine Beleidigung einer anderen Person."


def mission_phase(village: Village, moderation: ModerationMode = "post") -> PhaseId:
    """Open a phase about the mission that takes comments, for a week."""
    features: tuple[Feature, ...] = ("comment",)
    phase = configuring.NewPhase(
        kind="mission",
        title="Leitbild",
        starts=village.now - timedelta(hours=1),
        ends=village.now + timedelta(days=7),
        level="consult",
        features=features,
        moderation=moderation,
    )
    process_id = village.process_id
    outcome = configuring.define_phase(village.platform, village.system(), process_id, phase)
    made = answer(outcome, configuring.Created).id
    assert made is not None
    configuring.start_phase(village.platform, village.system(), process_id, PhaseId(made))
    return PhaseId(made)


async def drafted(visits: Visits, *written: str, **fields: str) -> Page:
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/edit")
    return await office.send(form, {**texts(form, *written), **fields})


def below(page: Page, number: int) -> Form:
    """Return the form below a paragraph."""
    return [form for form in page.forms if form.action.endswith("/mission/remarks")][number]


async def test_r10_a_remark_stays_with_its_paragraph_and_names_its_version(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    mission_phase(village)
    await drafted(visits, "Wir teilen.", "Für alle.")
    ben = visits.by("ben")
    page = await ben.open(PAGE)
    empty = await ben.send(below(page, 1), {"body": " "}, 400)
    assert "Schreiben Sie etwas" in empty.text
    posted = await ben.send(below(page, 1), {"body": TEXT})
    assert TEXT in posted.text
    assert "von Ihnen" in posted.text
    stale = await ben.open(PAGE)
    again = {"reason": "Kürzer"}
    second = await drafted(visits, "Wir teilen alles.", "Für alle hier.", **again)
    assert "geschrieben zu Fassung 1" in second.text
    late = await ben.send(below(stale, 1), {"body": "Zu spät gelesen."}, 409)
    assert "Zu spät gelesen." in late.text
    await drafted(visits, "Wir teilen alles.", **again)
    assert TEXT not in (await visits.by().open(f"{PAGE}/3")).text
    old = await visits.by().open(f"{PAGE}/2")
    assert TEXT in old.text
    assert "Melden Sie sich an" in old.text


async def test_a_remark_that_waits_is_for_its_author_and_the_desk(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    mission_phase(village, "pre")
    await drafted(visits, "Wir teilen.")
    ben, moderator = visits.by("ben"), visits.by("moderator")
    posted = await ben.send(below(await ben.open(PAGE), 0), {"body": TEXT})
    assert "Wird geprüft" in posted.text
    assert TEXT not in (await visits.by().open(PAGE)).text
    assert "einem Absatz des Leitbilds" in (await ben.open("/de/me")).text
    desk = await moderator.open("/de/moderation")
    assert "Anmerkung zum Leitbild" in desk.text
    [link] = {each for each in desk.links if "/moderation/cases/" in each}
    case = await moderator.open(link)
    assert TEXT in case.text
    case_id = CaseId(UUID(link.rpartition("/")[2]))
    verdict = moderating.Verdict(outcome="reject", rules=("HR01",), explanation=WHY)
    village.decide(case_id, verdict, "moderator")
    assert TEXT not in (await visits.by().open(PAGE)).text
    appeal = await ben.open(f"/de/moderation/cases/{case_id}/appeal")
    assert WHY in appeal.text
    assert "Anmerkung zum Leitbild" in appeal.text


async def test_a_remark_is_corrected_reported_and_withdrawn(
    village: Village, visits: Visits
) -> None:
    a_county(village)
    mission_phase(village)
    await drafted(visits, "Wir teilen.")
    ben, cleo = visits.by("ben"), visits.by("cleo")
    posted = await ben.send(below(await ben.open(PAGE), 0), {"body": "Der Wald fehlt."})
    [place] = {link for link in posted.links if link.endswith("/edit") and "/remarks/" in link}
    form = (await ben.open(place)).form("/edit")
    assert form.fields["body"] == "Der Wald fehlt."
    before = village.log.head().position
    assert "Der Wald fehlt." in (await ben.send(form)).text
    assert village.log.head().position == before
    assert TEXT in (await ben.send(form, {"body": TEXT})).text
    stale = (await ben.open(place)).form("/edit")
    assert await cleo.status(place) == 403
    seen = await cleo.open(place.removesuffix("/edit"))
    [report] = [each for each in seen.forms if each.fields.get("kind") == "remark"]
    covered = await cleo.send(report, {"rule": "HR04", "text": "Eine Telefonnummer."})
    assert "Danke für die Meldung" in covered.text
    assert "Eine Anmerkung wird noch geprüft." in covered.text
    remark_id = RemarkId(UUID(place.split("/")[3]))
    village.decide(case_id_of(remark_id, 1), moderating.Verdict(outcome="no_action"), "moderator")
    for _ in range(29):
        village.parts.allowances.spend("edits", village.person("ben"))
    await ben.send(stale, {"body": "Noch einmal anders."}, 429)
    village.later(minutes=16)
    page = await ben.open(PAGE)
    assert place not in page.links
    village.later(days=1)
    assert "nur 15 Minuten" in (await ben.send(stale, {"body": "Nein."}, 409)).text
    gone = await ben.send(page.form("/withdraw"), {})
    assert "von der Person zurückgezogen" in gone.text
    assert TEXT not in gone.text
