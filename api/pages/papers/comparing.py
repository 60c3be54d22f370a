"""One sheet: compare it with the transcript, confirm, set aside, print, object."""

from dataclasses import replace
from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.papers import fates
from api.pages.papers.reading import Sheet, entry, read
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.papers import PaperLetterPage, PaperPage, PaperReceiptPage
from api.pages.vocabulary.terms import N_
from api.people import clerks_only, holding
from api.provided import Asking, Now, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.papers import AsideReason, PaperId
from domain.ports import Texts as TextsPort
from domain.ports import Vault
from domain.use_cases import transcribing
from domain.use_cases.moderating import file_appeal
from projections.model import Snapshot as ReadModel


@get("/papers/{paper_id:uuid}", sync_to_thread=True, guards=[clerks_only])
def paper_page(
    *,
    paper_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    now: Now,
) -> Html:
    """Show a transcript and what can be done with it."""
    sheet = read(snapshot, person, paper_id, now)
    return _show(frame, snapshot, sheet, texts, platform.vault)


def _show(
    frame: Frame,
    snapshot: ReadModel,
    sheet: Sheet,
    texts: TextsPort,
    vault: Vault,
    errors: tuple[FieldError, ...] = (),
    appeal: str = "",
) -> Html:
    row, around = sheet.row, sheet.around
    fate = fates.of(snapshot, row.proposal_id)
    words = opened(texts, [*sheet.rows, *(fate.rows if fate else ())], frame.say(UNAVAILABLE))
    field = around.field(row.action_field, words)
    gone = frame.say(N_("Dieser Text wurde auf Wunsch gelöscht."))
    title = words.text(around.process.title, around.process.slug)
    page = PaperPage(
        entry=entry(row, title, words, frame.person, vault),
        body=words.text(row.body, gone),
        field=field.name if field else None,
        territory=around.territory(row.territory, words),
        reasons=get_args(AsideReason),
        errors=errors,
        seen=row.body or "",
        fate=fates.view(fate, words, around.now, appeal) if fate else None,
    )
    return frame.show(
        page,
        nav="papers",
        position=snapshot.position,
        path=f"/papers/{row.paper_id}",
        status=400 if errors else 200,
    )


class ComparedForm(msgspec.Struct):
    """The transcript that was compared, by the reference of its text."""

    seen: str = ""


@post("/papers/{paper_id:uuid}/confirmation", sync_to_thread=True, guards=[clerks_only])
def confirm(
    *,
    paper_id: FromPath[UUID],
    data: URLEncodedBody[ComparedForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Confirm a colleague's transcript; the idea goes to the moderators with it."""
    outcome = transcribing.confirm_transcript(platform, asking, PaperId(paper_id), data.seen)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/papers/{paper_id}", "paper_confirmed" if shown else "lagging")


class AsideForm(msgspec.Struct):
    reason: str = ""


@post("/papers/{paper_id:uuid}/aside", sync_to_thread=True, guards=[clerks_only])
def put_aside(
    *,
    paper_id: FromPath[UUID],
    data: URLEncodedBody[AsideForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Set a sheet aside for a reason from the list."""
    if data.reason not in get_args(AsideReason):
        error = frame.error("reason", N_("Wählen Sie einen Grund aus der Liste."))
        with read_models.snapshot() as snapshot:
            sheet = read(snapshot, person, paper_id, asking.at)
            return _show(frame, snapshot, sheet, texts, platform.vault, (error,))
    reason = cast("AsideReason", data.reason)
    outcome = transcribing.set_aside(platform, asking, PaperId(paper_id), reason)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/papers/{paper_id}", "paper_set_aside" if shown else "lagging")


class ObjectionForm(msgspec.Struct):
    text: str = ""


_LONGEST = 2_000  # characters of an objection


@post("/papers/{paper_id:uuid}/appeal", sync_to_thread=True, guards=[clerks_only])
def write_objection_down(
    *,
    paper_id: FromPath[UUID],
    data: URLEncodedBody[ObjectionForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Write down that whoever wrote the sheet objects to what moderators decided.

    Raises:
        NotFoundException: there is no such sheet, or nothing to object to.
        Refusal: it is too late, or was done before.
    """
    text, error = typed(data.text), None
    if not text:
        error = frame.error("text", N_("Schreiben Sie ab, warum die Person widerspricht."))
    elif len(text) > _LONGEST:
        too_long = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        error = frame.error("text", too_long, length=len(text), maximum=_LONGEST)
    with read_models.snapshot() as snapshot:
        sheet = read(snapshot, person, paper_id, asking.at)
        fate = fates.of(snapshot, sheet.row.proposal_id)
        if fate is None or fate.case is None:
            raise NotFoundException
        if error is not None:
            return _show(frame, snapshot, sheet, texts, platform.vault, (error,), data.text)
    on_paper = replace(asking, channel="paper")
    outcome = file_appeal(platform, on_paper, fate.case.case_id, text)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/papers/{paper_id}", "paper_appealed" if shown else "lagging")


@get(
    "/papers/{paper_id:uuid}/letter",
    sync_to_thread=True,
    guards=[holding("clerk", "office")],
)
def decision_letter(
    paper_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    now: Now,
) -> Html:
    """Show what moderators decided about an idea as a letter to print, without a name.

    Raises:
        NotFoundException: nothing was decided against it.
    """
    sheet = read(snapshot, person, paper_id, now, or_office=True)
    fate = fates.of(snapshot, sheet.row.proposal_id)
    if fate is None or fate.case is None:
        raise NotFoundException
    row, around = sheet.row, sheet.around
    words = opened(texts, [*sheet.rows, *fate.rows], frame.say(UNAVAILABLE))
    page = PaperLetterPage(
        paper_id=str(row.paper_id),
        receipt=row.receipt,
        title=words.text(row.title),
        process_title=words.text(around.process.title, around.process.slug),
        client=around.client(words),
        received_on=row.received_on,
        short_url=f"{frame.base_url}/i/{row.receipt}",
        fate=fates.view(fate, words, now),
    )
    return frame.show(page, nav="papers", position=snapshot.position)


@get("/papers/{paper_id:uuid}/receipt", sync_to_thread=True, guards=[clerks_only])
def receipt_page(
    paper_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    now: Now,
) -> Html:
    """Show the receipt to print for whoever brought the sheet."""
    sheet = read(snapshot, person, paper_id, now)
    row, around = sheet.row, sheet.around
    words = opened(texts, sheet.rows, frame.say(UNAVAILABLE))
    page = PaperReceiptPage(
        paper_id=str(row.paper_id),
        receipt=row.receipt,
        title=words.text(row.title),
        process_title=words.text(around.process.title, around.process.slug),
        received_on=row.received_on,
        short_url=f"{frame.base_url}/i/{row.receipt}",
        compared=row.state == "confirmed",
    )
    return frame.show(page, nav="papers", position=snapshot.position)
