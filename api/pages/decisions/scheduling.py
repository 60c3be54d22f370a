"""Putting something on a body's agenda."""

import re
from datetime import date
from typing import Any, cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.days import typed_day
from api.pages.decisions.reading import Agenda, agenda, subject
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option
from api.pages.views.decisions import AgendaForm, SchedulePage, SubjectView
from api.pages.vocabulary.terms import N_
from api.people import Person as AnyPerson
from api.people import secretaries_only
from api.provided import Asking, Now, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import BodyId, DecisionId
from domain.decisions import ConsultationRole, DecisionSubject
from domain.measures import MeasureNotSubmitted
from domain.people import ProcessId
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.strategies import strategy_id_of
from domain.use_cases.strategy import deciding
from projections import decisions
from projections.decisions import SubmissionRow
from projections.model import Snapshot as ReadModel

_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-z]?")
NOT_HANDED_IN = N_(
    "Verbindlich entscheidet ein Gremium nur über Maßnahmen, die ihm für genau diesen Punkt "
    "vorgelegt sind. Das Projektbüro kann mehrere gemeinsam vorlegen."
)

ELSEWHERE = N_(
    "Vorgelegt ist die Maßnahme einem anderen Gremium. Entscheidet wirklich das gewählte, "
    "kreuzen Sie es an."
)


class NewItemForm(msgspec.Struct):
    body: str = ""
    elsewhere: str = ""
    session: str = ""
    number: str = ""
    title: str = ""
    reference: str = ""
    url: str = ""
    role: str = "decision"
    authoritative: str = ""
    public: str = ""
    subjects: list[str] | str = []
    decision: str = ""

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is decided on; forms send a single choice without a list."""
        return (self.subjects,) if isinstance(self.subjects, str) else tuple(self.subjects)

    def view(self) -> AgendaForm:
        """Return the form as it is shown again."""
        given = msgspec.structs.asdict(self)
        boxes = ("authoritative", "public", "elsewhere")
        yes = {name: bool(given[name]) for name in boxes}
        return AgendaForm(**{**given, **yes, "subjects": self.ticked})


def _allow(person: AnyPerson, process_id: ProcessId) -> None:
    """Let through who is a secretary of this very process.

    Raises:
        NotAllowed: they are not.
    """
    if not person.may("record_decision", process_id):
        needs = sorted(ALLOWED["record_decision"])
        raise NotAllowed(action="record_decision", needs=needs)


@get("/p/{slug:str}/council/new", sync_to_thread=True, guards=[secretaries_only])
def schedule_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    now: Now,
    decision: FromQuery[str] = "",
) -> Html:
    """Show the form; `decision` names what was submitted and is to be put on the agenda."""
    around = surroundings.by_slug(snapshot, slug, now)
    _allow(person, around.process.process_id)
    found = agenda(snapshot, around)
    handed = _handed(snapshot, around.process.process_id, decision)
    named = decisions.names(snapshot, [row.measure_id for row in handed])
    words = opened(texts, named.values(), "")
    first = named.get((handed[0].measure_id, handed[0].version)) if handed else None
    form = AgendaForm(
        body=str(handed[0].body_id) if handed else "",
        title=words.text(first.title) if first and len(handed) == 1 else "",
        subjects=tuple(f"measure:{row.measure_id.hex}:{row.version}" for row in handed),
        decision=decision if handed else "",
    )
    return _form(frame, snapshot, texts, found, form)


def _handed(snapshot: ReadModel, process_id: ProcessId, decision: str) -> list[SubmissionRow]:
    waiting = decisions.unscheduled(snapshot, [process_id])
    return [row for row in waiting if str(row.decision_id) == decision]


@post("/p/{slug:str}/council/new", sync_to_thread=True, guards=[secretaries_only])
def schedule(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[NewItemForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Put an item on the agenda, or show what is missing."""
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        process_id = around.process.process_id
        _allow(person, process_id)
        found = agenda(snapshot, around)
        handed = _handed(snapshot, process_id, data.decision)
        new, errors = _checked(frame, data, found, handed)
        if new is None:
            return _form(frame, snapshot, texts, found, data.view(), errors)
        try:
            outcome = deciding.schedule(platform, asking, process_id, new)
        except MeasureNotSubmitted:
            # Said now: after the session nobody could confirm what was decided.
            error = frame.error("subjects", NOT_HANDED_IN)
            return _form(frame, snapshot, texts, found, data.view(), (error,))
    done = visible.wait(outcome.position)
    return frame.lead_to("/council", "item_scheduled" if done else "lagging")


def _checked(
    frame: Frame, data: NewItemForm, found: Agenda, handed: list[SubmissionRow]
) -> tuple[deciding.NewAgendaItem | None, tuple[FieldError, ...]]:
    errors = []
    body = next((each for each in found.bodies if str(each) == data.body), None)
    session = day_of(data.session)
    if body is None:
        errors.append(frame.error("body", N_("Wählen Sie das Gremium.")))
    if session is None:
        errors.append(frame.error("session", N_("Geben Sie den Tag der Sitzung an.")))
    if _NUMBER.fullmatch(data.number.strip()) is None:
        errors.append(frame.error("number", N_("Geben Sie die Nummer so an: 7 oder 7.1.")))
    if not data.title.strip():
        errors.append(frame.error("title", N_("Geben Sie den Betreff an.")))
    if data.url.strip() and not data.url.strip().startswith("https://"):
        errors.append(frame.error("url", N_("Die Adresse muss mit https:// beginnen.")))
    if data.url.strip() and not data.reference.strip():
        errors.append(frame.error("reference", N_("Geben Sie die Nummer der Vorlage an.")))
    if data.role not in get_args(ConsultationRole):
        errors.append(frame.error("role", N_("Wählen Sie, was das Gremium tut.")))
    if body is not None and _is_elsewhere(data, body, handed) and not data.elsewhere:
        errors.append(frame.error("elsewhere", ELSEWHERE))
    about = [each for each in map(_subject, data.ticked) if each is not None]
    if errors or session is None:
        return None, tuple(errors)
    return _item(data, cast("BodyId", body), session, tuple(about), handed), ()


def _is_elsewhere(data: NewItemForm, body: BodyId, handed: list[SubmissionRow]) -> bool:
    """Tell whether another body would decide than the one it was submitted to.

    The competence may have moved, or the office was mistaken: a secretary knows, and says so.
    """
    return data.role == "decision" and any(row.body_id != body for row in handed)


def _item(
    data: NewItemForm,
    body: BodyId,
    session: date,
    about: tuple[DecisionSubject, ...],
    handed: list[SubmissionRow],
) -> deciding.NewAgendaItem:
    reference = data.reference.strip()
    role = cast("ConsultationRole", data.role)
    return deciding.NewAgendaItem(
        body_id=body,
        session=session,
        number=data.number.strip(),
        title=" ".join(data.title.split()),
        paper=deciding.WrittenPaper(reference=reference, url=data.url.strip() or None)
        if reference
        else None,
        role=role,
        authoritative=role == "decision" and bool(data.authoritative),
        public=bool(data.public),
        subjects=about,
        territory=handed[0].territory if handed else None,
        # A consultation before the decision must leave the decision's own id free.
        decision_id=handed[0].decision_id if handed and role == "decision" else None,
    )


def _subject(written: str) -> DecisionSubject | None:
    try:
        kind, subject_id, version = written.split(":")
        given: dict[str, Any] = {"kind": kind, "id": UUID(hex=subject_id), "version": int(version)}
        return msgspec.convert(given, DecisionSubject)
    except (ValueError, msgspec.ValidationError):
        return None


def day_of(typed: str) -> date | None:
    """Return a day as browsers send it; None if it is none."""
    try:
        return typed_day(typed)
    except ValueError:
        return None


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    found: Agenda,
    form: AgendaForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = found.around.process
    named = decisions.decidable(snapshot, process.process_id)
    words = opened(texts, [*found.rows, *named.values()], frame.say(UNAVAILABLE))
    page = SchedulePage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        form=form,
        bodies=tuple(
            Option(value=str(row.body_id), label=words.text(row.name))
            for row in found.bodies.values()
            if row.seats is not None
        ),
        subjects=_choices(snapshot, process.process_id, named, words),
        errors=errors,
    )
    path = f"/p/{process.slug}/council/new"
    status = 400 if errors else 200
    return frame.show(page, nav="council", position=snapshot.position, path=path, status=status)


def _choices(
    snapshot: ReadModel, process_id: ProcessId, named: decisions.Names, words: Words
) -> tuple[SubjectView, ...]:
    """Return submitted measures, the newest mission, and the strategy's next version."""
    waiting = {(row.measure_id, row.version) for row in decisions.submissions(snapshot, process_id)}
    missions = [key for key, row in named.items() if row.kind == "mission"]
    newest = {max(missions, key=lambda key: key[1])} if missions else set()
    chosen = [row for key, row in named.items() if key in waiting | newest]
    chosen.sort(key=lambda row: (row.kind, row.number or "", row.version))
    told = [subject(row, row.kind, row.subject_id, row.version, words) for row in chosen]
    next_version = decisions.strategy_version(snapshot, process_id) + 1
    return (*told, subject(None, "strategy", strategy_id_of(process_id), next_version, words))


def decision_id_of(written: str) -> DecisionId | None:
    """Return the decision an option of a form names."""
    try:
        return DecisionId(UUID(written))
    except ValueError:
        return None
