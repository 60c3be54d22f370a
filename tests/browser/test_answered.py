"""J12: an answer is overdue and names its unit; then it comes, and the timeline says so."""

from datetime import timedelta

import pytest

from domain.codes import PhaseId, ProposalId, UnitId
from domain.moderation import case_id_of
from domain.processes import process_id_of
from domain.use_cases import configuring, moderating
from domain.use_cases.strategy import answering, organising
from domain.use_cases.strategy.office import Done
from tests.browser.conftest import Entering
from tests.browser.site import PUBLISH, Process, Site
from tests.use_cases.town import answer

pytestmark = pytest.mark.browser

UNIT = "Fachbereich Mobilität"


def long_ago(site: Site) -> tuple[Process, ProposalId]:
    """Return a process whose phase ended ten weeks ago, and an idea from it."""
    process = site.open_process("Answers")
    began = site.now - timedelta(days=110)
    phase = configuring.NewPhase(
        kind="measures",
        title="Ideen vom Frühling",
        starts=began,
        # Later than the test closes it: what is over by today's clock the server closes itself.
        ends=site.now + timedelta(days=30),
        level="involve",
        features=("submit", "comment", "support"),
        moderation="pre",
    )
    platform, system = site.parts.platform, site.system(began)
    outcome = configuring.define_phase(platform, system, process.id, phase)
    phase_id = answer(outcome, configuring.Created).id
    assert phase_id is not None
    configuring.start_phase(platform, system, process.id, PhaseId(phase_id))
    idea = site.submit(process, f"ana-{process.slug}", "Abendbus auf Knopfdruck", days_ago=100)
    moderator = f"milo-{process.slug}"
    site.person(moderator, "moderator")
    asking = site.asking(moderator, site.now - timedelta(days=99))
    case_id = case_id_of(idea, 1)
    moderating.claim_case(platform, asking, case_id)
    moderating.decide_case(platform, asking, case_id, PUBLISH)
    ended = site.system(site.now - timedelta(days=70))
    configuring.close_phase(platform, ended, process.id, PhaseId(phase_id))
    return process, idea


def asked(site: Site, process: Process, idea: ProposalId, office: str) -> None:
    """Name a unit, and ask it for a review."""
    platform, asking = site.parts.platform, site.asking(office)
    unit = organising.NewUnit(name=UNIT)
    made = answer(organising.define_unit(platform, asking, process.id, unit), Done).id
    assert made is not None
    day = site.now.date() + timedelta(days=7)
    answering.request_review(
        platform, site.asking(office), process_id_of(process.slug), idea, UnitId(made), day
    )


def test_an_overdue_answer_comes_at_last(site: Site, enter: Entering) -> None:
    process, idea = long_ago(site)
    office = f"olga-{process.slug}"
    site.person(office, "office")
    asked(site, process, idea, office)
    site.caught_up()

    # Everybody sees that the answer is late, and whose it is.
    visitor = enter()
    visitor.open(f"/de/ideas/{idea}")
    visitor.sees("fällig und fehlt noch")
    visitor.sees(UNIT)
    visitor.open(f"/de/p/{process.slug}/answers")
    visitor.sees("Überfällige Antworten")
    visitor.sees("Abendbus auf Knopfdruck")
    visitor.sees(UNIT)

    # The office answers in part, with reasons for the rest.
    writer = enter(office)
    writer.open("/de/answers")
    writer.open(f"/de/p/{process.slug}/answers/desk")
    writer.follow("Einzeln bearbeiten")
    form = writer.page.locator("form", has=writer.page.locator("#verdict"))
    form.get_by_label("Antwort", exact=True).select_option("partly")
    form.get_by_label("Zuständig").select_option(label=UNIT)
    form.get_by_label("Begründung").fill("Der Bus kommt bis 22 Uhr. Für später fehlt das Geld.")
    writer.press("Antwort veröffentlichen")
    writer.sees("Die Antwort ist veröffentlicht.")

    # One timeline leads from the receipt to the answer.
    reader = enter()
    reader.open(f"/de/ideas/{idea}")
    reader.sees("Teilweise angenommen")
    reader.sees("Für später fehlt das Geld.")
    reader.sees("Was aus dieser Idee wurde")
    told = reader.page.locator(".timeline-what").all_inner_texts()
    asking = told.index("Fachprüfung angefordert")
    assert told[0] == "Idee eingereicht"
    assert asking < told.index("Idee beantwortet")
    reader.open(f"/de/p/{process.slug}/answers")
    reader.sees("Keine Antwort ist überfällig")
