"""The office publishes a version: exact measures, the decision, day and place."""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from api.documents.editions import Chosen
from api.documents.issuing import Offer, Press, offer
from api.errors import status_of
from api.pages.decisions.scheduling import day_of
from api.pages.formats import filters
from api.pages.formatting import typed
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.strategies.public import as_file
from api.pages.views import FieldError, Option
from api.pages.views.strategies import FreezableMeasure, PublishForm, PublishPage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import (
    Asking,
    Documents,
    Mode,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from domain.codes import MeasureId
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.strategies import FrozenMeasure
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
_PUBLISHABLE = {"adopted", "planned", "in_implementation", "paused", "completed"}


class TypedVersion(msgspec.Struct):
    measures: list[str] | str = msgspec.field(default_factory=list)
    decision: str = ""
    mission: str = ""
    presented: str = ""
    place: str = ""
    note: str = ""
    act: str = ""

    def view(self) -> PublishForm:
        """Return the form as it is shown again."""
        ticked = [self.measures] if isinstance(self.measures, str) else self.measures
        return PublishForm(
            measures=tuple(ticked),
            decision=self.decision,
            mission=self.mission,
            presented=self.presented,
            place=" ".join(typed(self.place).split()),
            note=typed(self.note),
        )


def _offered(snapshot: ReadModel, person: Person, slug: str) -> Offer:
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return offer(snapshot, around)


@get("/p/{slug:str}/strategy/publish", sync_to_thread=True, guards=[office_only])
def publish_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the form; what a council decided on is chosen already.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    offered = _offered(snapshot, person, slug)
    chosen = tuple(
        _value(row, version)
        for row, version, decided in offered.measures
        if decided and row.status in _PUBLISHABLE
    )
    decision = str(offered.decisions[0].decision_id) if len(offered.decisions) == 1 else ""
    mission = str(offered.mission) if offered.mission else ""
    form = PublishForm(measures=chosen, decision=decision, mission=mission)
    return _show(frame, snapshot, texts, offered, form)


@post("/p/{slug:str}/strategy/publish", sync_to_thread=True, guards=[office_only])
def publish_version(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedVersion],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    documents: Documents,
    mode: Mode,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Response[str] | Response[bytes] | Redirect:
    """Publish a version with its document, or show what the document would say."""
    with read_models.snapshot() as snapshot:
        offered, form = _offered(snapshot, person, slug), data.view()
        chosen, errors = _checked(frame, offered, form)
        if chosen is None:
            return _show(frame, snapshot, texts, offered, form, errors)
        press = Press(texts, documents, mode.base_url)
        document = press.edition(snapshot, offered.around, chosen)
        if data.act == "preview":
            return as_file(document, f"vorschau-{slug}-fassung-{chosen.version}.pdf")
        try:
            process_id = offered.around.process.process_id
            outcome = press.issue(platform, asking, process_id, chosen, document)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="decision", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, texts, offered, form, (error,))
    done = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/strategy", "strategy_published" if done else "lagging")


def _checked(
    frame: Frame, offered: Offer, form: PublishForm
) -> tuple[Chosen | None, tuple[FieldError, ...]]:
    errors = []
    known = {_value(row, version): row.measure_id for row, version, _ in offered.measures}
    frozen = tuple(_frozen(each) for each in form.measures if each in known)
    decision = next((r for r in offered.decisions if str(r.decision_id) == form.decision), None)
    day = day_of(form.presented)
    if not frozen:
        errors.append(frame.error("measures", N_("Nehmen Sie mindestens eine Maßnahme auf.")))
    if decision is None:
        errors.append(frame.error("decision", N_("Wählen Sie den Beschluss über diese Fassung.")))
    if form.presented and day is None:
        errors.append(frame.error("presented", N_("Geben Sie einen Tag an.")))
    if form.place and day is None:
        errors.append(frame.error("presented", N_("Geben Sie auch an, wann die Vorstellung ist.")))
    if errors or decision is None:
        return None, tuple(errors)
    with_mission = offered.mission is not None and form.mission == str(offered.mission)
    chosen = Chosen(
        version=offered.version,
        measures=frozen,
        mission_version=offered.mission if with_mission else None,
        decision=decision,
        presented=day,
        place=form.place or None,
        note=form.note or None,
    )
    return chosen, ()


def _value(row: MeasureRow, version: int) -> str:
    return f"{row.measure_id.hex}:{version}"


def _frozen(value: str) -> FrozenMeasure:
    key, version = value.split(":")
    return FrozenMeasure(MeasureId(UUID(hex=key)), int(version))


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    offered: Offer,
    form: PublishForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = offered.around.process
    words = opened(texts, offered.rows, frame.say(UNAVAILABLE))
    day = filters(frame.language)["day"]
    page = PublishPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        version=offered.version,
        form=form,
        measures=tuple(
            FreezableMeasure(
                value=_value(row, version),
                number=row.number,
                title=words.text(row.title, row.number),
                version=version,
                decided=decided,
                chosen=_value(row, version) in form.measures,
            )
            for row, version, decided in offered.measures
        ),
        decisions=tuple(
            Option(
                value=str(row.decision_id),
                label=words.text(row.title) + (f" ({day(row.session)})" if row.session else ""),
            )
            for row in offered.decisions
        ),
        mission=offered.mission,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=offered.around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/strategy/publish",
        status=400 if errors else 200,
    )
