"""The office drafts versions of the mission, and puts one into force that was decided."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.formatting import number, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.missions.public import show
from api.pages.missions.reading import Reading, opened, read
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE
from api.pages.views import FieldError
from api.pages.views.missions import MissionForm, WrittenView
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import DecisionId
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding, publishing
from domain.use_cases.strategy.publishing import WrittenParagraph
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
_SPARE = 2
"""Empty paragraphs at the end of the form."""


class TypedMission(msgspec.Struct):
    seen: str = ""
    reason: str = ""
    paragraph: list[str] | str = msgspec.field(default_factory=list)
    text: list[str] | str = msgspec.field(default_factory=list)

    def written(self) -> tuple[WrittenView, ...]:
        """Return the paragraphs in the order of the form, those left empty included."""
        ids, texts = (
            [each] if isinstance(each, str) else each for each in (self.paragraph, self.text)
        )
        pairs = zip(ids, texts, strict=False)
        return tuple(WrittenView(id=_known_id(key), text=typed(text)) for key, text in pairs)


class TypedAdoption(msgspec.Struct):
    version: str = ""
    decision: str = ""


def _known_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _may(person: Person, reading: Reading) -> None:
    process_id = reading.around.process.process_id
    if not person.may("plan", process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))


@get("/p/{slug:str}/mission/edit", sync_to_thread=True, guards=[office_only])
def edit_mission_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the newest version to be changed.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    reading = read(snapshot, slug, person.at)
    _may(person, reading)
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    newest = reading.versions[-1] if reading.versions else None
    written = tuple(
        WrittenView(id=str(each.id), text=words.text(each.text))
        for each in (newest.paragraphs if newest else ())
    )
    seen = newest.version if newest else 0
    return _form(frame, snapshot, texts, reading, written, seen)


@post("/p/{slug:str}/mission/edit", sync_to_thread=True, guards=[office_only])
def write_mission(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedMission],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Save a new version: empty paragraphs go, the others keep their ids."""
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, slug, asking.at)
        _may(person, reading)
        seen, reason = number(data.seen) or 0, typed(data.reason)
        written = data.written()
        errors = _missing(frame, written, seen, reason)
        if errors:
            return _form(frame, snapshot, texts, reading, written, seen, reason, errors)
        newest = reading.versions[-1].paragraphs if reading.versions else ()
        known = {str(each.id) for each in newest}
        paragraphs = [
            WrittenParagraph(each.text, UUID(each.id) if each.id in known else None)
            for each in written
            if each.text
        ]
        try:
            outcome = publishing.draft_mission(
                platform,
                asking,
                reading.around.process.process_id,
                paragraphs,
                seen=seen,
                opened=dict(texts.open([each.text for each in newest])),
                reason=reason or None,
            )
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="reason", message=frame.refusal(type(refusal).__name__))
            return _form(frame, snapshot, texts, reading, written, seen, reason, (error,))
    done = visible.wait(outcome.position)
    process_id = reading.around.process.process_id
    # Who changes nothing makes no version, and there may be none after the one they saw.
    drafted = folding.mission(Histories(platform.log), process_id).version > seen
    if not drafted:
        return frame.lead_to(f"/p/{slug}/mission/{seen}", "mission_unchanged")
    return frame.lead_to(f"/p/{slug}/mission/{seen + 1}", "mission_drafted" if done else "lagging")


def _missing(
    frame: Frame, written: Sequence[WrittenView], seen: int, reason: str
) -> tuple[FieldError, ...]:
    errors = []
    if not any(each.text for each in written):
        errors.append(frame.error("text-1", N_("Schreiben Sie mindestens einen Absatz.")))
    if seen and not reason:
        text = N_("Sagen Sie, warum Sie das Leitbild ändern. Das wird veröffentlicht.")
        errors.append(frame.error("reason", text))
    return tuple(errors)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    reading: Reading,
    written: tuple[WrittenView, ...],
    seen: int,
    reason: str = "",
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = reading.around.process
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    filled = tuple(each for each in written if each.text or each.id)
    spare = tuple(WrittenView(id="", text="") for _ in range(_SPARE))
    page = MissionForm(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        seen=seen,
        paragraphs=(*filled, *spare),
        reason=reason,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=reading.around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/mission/edit",
        status=400 if errors else 200,
    )


@post("/p/{slug:str}/mission/adoption", sync_to_thread=True, guards=[office_only])
def adopt_mission(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedAdoption],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Put a version into force that a decision adopted.

    Raises:
        NotFoundException: there is no such version.
    """
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, slug, asking.at)
        _may(person, reading)
        row = reading.version(number(data.version) or 0)
        reader = Reader(person, platform.vault)
        decision = _known_id(data.decision)
        if not decision:
            error = frame.error("decision", N_("Wählen Sie den Beschluss über diese Fassung."))
            return show(frame, snapshot, texts, reading, row, reader, (error,))
        process_id = reading.around.process.process_id
        try:
            outcome = publishing.adopt_mission(
                platform, asking, process_id, row.version, DecisionId(UUID(decision))
            )
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            told = FieldError(field="decision", message=frame.refusal(type(refusal).__name__))
            return show(frame, snapshot, texts, reading, row, reader, (told,))
    done = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/mission", "mission_adopted" if done else "lagging")
