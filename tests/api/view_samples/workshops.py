"""Pages of formats on site, filled."""

from datetime import date
from typing import get_args

import msgspec

from api.pages.views import FieldError, Option
from api.pages.views import workshops as v
from api.pages.views.inventory import MeasureMade
from domain.workshops import FormatKind
from tests.api.view_samples.material import SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen"
WALK = v.FormatCard(
    id="w1",
    kind="gallery_walk",
    title="Rundgang durch die Strategie",
    place="Kreishaus Wittlich",
    on=date(2024, 1, 30),
    state="confirmed",
    attendance=64,
    dots=53,
    excerpt="Gut besucht.",
)
COMING = v.FormatCard(
    id="w2",
    kind="workshop",
    title="Werkstatt Bildung",
    place="VHS",
    on=date(2024, 6, 1),
    state="scheduled",
)
RECORDED = msgspec.structs.replace(COMING, id="w3", state="recorded", on=date(2024, 5, 1))
CANCELLED = msgspec.structs.replace(COMING, id="w4", state="cancelled")
LIST = v.WorkshopsPage(
    slug=SLUG, process_title=PROCESS, coming=(COMING, CANCELLED), held=(WALK, RECORDED)
)
LIST_OFFICE = msgspec.structs.replace(LIST, waiting=(RECORDED,), may_plan=True)
LIST_EMPTY = msgspec.structs.replace(LIST, coming=(), held=())
RESULT = v.ResultView(
    attendance=64,
    summary="Gut besucht.\nViele Gespräche.",
    protocol="Drei Seiten.",
    dots=(
        v.DotsRow(id="m1", number="M-01", title="Rufbus", dots=31),
        v.DotsRow(id="m4", number="M-04", title="Räume", dots=22),
    ),
    total=53,
)
HELD = v.WorkshopPage(
    slug=SLUG,
    process_title=PROCESS,
    card=WALK,
    result=RESULT,
    scored=(
        v.ScoredRow(
            id="m4",
            number="M-04",
            title="Räume",
            benefit=44,
            effort=21,
            result=406,
            quadrant="quick_win",
        ),
    ),
    made=(MeasureMade(id="m4", number="M-04", title="Räume", status="proposed"),),
    steps=(
        v.FormatStep(kind="format.scheduled", at=at(6, 1)),
        v.FormatStep(kind="format.result-discarded", at=at(6, 2), reason="Verzählt."),
    ),
    reason=None,
    today=date(2024, 5, 2),
)
TO_CONFIRM = msgspec.structs.replace(HELD, card=RECORDED, may_plan=True)
MINE = msgspec.structs.replace(TO_CONFIRM, yours=True)
WAITING = msgspec.structs.replace(HELD, card=RECORDED, result=None, scored=(), made=())
CALLED_OFF = msgspec.structs.replace(
    HELD, card=CANCELLED, result=None, scored=(), made=(), reason="Der Markt fällt aus."
)
AHEAD = msgspec.structs.replace(CALLED_OFF, card=COMING, reason=None)
TO_RECORD = msgspec.structs.replace(
    AHEAD,
    card=msgspec.structs.replace(COMING, on=date(2024, 5, 2)),
    may_plan=True,
    reason="Verzählt.",
    measures=(
        Option(value="m1", label="M-01 Rufbus"),
        Option(value="m4", label="M-04 Räume"),
    ),
    form=v.ResultForm(attendance="viele", dots=(("m1", "31"),)),
    errors=(FieldError(field="attendance", message="Geben Sie an, wie viele da waren."),),
)
NEW = v.NewWorkshopPage(
    slug=SLUG,
    process_title=PROCESS,
    form=v.NewFormatForm(),
    kinds=get_args(FormatKind),
    errors=(FieldError(field="title", message="Sagen Sie in wenigen Worten, wie es heißt."),),
)
