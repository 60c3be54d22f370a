"""Pages of plans, the board, labs and funding, filled."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from api.pages.views import FieldError, Option
from api.pages.views import labs as lv
from api.pages.views import plans as v
from api.pages.views.carrying import PlanChange, Span
from tests.api.view_samples.material import SLUG, at
from tests.api.view_samples.measures import CARD, DONE

PROCESS: Any = {"slug": SLUG, "process_title": "Gemeinsam.Digital: Ideen"}
YEAR = v.YearCard(
    year=2024,
    measures=2,
    money=170_000_00,
    staff=75,
    budget=120_000_00,
    capacity=100,
    version=2,
    released=at(6, 15),
)
BARE_YEAR = v.YearCard(year=2025, measures=1, money=20_000_00, staff=0)
STONE = v.StoneLine(title="Ausschreibung", due=date(2024, 5, 1), reached=None, late=True)
SPAN = Span(year=2024, first=2, last=4, budget=60_000_00)
LINE = v.RoadmapLine(
    id="m4",
    number="M-04",
    title="Räume im Dorf online buchen",
    status="in_implementation",
    spans=(SPAN, replace(SPAN, year=2025, first=1, last=1)),
    stones=(STONE, replace(STONE, reached=date(2024, 6, 1), late=False)),
)
ROW = v.RoadmapRow(
    id="m4",
    number="M-04",
    title="Räume im Dorf online buchen",
    short="Räume im Dorf …",
    status="in_implementation",
    y=52,
    bars=tuple(
        v.Bar(kind=kind, x=330, width=120, label="Q2–4")
        for kind in ("planned", "running", "done", "stopped")
    ),
    stones=(
        v.Stone(x=400, reached=False, late=True),
        v.Stone(x=500, reached=True, late=False),
    ),
)
WIDE = v.Drawing(
    kind="wide",
    width=1120,
    height=200,
    left=330,
    top=52,
    columns=(v.Column(year=2024, x=330, width=790, quarters=(330, 527, 725, 922)),),
    rows=(ROW,),
    today=700,
)
PLANS = v.PlansPage(
    **PROCESS,
    years=(YEAR, BARE_YEAR),
    drawings=(WIDE, replace(WIDE, kind="narrow", today=None)),
    lines=(LINE, replace(LINE, stones=())),
    unplaced=(
        v.Unplaced(card=CARD),
        v.Unplaced(card=CARD, until=date(2024, 5, 1), reason="Kein Personal", late=True),
        v.Unplaced(card=CARD, until=date(2024, 9, 1), reason="Kein Personal"),
    ),
    next_year=2026,
    may_plan=True,
)
PLANS_EMPTY = replace(PLANS, years=(), drawings=(), lines=(), unplaced=(), may_plan=False)
CHANGE = PlanChange(
    id="m4",
    number="M-04",
    title="Räume",
    at=at(6, 15),
    old=SPAN,
    new=replace(SPAN, first=3),
    to_year=None,
    reason="Die Firma kommt später.",
)
CHANGES = (
    CHANGE,
    replace(CHANGE, old=None),
    replace(CHANGE, new=None, to_year=2025),
    replace(CHANGE, new=None, reason=None),
)
PLANNED = v.PlannedMeasure(
    id="m4",
    number="M-04",
    title="Räume",
    status="in_implementation",
    field=CARD.field,
    first=2,
    last=4,
    budget=60_000_00,
    staff=50,
    light="amber",
    percent=40,
    others=(2025,),
)
VERSION = v.PlanVersion(number=1, at=at(6, 14), reason=None, overrun="Die Rücklage reicht.")
YEAR_PLAN = v.YearPlanPage(
    **PROCESS,
    summary=YEAR,
    measures=(PLANNED, replace(PLANNED, first=1, last=1, light=None, others=())),
    changes=CHANGES,
    versions=(VERSION, replace(VERSION, number=2, reason="Neue Förderung", overrun=None)),
    shown=None,
    overrun="Die Rücklage reicht.",
    before=2023,
    after=2025,
    publicity=("Gefördert vom Bund.",),
    may_plan=True,
)
YEAR_PLAN_THEN = replace(YEAR_PLAN, shown=VERSION, overrun=None, before=None, may_plan=False)
YEAR_PLAN_BARE = replace(
    YEAR_PLAN, summary=BARE_YEAR, measures=(), changes=(), versions=(), overrun=None, publicity=()
)
PLAN_LINE = v.PlanLine(
    id="m4",
    number="M-04",
    title="Räume",
    status="adopted",
    chosen=True,
    first="2",
    last="4",
    money="viel",
    posts="0,5",
    others=(2025,),
)
PLAN_FORM = v.PlanFormPage(
    **PROCESS,
    year=2024,
    seen=2,
    budget="120.000",
    capacity="1",
    overrun="",
    reason="",
    lines=(PLAN_LINE, replace(PLAN_LINE, id="m5", number="M-05", chosen=False, others=())),
    errors=(
        FieldError(field="money-m4", message="M-04: Schreiben Sie einen Betrag in Euro."),
        FieldError(field="reason", message="Eine neue Planung braucht eine Begründung."),
    ),
)
PLAN_FORM_NEW = replace(PLAN_FORM, seen=0, budget="", capacity="", lines=(), errors=())
BOARD_ROW = v.BoardRow(
    card=CARD,
    lead="Fachbereich Mobilität",
    unit="u1",
    explanation="Der Hersteller liefert später.",
    next_step="Neuen Termin vereinbaren.",
    risk="Es fehlt Personal.",
    reported=date(2024, 5, 1),
    stone=STONE,
    overdue=True,
    stale=True,
    suggested=True,
    decision_gone=True,
)
BARE_ROW = replace(
    BOARD_ROW,
    card=replace(CARD, status="planned", light=None, percent=None),
    lead=None,
    explanation=None,
    next_step=None,
    risk=None,
    reported=None,
    stone=None,
    overdue=False,
    stale=False,
    suggested=False,
    decision_gone=False,
)
BOARD = v.BoardPage(
    **PROCESS,
    rows=(BOARD_ROW, BARE_ROW, replace(BARE_ROW, card=replace(BARE_ROW.card, status="paused"))),
    total=3,
    tabs=(Option(value="", label="Alle", count=3), Option(value="red", label="Rot", count=1)),
    shown="",
    units=(Option(value="u1", label="Fachbereich Mobilität"),),
    unit="",
)
BOARD_NOTHING = replace(BOARD, rows=(), shown="red", units=())
BOARD_EMPTY = replace(BOARD_NOTHING, total=0, shown="")
NEWS = v.NewsEntry(
    id="m4", number="M-04", title="Räume", kind="measure.milestone-reached", at=at(6, 15)
)
USABLE = v.UsablePage(
    **PROCESS,
    usable=(DONE,),
    coming=(CARD,),
    news=(
        NEWS,
        replace(
            NEWS,
            kind="measure.progress-reported",
            text="Es stockt.",
            light="red",
            percent=20,
            day=date(2024, 5, 1),
        ),
    ),
    may_plan=True,
)
USABLE_EMPTY = replace(USABLE, usable=(), coming=(), news=(), may_plan=False)
LAB = lv.LabCard(
    id="l1",
    title="Rufbus am Abend",
    excerpt="Mehr Fahrgäste",
    standing="running",
    starts=date(2024, 4, 1),
    ends=date(2024, 9, 30),
)
OUTLINE = lv.Outline(
    width=640,
    height=400,
    path="M20 20L620 20L620 380z",
    places=("M0 0L640 0L640 400z",),
    sources=("© Landkreis",),
    wide=5_300,
    tall=800,
    north=50.1234,
    east=6.9876,
    bar=120,
    bar_metres=1_000,
)
LABS = lv.LabsPage(
    **PROCESS,
    labs=(LAB, replace(LAB, id="l2", standing="evaluated", outcome="scale")),
    may_plan=True,
)
LABS_EMPTY = replace(LABS, labs=(), may_plan=False)
LAB_PAGE = lv.LabPage(
    **PROCESS,
    card=LAB,
    hypothesis="Mehr Fahrgäste am Abend.\n\nUnd weniger Autos.",
    measure=lv.LabMeasure(id="m4", number="M-04", title="Rufbus"),
    outline=OUTLINE,
    announced=date(2024, 6, 30),
    extensions=(
        lv.Extension(
            old=date(2024, 6, 30), new=LAB.ends, reason="Noch zu wenige Zahlen", at=at(6, 15)
        ),
    ),
    evidence=None,
    evaluated=None,
    feedback=None,
    may_tell=True,
    may_plan=False,
)
LAB_OFFICE = replace(
    LAB_PAGE,
    feedback=(lv.Feedback(text="Kam pünktlich.", at=at(6, 16)), lv.Feedback(text="", at=at(6, 17))),
    may_tell=False,
    may_plan=True,
    form="evaluation",
    outcome="scale",
    errors=(FieldError(field="evaluation-text", message="Zur Auswertung gehört ein Beleg."),),
)
LAB_OVER = replace(
    LAB_PAGE,
    card=replace(LAB, standing="over"),
    measure=None,
    outline=None,
    extensions=(),
    announced=LAB.ends,
    may_tell=False,
    may_plan=True,
    feedback=(),
)
LAB_EVALUATED = replace(
    LAB_OVER,
    card=replace(LAB, standing="evaluated", outcome="scale"),
    evidence="Doppelt so viele Fahrgäste.",
    evaluated=at(6, 20),
    feedback=None,
    may_plan=False,
)
LAB_FORM = lv.LabFormPage(
    **PROCESS,
    form=lv.LabForm(title="Rufbus", area="50.1, 6.9"),
    measures=(Option(value="m4", label="M-04 Rufbus"),),
    errors=(FieldError(field="area", message="Schreiben Sie mindestens drei Ecken."),),
)
NOTICE = lv.NoticeCard(
    id="n1",
    programme="Smart Cities",
    number="13SC-77",
    amount=250_000_00,
    starts=date(2024, 1, 1),
    ends=date(2024, 12, 31),
    publicity="Gefördert vom Bund.",
    runs_out=True,
    over=False,
    measures=(lv.LabMeasure(id="m4", number="M-04", title="Rufbus"),),
)
FUNDING = lv.FundingPage(
    **PROCESS,
    notices=(
        NOTICE,
        replace(NOTICE, id="n2", runs_out=False, measures=()),
        replace(NOTICE, id="n3", runs_out=False, over=True),
    ),
    form=lv.NoticeForm(notice="n1", programme="Smart Cities"),
    total=750_000_00,
    may_configure=True,
    may_plan=True,
    errors=(FieldError(field="amount", message="Schreiben Sie einen Betrag in Euro."),),
)
FUNDING_EMPTY = replace(
    FUNDING, notices=(), form=lv.NoticeForm(), total=0, may_configure=False, errors=()
)
