"""A table of projects, uploaded by the office: what went in, what was there, what is wrong."""

import msgspec
from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, MultipartBody

from api.imports import inventory as table
from api.imports.progress import Silent
from api.imports.report import FileReport, ImportRefused
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.common import FieldError
from api.pages.views.inventory import FaultyRow, InventoryUpload, UploadResult
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Now, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from projections.model import Snapshot as ReadModel


class UploadForm(msgspec.Struct):
    table: UploadFile | None = None


@get("/p/{slug:str}/inventory/upload", sync_to_thread=True, guards=[office_only])
def upload_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, now: Now
) -> Html:
    """Show the form, and which columns are understood.

    Raises:
        NotAllowed: the reader is of another process's office.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return _show(frame, snapshot, texts, around)


@post("/p/{slug:str}/inventory/upload", sync_to_thread=True, guards=[office_only])
def upload(
    *,
    slug: FromPath[str],
    data: MultipartBody[UploadForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Take the usable rows in, and name all others.

    Raises:
        NotAllowed: who is asking is of another process's office.
    """
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        if not person.may("plan", around.process.process_id):
            raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
        content = data.table.file.read() if data.table else b""
        if data.table is None or not content:
            error = frame.error("table", N_("Wählen Sie eine Datei aus, in der etwas steht."))
            return _show(frame, snapshot, texts, around, errors=(error,))
        name = data.table.filename
        try:
            report = table.take_in(platform, texts, asking, content, name, slug, Silent())
        except ImportRefused:
            problem = N_("Diese Datei hat keine Spalte „Titel“ in der ersten Zeile.")
            error = frame.error("table", problem)
            return _show(frame, snapshot, texts, around, errors=(error,))
    visible.wait(platform.log.head().position)
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        return _show(frame, snapshot, texts, around, report.files[0])


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    report: FileReport | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    words = opened(texts, around.rows, frame.say(UNAVAILABLE))
    process = around.process
    page = InventoryUpload(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        fields=tuple(words.text(row.name) for row in around.standing_fields()),
        result=None if report is None else _result(report),
        errors=errors,
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/inventory/upload",
        status=400 if errors else 200,
    )


def _result(report: FileReport) -> UploadResult:
    return UploadResult(
        name=report.name,
        created=report.created,
        repeated=report.repeated,
        faulty=tuple(
            FaultyRow(line=row.line, reason=row.reason, detail=row.detail) for row in report.faulty
        ),
    )
