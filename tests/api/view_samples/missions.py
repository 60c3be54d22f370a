"""Pages of the mission statement, filled."""

from msgspec.structs import replace

from api.pages.views import FieldError, Option, TextPart
from api.pages.views import missions as v
from api.pages.views.comparing import ComparedText
from tests.api.view_samples.decisions import ENTRY
from tests.api.view_samples.material import SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen"
FIRST = v.MissionLine(number=1, at=at(6, 14), reason=None, adopted=True, holds=False)
HOLDS = v.MissionLine(number=2, at=at(6, 15), reason="Nach der Anhörung", adopted=True, holds=True)
DRAFT = v.MissionLine(number=3, at=at(6, 16), reason="Kürzer", adopted=False, holds=False)
TEXTS = (
    v.ParagraphView(id="p1", number=1, text="Wir teilen, was wir haben.", since=1),
    v.ParagraphView(id="p2", number=2, text="Für alle.", since=2),
)
PAGE = v.MissionPage(
    slug=SLUG,
    process_title=PROCESS,
    shown=HOLDS,
    paragraphs=TEXTS,
    decision=ENTRY,
    versions=(DRAFT, HOLDS, FIRST),
    may_plan=True,
)
FORMER = replace(PAGE, shown=FIRST, may_plan=False, versions=(HOLDS, FIRST))
WAITING = replace(
    PAGE, shown=DRAFT, decision=None, decisions=(Option(value="d1", label="Leitbild beschließen"),)
)
UNDECIDED = replace(PAGE, shown=DRAFT, decision=None)
REFUSED = replace(
    WAITING, errors=(FieldError(field="decision", message="Wählen Sie den Beschluss."),)
)
EMPTY = replace(PAGE, shown=None, paragraphs=(), decision=None, versions=())
COMPARED = v.MissionComparison(
    slug=SLUG,
    process_title=PROCESS,
    before=HOLDS,
    after=DRAFT,
    versions=(DRAFT, HOLDS, FIRST),
    texts=(
        ComparedText(name="Absatz 1", state="same"),
        ComparedText(
            name="Absatz 2", state="changed", parts=(TextPart(kind="added", text="Für alle."),)
        ),
        ComparedText(name="Absatz 3", state="missing"),
    ),
    moved=True,
)
FORM = v.MissionForm(
    slug=SLUG,
    process_title=PROCESS,
    seen=2,
    paragraphs=(v.WrittenView(id="p1", text="Wir teilen."), v.WrittenView(id="", text="")),
)
FORM_ERRORS = replace(
    FORM,
    paragraphs=(v.WrittenView(id="", text=""),),
    errors=(
        FieldError(field="text-1", message="Schreiben Sie mindestens einen Absatz."),
        FieldError(field="reason", message="Sagen Sie, warum."),
    ),
)
FORM_FIRST = replace(FORM, seen=0)
