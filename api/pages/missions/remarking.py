"""Saying something about a paragraph of the mission, correcting it, taking it back."""

from functools import partial
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect

from api.errors import Malformed
from api.pages.formatting import number, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.missions.public import show
from api.pages.missions.reading import read
from api.pages.missions.remarks import editable_until
from api.pages.parts import short_texts, surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.missions import RemarkEditPage, RemarkForm
from api.people import signed_in_only
from api.problems import WrongField
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from api.suspicion import suspicious
from domain.codes import RemarkId
from domain.messages import Refusal
from domain.ports import Texts as TextsPort
from domain.remarks import NotTheAuthorOfTheRemark, RemarkWindowIsOver
from domain.use_cases.remarking import Remarked, edit_remark, post_remark, withdraw_remark
from projections import remarks, strategies
from projections.model import Snapshot as ReadModel
from projections.remarks import RemarkRow


class NewRemark(msgspec.Struct):
    paragraph: str = ""
    seen: str = ""
    body: str = ""


class EditForm(msgspec.Struct):
    body: str = ""


@post("/p/{slug:str}/mission/remarks", sync_to_thread=True, guards=[signed_in_only])
def remark(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[NewRemark],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Post a remark; what lacks something comes back as it was typed.

    Raises:
        Malformed: no paragraph, or no version is named.
    """
    paragraph, body = _paragraph(data), typed(data.body)
    version = number(data.seen)
    if version is None:
        raise Malformed(WrongField("seen", "not the number of a version"))
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, slug, person.at)
        process_id = reading.around.process.process_id
        errors = short_texts.wrong(frame, body)
        if errors:
            form = RemarkForm(paragraph=str(paragraph), body=data.body, errors=errors)
            reader = Reader(person, platform.vault)
            return show(
                frame, snapshot, texts, reading, reading.version(version), reader, form=form
            )
    try:
        allowances.spend("comments", person)
        outcome = post_remark(
            platform,
            asking,
            process_id,
            paragraph,
            body,
            seen=version,
            suspicious=suspicious(body),
        )
    except Refusal as refusal:
        return short_texts.refused(frame, f"/p/{slug}/mission", body, refusal)
    posted = msgspec.json.decode(outcome.result, type=Remarked)
    done = "remarked" if visible.wait(outcome.position) else "lagging"
    return frame.lead_to(f"/p/{slug}/mission/{version}", done, anchor=f"r-{posted.id}")


def _paragraph(data: NewRemark) -> UUID:
    try:
        return UUID(data.paragraph)
    except ValueError as error:
        raise Malformed(WrongField("paragraph", "not the id of a paragraph")) from error


@get("/remarks/{remark_id:uuid}", sync_to_thread=True)
def remark_place(
    remark_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    platform: Platform,
    done: FromQuery[str] = "",
) -> Redirect:
    """Lead to the newest version of the mission in which a remark stands, notice included.

    Raises:
        NotFoundException: there is none that the reader may know of.
    """
    reader = Reader(frame.person, platform.vault)
    row = reader.readable(remark_id, partial(remarks.find, snapshot, RemarkId(remark_id)))
    return frame.lead_to(_page_of(frame, snapshot, row), done or None, anchor=f"r-{remark_id}")


def _last_version(snapshot: ReadModel, row: RemarkRow) -> int:
    """Return the newest version that has the paragraph of a remark."""
    having = [
        each.version
        for each in strategies.missions(snapshot, row.process_id)
        if row.paragraph_id in {paragraph.id for paragraph in each.paragraphs}
    ]
    return max([row.mission_version, *having])


@get("/remarks/{remark_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit_remark_page(
    remark_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
) -> Html:
    """Show one's own remark in a form, while it may be corrected.

    Raises:
        NotFoundException, NotTheAuthorOfTheRemark, RemarkWindowIsOver.
    """
    row = _own(snapshot, Reader(person, platform.vault), remark_id)
    return _form(frame, snapshot, texts, row)


def _own(snapshot: ReadModel, reader: Reader, remark_id: UUID) -> RemarkRow:
    find = partial(remarks.find, snapshot, RemarkId(remark_id))
    return reader.own(remark_id, find, NotTheAuthorOfTheRemark)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    row: RemarkRow,
    body: str | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    until = editable_until(row, frame.person.at)
    if until is None:
        raise RemarkWindowIsOver
    around = surroundings.by_id(snapshot, row.process_id, frame.person.at)
    words = opened(texts, [*around.rows, row], frame.say(UNAVAILABLE))
    page = RemarkEditPage(
        id=str(row.remark_id),
        body=words.text(row.text) if body is None else body,
        editable_until=until,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/remarks/{row.remark_id}/edit",
        status=400 if errors else 200,
    )


@post("/remarks/{remark_id:uuid}/edit", sync_to_thread=True, guards=[signed_in_only])
def edit(
    *,
    remark_id: FromPath[UUID],
    data: URLEncodedBody[EditForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Correct one's own remark; the same text once more is no correction.

    Raises:
        NotFoundException, Refusal.
    """
    body = typed(data.body)
    with read_models.snapshot() as snapshot:
        row = _own(snapshot, Reader(person, platform.vault), remark_id)
        errors = short_texts.wrong(frame, body)
        if errors:
            return _form(frame, snapshot, texts, row, data.body, errors)
        back = _page_of(frame, snapshot, row)
    if opened(texts, [row], frame.say(UNAVAILABLE)).text(row.text) == body:
        return frame.lead_to(back, anchor=f"r-{remark_id}")
    allowances.spend("edits", person)
    outcome = edit_remark(platform, asking, RemarkId(remark_id), body, suspicious=suspicious(body))
    done = "remark_edited" if visible.wait(outcome.position) else "lagging"
    return frame.lead_to(back, done, anchor=f"r-{remark_id}")


def _page_of(frame: Frame, snapshot: ReadModel, row: RemarkRow) -> str:
    around = surroundings.by_id(snapshot, row.process_id, frame.person.at)
    return f"/p/{around.process.slug}/mission/{_last_version(snapshot, row)}"


@post("/remarks/{remark_id:uuid}/withdraw", sync_to_thread=True, guards=[signed_in_only])
def withdraw(
    remark_id: FromPath[UUID],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    read_models: ReadModels,
    visible: Visible,
) -> Answer:
    """Take one's own remark back; its place stays.

    Raises:
        NotFoundException, Refusal.
    """
    with read_models.snapshot() as snapshot:
        row = _own(snapshot, Reader(person, platform.vault), remark_id)
        back = _page_of(frame, snapshot, row)
    outcome = withdraw_remark(platform, asking, RemarkId(remark_id))
    done = "remark_withdrawn" if visible.wait(outcome.position) else "lagging"
    return frame.lead_to(back, done, anchor=f"r-{remark_id}")
