"""A county from its inventory to its strategy, told by use cases, as the log publishes it."""

from datetime import timedelta
from typing import cast
from uuid import UUID

import msgspec

from adapters.contents import Contents
from api.public_texts import PublicTexts
from domain import missions, strategies
from domain.codes import (
    BodyId,
    DecisionId,
    InventoryId,
    LabId,
    MeasureId,
    MilestoneId,
    PhaseId,
    WorkshopId,
)
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.measures import Slot
from domain.moderation import case_id_of
from domain.plans import PlanEntry
from domain.strategies import FrozenMeasure
from domain.use_cases import configuring, remarking
from domain.use_cases.histories import Histories
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import (
    answering,
    deciding,
    folding,
    gathering,
    implementing,
    listing,
    measuring,
    organising,
    publishing,
)
from domain.use_cases.strategy.answering import NewAnswer
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord
from domain.use_cases.strategy.gathering import NewFormat, NewLab, NewResult
from domain.use_cases.strategy.implementing import NewPlan, NewReport
from domain.use_cases.strategy.listing import WrittenFacts
from domain.use_cases.strategy.organising import NewBody
from domain.use_cases.strategy.publishing import WrittenParagraph
from projections import comments, erasures, feed, processes, proposals, public_log, remarks, tally
from projections.public_log.tree import WIDTH
from tests.projections.reading import read
from tests.use_cases.strategy.county import ADOPTED, County, done
from tests.use_cases.town import answer
from tests.verifier.log_files import LogFiles, Text

REJECTED = Record(result="rejected", present=40, vote=CouncilVote(yes=12, no=12, abstain=3))
DEFERRED = Record(result="deferred", present=40, vote=None)
NOTED = Record(result="acknowledged", present=40, vote=None)
MODELS = (
    *(processes.MODEL, feed.MODEL, proposals.MODEL, comments.MODEL, remarks.MODEL),
    *(tally.MODEL, erasures.MODEL),
    public_log.MODEL,
)
VILLAGE = "072310090502"
REPORTED, REFUSED, CLOSED = "Mein Hof", "Das ist Werbung für Ihren Hof.", "Hinter Türen"
UNREAD, CORRECTED = "Pfui, ihr alle.", "Der Walt fehlt."
PRIVATE = frozenset({REPORTED, REFUSED, CLOSED, UNREAD, CORRECTED})
"""Words that the log commits to and nobody reads in it."""


def tell(county: County) -> dict[str, MeasureId]:
    """Let everything happen that a strategy can bring; return measures by what became of them."""
    decide = _Deciding(county)
    done_one = _carried_out(county)
    corrected = county.measure(title="Bürgerbus")
    decision = county.adopted(corrected)
    decide.correct(decision, REJECTED)
    repealed = county.measure(title="Parkhaus")
    decide.repeal(county.adopted(repealed), decide.item())
    rejected = county.measure(title="Seilbahn")
    county.recorded(on := county.submitted(rejected), REJECTED)
    county.confirmed(on)
    deferred = county.measure(title="Radweg")
    county.recorded(on := county.submitted(deferred), DEFERRED)
    county.confirmed(on)
    county.recorded(noted := county.submitted(county.measure(title="Leerstand")), NOTED)
    county.confirmed(noted)
    decide.correct(noted, ADOPTED)
    first = county.decided(late := county.measure(title="Fähre"), DEFERRED)
    county.adopted(late)
    decide.correct(first, REJECTED)
    shared = county.measure(title="Pegel")
    decide.partner(shared)
    hidden = county.measure(title="Grundstück")
    decide.behind_closed_doors(hidden)
    decide.item(public=False, title=CLOSED)
    _office(county, done_one)
    _strategy(county, decide, done_one)
    return {
        "completed": done_one,
        "rejected": corrected,
        "assessed": repealed,
        "deferred": deferred,
        "planned": _corrected_at_work(county),
        "adopted": hidden,
        "shared": shared,
    }


class _Deciding:
    """What the secretaries do."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.args = (county.platform, county.secretary, county.process_id)
        self.second = (county.platform, county.second_secretary, county.process_id)

    def item(self, *subjects: DecisionSubject, public: bool = True, **more: object) -> DecisionId:
        """Have something adopted that is not a measure's own item."""
        item = NewAgendaItem(
            body_id=self.county.council,
            session=self.county.town.now.date(),
            number="9",
            title="Sonstiges",
            public=public,
            subjects=subjects,
        )
        item = msgspec.structs.replace(item, **more)
        decision_id = DecisionId(done(deciding.schedule(*self.args, item)))
        record = NewRecord(record=ADOPTED, text="Wird beschlossen.", conditions="Bis Mai.")
        if item.body_id != self.county.council:
            small = Record(result="unchanged", present=9, vote=CouncilVote(yes=7, no=2, abstain=0))
            record = msgspec.structs.replace(record, record=small)
        deciding.record(*self.args, decision_id, record)
        deciding.confirm(*self.second, decision_id)
        return decision_id

    def correct(self, decision: DecisionId, record: Record) -> None:
        deciding.propose_correction(*self.args, decision, record, "Verzählt.", "Niederschrift 7")
        deciding.confirm_correction(*self.second, decision)

    def repeal(self, decision: DecisionId, by: DecisionId) -> None:
        deciding.repeal(*self.args, decision, by)

    def partner(self, measure_id: MeasureId) -> None:
        """Let the council decide, and the village for itself."""
        county = self.county
        office = (county.platform, county.office, county.process_id)
        village = NewBody(name="Gemeinderat", kind="council", seats=12, territory=VILLAGE)
        body = BodyId(done(organising.define_body(*office, village)))
        own = DecisionId(done(measuring.submit(*office, measure_id, body, territory=VILLAGE)))
        subject = DecisionSubject("measure", measure_id, county.state(measure_id).version)
        self.item(subject, body_id=body, territory=VILLAGE, decision_id=own)

    def behind_closed_doors(self, measure_id: MeasureId) -> None:
        county = self.county
        office = (county.platform, county.office, county.process_id)
        own = DecisionId(done(measuring.submit(*office, measure_id, county.council)))
        subject = DecisionSubject("measure", measure_id, county.state(measure_id).version)
        self.item(subject, public=False, decision_id=own)
        changed = Record(result="changed", present=40, vote=CouncilVote(yes=30, no=2, abstain=1))
        self.correct(own, changed)
        deciding.publish(*self.args, own)


def _carried_out(county: County) -> MeasureId:
    measure_id = county.measure()
    office = (county.platform, county.office, county.process_id)
    county.adopted(measure_id)
    today = county.town.now.date()
    entry = PlanEntry(measure_id, Slot(2024, 1, 4, 40_000_00), 25)
    plan = NewPlan(
        year=2024, seen=0, budget=30_000_00, capacity=50, entries=(entry,), overrun="Rücklage."
    )
    implementing.release_plan(*office, plan)
    goes_on = PlanEntry(measure_id, Slot(2025, 1, 1, 10_000_00), 25)
    next_year = NewPlan(year=2025, budget=30_000_00, capacity=50, entries=(goes_on,))
    implementing.release_plan(*office, next_year)
    new_slot = Slot(2024, 2, 4, 40_000_00)
    implementing.plan(*office, measure_id, new_slot, "Die Firma kommt später.")
    implementing.start(*office, measure_id, today)
    stone = MilestoneId(
        done(implementing.define_milestone(*office, measure_id, "Ausschreibung", today))
    )
    later = today + timedelta(days=9)
    implementing.move_milestone(*office, measure_id, stone, later, "Krankheit")
    implementing.reach_milestone(*office, measure_id, stone, today)
    amber = NewReport(percent=40, light="amber", as_of=today, text="Es stockt.")
    implementing.report(*office, measure_id, amber)
    implementing.pause(*office, measure_id, "Winter")
    implementing.resume(*office, measure_id)
    implementing.complete(*office, measure_id, today, "120 Buchungen im Monat.")
    implementing.offer(*office, measure_id, "CC-BY-4.0", "Ein Gemeindehaus.")
    later_version = msgspec.structs.replace(next_year, seen=1, reason="Es kostet weniger.")
    implementing.release_plan(*office, later_version)
    return measure_id


def _corrected_at_work(county: County) -> MeasureId:
    """Correct what was decided on a measure that is planned, and on one that is worked on."""
    changed = Record(result="changed", present=40, vote=CouncilVote(yes=30, no=2, abstain=1))
    office = (county.platform, county.office, county.process_id)
    today = county.town.now.date()
    begun, waiting = county.measure(title="Mühle"), county.measure(title="Wehr")
    for measure_id in (begun, waiting):
        decision = county.adopted(measure_id)
        implementing.plan(*office, measure_id, Slot(2025, 1, 4, 10_000_00))
        if measure_id == begun:
            implementing.start(*office, measure_id, today)
            red = NewReport(percent=5, light="red", as_of=today, text="Es regnet.")
            implementing.report(*office, measure_id, red)
        county.corrected(decision, changed)
    return waiting


def _office(county: County, measure_id: MeasureId) -> None:
    office = (county.platform, county.office, county.process_id)
    today = county.town.now.date()
    ideas = [county.town.published(county.process_id, name) for name in ("ana", "ben")]
    for verdict in ("partly", "accepted"):
        given = [
            NewAnswer(
                proposal_id=idea,
                verdict=verdict,
                text=f"Ja: {verdict}",
                unit=county.unit,
                reason="Neu geprüft.",
            )
            for idea in ideas
        ]
        answering.publish_answers(*office, given)
    answering.report_outcome(*office, ideas[0], "Steht jetzt.", measure_id)
    facts = WrittenFacts(kind="project", title="Repair-Café", status="running")
    ana = (county.platform, county.town.as_("ana"), county.process_id)
    item = InventoryId(done(listing.record_item(*ana, facts, source="citizen")))
    listing.accept_item(*office, item)
    reported = WrittenFacts(kind="project", title=REPORTED, status="running")
    other = InventoryId(done(listing.record_item(*ana, reported, source="citizen")))
    listing.refuse_item(*office, other, REFUSED)
    listing.record_item(*office, facts)
    walk = NewFormat(kind="gallery_walk", title="Rundgang", place="Foyer", on=today)
    walk_id = WorkshopId(done(gathering.schedule_format(*office, walk)))
    gathering.record_result(*office, walk_id, NewResult(attendance=120, summary="Voll."))
    second = (county.platform, county.other_office, county.process_id)
    gathering.confirm_result(*second, walk_id)
    lab = NewLab(title="Pegel", hypothesis="Früher gewarnt.", area="{}", starts=today, ends=today)
    lab_id = LabId(done(gathering.open_lab(*office, lab)))
    gathering.extend_lab(*office, lab_id, today + timedelta(days=3), "Hochwasser")


def _strategy(county: County, decide: _Deciding, measure_id: MeasureId) -> None:
    office = (county.platform, county.office, county.process_id)
    paragraphs = [WrittenParagraph("Wir teilen, was wir haben.")]
    publishing.draft_mission(*office, paragraphs, seen=0, opened={})
    _remarks(county)
    mission = DecisionSubject("mission", missions.history_of(county.process_id), 1)
    publishing.adopt_mission(*office, 1, decide.item(mission))
    strategy_id = strategies.strategy_id_of(county.process_id)
    decision = decide.item(DecisionSubject("strategy", strategy_id, 1))
    frozen = [FrozenMeasure(measure_id, county.state(measure_id).version)]
    first = publishing.Presentation(note="Erste Fassung")
    publishing.publish_strategy(*office, frozen, "ab" * 32, decision, 1, first)
    publishing.publish_report(*office, 2024, "cd" * 32)
    publishing.start_revision(*office, "Zweiter Zyklus")


def published(county: County) -> LogFiles:
    """Return the public log of everything so far, with its public texts."""
    contents = Contents(county.town.log.ciphertexts, county.town.vault)
    events = [recorded for page in county.town.log.since(0) for recorded in page]
    with read(MODELS, events) as snapshot:
        size = public_log.size(snapshot)
        entries = public_log.entries(snapshot, 0, size)
        files = PublicTexts(contents, county.town.vault.salts)
        found = [files.texts_of(snapshot, at, size) or b"" for at in range(size // WIDTH + 1)]
    lines = [msgspec.json.decode(line) for file in found for line in file.splitlines()]
    texts = [Text(each["leaf"], each["c"], _salt(each["salt"]), each["text"]) for each in lines]
    return LogFiles(entries, texts)


def _salt(text: str) -> bytes:
    standard = text.replace("-", "+").replace("_", "/") + "="
    return msgspec.convert(standard, bytes)


def _remarks(county: County) -> None:
    """Let citizens comment on the mission: one is read first and refused, one corrected."""
    town, process_id = county.town, county.process_id
    new = configuring.NewPhase(
        kind="mission",
        title="Leitbild",
        starts=town.now - timedelta(hours=1),
        ends=town.now + timedelta(days=20),
        level="consult",
        features=("comment",),
        moderation="pre",
    )
    outcome = configuring.define_phase(town.platform, town.system(), process_id, new)
    phase_id = PhaseId(cast("UUID", answer(outcome, configuring.Created).id))
    configuring.start_phase(town.platform, town.system(), process_id, phase_id)
    [paragraph] = folding.mission(Histories(town.log), process_id).paragraphs
    wish = (town.platform, town.as_("ben"))
    for text, verdict in ((CORRECTED, "publish"), (UNREAD, "reject")):
        posted = remarking.post_remark(*wish, process_id, paragraph.id, text, seen=1)
        remark_id = answer(posted, remarking.Remarked).id
        if verdict == "publish":
            remarking.edit_remark(*wish, remark_id, "Der Wald fehlt.")
        reasons = Verdict(
            outcome=verdict,  # type: ignore[arg-type]  # one of the two
            rules=("HR01",) if verdict == "reject" else (),
            explanation="Beleidigungen sind hier nicht erlaubt.",
        )
        town.decide(case_id_of(remark_id, 1), reasons)
