"""Whoever wrote on paper is told what became of it, by letter, and can object (J2, I6, I7)."""

from domain.codes import RuleCode
from domain.moderation import Outcome
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewAnswer
from projections import papers
from tests.api.pages.plain_browser import Page
from tests.api.pages.test_papers import a_village_with_clerks, place, recorded
from tests.api.pages.village import Village, Visits
from tests.use_cases.strategy.county import a_county

WHY = "Der Text wirbt für ein Geschäft und schlägt nichts vor."


async def confirmed(visits: Visits) -> str:
    """Type a sheet in and let a colleague confirm it; return the address of its page."""
    page = await recorded(visits.by("caro"))
    dora = visits.by("dora")
    await dora.send((await dora.open(page.path)).form("/confirmation"))
    return place(page)


def idea_of(village: Village, sheet: str) -> papers.PaperRow:
    """Return a sheet that was confirmed, with the idea it became."""
    with village.parts.read_models.snapshot() as snapshot:
        [row] = papers.settled(snapshot, None)
    assert str(row.paper_id) in sheet
    return row


def decide(village: Village, sheet: str, outcome: Outcome, *rules: RuleCode) -> None:
    """Let a moderator decide about the idea of a sheet."""
    row = idea_of(village, sheet)
    assert row.proposal_id is not None
    verdict = Verdict(outcome=outcome, rules=rules, explanation=WHY)
    village.decide(village.case_of(row.proposal_id), verdict)


async def test_the_clerks_see_what_became_of_a_sheet(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    sheet = await confirmed(visits)
    caro = visits.by("caro")
    waiting = await caro.open(sheet)
    assert "Öffentlich ist sie, sobald die Moderation sie freigibt." in waiting.text
    # A page that clerks could not open is no link.
    assert not [link for link in waiting.links if "/ideas/" in link]
    decide(village, sheet, "publish")
    public = await caro.open(sheet)
    [link] = [each for each in public.links if "/ideas/" in each]
    assert "Bänke am Moselufer" in (await caro.open(link)).text


async def test_a_sheet_is_found_by_its_number(village: Village, visits: Visits) -> None:
    a_village_with_clerks(village)
    sheet = await confirmed(visits)
    village.open_process("anderswo")
    village.grant("emil", "clerk", "anderswo")
    found = await visits.by("caro").open("/de/papers?number=b+2023+0001")
    assert "Zu dieser Nummer" not in found.text
    assert sheet in found.links
    for query in ("B-2023-0077", "Unsinn"):
        none = await visits.by("caro").open(f"/de/papers?number={query}")
        assert "Zu dieser Nummer" in none.text
    other = await visits.by("emil").open("/de/papers?number=B-2023-0001")
    assert "Zu dieser Nummer" in other.text
    assert sheet not in other.links


async def test_a_rejection_is_told_by_letter_and_can_be_objected_to(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    sheet = await confirmed(visits)
    decide(village, sheet, "reject", "HR05")
    caro = visits.by("caro")
    desk = await caro.open("/de/papers")
    assert "Warum die Idee nicht öffentlich ist: Bänke am Moselufer" in desk.text
    assert f"{sheet}/letter" in desk.links
    letter = await caro.open(f"{sheet}/letter")
    assert WHY in letter.text
    assert "HR05" in letter.text
    assert "Sie können bis zum 19. Dezember 2023 widersprechen" in letter.text
    page = await caro.open(sheet)
    missing = await caro.send(page.form("/appeal"), {"text": " "}, 400)
    assert "Schreiben Sie ab, warum die Person widerspricht." in missing.text
    done = await caro.send(missing.form("/appeal"), {"text": "Ich verkaufe nichts."})
    assert "Der Widerspruch ist erfasst." in done.text
    assert not done.has_form("/appeal")
    await ruled(village, visits, sheet)
    public = await caro.open(sheet)
    assert "Veröffentlicht" in public.text
    assert "Es ist ein Vorschlag für alle." in public.text
    assert f"{sheet}/letter" in public.links
    desk = await caro.open("/de/papers")
    assert "Der Widerspruch hatte Erfolg: Bänke am Moselufer" in desk.text
    letter = await caro.open(f"{sheet}/letter")
    assert "Ihr Widerspruch hatte Erfolg" in letter.text
    assert "Es ist ein Vorschlag für alle." in letter.text
    assert "/i/B-2023-0001" in letter.text
    assert WHY not in letter.text
    assert "Ihre Idee wird nicht veröffentlicht" not in letter.text


async def ruled(village: Village, visits: Visits, sheet: str) -> Page:
    """Let another moderator overturn the decision about a sheet's idea."""
    village.person("zora", "moderator")
    zora = visits.by("zora")
    row = idea_of(village, sheet)
    assert row.proposal_id is not None
    case = f"/de/moderation/cases/{village.case_of(row.proposal_id)}"
    taken = await zora.send((await zora.open(case)).form("/claim"))
    assert "Ich verkaufe nichts." in taken.text
    said = {"outcome": "overturned", "explanation": "Es ist ein Vorschlag für alle."}
    return await zora.send(taken.form("/appeal-decision"), said)


async def test_moderators_are_not_offered_what_would_reach_nobody(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    sheet = await confirmed(visits)
    row = idea_of(village, sheet)
    assert row.proposal_id is not None
    moderator = visits.by("moderator")
    case = f"/de/moderation/cases/{village.case_of(row.proposal_id)}"
    claimed = await moderator.send((await moderator.open(case)).form("/claim"))
    assert 'id="outcome-reject"' in claimed.html
    assert 'id="outcome-return"' not in claimed.html
    typed = {"outcome": "return", "rules": "HR07", "explanation": WHY}
    await moderator.send(claimed.form("/decision"), typed, 400)


async def test_answers_to_paper_stand_in_the_list_of_letters(
    village: Village, visits: Visits
) -> None:
    a_village_with_clerks(village)
    sheet = await confirmed(visits)
    decide(village, sheet, "publish")
    county, row = a_county(village, village.process_id), idea_of(village, sheet)
    assert row.proposal_id is not None
    answer = NewAnswer(
        proposal_id=row.proposal_id,
        verdict="accepted",
        text="Wir stellen drei Bänke auf.",
        unit=county.unit,
    )
    answering.publish_answers(village.platform, county.office, county.process_id, [answer])
    caro = visits.by("caro")
    letter = f"/de/ideas/{row.proposal_id}/letter"
    desk = await caro.open("/de/papers")
    assert letter in desk.links
    printed = await caro.open(letter)
    assert "Wir stellen drei Bänke auf." in printed.text
    assert f"/de/ideas/{row.proposal_id}/answer" not in printed.links, "clerks may not open it"
    assert letter in (await caro.open(sheet)).links
    online = village.published(village.process_id, "ana")
    other = NewAnswer(proposal_id=online, verdict="accepted", text="Ja.", unit=county.unit)
    answering.publish_answers(village.platform, county.office, county.process_id, [other])
    await caro.open(f"/de/ideas/{online}/letter", 403)
