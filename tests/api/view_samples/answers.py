"""Pages of answers, filled."""

from datetime import date

import msgspec
from markupsafe import Markup

from api.pages import views
from api.pages.views import answers as v
from tests.api.view_samples.material import IDEA, LINK, SLUG, at

PROCESS = "Gemeinsam.Digital: Ideen für den Landkreis"
UNIT = "Fachbereich Mobilität"
FIRST = v.AnswerSaid(
    number=1,
    verdict="not_accepted",
    unit=UNIT,
    at=at(8, 20),
    text_html=Markup("<p>Dafür fehlt das Geld.</p>"),
)
SAID = v.AnswerSaid(
    number=2,
    verdict="partly",
    unit=UNIT,
    at=at(9, 5),
    text_html=Markup("<p>Der Bus kommt bis 22 Uhr.</p>"),
    reason="Der Kreistag gibt mehr Geld.",
    comparison=(
        views.TextPart(kind="removed", text="Dafür fehlt das Geld."),
        views.TextPart(kind="added", text="Der Bus kommt bis 22 Uhr."),
    ),
)
ASKED = v.ReviewView(id="r1", unit=UNIT, due=date(2023, 8, 1))
FILED = v.ReviewView(
    id="r2",
    unit=UNIT,
    due=date(2023, 8, 1),
    feasible="partly",
    least=5000,
    most=9000,
    text="Nur freitags und samstags.",
)
WAITING = v.AnswerPart(due=date(2023, 9, 8), overdue=False, unit=None, reviews=(ASKED,))
OVERDUE = v.AnswerPart(due=date(2023, 9, 8), overdue=True, unit=UNIT)
GIVEN = v.AnswerPart(
    due=date(2023, 9, 8),
    overdue=False,
    unit=UNIT,
    said=SAID,
    former=(FIRST,),
    reviews=(FILED,),
    outcomes=(v.OutcomeView(at=at(11, 2), text="Seit November fährt der Bus."),),
)
NUMBERS = v.AnswerNumbers(ideas=230, answered=212, in_time=198, overdue=9)
LATE = v.DueIdea(idea=LINK, due=date(2023, 9, 8), days=4, unit=UNIT, supports=87)
SOON = v.DueIdea(
    idea=views.IdeaLink(id="i9", receipt="B-2023-0099", title="Bank am Moselufer"),
    due=date(2023, 9, 20),
    days=-8,
    unit=None,
    supports=2,
    merged=True,
    paper=True,
)
UNITS = (views.Option(value="u1", label=UNIT), views.Option(value="u2", label="Bauamt"))
PUBLIC = v.AnswersPage(
    slug=SLUG,
    process_title=PROCESS,
    numbers=NUMBERS,
    units=(
        v.UnitNumbers(unit=UNIT, ideas=30, answered=28, in_time=20, overdue=2),
        v.UnitNumbers(unit=None, ideas=200, answered=184, in_time=178, overdue=7),
    ),
    overdue=(LATE,),
    waiting=9,
    next_due=date(2023, 9, 20),
)
PUBLIC_EMPTY = msgspec.structs.replace(PUBLIC, overdue=(), units=(), waiting=0, next_due=None)
DESK = v.AnswerDesk(
    processes=(
        v.AnswerProcess(slug=SLUG, title=PROCESS, waiting=18),
        v.AnswerProcess(slug="ortskern", title="Ortskern", waiting=0),
    )
)
QUEUE = v.AnswerQueue(
    slug=SLUG, process_title=PROCESS, numbers=NUMBERS, waiting=(LATE, SOON), units=UNITS
)
QUEUE_ERRORS = msgspec.structs.replace(
    QUEUE, errors=(views.FieldError(field="ideas", message="Wählen Sie mindestens eine Idee aus."),)
)
QUEUE_EMPTY = msgspec.structs.replace(QUEUE, waiting=(), units=())
FORM = v.AnswerFormPage(
    slug=SLUG,
    idea=LINK,
    body_html=Markup("<p>Nach 19 Uhr fährt hier nichts mehr.</p>"),
    answer=WAITING,
    units=UNITS,
    measures=(views.Option(value="m1", label="M-01 Rufbus"),),
    form=v.AnswerForm(),
    review=v.ReviewForm(),
)
FORM_GIVEN = msgspec.structs.replace(
    FORM,
    answer=GIVEN,
    form=v.AnswerForm(verdict="partly", unit="u1", text="Der Bus kommt bis 22 Uhr."),
    letter=True,
)
LETTER = v.LetterPage(
    idea=LINK,
    process_title=PROCESS,
    client="Landkreis Bernkastel-Wittlich",
    received_on=date(2023, 7, 3),
    short_url="https://gemeinsam.example/i/B-2023-0012",
    said=FIRST,
)
STEP = views.TimelineEntry(
    event="measure.decision-applied",
    at=at(12, 11),
    named="Kreistag",
    note="Unverändert beschlossen (38 Ja, 2 Nein, Enthaltungen: 2)",
    measure=views.MeasureLink(id="m1", number="M-01", title="Rufbus"),
)
IDEA_WAITING = msgspec.structs.replace(IDEA, answer=WAITING)
IDEA_OVERDUE = msgspec.structs.replace(IDEA, answer=OVERDUE, may_answer=True)
IDEA_ANSWERED = msgspec.structs.replace(
    IDEA, answer=GIVEN, may_answer=True, timeline=(*IDEA.timeline, STEP)
)
