"""Pages of the strategy, filled."""

from datetime import date

from msgspec.structs import replace

from api.pages.views import FieldError, Option, TextPart
from api.pages.views import strategies as v
from api.pages.views.comparing import ComparedText, ComparedValue
from tests.api.view_samples.decisions import ENTRY
from tests.api.view_samples.material import SLUG, at
from tests.api.view_samples.measures import FIELD

PROCESS = "Gemeinsam.Digital: Ideen"
FROZEN = v.FrozenView(
    id="m4",
    number="M-04",
    title="Räume im Dorf online buchen",
    summary="Gemeindehäuser lassen sich buchen.",
    version=3,
    period="2024 – 2025",
    cost=80_000_00,
    lead="Fachbereich Mobilität",
    newer=4,
)
BARE = v.FrozenView(
    id="m5", number="M-05", title="Netz", summary="", version=1, period="–", cost=None, lead=None
)
NEWEST = v.StrategyLine(number=2, at=at(6, 15), newest=True)
FIRST = v.StrategyLine(number=1, at=at(6, 14), newest=False)
VERSION = v.PublishedVersion(
    number=2,
    newest=True,
    at=at(6, 15),
    presented=date(2024, 1, 30),
    place="Bürgersaal Morbach",
    note="Danke an alle.\nEs geht los.",
    decision=ENTRY,
    decided="Die Strategie wird beschlossen.",
    mission=("Wir teilen, was wir haben.", "Für alle."),
    mission_version=2,
    groups=(
        v.FrozenGroup(field=FIELD, measures=(FROZEN,)),
        v.FrozenGroup(field=None, measures=(BARE,)),
    ),
    count=2,
    cost=80_000_00,
    sha256="ab" * 32,
)
PAGE = v.StrategyPage(
    slug=SLUG,
    process_title=PROCESS,
    state="in_revision",
    shown=VERSION,
    versions=(NEWEST, FIRST),
    reports=(v.ReportLine(year=2024, at=at(6, 15)),),
    revised=at(6, 20),
    revision="Neue Ziele",
    may_plan=True,
)
OLD = replace(
    PAGE,
    state="published",
    revised=None,
    shown=replace(
        VERSION,
        number=1,
        newest=False,
        presented=None,
        place=None,
        note=None,
        decision=None,
        decided=None,
        mission=(),
        mission_version=None,
        count=1,
    ),
    reports=(),
    may_plan=False,
)
EMPTY = replace(PAGE, state="in_work", shown=None, versions=(), reports=())
COMPARED = v.StrategyComparison(
    slug=SLUG,
    process_title=PROCESS,
    before=FIRST,
    after=replace(NEWEST, number=3),
    versions=(replace(NEWEST, number=3), replace(FIRST, number=2), FIRST),
    values=(
        ComparedValue(name="Maßnahmen", before="2", after="3", by=1),
        ComparedValue(name="Kosten", before="1 €", after="1 €"),
    ),
    mission=(
        ComparedText(
            name="Absatz 1", state="changed", parts=(TextPart(kind="added", text="Für alle."),)
        ),
        ComparedText(name="Absatz 2", state="missing"),
    ),
    added=(FROZEN, BARE),
    removed=(BARE,),
    changed=(
        v.MeasureChange(
            id="m4",
            number="M-04",
            title="Räume",
            before=1,
            after=3,
            values=(ComparedValue(name="Beginn", before=None, after="1. Januar 2024"),),
            texts=(
                ComparedText(name="Nutzen", state="missing"),
                ComparedText(
                    name="Titel", state="changed", parts=(TextPart(kind="removed", text="Alt"),)
                ),
            ),
        ),
    ),
    same=1,
)
SAME = replace(
    COMPARED, mission=(), added=(), removed=(), changed=(), same=2, versions=(NEWEST, FIRST)
)
PUBLISH = v.PublishPage(
    slug=SLUG,
    process_title=PROCESS,
    version=2,
    form=v.PublishForm(measures=("m4:3",), presented="2024-01-30", place="Bürgersaal"),
    measures=(
        v.FreezableMeasure(
            value="m4:3", number="M-04", title="Räume", version=3, decided=True, chosen=True
        ),
        v.FreezableMeasure(
            value="m5:1", number="M-05", title="Netz", version=1, decided=False, chosen=False
        ),
    ),
    decisions=(Option(value="d1", label="Strategie beschließen"),),
    mission=2,
)
PUBLISH_EMPTY = replace(
    PUBLISH,
    measures=(),
    decisions=(),
    mission=None,
    errors=(FieldError(field="decision", message="Wählen Sie den Beschluss."),),
)
REVISION = v.RevisionPage(slug=SLUG, process_title=PROCESS)
REVISION_ERRORS = replace(
    REVISION, errors=(FieldError(field="reason", message="Schreiben Sie den Grund dazu."),)
)
