"""What the office can do with a measure now: one form each, on one page."""

from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import NotWritten
from api.pages.formats import filters
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures import building, cards, choosing, figures, linking
from api.pages.measures.acts import ACTS, carry_out, possible
from api.pages.measures.reading import Reading, opened, read
from api.pages.measures.typed import Given, Typed
from api.pages.parts.words import UNAVAILABLE
from api.pages.views import FieldError, Option
from api.pages.views.office import OfficeMeasurePage
from api.pages.vocabulary.amounts import unread
from api.pages.vocabulary.lacking import lacking, lacking_for
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import MeasureId
from domain.measures import Weights, missing
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from projections import decisions
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}


def _read(snapshot: ReadModel, measure_id: UUID, person: Person, idea: str = "") -> Reading:
    """Read a measure for the office, with what could be linked or decided together with it."""
    reading = read(snapshot, MeasureId(measure_id), person.at)
    process_id = reading.row.process_id
    if not person.may("plan", process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    mine = {each.decision_id for each in reading.story.decisions.values()}
    waiting = decisions.unscheduled(snapshot, [process_id])
    others = [row for row in waiting if row.decision_id not in mine]
    return msgspec.structs.replace(
        reading,
        handed_in=others,
        linkable=linking.linkable(snapshot, reading.row, reading.sources),
        named=linking.named(snapshot, process_id, idea),
    )


@get("/measures/{measure_id:uuid}/office", sync_to_thread=True, guards=[office_only])
def office_measure_page(
    *,
    measure_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    act: FromQuery[str] = "",
) -> Html:
    """Show what can be done with a measure now; `act` is the form to be open.

    Raises:
        NotFoundException: there is no such measure.
        NotAllowed: the reader is not of the office of its process.
    """
    reading = _read(snapshot, measure_id, person)
    return _show(frame, snapshot, texts, reading, Typed(act=act))


@post("/measures/{measure_id:uuid}/office", sync_to_thread=True, guards=[office_only])
def act_on_measure(
    *,
    measure_id: FromPath[UUID],
    data: URLEncodedBody[Typed],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Do one thing; a refusal comes back with the page and says what is missing."""
    with read_models.snapshot() as snapshot:
        reading = _read(snapshot, measure_id, person, data.idea)
        try:
            outcome = carry_out(platform, asking, reading, Given(data, frame.language))
        except NotWritten as error:
            told = frame.error(error.field, unread(error.field))
            return _show(frame, snapshot, texts, reading, data, told.message, error=told)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            text = frame.refusal(type(refusal).__name__)
            lacks = lacking_for(refusal, frame.say, filters(frame.language)["money"])
            return _show(frame, snapshot, texts, reading, data, text, lacks)
    shown = visible.wait(outcome.position)
    notice = f"act_{data.act}" if shown else "lagging"
    return frame.lead_to(f"/measures/{measure_id}/office", notice)


def lacks_of(frame: Frame, reading: Reading) -> tuple[str, ...]:
    """Return what a council still needs to know of a measure, in the reader's language."""
    profile = reading.story.profile
    codes = missing(profile, assessed=bool(reading.story.assessments))
    return lacking(list(codes), profile.gap, frame.say, filters(frame.language)["money"])


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    reading: Reading,
    typed: Typed,
    problem: str | None = None,
    lacks: tuple[str, ...] = (),
    error: FieldError | None = None,
) -> Html:
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    story, around = reading.story, reading.around
    profile, today = story.profile, around.now.astimezone(BERLIN).date()
    asked = building.statements(reading, words, today)
    stones = building.milestones(reading, words, today)
    items = choosing.waiting_items(snapshot, texts, reading, words)
    page = OfficeMeasurePage(
        card=cards.card(reading.row, around, words),
        slug=around.process.slug,
        acts=possible(reading),
        missing=lacks_of(frame, reading),
        shares=tuple(figures.shares(frame, profile, words)),
        cost_once=profile.cost_once,
        addressees=choosing.addressees(frame, reading, words),
        bodies=choosing.bodies(reading, words),
        partner_bodies=choosing.partners(reading, words),
        together=tuple(
            Option(value=str(row.decision_id), label=label)
            for row, label in items
            if row.territory is None
        ),
        partner_together=tuple(
            Option(value=str(row.decision_id), label=label)
            for row, label in items
            if row.territory is not None
        ),
        waiting=tuple(each for each in asked if each.stance is None),
        milestones=tuple(each for each in stones if each.reached is None),
        today=today,
        weights=tuple(msgspec.structs.asdict(Weights()).items()),
        formats=tuple(
            Option(value=str(row.workshop_id), label=words.text(row.title))
            for row in reading.behind.formats
        ),
        sources=choosing.sources(frame, reading, words),
        linkable=linking.options(frame, texts, reading.linkable),
        act=typed.act if typed.act in ACTS else "",
        typed=msgspec.structs.asdict(typed) if problem else {},
        problem=problem,
        lacks=lacks,
        errors=(error,) if error and error.field else (),
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        status=400 if problem else 200,
    )
