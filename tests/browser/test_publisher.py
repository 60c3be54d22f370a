"""R10 and R14: a mission is compared and adopted, a strategy frozen with its document."""

import hashlib
import urllib.request
from datetime import timedelta
from io import BytesIO

import pytest
from pikepdf import Pdf

from domain import missions, strategies
from domain.codes import BodyId, DecisionId, PhaseId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.messages import StreamId
from domain.phases import BERLIN
from domain.use_cases import configuring
from domain.use_cases.strategy import deciding
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord
from tests.api.documents_check import problems
from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.county import a_county, an_assessed_measure, profile
from tests.browser.site import Process, Site
from tests.browser.walker import Walker
from tests.use_cases.strategy.county import done
from tests.use_cases.town import answer

pytestmark = pytest.mark.browser

VOTE = Record(result="unchanged", present=42, vote=CouncilVote(yes=38, no=2, abstain=2))


@pytest.fixture(params=[(PHONE, False), (DESK, True)], ids=str)
def kind(request: pytest.FixtureRequest) -> tuple[int, bool]:
    """A phone without scripts, and a desktop with them."""
    chosen: tuple[int, bool] = request.param
    return chosen


def test_a_mission_and_a_strategy_are_published(site: Site, enter: Entering) -> None:
    process = site.open_process("Strategy")
    name = f"olga-{process.slug}"
    site.person(name, "office")
    county = a_county(site, process, name)
    measure_id = an_assessed_measure(site, process, name, profile(county, process))
    site.caught_up()
    office, anybody = enter(name), enter()

    # R10: two versions of the mission, and what came between them.
    office.open(f"/de/p/{process.slug}/mission")
    office.follow("Leitbild schreiben")
    office.page.locator("#text-1").fill("Wir teilen, was wir haben.")
    office.page.locator("#text-2").fill("Für alle.")
    office.press("Fassung speichern")
    _remark(site, process, enter)
    office.open(f"/de/p/{process.slug}/mission?again")
    office.follow("Neue Fassung schreiben")
    office.page.locator("#text-2").fill("Für alle im Landkreis.")
    office.press("Fassung speichern")
    office.sees("Sagen Sie, warum Sie das Leitbild ändern.")
    office.page.get_by_label("Warum ändern Sie es?").fill("Nach der Anhörung")
    office.press("Fassung speichern")
    anybody.open(f"/de/p/{process.slug}/mission/2/compare")
    assert anybody.page.locator("ins").all_inner_texts()[-1].strip() == "im Landkreis"

    _remark_stays(process, anybody)

    # Only a decision about exactly this version puts it into force, and the page tells which.
    _adopt(site, process, county.council, DecisionSubject("mission", _mission(process), 2))
    office.open(f"/de/p/{process.slug}/mission/2?later")
    office.page.locator("select[name=decision]").select_option(index=1)
    office.press("In Kraft setzen")
    anybody.open(f"/de/p/{process.slug}/mission?later")
    anybody.sees("Fassung 2")
    anybody.sees("TOP 4")

    # R14: the strategy holds exact versions, its decision, day and place, and a document.
    strategy = strategies.strategy_id_of(process.id)
    _adopt(site, process, county.council, DecisionSubject("strategy", strategy, 1))
    office.open(f"/de/p/{process.slug}/strategy")
    office.follow("Strategie veröffentlichen")
    office.page.locator(f"input[value^='{measure_id.hex}']").check()
    office.page.get_by_label("Wann wird sie vorgestellt?").fill("2024-01-30")
    office.page.get_by_label("Wo?").fill("Bürgersaal Morbach")
    office.press("Fassung veröffentlichen")
    office.sees("Die Fassung ist veröffentlicht, mit ihrem Dokument.")
    anybody.open(f"/de/p/{process.slug}/strategy/1")
    anybody.sees("Am 30. Januar 2024, Bürgersaal Morbach")
    anybody.sees("38 Ja, 2 Nein, 2 Enthaltungen")
    anybody.sees("Wir teilen, was wir haben.")
    pdf = _document(site, anybody)
    assert hashlib.sha256(pdf).hexdigest() == anybody.page.locator(".hash").inner_text().strip()
    assert problems(pdf) == []
    anybody.open(f"/en/p/{process.slug}/strategy/1")
    for path in (f"/p/{process.slug}/strategy", f"/p/{process.slug}/mission"):
        assert _printed_pages(anybody, f"/de{path}?print") == 1
    assert _printed_pages(anybody, f"/de/measures/{measure_id}?print") == 1


def _remark(site: Site, process: Process, enter: Entering) -> None:
    """Open the phase about the mission, and let a citizen say something about a paragraph."""
    platform, now = site.parts.platform, site.now
    new = configuring.NewPhase(
        kind="mission",
        title="Leitbild besprechen",
        starts=now - timedelta(hours=1),
        ends=now + timedelta(days=7),
        level="consult",
        features=("comment",),
        moderation="post",
    )
    outcome = configuring.define_phase(platform, site.system(), process.id, new)
    phase_id = PhaseId(answer(outcome, configuring.Created).id or process.phase)
    configuring.start_phase(platform, site.system(), process.id, phase_id)
    site.caught_up()
    site.person(ben := f"ben-{process.slug}")
    citizen = enter(ben)
    citizen.open(f"/de/p/{process.slug}/mission")
    second = citizen.page.locator(".remarks").nth(1)
    second.get_by_text("Etwas dazu anmerken").click()
    second.get_by_label("Ihre Anmerkung").fill("Und wer kein Internet hat?")
    second.get_by_role("button", name="Anmerkung abschicken").click()
    citizen.check()
    citizen.sees("Ihre Anmerkung ist eingegangen.")
    citizen.sees("von Ihnen")


def _remark_stays(process: Process, walker: Walker) -> None:
    """See what was said below its paragraph, with the version it was said about."""
    walker.open(f"/de/p/{process.slug}/mission/2")
    walker.sees("Und wer kein Internet hat?")
    walker.sees("geschrieben zu Fassung 1")


def _mission(process: Process) -> StreamId:
    return missions.history_of(process.id)


def _printed_pages(walker: Walker, path: str) -> int:
    """Return on how many pages a page is printed (R56)."""
    walker.open(path)
    with Pdf.open(BytesIO(walker.page.pdf(prefer_css_page_size=True))) as printed:
        return len(printed.pages)


def _document(site: Site, walker: Walker) -> bytes:
    """Return the file behind the button."""
    link = walker.page.get_by_role("link", name="Dokument herunterladen").get_attribute("href")
    with urllib.request.urlopen(f"{site.base_url}{link}") as answer:  # noqa: S310 - our own server
        found: bytes = answer.read()
    return found


def _adopt(site: Site, process: Process, council: BodyId, about: DecisionSubject) -> None:
    """Let the council adopt something today; two secretaries see to it."""
    names = [f"{name}-{process.slug}" for name in ("saskia", "sven")]
    for name in names:
        site.person(name, "secretary")
    first, second = (site.asking(name) for name in names)
    platform = site.parts.platform
    item = NewAgendaItem(
        body_id=council,
        session=site.now.astimezone(BERLIN).date(),
        number="4",
        title="Beschluss des Kreistags",
        subjects=(about,),
    )
    decision_id = DecisionId(done(deciding.schedule(platform, first, process.id, item)))
    written = NewRecord(record=VOTE, text="Der Kreistag beschließt sie.")
    deciding.record(platform, first, process.id, decision_id, written)
    deciding.confirm(platform, second, process.id, decision_id)
    site.caught_up()
