"""Pages of paper intake, filled."""

from datetime import date
from typing import get_args

import msgspec

from api.pages import views
from api.pages.views import papers as v
from domain.papers import AsideReason
from tests.api.view_samples.material import SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen für den Landkreis"
MINE = v.PaperEntry(
    id="p1",
    receipt="B-2023-0148",
    title="Bänke am Moselufer",
    process_title=PROCESS,
    received_on=date(2023, 6, 12),
    transcribed_at=at(6, 13),
    state="waiting",
    yours=True,
)
THEIRS = msgspec.structs.replace(MINE, id="p2", receipt="B-2023-0149", yours=False)
CONFIRMED = msgspec.structs.replace(
    MINE, id="p3", state="confirmed", settled_at=at(6, 14), idea_id="i3"
)
PUT_ASIDE = msgspec.structs.replace(
    MINE, id="p4", state="set_aside", settled_at=at(6, 14), reason="duplicate"
)
LETTERS = (
    v.PaperLetter(
        kind="answer",
        path="/ideas/i3/letter",
        receipt="B-2023-0150",
        title="Bänke am Moselufer",
        process_title=PROCESS,
        at=at(9, 20),
    ),
    v.PaperLetter(
        kind="decision",
        path="/papers/p3/letter",
        receipt="B-2023-0151",
        title="Werbung für ein Café",
        process_title=PROCESS,
        at=at(6, 19),
    ),
    v.PaperLetter(
        kind="set_right",
        path="/papers/p5/letter",
        receipt="B-2023-0153",
        title="Lesecafé am Busbahnhof",
        process_title=PROCESS,
        at=at(6, 27),
    ),
)
DESK = v.PaperDesk(
    processes=(v.PaperProcess(slug=SLUG, title=PROCESS),),
    waiting=(MINE, THEIRS),
    settled=(CONFIRMED, PUT_ASIDE),
    letters=LETTERS,
    number="B-2023-0150",
    found=(CONFIRMED,),
)
DESK_EMPTY = v.PaperDesk(processes=(), waiting=(), settled=())
FORM = v.PaperFormPage(
    slug=SLUG,
    process_title=PROCESS,
    form=v.PaperForm(title="Bänke"),
    fields=(views.Option(value="f1", label="Mobilität"),),
    territories=(views.Option(value="07231", label="Thalfang", depth=1),),
    today=date(2023, 6, 13),
    errors=(views.FieldError(field="received_on", message="Geben Sie den Tag an."),),
)
CORRECTION = msgspec.structs.replace(FORM, paper_id="p1", receipt="B-2023-0148", errors=())
PAPER = v.PaperPage(
    entry=THEIRS,
    body="Wer alt ist, muss sich ausruhen können.\n\nUnd wer jung ist, auch.",
    field="Mobilität",
    territory="Thalfang",
    reasons=get_args(AsideReason),
    errors=(views.FieldError(field="reason", message="Wählen Sie einen Grund."),),
)
FATE = v.PaperFate(
    state="rejected",
    public=False,
    statement=views.Statement(
        outcome="reject",
        rules=("HR05",),
        explanation="Der Text wirbt für ein Geschäft und schlägt nichts vor.",
        decided_at=at(6, 19),
        quoted="Besuchen Sie uns!",
    ),
    appeal_until=date(2023, 12, 19),
    may_appeal=True,
    appeal="Ich wollte nur",
)
APPEALED = msgspec.structs.replace(FATE, may_appeal=False, appealed_at=at(6, 20), appeal="")
SET_RIGHT = msgspec.structs.replace(
    APPEALED,
    state="published",
    public=True,
    ruling="overturned",
    ruled_at=at(6, 27),
    ruling_explanation="Das Café ist nur ein Beispiel, der Vorschlag gilt allen.",
)
UPHELD = msgspec.structs.replace(APPEALED, ruling="upheld", ruling_explanation="Es bleibt Werbung.")
TURNED_AWAY = msgspec.structs.replace(
    PAPER,
    entry=CONFIRMED,
    fate=FATE,
    errors=(views.FieldError(field="text", message="Schreiben Sie ab, warum."),),
)
OBJECTED = msgspec.structs.replace(TURNED_AWAY, errors=(), fate=APPEALED)
RULED = msgspec.structs.replace(TURNED_AWAY, errors=(), fate=UPHELD)
PUBLIC = msgspec.structs.replace(
    TURNED_AWAY, errors=(), fate=v.PaperFate(state="published", public=True, answered=True)
)
LETTER = v.PaperLetterPage(
    paper_id="p3",
    receipt="B-2023-0151",
    title="Werbung für ein Café",
    process_title=PROCESS,
    client="Landkreis Bernkastel-Wittlich",
    received_on=date(2023, 6, 12),
    short_url="https://mitmachen.example/i/B-2023-0151",
    fate=FATE,
)
LETTER_OBJECTED = msgspec.structs.replace(LETTER, fate=APPEALED)
LETTER_RULED = msgspec.structs.replace(LETTER, fate=UPHELD)
LETTER_SET_RIGHT = msgspec.structs.replace(LETTER, fate=SET_RIGHT)
RECEIPT = v.PaperReceiptPage(
    paper_id="p1",
    receipt="B-2023-0148",
    title="Bänke am Moselufer",
    process_title=PROCESS,
    received_on=date(2023, 6, 12),
    short_url="https://gemeinsam.example/i/B-2023-0148",
)
