"""The gap list: what is missing, what should follow, and what became of it."""

from typing import cast
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.moments import Seen, clock
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.inventory import cards
from api.pages.inventory.choosing import chosen_field
from api.pages.parts import offices, surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.common import FieldError, Option
from api.pages.views.inventory import GapPage
from api.pages.vocabulary.terms import N_
from api.people import Person as AnyPerson
from api.people import office_only
from api.provided import Asking, Now, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.ports import Texts as TextsPort
from domain.recommendations import RecommendationId
from domain.use_cases.strategy import listing
from domain.use_cases.strategy.listing import NewRecommendation
from projections import inventory
from projections.model import Snapshot as ReadModel


class AdviceForm(msgspec.Struct):
    gap: str = ""
    text: str = ""
    field: str = ""
    item: str = ""


class DropForm(msgspec.Struct):
    reason: str = ""


@get("/p/{slug:str}/gaps", sync_to_thread=True)
def gaps_page(
    slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now, person: Person
) -> Html:
    """Show the recommendations of a process.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    return _show(frame, seen, texts, person, around, AdviceForm())


def _show(
    frame: Frame,
    seen: ReadModel,
    texts: TextsPort,
    person: AnyPerson,
    around: surroundings.Surroundings,
    form: AdviceForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    rows = inventory.recommendations(seen, process.process_id)
    items = inventory.of_process(seen, process.process_id)
    known = cards.around_of(seen, items, rows)
    opening = [*around.rows, *rows, *items, *known.measures.values()]
    words = opened(texts, opening, frame.say(UNAVAILABLE))
    page = GapPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        recommendations=tuple(
            cards.recommendation(row, known, around, words) for row in reversed(rows)
        ),
        items=tuple(Option(value=str(row.item_id), label=words.text(row.title)) for row in items),
        fields=around.field_options(words),
        may_plan=offices.may(seen, person, "plan", process.process_id),
        gap=form.gap,
        text=form.text,
        errors=errors,
    )
    return frame.show(
        page,
        nav="process",
        process=around.brand(words),
        seen=seen,
        about=process.process_id,
        path=f"/p/{process.slug}/gaps" if errors else None,
        status=400 if errors else 200,
    )


@post("/p/{slug:str}/recommendations", sync_to_thread=True, guards=[office_only])
def recommend(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[AdviceForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    person: Person,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Say what is missing, and what should follow."""
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        errors = tuple(
            frame.error(name, text)
            for name, text in (
                ("gap", N_("Sagen Sie, was fehlt.")),
                ("text", N_("Sagen Sie, was folgen soll.")),
            )
            if not getattr(data, name).strip()
        )
        if errors:
            return _show(frame, snapshot, texts, person, around, data, errors)
        items = inventory.of_process(snapshot, around.process.process_id)
    new = NewRecommendation(
        gap=data.gap,
        text=data.text,
        field_id=chosen_field(around, data.field),
        items=tuple(row.item_id for row in items if str(row.item_id) == data.item),
    )
    outcome = listing.recommend(platform, asking, around.process.process_id, new)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/gaps", "recommended" if shown else "lagging")


@post("/recommendations/{recommendation_id:uuid}/drop", sync_to_thread=True, guards=[office_only])
def drop(
    *,
    recommendation_id: FromPath[UUID],
    data: URLEncodedBody[DropForm],
    frame: Framing,
    snapshot: Snapshot,
    platform: Platform,
    asking: Asking,
    visible: Visible,
    now: Now,
) -> Answer:
    """Drop a recommendation for a published reason.

    Raises:
        NotFoundException: there is none.
        TextMissing: no reason was given.
    """
    row = inventory.recommendation(snapshot, cast("RecommendationId", recommendation_id))
    if row is None:
        raise NotFoundException
    around = surroundings.by_id(snapshot, row.process_id, now)
    outcome = listing.drop_recommendation(
        platform, asking, row.process_id, row.recommendation_id, data.reason
    )
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{around.process.slug}/gaps", "advice_dropped" if shown else "lagging")
