"""The office's desk: what waits by its day, and one form to answer many ideas alike."""

from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.errors import status_of
from api.pages.answers import listing
from api.pages.formatting import number, ticked, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import numbering_pages, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.answers import AnswerDesk, AnswerProcess, AnswerQueue, BatchForm
from api.pages.vocabulary.terms import N_
from api.people import Person as Somebody
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import ProposalId, UnitId, Verdict
from domain.messages import Refusal
from domain.permissions import ALLOWED, Action, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewAnswer
from projections import answers, processes
from projections.model import Snapshot as ReadModel

ACTION: Action = "plan"
ELSEWHERE = {403, 404}
"""Answers that no other form would change."""


@get("/answers", sync_to_thread=True, guards=[office_only])
def answer_desk(frame: Framing, snapshot: Snapshot, texts: Texts, person: Person) -> Html:
    """Show the processes in which the reader works in the office."""
    known = [row for row in processes.all_processes(snapshot) if person.may(ACTION, row.process_id)]
    words = opened(texts, known, frame.say(UNAVAILABLE))
    page = AnswerDesk(
        processes=tuple(
            AnswerProcess(
                slug=row.slug,
                title=words.text(row.title, row.slug),
                waiting=answers.unanswered(snapshot, row.process_id),
            )
            for row in known
        )
    )
    return frame.show(page, nav="answers", position=snapshot.position)


class ManyForm(msgspec.Struct):
    """`ideas` are the ids that were ticked."""

    ideas: list[str] | str = msgspec.field(default_factory=list)
    verdict: str = ""
    unit: str = ""
    text: str = ""
    forwarded_to: str = ""
    page: str = ""

    def view(self) -> BatchForm:
        """Return the form as it is shown again."""
        return BatchForm(
            ideas=ticked(self.ideas),
            verdict=self.verdict,
            unit=self.unit,
            text=self.text,
            forwarded_to=self.forwarded_to,
            page=number(self.page) or 1,
        )


def of_the_office(snapshot: ReadModel, slug: str, person: Somebody) -> Surroundings:
    """Return a process in which the reader works in the office.

    Raises:
        NotFoundException, NotAllowed: there is none, or not for this reader.
    """
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may(ACTION, around.process.process_id):
        raise NotAllowed(action=ACTION, needs=sorted(ALLOWED[ACTION]))
    return around


@get("/p/{slug:str}/answers/desk", sync_to_thread=True, guards=[office_only])
def answer_queue(
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    page: FromQuery[str] = "",
) -> Html:
    """Show what waits for an answer, merged ideas included."""
    form = BatchForm(page=number(page) or 1)
    return _queue(frame, snapshot, texts, of_the_office(snapshot, slug, person), form)


@post("/p/{slug:str}/answers/desk", sync_to_thread=True, guards=[office_only])
def answer_many(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[ManyForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Give the same answer to many ideas: to all of them, or to none."""
    with read_models.snapshot() as snapshot:
        around = of_the_office(snapshot, slug, person)
        errors = _missing(frame, data)
        ids = [_id(each) for each in ticked(data.ideas)]
        unit = _id(data.unit)
        if not errors and unit is not None:
            new = [_new(data, each, unit) for each in ids if each is not None]
            try:
                process_id = around.process.process_id
                outcome = answering.publish_answers(platform, asking, process_id, new)
            except Refusal as refusal:
                errors = (explained(frame, refusal),)
        if errors or unit is None:
            return _queue(frame, snapshot, texts, around, data.view(), errors)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/answers/desk", "answers_published" if shown else "lagging")


def _new(data: ManyForm, proposal_id: UUID, unit: UUID) -> NewAnswer:
    return NewAnswer(
        proposal_id=ProposalId(proposal_id),
        verdict=cast("Verdict", data.verdict),
        text=typed(data.text),
        unit=UnitId(unit),
        forwarded_to=typed(data.forwarded_to) or None,
    )


def _missing(frame: Frame, data: ManyForm) -> tuple[FieldError, ...]:
    errors = list(checked(frame, data.verdict, data.unit, data.text))
    ideas = ticked(data.ideas)
    if not ideas or any(_id(each) is None for each in ideas):
        errors.insert(0, frame.error("ideas", N_("Wählen Sie mindestens eine Idee aus.")))
    return tuple(errors)


def checked(frame: Frame, verdict: str, unit: str, text: str) -> tuple[FieldError, ...]:
    """Return what is missing in any form that holds an answer."""
    errors = []
    if verdict not in get_args(Verdict):
        errors.append(frame.error("verdict", N_("Wählen Sie aus, wie die Antwort lautet.")))
    if _id(unit) is None:
        errors.append(frame.error("unit", N_("Wählen Sie die zuständige Einheit aus.")))
    if not typed(text):
        errors.append(frame.error("text", N_("Begründen Sie die Antwort.")))
    return tuple(errors)


def explained(frame: Frame, refusal: Refusal) -> FieldError:
    """Return what a refusal means, at the field it is about; others are raised again."""
    name = type(refusal).__name__
    if status_of(refusal) in ELSEWHERE and name != "UnitUnknown":
        raise refusal
    return frame.error(_FIELDS.get(name, "text"), frame.refusal(name))


_FIELDS = {
    "ForwardingNeedsAddressee": "forwarded_to",
    "RevisionNeedsReason": "reason",
    "ReviewDueInThePast": "due",
    "CostRangeReversed": "most",
    "UnitUnknown": "unit",
    "NothingWasPromised": "outcome",
}
"""Where on a form a refusal is explained."""


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _queue(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    form: BatchForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    found = listing.read(snapshot, around, everything=True, page=form.page)
    words = opened(texts, found.rows, frame.say(UNAVAILABLE))
    slug = around.process.slug
    page = AnswerQueue(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        numbers=listing.numbers(answers.numbers(found.standings)),
        waiting=listing.due_ideas(found.listed, found, words),
        pages=numbering_pages.pages(frame, snapshot, f"/p/{slug}/answers/desk", found.page),
        units=listing.unit_options(found.units.values(), words),
        form=form,
        errors=errors,
    )
    return frame.show(
        page,
        nav="answers",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{slug}/answers/desk",
        status=400 if errors else 200,
    )
