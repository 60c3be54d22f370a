"""A measure, a council and its papers, for stories about measures and decisions."""

from datetime import date
from uuid import UUID

from domain.codes import BodyId, DecisionId, GoalId, IndicatorId, MeasureId, MilestoneId, UnitId
from domain.decisions import (
    AgendaItemScheduled,
    CouncilVote,
    DecisionSubject,
    Paper,
    Record,
)
from domain.measures import (
    MeasureAssessed,
    MeasureDecisionApplied,
    MeasureProposed,
    MeasureSubmittedForDecision,
    Profile,
    Scores,
    Weights,
)
from domain.people import Actor, Pseudonym
from tests.domain.cast import GEMEINSAM, MOBILITY, OLGA, ref

M_04 = MeasureId(UUID(int=504))
KREISTAG = BodyId(UUID(int=601))
MORBACH_COUNCIL = BodyId(UUID(int=602))
MORBACH = "072310090502"
SESSION = date(2023, 12, 11)
ADOPTION = DecisionId(UUID(int=701))
REPEAL = DecisionId(UUID(int=702))
LAUNCH = MilestoneId(UUID(int=801))
SASKIA = Actor(Pseudonym(UUID(int=110)), "secretary")
SVEN = Actor(Pseudonym(UUID(int=111)), "secretary")
STATEMENT = UUID(int=901)
UNIT = UnitId(UUID(int=902))

IDEA = Profile(title=ref("rooms"), summary=ref("book rooms"), field_id=MOBILITY)
COMPLETE = Profile(
    title=ref("rooms"),
    summary=ref("book rooms"),
    field_id=MOBILITY,
    goals=(GoalId(UUID(int=903)),),
    indicators=(IndicatorId(UUID(int=904)),),
    problem=ref("rooms stand empty"),
    target_group=ref("clubs"),
    benefit=ref("rooms in use"),
    lead=UNIT,
    steps=ref("tender, build, open"),
    starts=date(2024, 1, 1),
    ends=date(2024, 12, 31),
    cost_once=80_000_00,
    own_share=80_000_00,
    staff=25,
    risks=ref("few caretakers"),
    transferability=ref("every village has a hall"),
)
SCORES = Scores(benefit=44, reach=40, urgency=30, feasibility=40, transfer=50, effort=21)
WEIGHTS = Weights()
VOTE = CouncilVote(yes=38, no=2, abstain=2)
RECORD = Record(result="unchanged", present=42, vote=VOTE)

proposed = MeasureProposed(
    measure_id=M_04,
    process_id=GEMEINSAM,
    number="M-04",
    origin="citizen_idea",
    profile=COMPLETE,
    by=OLGA,
)
assessed = MeasureAssessed(
    measure_id=M_04,
    process_id=GEMEINSAM,
    version=1,
    group="workshop",
    scores=SCORES,
    weights=WEIGHTS,
    result=406,
    workshop_id=None,
    by=OLGA,
)
submitted = MeasureSubmittedForDecision(
    measure_id=M_04,
    process_id=GEMEINSAM,
    version=1,
    body_id=KREISTAG,
    decision_id=ADOPTION,
    territory=None,
    by=OLGA,
)
adopted = MeasureDecisionApplied(
    measure_id=M_04,
    process_id=GEMEINSAM,
    version=1,
    decision_id=ADOPTION,
    outcome="adopted",
    conditions=None,
    territory=None,
    by=SVEN,
)
scheduled = AgendaItemScheduled(
    decision_id=ADOPTION,
    process_id=GEMEINSAM,
    body_id=KREISTAG,
    territory=None,
    session=SESSION,
    number="7.1",
    public=True,
    title=ref("digital strategy"),
    paper=Paper(ref("2023/118 (Demo)")),
    role="decision",
    authoritative=True,
    subjects=(DecisionSubject("measure", M_04, 1),),
    by=SASKIA,
)
