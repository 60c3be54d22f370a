"""A county on real adapters: a town with an office, a council and measures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from domain import measures
from domain.codes import (
    BodyId,
    DecisionId,
    GoalId,
    IndicatorId,
    MeasureId,
    TerritoryKey,
    UnitId,
)
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.measures import Measure, Scores, Source
from domain.people import ProcessId
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.configuring import NewField, define_field
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import deciding, folding, measuring, organising
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord, WrittenPaper
from domain.use_cases.strategy.measuring import NewAssessment, NewMeasure
from domain.use_cases.strategy.office import Done
from domain.use_cases.strategy.profiles import WrittenProfile
from tests.domain.cast import MOBILITY
from tests.use_cases.town import Town, answer

VILLAGE = "072310090502"
ADOPTED = Record(result="unchanged", present=42, vote=CouncilVote(yes=38, no=2, abstain=2))
CHANGED = replace(ADOPTED, result="changed")
REJECTED = Record(result="rejected", present=42, vote=CouncilVote(yes=2, no=38, abstain=2))
DEFERRED = Record(result="deferred", present=42, vote=None)
REFERRED = replace(DEFERRED, result="referred")
NOTED = replace(DEFERRED, result="acknowledged")


def done(outcome: Outcome) -> UUID:
    """Return what a command made or changed."""
    found = answer(outcome, Done).id
    assert found is not None
    return found


@dataclass
class County:
    """A process with a field, a unit, a council, a goal and an indicator."""

    town: Town
    process_id: ProcessId
    unit: UnitId
    council: BodyId
    goal: GoalId
    indicator: IndicatorId

    @property
    def platform(self) -> Platform:
        return self.town.platform

    @property
    def office(self) -> Asking:
        return self.town.as_("olga", "office")

    @property
    def other_office(self) -> Asking:
        return self.town.as_("otto", "office")

    @property
    def secretary(self) -> Asking:
        return self.town.as_("saskia", "secretary")

    @property
    def second_secretary(self) -> Asking:
        return self.town.as_("sven", "secretary")

    def profile(self, title: str = "Räume online buchen") -> WrittenProfile:
        return WrittenProfile(
            title=title,
            summary="Gemeindehäuser lassen sich buchen.",
            field_id=MOBILITY,
            goals=(self.goal,),
            indicators=(self.indicator,),
            problem="Räume stehen leer.",
            target_group="Vereine",
            benefit="Räume werden genutzt.",
            lead=self.unit,
            steps="Ausschreiben, bauen, öffnen.",
            starts=date(2024, 1, 1),
            ends=date(2024, 12, 31),
            cost_once=80_000_00,
            own_share=80_000_00,
            staff=25,
            risks="Wenige Hausmeister.",
            transferability="Jedes Dorf hat ein Gemeindehaus.",
        )

    def measure(self, *sources: Source, title: str = "Räume online buchen") -> MeasureId:
        """Propose and assess a complete measure."""
        new = NewMeasure(origin="citizen_idea", profile=self.profile(title), sources=sources)
        outcome = measuring.propose(self.platform, self.office, self.process_id, new)
        measure_id = MeasureId(done(outcome))
        scores = Scores(benefit=44, reach=40, urgency=30, feasibility=40, transfer=50, effort=21)
        assessment = NewAssessment(group="workshop", scores=scores)
        measuring.assess(self.platform, self.office, self.process_id, measure_id, assessment)
        return measure_id

    def submit_only(
        self, measure_id: MeasureId, territory: TerritoryKey | None = None
    ) -> DecisionId:
        """Submit a measure to the council; it is on no agenda yet."""
        args = (self.platform, self.office, self.process_id, measure_id, self.council)
        return DecisionId(done(measuring.submit(*args, territory=territory)))

    def submitted(self, measure_id: MeasureId, territory: TerritoryKey | None = None) -> DecisionId:
        """Submit a measure and put it on the council's agenda for today.

        With `territory` the decision is one that a partner takes for itself.
        """
        decision_id = self.submit_only(measure_id, territory)
        version = self.state(measure_id).version
        item = NewAgendaItem(
            body_id=self.council,
            session=self.town.now.date(),
            number="7.1",
            title="Räume online buchen",
            paper=WrittenPaper(reference="2023/118 (Demo)"),
            subjects=(DecisionSubject("measure", measure_id, version),),
            territory=territory,
            decision_id=decision_id,
        )
        deciding.schedule(self.platform, self.secretary, self.process_id, item)
        return decision_id

    def recorded(self, decision_id: DecisionId, record: Record = ADOPTED) -> None:
        new = NewRecord(record=record, text="Die Maßnahme wird beschlossen.")
        deciding.record(self.platform, self.secretary, self.process_id, decision_id, new)

    def confirmed(self, decision_id: DecisionId) -> None:
        deciding.confirm(self.platform, self.second_secretary, self.process_id, decision_id)

    def adopted(self, measure_id: MeasureId, territory: TerritoryKey | None = None) -> DecisionId:
        return self.decided(measure_id, ADOPTED, territory)

    def decided(
        self, measure_id: MeasureId, record: Record, territory: TerritoryKey | None = None
    ) -> DecisionId:
        """Let a council decide on a measure."""
        decision_id = self.submitted(measure_id, territory)
        self.recorded(decision_id, record)
        self.confirmed(decision_id)
        return decision_id

    def corrected(self, decision_id: DecisionId, record: Record) -> None:
        """Let both secretaries say that the minutes read otherwise."""
        ids = (self.process_id, decision_id)
        deciding.propose_correction(
            self.platform, self.secretary, *ids, record, "Nachgezählt", "Niederschrift S. 4"
        )
        deciding.confirm_correction(self.platform, self.second_secretary, *ids)

    def state(self, measure_id: MeasureId) -> Measure:
        """Return a measure as it stands in the log."""
        return folding.measure(Histories(self.town.log), self.process_id, measure_id)

    def story(self, measure_id: MeasureId) -> list[str]:
        """Return what happened to a measure."""
        return self.town.history(measures.history_of(measure_id))


def a_county(town: Town, opened: ProcessId | None = None) -> County:
    """Set the process up by the use cases an office would use."""
    process_id = opened or town.open_process()[0]
    office = town.as_("olga", "office")
    platform = town.platform
    define_field(platform, office, process_id, NewField(name="Mobilität", field_id=MOBILITY))
    unit = organising.NewUnit(name="Fachbereich Mobilität")
    body = organising.NewBody(name="Kreistag", kind="council", seats=43)
    goal_id = GoalId(
        done(organising.define_goal(platform, office, process_id, MOBILITY, "Mehr Busse"))
    )
    indicator = organising.NewIndicator(
        goal_id=goal_id,
        name="Fahrten",
        unit="am Tag",
        baseline=120,
        target=400,
        by_day=date(2026, 12, 31),
    )
    return County(
        town,
        process_id,
        UnitId(done(organising.define_unit(platform, office, process_id, unit))),
        BodyId(done(organising.define_body(platform, office, process_id, body))),
        goal_id,
        IndicatorId(done(organising.define_indicator(platform, office, process_id, indicator))),
    )
