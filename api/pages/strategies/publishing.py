"""The office publishes a version: exact measures, the decision, day and place."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from api.documents import Document, editions, strategy
from api.documents import Documents as AnyDocuments
from api.documents.editions import Chosen
from api.errors import status_of
from api.pages.decisions.scheduling import day_of
from api.pages.formats import filters
from api.pages.formatting import typed
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
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
from domain.codes import DecisionId, MeasureId
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.strategies import FrozenMeasure, strategy_id_of
from domain.use_cases.strategy import publishing
from domain.use_cases.strategy.publishing import Presentation
from projections import decisions, measures, strategies
from projections.decisions import DecisionRow
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
_ADOPTING = {"unchanged", "changed"}
_PUBLISHABLE = {"adopted", "planned", "in_implementation", "paused", "completed"}
_STOPPED = {"rejected", "stopped"}


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


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What the next version may be made of."""

    around: Surroundings
    version: int
    measures: Sequence[tuple[MeasureRow, int, bool]]
    decisions: Sequence[DecisionRow]
    mission: int | None

    @property
    def rows(self) -> Sequence[msgspec.Struct]:
        """Everything whose texts the form shows."""
        rows = [row for row, _, _ in self.measures]
        return (*self.around.rows, *rows, *self.decisions)


def _offer(snapshot: ReadModel, person: Person, slug: str) -> Offer:
    around = surroundings.by_slug(snapshot, slug, person.at)
    process_id = around.process.process_id
    if not person.may("plan", process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    published = strategies.versions(snapshot, process_id)
    version = published[-1].version + 1 if published else 1
    adopted = strategies.adoptions(snapshot, process_id)
    rows = [row for row in measures.of_process(snapshot, process_id) if row.status not in _STOPPED]
    return Offer(
        around=around,
        version=version,
        measures=[(row, *editions.held_version(snapshot, row.measure_id)) for row in rows],
        decisions=_adopting(snapshot, around, version),
        mission=adopted[-1].version if adopted else None,
    )


def _adopting(snapshot: ReadModel, around: Surroundings, version: int) -> list[DecisionRow]:
    """Return the public decisions in force that adopt this version of the strategy."""
    process_id = around.process.process_id
    about = strategy_id_of(process_id)
    return [
        row
        for row in decisions.register(snapshot, process_id)
        if row.status == "confirmed"
        and row.authoritative
        and row.result in _ADOPTING
        and any(each.id == about and each.version == version for each in row.about)
    ]


@get("/p/{slug:str}/strategy/publish", sync_to_thread=True, guards=[office_only])
def publish_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the form; what a council decided on is chosen already.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    offer = _offer(snapshot, person, slug)
    chosen = tuple(
        _value(row, version)
        for row, version, decided in offer.measures
        if decided and row.status in _PUBLISHABLE
    )
    decision = str(offer.decisions[0].decision_id) if len(offer.decisions) == 1 else ""
    mission = str(offer.mission) if offer.mission else ""
    form = PublishForm(measures=chosen, decision=decision, mission=mission)
    return _show(frame, snapshot, texts, offer, form)


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
        offer, form = _offer(snapshot, person, slug), data.view()
        chosen, errors = _checked(frame, offer, form)
        if chosen is None:
            return _show(frame, snapshot, texts, offer, form, errors)
        document = _document(snapshot, texts, documents, offer, chosen, mode.base_url)
        if data.act == "preview":
            return as_file(document, f"vorschau-{slug}-fassung-{chosen.version}.pdf")
        documents.keep(document)
        try:
            outcome = publishing.publish_strategy(
                platform,
                asking,
                offer.around.process.process_id,
                chosen.measures,
                document.sha256,
                DecisionId(chosen.decision.decision_id),
                chosen.mission_version,
                Presentation(chosen.presented, chosen.place, chosen.note),
            )
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="decision", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, texts, offer, form, (error,))
    done = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/strategy", "strategy_published" if done else "lagging")


def _document(
    snapshot: ReadModel,
    texts: TextsPort,
    documents: AnyDocuments,
    offer: Offer,
    chosen: Chosen,
    base_url: str,
) -> Document:
    around = offer.around
    edition = editions.edition(snapshot, around.process.slug, chosen, around.now)
    content = strategy.content(edition, edition.words(texts), base_url)
    return documents.make("strategy.typ", content)


def _checked(
    frame: Frame, offer: Offer, form: PublishForm
) -> tuple[Chosen | None, tuple[FieldError, ...]]:
    errors = []
    known = {_value(row, version): row.measure_id for row, version, _ in offer.measures}
    frozen = tuple(_frozen(each) for each in form.measures if each in known)
    decision = next((r for r in offer.decisions if str(r.decision_id) == form.decision), None)
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
    with_mission = offer.mission is not None and form.mission == str(offer.mission)
    chosen = Chosen(
        version=offer.version,
        measures=frozen,
        mission_version=offer.mission if with_mission else None,
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
    offer: Offer,
    form: PublishForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = offer.around.process
    words = opened(texts, offer.rows, frame.say(UNAVAILABLE))
    day = filters(frame.language)["day"]
    page = PublishPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        version=offer.version,
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
            for row, version, decided in offer.measures
        ),
        decisions=tuple(
            Option(
                value=str(row.decision_id),
                label=words.text(row.title) + (f" ({day(row.session)})" if row.session else ""),
            )
            for row in offer.decisions
        ),
        mission=offer.mission,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=offer.around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/strategy/publish",
        status=400 if errors else 200,
    )
