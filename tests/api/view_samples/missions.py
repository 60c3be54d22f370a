"""Pages of the mission statement, filled."""

from markupsafe import Markup
from msgspec.structs import replace

from api.pages.views import Author, FieldError, Option, TextPart
from api.pages.views import missions as v
from api.pages.views.comparing import ComparedText
from tests.api.view_samples.decisions import ENTRY
from tests.api.view_samples.material import SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen"
FIRST = v.MissionLine(number=1, at=at(6, 14), reason=None, adopted=True, holds=False)
HOLDS = v.MissionLine(number=2, at=at(6, 15), reason="Nach der Anhörung", adopted=True, holds=True)
DRAFT = v.MissionLine(number=3, at=at(6, 16), reason="Kürzer", adopted=False, holds=False)
REMARK = v.RemarkView(
    id="r1",
    state="visible",
    version=2,
    posted_at=at(6, 15),
    author=Author(kind="citizen", name="Teilnehmer·in 4F2"),
    body_html=Markup("<p>Der Wald gehört auch hinein.</p>"),
    may_report=True,
)
REMARKS = (
    REMARK,
    replace(
        REMARK,
        id="r2",
        mine=True,
        state="held",
        version=1,
        edited_at=at(6, 15),
        editable_until=at(6, 15, 13),
        may_withdraw=True,
        may_report=False,
    ),
    replace(REMARK, id="r3", state="hidden", body_html=None, rules=("HR01",), may_report=False),
    replace(REMARK, id="r4", state="withdrawn", body_html=None, may_report=False),
    replace(REMARK, id="r5", state="held", body_html=None, may_report=False),
)
OPEN = v.Remarking(may=True, obstacle=None, newest=3, form=v.RemarkForm())
TEXTS = (
    v.ParagraphView(id="p1", number=1, text="Wir teilen, was wir haben.", since=1, remarks=REMARKS),
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
    remarking=replace(OPEN, may=False),
)
FORMER = replace(PAGE, shown=FIRST, may_plan=False, versions=(HOLDS, FIRST))
WAITING = replace(
    PAGE, shown=DRAFT, decision=None, decisions=(Option(value="d1", label="Leitbild beschließen"),)
)
UNDECIDED = replace(PAGE, shown=DRAFT, decision=None)
SURPASSED = replace(PAGE, shown=replace(FIRST, adopted=False), decision=None)
REFUSED = replace(
    WAITING, errors=(FieldError(field="decision", message="Wählen Sie den Beschluss."),)
)
EMPTY = replace(PAGE, shown=None, paragraphs=(), decision=None, versions=(), remarking=None)
REMARKING = replace(UNDECIDED, remarking=OPEN)
STRANGER = replace(UNDECIDED, remarking=replace(OPEN, may=False, obstacle="sign_in"))
OVER = replace(UNDECIDED, remarking=replace(OPEN, may=False, obstacle="phase_closed"))
LACKING = replace(
    UNDECIDED,
    remarking=replace(
        OPEN,
        form=v.RemarkForm(
            paragraph="p2", errors=(FieldError(field="body", message="Schreiben Sie etwas."),)
        ),
    ),
)
CORRECTED = v.RemarkEditPage(id="r2", body="Der Wald fehlt.", editable_until=at(6, 15, 13))
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
