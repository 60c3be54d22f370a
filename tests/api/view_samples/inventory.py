"""Pages of the inventory, filled."""

from datetime import date
from typing import get_args

import msgspec
from markupsafe import Markup

from api.pages import views as v
from api.pages.views import inventory as i
from domain.inventory import InventoryKind, InventoryStatus, OwnerKind
from tests.api.view_samples.material import MOBILITY, SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen für den Landkreis"
BUS = i.ItemCard(
    id="n1",
    title="Rufbus im Hunsrück",
    excerpt="Ein Kleinbus fährt auf Anruf zwischen den Dörfern.",
    kind="project",
    status="running",
    owner="Verkehrsbetrieb (erfunden)",
    owner_kind="company",
    source="company",
    field=MOBILITY,
    territory="Thalfang",
    starts=date(2023, 3, 1),
    ends=date(2025, 12, 31),
    maturity=2,
)
APP = i.ItemCard(
    id="n2",
    title="Eine App für alle Fahrpläne",
    excerpt="",
    kind="concept",
    status="planned",
    owner=None,
    owner_kind="administration",
    source="office",
    ends=date(2024, 6, 30),
    depth=1,
)
FIELDS = (v.Option(value="f1", label="Mobilität"),)
PLACES = (v.Option(value="07231", label="Thalfang", depth=1),)
LIST = i.InventoryPage(
    slug=SLUG,
    process_title=PROCESS,
    filter=i.InventoryFilter(),
    items=(BUS, APP),
    total=2,
    matching=2,
    statuses=(
        v.Option(value="planned", label="planned", count=1),
        v.Option(value="running", label="running", count=1),
    ),
    fields=FIELDS,
    territories=PLACES,
    kinds=("project", "concept"),
    owners=("administration", "company"),
    gaps=1,
    may_report=True,
)
LIST_NARROWED = msgspec.structs.replace(
    LIST,
    filter=i.InventoryFilter(q="Bus", status="done", view="tree"),
    items=(),
    matching=0,
    may_plan=True,
)
LIST_EMPTY = msgspec.structs.replace(LIST, items=(), total=0, matching=0, gaps=0)
LINK = i.ItemLink(id="n2", title=APP.title, status="planned")
MEASURE = i.MeasureMade(id="m1", number="M-03", title="Rufbus am Abend", status="adopted")
OPEN = i.RecommendationCard(
    id="r1",
    state="open",
    gap="Nach 20 Uhr fährt nichts.",
    text="Den Rufbus bis Mitternacht fahren lassen.",
    made=at(6, 12),
    changed=at(6, 12),
    field=MOBILITY,
    items=(LINK,),
)
TAKEN_UP = msgspec.structs.replace(OPEN, id="r2", state="taken_up", measures=(MEASURE,))
DROPPED = msgspec.structs.replace(
    OPEN, id="r3", state="dropped", reason="Das Land macht es selbst."
)
ITEM = i.ItemPage(
    slug=SLUG,
    process_title=PROCESS,
    card=BUS,
    text_html=Markup("<p>Ein Kleinbus fährt auf Anruf.</p>"),
    cost=80_000,
    link="https://rufbus.example",
    recorded=at(6, 1),
    above=LINK,
    below=(LINK,),
    steps=(
        i.ItemStep(
            kind="inventory.classified",
            at=at(6, 3),
            version=2,
            title=BUS.title,
            status="running",
            field="Mobilität",
            maturity=2,
        ),
        i.ItemStep(
            kind="inventory.changed",
            at=at(6, 2),
            version=2,
            title=BUS.title,
            status="running",
            reason="Der Betrieb hat begonnen.",
        ),
        i.ItemStep(
            kind="inventory.recorded", at=at(6, 1), version=1, title=BUS.title, status="planned"
        ),
    ),
    recommendations=(OPEN, TAKEN_UP),
    measures=(MEASURE,),
)
ITEM_BARE = msgspec.structs.replace(
    ITEM,
    card=APP,
    text_html=None,
    cost=None,
    link="Ordner 7",
    above=None,
    below=(),
    recommendations=(),
    measures=(),
    may_plan=True,
)
GAPS = i.GapPage(slug=SLUG, process_title=PROCESS, recommendations=(OPEN, TAKEN_UP, DROPPED))
GAPS_OFFICE = msgspec.structs.replace(
    GAPS,
    items=(v.Option(value="n1", label=BUS.title),),
    fields=FIELDS,
    may_plan=True,
    errors=(v.FieldError(field="gap", message="Sagen Sie, was fehlt."),),
)
GAPS_EMPTY = msgspec.structs.replace(GAPS, recommendations=())
FORM = i.ItemFormPage(
    slug=SLUG,
    process_title=PROCESS,
    mode="report",
    form=i.ItemFields(),
    fields=FIELDS,
    territories=PLACES,
    kinds=get_args(InventoryKind),
    statuses=get_args(InventoryStatus),
    owners=get_args(OwnerKind),
    errors=(v.FieldError(field="title", message="Sagen Sie, wie es heißt."),),
)
NEW = msgspec.structs.replace(FORM, mode="new", errors=())
CHANGE = msgspec.structs.replace(FORM, mode="edit", item_id="n1", errors=())
DESK = i.InventoryDesk(
    slug=SLUG,
    process_title=PROCESS,
    waiting=(i.WaitingItem(card=BUS, text="Wir fahren seit März.", reported=at(6, 12)),),
    unclassified=(APP,),
    left=1,
    total=2,
    fields=FIELDS,
    errors=(v.FieldError(field="n1-reason", message="Sagen Sie, warum."),),
    erroneous="n1",
)
DESK_EMPTY = i.InventoryDesk(
    slug=SLUG, process_title=PROCESS, waiting=(), unclassified=(), left=0, total=0, fields=()
)
UPLOAD = i.InventoryUpload(slug=SLUG, process_title=PROCESS, fields=("Mobilität", "Umwelt"))
UPLOAD_WRONG = msgspec.structs.replace(
    UPLOAD, errors=(v.FieldError(field="table", message="Wählen Sie eine Datei."),)
)
UPLOADED = msgspec.structs.replace(
    UPLOAD,
    result=i.UploadResult(
        name="bestand.csv",
        created=38,
        repeated=1,
        faulty=(
            i.FaultyRow(line=8, reason="unknown value", detail="vielleicht"),
            i.FaultyRow(line=22, reason="no title", detail=""),
        ),
    ),
)
UPLOADED_WHOLE = msgspec.structs.replace(
    UPLOAD,
    fields=(),
    result=i.UploadResult(name="bestand.csv", created=0, repeated=40, faulty=()),
)
