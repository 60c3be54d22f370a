"""Pages of measures, filled."""

from datetime import date

import msgspec

from api.pages.views import (
    ActionField,
    IdeaLink,
    Option,
    PageLink,
    TextPart,
    TimelineEntry,
    assessing,
    stating,
)
from api.pages.views import measures as v
from api.pages.views.carrying import Carrying, PlanChange, Span
from api.pages.views.comparing import ComparedText, ComparedValue
from api.pages.views.labs import LabCard
from api.pages.views.partners import PartnerView
from tests.api.view_samples.material import SLUG, at

FIELD = ActionField(id="f1", name="Wirtschaft & Arbeit", colour="orange")
CARD = v.MeasureCard(
    id="m4",
    number="M-04",
    title="Räume im Dorf online buchen",
    excerpt="Gemeindehäuser lassen sich buchen.",
    status="in_implementation",
    field=FIELD,
    places=("Morbach",),
    year=2024,
    light="amber",
    percent=40,
)
DONE = msgspec.structs.replace(
    CARD,
    id="m8",
    status="completed",
    light=None,
    percent=None,
    usable_from=date(2024, 3, 1),
    benefit="1.240 Buchungen.",
)
CATALOGUE = v.MeasuresPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    groups=(v.MeasureGroup(field=FIELD, cards=(CARD, DONE)),),
    usable=(DONE,),
    matching=2,
    total=2,
    filter=v.MeasureFilter(),
    states=(Option(value="completed", label="abgeschlossen", count=1),),
    fields=(Option(value="f1", label="Wirtschaft", count=2),),
    territories=(Option(value="07231", label="Morbach"),),
    years=(Option(value="2024", label="2024", count=2),),
    lights=(Option(value="amber", label="Gelb", count=1),),
    may_plan=True,
)
CATALOGUE_EMPTY = msgspec.structs.replace(
    CATALOGUE, groups=(), usable=(), matching=0, total=0, may_plan=False
)
VERSION = v.ProfileVersion(number=2, at=at(6, 15), reason="Nach dem Workshop")
FIRST = v.ProfileVersion(number=1, at=at(6, 14), reason=None)
ASSESSED = v.AssessmentView(
    group="workshop",
    version=1,
    benefit=44,
    reach=40,
    urgency=30,
    feasibility=40,
    transfer=50,
    effort=21,
    result=406,
    quadrant="quick_win",
    x=110,
    y=60,
    weights=(("benefit", 30), ("effort", 15)),
)
OFFICE = msgspec.structs.replace(ASSESSED, group="office", effort=40, quadrant="major_project")
BACKING = v.BackingView(
    online=87,
    ideas=4,
    dots=31,
    together=118,
    workshop=406,
    places=(v.DotsView(id="w1", title="Rundgang im Kreishaus", on=date(2024, 1, 30), dots=31),),
)
INDICATOR = v.IndicatorView(
    name="Buchungen",
    unit="im Jahr",
    baseline="120",
    target="400",
    by_day=date(2026, 12, 31),
    last="240",
    last_at=date(2024, 5, 1),
    source="Buchungssystem",
    share=42,
)
SPAN = Span(year=2024, first=1, last=3, budget=80_000_00)
CARRYING = Carrying(
    spans=(SPAN, Span(year=2025, first=1, last=1, budget=20_000_00)),
    changes=(
        PlanChange(
            id="m4",
            number="M-04",
            title="Räume",
            at=at(6, 16),
            old=SPAN,
            new=None,
            to_year=2025,
            reason="Später",
        ),
    ),
    publicity=("Gefördert vom Bund.",),
    labs=(
        LabCard(
            id="l1",
            title="Rufbus",
            excerpt="Mehr Fahrgäste",
            standing="running",
            starts=date(2024, 4, 1),
            ends=date(2024, 9, 30),
        ),
    ),
)
PROFILE = v.MeasurePage(
    card=CARD,
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    summary="Gemeindehäuser lassen sich buchen.",
    way=("proposed", "assessed", "adopted", "in_implementation", "completed"),
    reached=3,
    texts=(v.ProfileText(name="Für wen", text="Vereine\nund Gruppen"),),
    more=(v.ProfileText(name="Datenschutz", text="Nur die Buchung."),),
    starts=date(2024, 1, 1),
    ends=date(2024, 12, 31),
    cost_once=80_000_00,
    cost_yearly=9_000_00,
    shares=(
        v.MoneyShare(kind="own", label="Eigenanteil", amount=68_000_00, start=0, width=850),
        v.MoneyShare(kind="gap", label="offen", amount=12_000_00, start=850, width=150),
    ),
    staff=25,
    lead="Fachbereich Kultur",
    priority="high",
    rank=1,
    priority_basis="Workshop und Rundgang",
    backing=BACKING,
    together=v.ScoresView(
        **{name: getattr(ASSESSED, name) for name in v.ScoresView.__struct_fields__}
    ),
    goals=(v.GoalView(text="Räume nutzen", indicators=(INDICATOR,)),),
    assessments=(ASSESSED, OFFICE),
    sources=(
        v.MeasureSource(
            kind="proposal",
            title="",
            share="part",
            idea=IdeaLink(id="i1", receipt="B-2023-0001", title="WLAN im Gemeindehaus"),
        ),
        v.MeasureSource(kind="workshop", title=""),
        v.MeasureSource(kind="measure", title="M-02 Pendlerportal", path="/measures/m2"),
    ),
    statements=(
        v.StatementView(id="s1", who="Morbach", due=date(2023, 7, 1), overdue=True),
        v.StatementView(
            id="s2",
            who="Bauamt",
            due=date(2023, 7, 1),
            overdue=False,
            stance="agrees",
            text="Gern.",
            filed=at(6, 20),
        ),
    ),
    milestones=(
        v.MilestoneView(
            id="t1",
            title="Ausschreibung",
            due=date(2024, 2, 1),
            announced=date(2024, 1, 1),
            late=True,
            reason="Vergabe dauert",
        ),
    ),
    reports=(
        v.ProgressView(
            percent=40, light="amber", as_of=date(2024, 4, 1), text="Stockt.", next_step="Prüfen"
        ),
        v.ProgressView(
            percent=20, light="green", as_of=date(2024, 3, 1), text=None, next_step=None
        ),
    ),
    decisions=(
        v.DecidedView(
            id="d1",
            who=None,
            body="Kreistag",
            version=1,
            submitted=at(6, 14),
            outcome="adopted",
            at=at(6, 16),
            conditions="Mit Bericht.",
            revoked=None,
        ),
    ),
    carrying=CARRYING,
    partners=(
        PartnerView(
            key="072310090502",
            name="Morbach",
            state="not_part",
            body="Gemeinderat Morbach",
            decision="d2",
            at=at(6, 16),
            version=1,
            conditions="Zu teuer.",
        ),
        PartnerView(key="07231502", name="Wittlich-Land", state="open"),
    ),
    versions=(FIRST, VERSION),
    timeline=(
        TimelineEntry(event="measure.proposed", at=at(6, 14), position=7),
        TimelineEntry(
            event="measure.source-unlinked",
            at=at(6, 15),
            detail="Das war eine andere Idee.",
            page=PageLink(path="/inventory/7", title="Repair-Café"),
            note="Aus dem Bestand",
            position=8,
        ),
    ),
    parked=date(2024, 6, 1),
    may_plan=True,
)
STOPPED = msgspec.structs.replace(
    PROFILE,
    card=msgspec.structs.replace(DONE, status="stopped"),
    stop_reason="Kein Geld.",
    lessons="Früher fragen.",
    backing=None,
    together=None,
    assessments=(ASSESSED,),
    licence="CC0-1.0",
    preconditions="Ein Buchungssystem.",
    texts=(),
    shares=(),
    may_plan=False,
)
COMPARED = v.MeasureVersionPage(
    id="m4",
    slug=SLUG,
    number="M-04",
    title="Räume im Dorf online buchen",
    version=VERSION,
    against=FIRST,
    versions=(FIRST, VERSION),
    texts=(
        ComparedText(
            name="Was es bringt",
            state="changed",
            parts=(TextPart(kind="same", text="Räume "), TextPart(kind="added", text="genutzt")),
        ),
        ComparedText(name="Titel", state="same"),
        ComparedText(name="Für wen", state="missing"),
    ),
    values=(ComparedValue(name="Eigenanteil", before="68.000 €", after="80.000 €"),),
)
WEIGHED = assessing.WeighedMeasure(
    card=CARD,
    mark="04",
    groups=(("workshop", 406), ("office", 380)),
    result=393,
    benefit=44,
    effort=21,
    quadrant="quick_win",
    x=110,
    y=60,
    backing=BACKING,
    priority="high",
    rank=1,
    basis="Workshop und Rundgang",
)
ASSESSMENT = assessing.AssessmentPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    sort="priority",
    weighed=(
        WEIGHED,
        msgspec.structs.replace(
            WEIGHED,
            card=DONE,
            mark="08",
            groups=(("workshop", 406),),
            priority=None,
            backing=msgspec.structs.replace(BACKING, workshop=None, online=1, dots=1),
        ),
    ),
    waiting=(msgspec.structs.replace(CARD, id="m9", status="proposed"),),
    total=3,
    may_plan=True,
)
ASSESSMENT_EMPTY = msgspec.structs.replace(ASSESSMENT, weighed=(), waiting=(), may_plan=False)
MISSING = stating.StatedView(
    measure="m4",
    number="M-04",
    title="Räume im Dorf online buchen",
    who="Verwaltung Morbach",
    asked=at(6, 1),
    due=date(2023, 7, 1),
    overdue=True,
)
STATEMENTS = stating.StatementsPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    missing=(MISSING, msgspec.structs.replace(MISSING, overdue=False)),
    filed=(
        msgspec.structs.replace(
            MISSING, overdue=False, stance="objects", text="Zu teuer.", filed=at(7, 3), late=True
        ),
    ),
    overdue=1,
    may_plan=True,
)
STATEMENTS_NONE = msgspec.structs.replace(
    STATEMENTS, missing=(), filed=(), overdue=0, may_plan=False
)
