"""The register of funding: who pays, until when, and what has to be said (P16)."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.errors import status_of
from api.moments import Seen, clock
from api.pages.amounts import NotWritten, cents, euros
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures.typing import day, ids
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views.common import FieldError
from api.pages.views.labs import FundingPage, LabMeasure, NoticeCard, NoticeForm
from api.pages.vocabulary.amounts import NO_AMOUNT
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Now, Person, Platform, ReadModels, Texts, Visible
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import organising
from domain.use_cases.strategy.organising import NewFunding
from projections import funding, measures
from projections.funding import NoticeRow
from projections.measures import MeasureRow
from projections.model import Snapshot

_ELSEWHERE = {403, 404}


class TypedNotice(msgspec.Struct):
    notice: str = ""
    programme: str = ""
    number: str = ""
    amount: str = ""
    starts: str = ""
    ends: str = ""
    publicity: str = ""


class _Register(msgspec.Struct, frozen=True):
    """The notices of a process, with the measures that each pays for."""

    around: Surroundings
    notices: Sequence[NoticeRow]
    measures: Sequence[tuple[UUID, MeasureRow]]
    words: Words


def _read(snapshot: Snapshot, frame: Frame, texts: TextsPort, slug: str, now: Now) -> _Register:
    around = surroundings.by_slug(snapshot, slug, now)
    process_id = around.process.process_id
    notices = funding.of_process(snapshot, process_id)
    rows = {row.measure_id: row for row in measures.of_process(snapshot, process_id)}
    steps = measures.everything(snapshot, process_id)
    stories = {key: measures.tell(each) for key, each in steps.items()}
    paid = [
        (share.notice, row)
        for key, row in rows.items()
        for share in (stories[key].profile.funding if key in stories else ())
        if share.notice is not None
    ]
    words = opened(texts, [*around.rows, *notices, *rows.values()], frame.say(UNAVAILABLE))
    return _Register(around, notices, paid, words)


@get("/p/{slug:str}/funding", sync_to_thread=True)
def funding_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    notice: FromQuery[str] = "",
) -> Html:
    """Show the register; `notice` puts one of them into the office's form.

    Raises:
        NotFoundException: there is no such process.
    """
    register = _read(seen, frame, texts, slug, clock(seen, now))
    chosen = next((row for row in register.notices if row.notice_id in ids(notice)), None)
    form = _filled(frame, chosen, register.words) if chosen else NoticeForm()
    page = _page(frame, seen, register, form)
    process_id = register.around.process.process_id
    brand = register.around.brand(register.words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


@post("/p/{slug:str}/funding/notices", sync_to_thread=True, guards=[office_only])
def register_funding(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedNotice],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Register a notice, or change one that is there; former ones stay in the history."""
    with read_models.snapshot() as snapshot:
        register = _read(snapshot, frame, texts, slug, asking.at)
        process_id = register.around.process.process_id
        if not person.may("configure", process_id):
            raise NotAllowed(action="configure", needs=sorted(ALLOWED["configure"]))
        new = _written(frame, register, data)
        if not isinstance(new, NewFunding):
            return _again(frame, snapshot, register, data, new)
        try:
            outcome = organising.register_funding(platform, asking, process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="ends", message=frame.refusal(type(refusal).__name__))
            return _again(frame, snapshot, register, data, (error,))
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/funding", "funding_registered" if shown else "lagging")


def _filled(frame: Frame, row: NoticeRow, words: Words) -> NoticeForm:
    return NoticeForm(
        notice=str(row.notice_id),
        programme=words.text(row.programme),
        number=words.text(row.number),
        amount=euros(row.amount, frame.language),
        starts=row.starts.isoformat(),
        ends=row.ends.isoformat(),
        publicity=words.text(row.publicity),
    )


def _written(
    frame: Frame, register: _Register, data: TypedNotice
) -> NewFunding | tuple[FieldError, ...]:
    required = {
        "programme": N_("Nennen Sie das Förderprogramm."),
        "number": N_("Nennen Sie das Zeichen des Bescheids."),
        "publicity": N_("Schreiben Sie den Satz, den der Fördergeber vorgibt."),
    }
    errors = [
        frame.error(name, text)
        for name, text in required.items()
        if not getattr(data, name).strip()
    ]
    try:
        amount = cents(data.amount, frame.language)
    except NotWritten:
        amount = None
    if amount is None:
        errors.append(frame.error("amount", NO_AMOUNT))
    days = {name: _day(getattr(data, name)) for name in ("starts", "ends")}
    errors += [
        frame.error(name, N_("Wählen Sie einen Tag.")) for name, at in days.items() if at is None
    ]
    starts, ends = days["starts"], days["ends"]
    if errors or amount is None or starts is None or ends is None:
        return tuple(errors)
    known = {row.notice_id for row in register.notices}
    return NewFunding(
        programme=data.programme,
        number=data.number,
        amount=amount,
        starts=starts,
        ends=ends,
        publicity=data.publicity,
        notice_id=next((each for each in ids(data.notice) if each in known), None),
    )


def _day(typed: str) -> date | None:
    try:
        return day(typed)
    except NotWritten:
        return None


def _cards(register: _Register) -> Iterator[NoticeCard]:
    words = register.words
    today = register.around.now.astimezone(BERLIN).date()
    for row in register.notices:
        yield NoticeCard(
            id=str(row.notice_id),
            programme=words.text(row.programme),
            number=words.text(row.number),
            amount=row.amount,
            starts=row.starts,
            ends=row.ends,
            publicity=words.text(row.publicity),
            runs_out=row.runs_out(today),
            over=row.ends < today,
            measures=tuple(
                LabMeasure(id=str(m.measure_id), number=m.number, title=words.text(m.title))
                for notice, m in register.measures
                if notice == row.notice_id
            ),
        )


def _page(
    frame: Frame,
    seen: Snapshot,
    register: _Register,
    form: NoticeForm,
    errors: tuple[FieldError, ...] = (),
) -> FundingPage:
    process = register.around.process
    person = frame.person
    return FundingPage(
        slug=process.slug,
        process_title=register.words.text(process.title, process.slug),
        notices=tuple(_cards(register)),
        form=form,
        total=sum(row.amount for row in register.notices),
        may_configure=offices.may(seen, person, "configure", process.process_id),
        may_plan=offices.may(seen, person, "plan", process.process_id),
        errors=errors,
    )


def _again(
    frame: Frame,
    snapshot: Snapshot,
    register: _Register,
    data: TypedNotice,
    errors: tuple[FieldError, ...],
) -> Html:
    form = NoticeForm(**msgspec.structs.asdict(data))
    return frame.show(
        _page(frame, snapshot, register, form, errors),
        nav="measures",
        process=register.around.brand(register.words),
        position=snapshot.position,
        path=f"/p/{register.around.process.slug}/funding",
        status=400,
    )


HANDLERS = (funding_page, register_funding)
