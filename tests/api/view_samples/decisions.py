"""Pages about decisions, filled: register, one decision, the secretaries' desk."""

from datetime import date
from typing import get_args

from msgspec.structs import replace

from api.pages import views
from api.pages.views import decisions as v
from domain.decisions import Result
from tests.api.view_samples.material import SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen für den Landkreis"


def said(yes: int, no: int, abstain: int, result: Result = "unchanged") -> v.RecordView:
    vote = v.VoteView(
        yes=yes, no=no, abstain=abstain, method="open", carried=yes > no, unanimous=no == 0
    )
    return v.RecordView(result=result, present=42, vote=vote)


ENTRY = v.DecisionEntry(
    id="d1",
    number="7.1",
    title="Räume online buchen",
    body="Kreistag",
    body_kind="council",
    territory=None,
    session=date(2023, 12, 11),
    role="decision",
    authoritative=True,
    public=True,
    status="confirmed",
    published=True,
    reference="2023/118 (Demo)",
    record=said(37, 2, 3),
    corrected=True,
    process_title=PROCESS,
)
TIE = replace(ENTRY, id="d2", record=said(20, 20, 2, "rejected"), corrected=False, published=False)
UNANIMOUS = replace(ENTRY, id="d3", role="preliminary", authoritative=False, record=said(12, 0, 1))
COMING = replace(ENTRY, id="d4", status="scheduled", record=None, territory="Morbach")
HELD = replace(COMING, id="d11", held=True)
PUT_OFF = replace(COMING, id="d5", session=None, reference=None)
DEFERRED = replace(ENTRY, id="d6", record=v.RecordView(result="deferred", present=40, vote=None))
REPEALED = replace(ENTRY, id="d7", status="repealed")
LOST = replace(ENTRY, id="d8", record=said(10, 30, 2, "rejected"))
TALLY = v.VoteView(yes=3, no=40, abstain=0, method="open", carried=False, unanimous=False)
SOURCE = v.SourceView(
    result="acknowledged",
    wording="Kenntnisnahme",
    vote=TALLY,
    minutes="Protokoll TOP 13: 3 Ja, 40 Nein",
    doubts=("contradiction", "ambiguous", "shared"),
    contradicts=True,
    paper_name="Klare Schritte für den Energieplan",
    paper_kind="Antrag",
)
TAKEN_OVER = replace(ENTRY, id="d9", status="imported", record=None, corrected=False, source=SOURCE)
NAMELESS = replace(
    TAKEN_OVER,
    id="d10",
    number=None,
    role=None,
    source=replace(
        SOURCE, result=None, wording=None, vote=None, minutes=None, doubts=(), contradicts=False
    ),
)
EVERY = (ENTRY, TIE, UNANIMOUS, COMING, HELD, DEFERRED, REPEALED, LOST, TAKEN_OVER, NAMELESS)
REGISTER = v.DecisionRegister(
    slug=SLUG,
    process_title=PROCESS,
    sessions=(
        v.SessionView(day=date(2023, 12, 11), body="Kreistag", entries=EVERY),
        v.SessionView(day=None, body="Kreistag", entries=(PUT_OFF,)),
    ),
    bodies=(views.Option(value="b1", label="Kreistag"),),
    results=(views.Option(value="unchanged", label="Unverändert beschlossen"),),
    years=(views.Option(value="2023", label="2023"),),
    places=(views.Option(value="072310501003", label="Ortsgemeinde Bruchweiler"),),
    committee="b1",
    result="",
    year="",
    territory="072310501003",
    matching=108,
    every=109,
    papers=0,
    first=61,
    last=70,
    newer_url="/p/x/decisions",
    older_url="/p/x/decisions?page=3",
)
REGISTER_EMPTY = replace(REGISTER, sessions=(), matching=0, every=0, newer_url=None, older_url=None)
REGISTER_NOTHING = replace(REGISTER, sessions=(), matching=0, newer_url=None, older_url=None)
REGISTER_FIRST = replace(
    REGISTER, places=(), territory="", matching=109, papers=40, first=1, newer_url=None
)
CORRECTION = v.CorrectionView(
    version=2,
    state="confirmed",
    old=said(38, 2, 2),
    new=said(37, 2, 3),
    reason="Eine Stimme war falsch gezählt.",
    minutes="Niederschrift, Seite 4",
    proposed_at=at(6, 13),
    settled_at=at(6, 14),
)
SUBJECTS = (
    v.SubjectView(
        kind="measure",
        value="measure:1:2",
        version=2,
        number="M-04",
        title="Räume online buchen",
        path="/measures/m4",
    ),
    v.SubjectView(kind="mission", value="mission:2:1", version=1),
    v.SubjectView(kind="strategy", value="strategy:3:1", version=1),
)
STEPS = (
    v.DecisionStep(kind="decision.scheduled", at=at(6, 1), reason=None, until=None),
    v.DecisionStep(
        kind="decision.postponed", at=at(6, 2), reason="Zu voll.", until=date(2023, 12, 11)
    ),
    v.DecisionStep(kind="decision.confirmed", at=at(6, 13), reason=None, until=None),
)
DETAILS = v.DecisionDetails(
    entry=ENTRY,
    seats=43,
    text="Der Kreistag beschließt die Maßnahme.",
    conditions="Bericht nach einem Jahr.",
    minutes="Niederschrift, Seite 4",
    paper_url="https://rat.example/118",
    sha256=None,
    version=2,
    subjects=SUBJECTS,
    consultations=(UNANIMOUS,),
    corrections=(CORRECTION,),
    repealed_by=None,
    repeals=(REPEALED,),
    steps=STEPS,
)
DECISION = v.DecisionPage(slug=SLUG, process_title=PROCESS, decision=DETAILS)
IMPORTED = replace(
    DECISION,
    decision=replace(DETAILS, entry=TAKEN_OVER, corrections=(), same_paper=(ENTRY, NAMELESS)),
)
REPEALED_PAGE = replace(
    DECISION, decision=replace(DETAILS, entry=REPEALED, repealed_by=ENTRY, repeals=())
)
AHEAD = replace(
    DECISION,
    decision=replace(DETAILS, entry=COMING, corrections=(), text=None, conditions=None),
)
DESK = v.CouncilDesk(
    processes=(v.CouncilProcess(slug=SLUG, title=PROCESS),),
    submitted=(v.Submitted(decision_id="d9", slug=SLUG, body="Kreistag", subjects=SUBJECTS[:1]),),
    to_record=(COMING,),
    to_confirm=(ENTRY,),
    yours=(ENTRY,),
    to_publish=(TIE,),
    corrections=(ENTRY,),
    coming=(PUT_OFF,),
    done=(REPEALED,),
)
DESK_EMPTY = v.CouncilDesk(
    processes=(),
    submitted=(),
    to_record=(),
    to_confirm=(),
    yours=(),
    to_publish=(),
    corrections=(),
    coming=(),
    done=(),
)
SCHEDULE = v.SchedulePage(
    slug=SLUG,
    process_title=PROCESS,
    form=v.AgendaForm(title="Räume online buchen", subjects=("measure:1:2",)),
    bodies=(views.Option(value="b1", label="Kreistag"),),
    subjects=SUBJECTS,
    errors=(views.FieldError(field="session", message="Geben Sie den Tag an."),),
)
SCHEDULE_EMPTY = replace(SCHEDULE, bodies=(), errors=())
TO_RECORD = v.CouncilItemPage(
    slug=SLUG,
    decision=replace(DETAILS, entry=COMING, corrections=()),
    held=True,
    yours=False,
    recorded_at=None,
    waiting=None,
    form=v.RecordForm(yes="44"),
    results=get_args(Result),
    repealing=(),
    errors=(views.FieldError(field="yes", message="Das geht nicht auf."),),
)
TO_CONFIRM = replace(
    TO_RECORD,
    decision=replace(DETAILS, entry=replace(ENTRY, status="recorded")),
    recorded_at=at(6, 12),
    errors=(),
)
OWN_RECORD = replace(TO_CONFIRM, yours=True)
SETTLED = replace(
    TO_CONFIRM,
    decision=replace(
        DETAILS,
        entry=replace(ENTRY, published=False),
        corrections=(CORRECTION, replace(CORRECTION, state="discarded", refusal="Steht nicht da.")),
    ),
    repealing=(views.Option(value="d2", label="2023-12-11 7.1 Räume"),),
)
CORRECTING = replace(SETTLED, waiting=replace(CORRECTION, state="waiting", settled_at=None))
