"""Answering one idea, answering it anew, saying what came of it, and the letter to print."""

from typing import cast
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages.answers import listing
from api.pages.answers.desk import ACTION, checked, explained
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html, Nav
from api.pages.ideas import becoming
from api.pages.ideas.reading import Reading, read
from api.pages.parts import cards
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option
from api.pages.views.answers import AnswerForm, AnswerFormPage, AnswerPart, LetterPage, ReviewForm
from api.pages.vocabulary.terms import N_
from api.people import holding, office_only
from api.provided import Asking, Platform, ReadModels, Snapshot, Texts, Visible
from api.rendering import formatted
from domain.codes import MeasureId, ProposalId, UnitId, Verdict
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.carrying_out import Platform as PlatformParts
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewAnswer
from projections import measures, proposals
from projections.model import Snapshot as ReadModel


class WrittenAnswer(msgspec.Struct):
    verdict: str = ""
    unit: str = ""
    text: str = ""
    forwarded_to: str = ""
    reason: str = ""


class WrittenOutcome(msgspec.Struct):
    outcome: str = ""
    measure: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back with the page when one of its forms lacked something."""

    form: AnswerForm | None = None
    review: ReviewForm = ReviewForm()
    outcome: str = ""
    measure: str = ""
    errors: tuple[FieldError, ...] = ()


@get("/ideas/{idea_id:uuid}/answer", sync_to_thread=True, guards=[office_only])
def answer_form(
    idea_id: FromPath[UUID], frame: Framing, snapshot: Snapshot, texts: Texts, platform: Platform
) -> Html:
    """Show everything the office can do about the answer to an idea."""
    return show(frame, snapshot, texts, platform, ProposalId(idea_id), Sheet())


def reading_of(
    frame: Frame,
    snapshot: ReadModel,
    platform: PlatformParts,
    idea_id: ProposalId,
    *,
    or_clerk: bool = False,
) -> Reading:
    """Return an idea that is owed an answer, in whose process the reader is in the office.

    With `or_clerk` a clerk of the process may read it too, if it came on paper.

    Raises:
        NotFoundException, NotAllowed: there is none, or not for this reader.
    """
    reader = Reader.of(frame.person, platform.vault, snapshot)
    reading = read(snapshot, reader, idea_id, frame.person.at)
    process_id = reading.around.process.process_id
    on_paper = or_clerk and reading.idea.feed.channel in listing.NOT_ONLINE
    clerk = on_paper and frame.person.may("record_on_behalf", process_id)
    if not clerk and not frame.person.may(ACTION, process_id):
        raise NotAllowed(action=ACTION, needs=sorted(ALLOWED[ACTION]))
    if reading.fate.standing is None:
        raise NotFoundException
    return reading


def show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    platform: PlatformParts,
    idea_id: ProposalId,
    sheet: Sheet,
) -> Html:
    """Show the forms about one idea; with what was typed, if one of them lacked something."""
    reading = reading_of(frame, snapshot, platform, idea_id)
    process_id = reading.around.process.process_id
    chosen = measures.of_process(snapshot, process_id)
    words = opened(texts, [*reading.rows, *chosen], frame.say(UNAVAILABLE))
    answer = cast("AnswerPart", becoming.answer(reading.fate, words, office=True))
    body = words.get(reading.idea.feed.body)
    paper = reading.idea.feed.channel in listing.NOT_ONLINE
    page = AnswerFormPage(
        slug=reading.around.process.slug,
        idea=cards.link(reading.idea.feed, words),
        body_html=None if body is None else formatted(body),
        answer=answer,
        units=listing.unit_options(reading.fate.units.values(), words),
        measures=tuple(
            Option(value=str(row.measure_id), label=f"{row.number} {words.text(row.title)}")
            for row in chosen
        ),
        form=sheet.form or _present(reading, words),
        review=sheet.review,
        outcome_text=sheet.outcome,
        outcome_measure=sheet.measure,
        letter=paper and answer.said is not None,
        errors=sheet.errors,
    )
    return frame.show(
        page,
        nav="answers",
        position=snapshot.position,
        path=f"/ideas/{idea_id}/answer",
        status=400 if sheet.errors else 200,
    )


def _present(reading: Reading, words: Words) -> AnswerForm:
    """Return the form with the answer in force, to be written anew."""
    if not reading.fate.versions:
        return AnswerForm()
    row = reading.fate.versions[-1]
    return AnswerForm(
        verdict=row.verdict,
        unit=str(row.unit),
        text=words.text(row.text),
        forwarded_to=words.text(row.forwarded_to),
    )


def again(
    frame: Frame,
    read_models: ReadModels,
    texts: TextsPort,
    platform: PlatformParts,
    idea_id: UUID,
    sheet: Sheet,
) -> Html:
    """Show the page again with what was typed."""
    with read_models.snapshot() as snapshot:
        return show(frame, snapshot, texts, platform, ProposalId(idea_id), sheet)


@post("/ideas/{idea_id:uuid}/answer", sync_to_thread=True, guards=[office_only])
def give_answer(
    *,
    idea_id: FromPath[UUID],
    data: URLEncodedBody[WrittenAnswer],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Answer an idea, or answer it anew."""
    with read_models.snapshot() as snapshot:
        reading = reading_of(frame, snapshot, platform, ProposalId(idea_id))
    errors = checked(frame, data.verdict, data.unit, data.text)
    if not errors:
        process_id = reading.around.process.process_id
        try:
            new = _new(data, ProposalId(idea_id))
            outcome = answering.publish_answers(platform, asking, process_id, [new])
        except Refusal as refusal:
            errors = (explained(frame, refusal),)
    if errors:
        form = AnswerForm(**msgspec.structs.asdict(data))
        sheet = Sheet(form=form, errors=errors)
        return again(frame, read_models, texts, platform, idea_id, sheet)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}", "answered" if shown else "lagging")


def _new(data: WrittenAnswer, proposal_id: ProposalId) -> NewAnswer:
    return NewAnswer(
        proposal_id=proposal_id,
        verdict=cast("Verdict", data.verdict),
        text=typed(data.text),
        unit=UnitId(UUID(data.unit)),
        forwarded_to=typed(data.forwarded_to) or None,
        reason=typed(data.reason) or None,
    )


@post("/ideas/{idea_id:uuid}/answer/outcome", sync_to_thread=True, guards=[office_only])
def report_outcome(
    *,
    idea_id: FromPath[UUID],
    data: URLEncodedBody[WrittenOutcome],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Say what came of an accepted idea in the end."""
    with read_models.snapshot() as snapshot:
        reading = reading_of(frame, snapshot, platform, ProposalId(idea_id))
    sheet = Sheet(outcome=data.outcome, measure=data.measure)
    if not typed(data.outcome):
        error = frame.error("outcome", N_("Schreiben Sie, was daraus geworden ist."))
        sheet = msgspec.structs.replace(sheet, errors=(error,))
        return again(frame, read_models, texts, platform, idea_id, sheet)
    try:
        outcome = answering.report_outcome(
            platform,
            asking,
            reading.around.process.process_id,
            ProposalId(idea_id),
            typed(data.outcome),
            MeasureId(UUID(data.measure)) if _is_id(data.measure) else None,
        )
    except Refusal as refusal:
        sheet = msgspec.structs.replace(sheet, errors=(explained(frame, refusal),))
        return again(frame, read_models, texts, platform, idea_id, sheet)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/ideas/{idea_id}", "outcome_reported" if shown else "lagging")


def _is_id(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True


@get(
    "/ideas/{idea_id:uuid}/letter",
    sync_to_thread=True,
    guards=[holding("office", "clerk")],
)
def letter(
    idea_id: FromPath[UUID], frame: Framing, snapshot: Snapshot, texts: Texts, platform: Platform
) -> Html:
    """Show the answer as a letter to print, without a name: office or town hall add the address.

    Raises:
        NotFoundException: there is no answer yet.
    """
    reading = reading_of(frame, snapshot, platform, ProposalId(idea_id), or_clerk=True)
    words = opened(texts, reading.rows, frame.say(UNAVAILABLE))
    answer = becoming.answer(reading.fate, words)
    if answer is None or answer.said is None:
        raise NotFoundException
    details = proposals.find(snapshot, ProposalId(idea_id), everything=True)
    row = reading.idea.feed
    page = LetterPage(
        idea=cards.link(row, words),
        process_title=words.text(reading.around.process.title, reading.around.process.slug),
        client=reading.around.client(words),
        received_on=details.details.received_on if details else None,
        short_url=f"{frame.base_url}/i/{row.receipt}",
        said=answer.said,
    )
    nav: Nav = "answers" if "office" in frame.person.roles_anywhere() else "papers"
    return frame.show(page, nav=nav, position=snapshot.position)
