"""The receipt of one's own vote: to look at, to print, to download, to forget."""

from typing import cast
from uuid import UUID

import segno
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.ideas.reading import Reading, read
from api.pages.parts import cards
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import ReceiptPage
from api.people import signed_in_only
from api.provided import Person, Platform, Receipts, Snapshot, Texts
from api.receipts import Receipt, in_address
from domain.codes import ProposalId
from domain.people import PersonRef
from domain.use_cases.carrying_out import Platform as PlatformParts
from projections import feed
from projections.model import Snapshot as ReadModel

FILE = "text/plain; charset=utf-8"


@get("/ideas/{idea_id:uuid}/receipt", sync_to_thread=True, guards=[signed_in_only])
def receipt(
    idea_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    receipts: Receipts,
) -> Html:
    """Show the reader's own receipt, or when there will be one.

    Raises:
        NotFoundException: there is no idea the reader may know of.
    """
    reading = _reading(frame, snapshot, platform, ProposalId(idea_id))
    words = opened(texts, reading.rows, frame.say(UNAVAILABLE))
    row = reading.idea.feed
    made = receipts.of(snapshot, cast("PersonRef", person.ref), row.process_id, ProposalId(idea_id))
    link = None if made.proof is None else check_url(frame, made.proof)
    page = ReceiptPage(
        state=made.state,
        idea=cards.link(row, words),
        says=made.says,
        at=made.at,
        ready_by=max(
            (each.ends for each in reading.around.phases if each.status == "open"), default=None
        ),
        index=made.index,
        size=made.size,
        check_url=link,
        code=None if link is None else picture(link),
    )
    return frame.show(
        page, nav="me", process=reading.around.brand(words), position=snapshot.position
    )


@get("/ideas/{idea_id:uuid}/receipt/file", sync_to_thread=True, guards=[signed_in_only])
def receipt_file(
    idea_id: FromPath[UUID], snapshot: Snapshot, person: Person, receipts: Receipts
) -> Response[str]:
    """Hand out the receipt as a file (C2SP tlog-proof).

    Raises:
        NotFoundException: there is no receipt, or not yet.
    """
    made = of_own(receipts, snapshot, cast("PersonRef", person.ref), ProposalId(idea_id))
    if made.proof is None:
        raise NotFoundException
    name = f"quittung-{idea_id.hex[:8]}-{made.index}.tlog-proof"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.proof, media_type=FILE, headers=disposition)


@post("/ideas/{idea_id:uuid}/receipt/forget", sync_to_thread=True, guards=[signed_in_only])
def forget_receipt(
    idea_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    person: Person,
    receipts: Receipts,
) -> Answer:
    """Show the reader no receipt of this vote any more; the vote itself stays.

    Raises:
        NotFoundException: there is no such idea, or no vote of theirs.
    """
    ref = cast("PersonRef", person.ref)
    if of_own(receipts, snapshot, ref, ProposalId(idea_id)).state == "none":
        raise NotFoundException
    receipts.forget(ref, ProposalId(idea_id))
    return frame.lead_to(f"/ideas/{idea_id}/receipt", "receipt_forgotten")


def of_own(
    receipts: Receipts, snapshot: ReadModel, person: PersonRef, idea_id: ProposalId
) -> Receipt:
    """Return somebody's receipt for an idea.

    Raises:
        NotFoundException: there is no such idea.
    """
    row = feed.all_rows(snapshot, {idea_id}).get(idea_id)
    if row is None:
        raise NotFoundException
    return receipts.of(snapshot, person, row.process_id, idea_id)


def _reading(
    frame: Frame, snapshot: ReadModel, platform: PlatformParts, idea_id: ProposalId
) -> Reading:
    reader = Reader.of(frame.person, platform.vault, snapshot)
    return read(snapshot, reader, idea_id, frame.person.at)


def check_url(frame: Frame, proof: str) -> str:
    """Return the address of the page that checks a receipt, with the receipt in it."""
    return f"{frame.base_url}{frame.url('/verify/receipt')}#{in_address(proof)}"


def picture(link: str) -> str:
    """Return a code that leads to an address, as the address of a picture."""
    start, digits = link.split("#")
    # Two stretches: digits take a third of a byte each where they stand alone.
    parts = [(f"{start}#", None, None), (digits, None, None)]
    code = segno.make_qr(parts, error="l")  # type: ignore[arg-type]  # segno takes a list of stretches, its types do not say so
    address: str = code.svg_data_uri(border=4, svgclass=None, lineclass=None, omitsize=True)
    return address


HANDLERS = (receipt, receipt_file, forget_receipt)
